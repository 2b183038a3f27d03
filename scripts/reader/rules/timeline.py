"""Rules for `timeline.yml`."""

from collections.abc import Iterator

from reader import ids
from reader.corpus.model import Corpus, Problem
from reader.dates import is_valid_date
from reader.rules.common import invalid_sections, passages_of
from reader.text import did_you_mean


def events_name_what_exists(corpus: Corpus) -> Iterator[Problem]:
    """An event's themes and passages must be in the corpus."""
    themes = [theme.id for theme in corpus.vocabulary.themes]
    passages = [ids.key(section.work, passage.id) for section, passage in passages_of(corpus)]
    if not corpus.vocabulary.origin.valid or invalid_sections(corpus):
        return
    for event in corpus.timeline.events:
        for key, known, named in (
            ("themes", themes, event.themes),
            ("passages", passages, event.passages),
        ):
            for index, id in enumerate(named):
                if id not in known:
                    at = corpus.timeline.origin.at("events", event.id, key, index)
                    name = key.removesuffix("s")
                    hint = did_you_mean(id, known)
                    yield Problem(at, f"must be a {name} in the corpus, not '{id}'{hint}")


def events_have_dates_that_exist(corpus: Corpus) -> Iterator[Problem]:
    """An event's date must be a real date."""
    for event in corpus.timeline.events:
        if not is_valid_date(event.date):
            at = corpus.timeline.origin.at("events", event.id, "date")
            yield Problem(at, f"must be a real date, not '{event.date}'")
