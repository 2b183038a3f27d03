"""Rules for `themes.yml`."""

from collections.abc import Iterator

from reader.corpus.model import Corpus, Problem
from reader.rules.common import passages_of, related_problems
from reader.text import did_you_mean


def every_theme_has_a_passage(corpus: Corpus) -> Iterator[Problem]:
    """A theme must have at least one passage that is about it or mentions it."""
    if not corpus.valid or not corpus.works:
        return
    used = {id for _, passage in passages_of(corpus) for id in passage.themes}
    for theme in corpus.vocabulary.themes:
        if theme.id not in used:
            at = corpus.vocabulary.origin.at("themes", theme.id)
            must = "must have at least one passage that is about it or mentions it"
            yield Problem(at, f"theme '{theme.id}' {must}")


def themes_relate_to_themes(corpus: Corpus) -> Iterator[Problem]:
    """A theme's `related` must list other themes, and its `group` must be one of the groups."""
    vocabulary = corpus.vocabulary
    known = [theme.id for theme in vocabulary.themes]
    groups = [group.id for group in vocabulary.groups]
    for theme in vocabulary.themes:
        yield from related_problems(theme, "themes", known, vocabulary.origin)
        if theme.group not in groups and vocabulary.origin.valid:
            at = vocabulary.origin.at("themes", theme.id, "group")
            hint = did_you_mean(theme.group, groups)
            yield Problem(at, f"must be a group in this file, not '{theme.group}'{hint}")
