"""Rules for `sources.yml`."""

from collections.abc import Iterator

from reader.corpus.model import Corpus, Problem
from reader.dates import from_date_parts, is_valid_date
from reader.rules.common import citations_of


def every_source_is_cited(corpus: Corpus) -> Iterator[Problem]:
    """A source must be cited, and be listed in sources.yml only once."""
    bibliography = corpus.bibliography
    cited = {citation.key for _, _, citation in citations_of(corpus)}
    seen: set[str] = set()
    for source in bibliography.sources:
        at = bibliography.origin.at("references", source.index, "id")
        if source.id in seen:
            yield Problem(at, f"source '{source.id}' must be listed only once")
        elif source.id not in cited and corpus.valid:
            yield Problem(at, f"source '{source.id}' must be cited or removed")
        seen.add(source.id)


def sources_have_dates_that_exist(corpus: Corpus) -> Iterator[Problem]:
    """A source's dates must be real dates."""
    for source in corpus.bibliography.sources:
        for key, value in source.csl.items():
            if isinstance(value, dict) and "date-parts" in value:
                text = from_date_parts(value["date-parts"][0])
                if not is_valid_date(text):
                    at = corpus.bibliography.origin.at("references", source.index, key)
                    yield Problem(at, f"must be a real date, not '{text}'")
