"""The search page."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader import addresses
from reader.addresses import passage_reference
from reader.corpus.model import COLLATIONS, Collation
from reader.languages import HAN_LANGUAGE
from reader.pages.context import Context
from reader.pages.linker import Linker
from reader.pages.page import Page
from reader.pages.themes import ThemeGroups, theme_groups
from reader.pages.withdrawn import WithdrawnChoice, withdrawn_choices

Choice = tuple[str, str]
"""A value of a filter, and what it says."""


@dataclass(frozen=True, slots=True)
class Example:
    """A search to try, in a language if that is not the page's; `what` says what is asked for."""

    what: str
    text: str
    href: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class SearchView:
    """The filters; `works` is empty if there is only one, which is `only_work`, `glossary` if there
    is none. `has_chinese` says whether terms are found by Chinese and pinyin, `withdrawn` is what
    scripts say of withdrawn themes and works."""

    themes_href: str
    glossary: str
    has_chinese: bool
    groups: ThemeGroups
    parts: tuple[Choice, ...]
    works: tuple[Choice, ...]
    only_work: str
    collations: tuple[Collation, ...]
    examples: tuple[Example, ...]
    withdrawn: tuple[WithdrawnChoice, ...]


def search_page(context: Context) -> Page:
    linker = Linker(context, addresses.SEARCH)
    works = context.corpus.works
    titles = {part.label: part.title for work in works for part in work.parts if part.sections}
    several = context.several_works
    view = SearchView(
        themes_href=linker.url(addresses.THEMES),
        glossary=linker.url(addresses.GLOSSARY) if context.corpus.glossary.terms else "",
        has_chinese=context.has_chinese,
        groups=theme_groups(linker),
        parts=tuple(
            (label, label if several else f"{label} {title}") for label, title in titles.items()
        ),
        works=tuple((work.id, work.short_title) for work in works) if several else (),
        only_work=context.only_work.id if context.only_work else "",
        collations=COLLATIONS,
        examples=tuple(_examples(linker)),
        withdrawn=tuple(withdrawn_choices(linker, "themes", "works")),
    )
    return Page(
        "search",
        "Search",
        "Search the passages, notes and terms by word, theme, part and reference.",
        view,
        module="search-page",
    )


def _examples(linker: Linker) -> Iterator[Example]:
    """A search of every kind, for the term that most passages have and for the last passage."""
    context = linker.context

    def example(what: str, query: str, language: str = "") -> Example:
        return Example(what, query, linker.url(addresses.search(q=query)), language)

    found = context.links.terms
    terms = sorted(context.corpus.glossary.terms, key=lambda term: -len(found[term.id].passages))
    for term in terms[:1]:
        yield example("Words", term.headword)
        yield example("Exact phrase", f"“{term.headword}”")
        if term.original:
            yield example("Original", term.original, HAN_LANGUAGE)
        if term.pinyin:
            yield example("Pinyin", term.pinyin, "zh-Latn-pinyin")
    for place in context.corpus.passages[-1:]:
        yield example("Reference", passage_reference(place.section, place.passage))
