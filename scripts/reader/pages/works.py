"""Home, and the list of all works."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from reader import addresses
from reader.cite.coins import coins
from reader.corpus.model import Work
from reader.dates import UNDATED, periods
from reader.names import listed
from reader.pages.context import Context
from reader.pages.linker import Link, Linker
from reader.pages.outline import Outline, outline
from reader.pages.page import Page
from reader.pages.passages import PassageView, passage_view
from reader.pages.themes import ThemeGroups, theme_groups
from reader.text import without_marks

MOST_WORKS = 12
"""How many works home lists; with more of them the list of texts goes by year, author and kind."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """A work in a list."""

    href: str
    short_title: str
    author: str
    date: str
    summary: str
    coins: str
    sections: int
    passages: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """With one work `only` is that, and `outline` its contents; `works` are those listed of
    `count`, by so many `authors`. `texts` leads to all, `by_author` and `by_kind` to their orders.
    `first` is the first passage, as an example of a reference. `site` is the name of the site;
    `has_chinese` says whether terms are found by Chinese and pinyin."""

    site: str
    only: Work | None
    outline: Outline | None
    works: tuple[WorkItem, ...]
    count: int
    authors: int
    passages: int
    first: PassageView | None
    texts: str
    by_author: str
    by_kind: str
    search: str
    has_chinese: bool
    how_to_cite: str
    theme_map: str
    groups: ThemeGroups


Groups = tuple[tuple[str, tuple[Link, ...]], ...]
"""Works by a name that they share."""


@dataclass(frozen=True, slots=True)
class WorksView:
    """Works by year; the one year is empty if there are few works, and so is all else.

    `periods` are years, or decades if those are many, each with the first year that it has.
    """

    by_year: tuple[tuple[str, tuple[WorkItem, ...]], ...]
    periods: tuple[tuple[str, str], ...] = ()
    by_author: Groups = ()
    by_kind: Groups = ()


def work_item(linker: Linker, work: Work) -> WorkItem:
    return WorkItem(
        linker.to("works", work.id),
        work.short_title,
        listed(work.author),
        work.date,
        work.summary,
        coins(linker.context.records.work(work)),
        len(work.sections),
        sum(len(section.passages) for section in work.sections),
    )


def home_page(context: Context) -> Page:
    works = context.corpus.works
    linker = Linker(context, addresses.HOME)
    only = context.only_work
    latest = sorted(works, key=lambda work: work.date, reverse=True)[:MOST_WORKS]
    listed = latest if len(works) > MOST_WORKS else works
    passages = context.corpus.passages
    view = HomeView(
        site=context.publication.name,
        only=only,
        outline=outline(linker, only) if only else None,
        works=_items(linker, listed),
        count=len(works),
        authors=len({name.full for work in works for name in work.author}),
        passages=len(passages),
        first=passage_view(linker, passages[0]) if passages else None,
        texts=linker.url(addresses.TEXTS),
        by_author=linker.url(addresses.TEXTS_BY_AUTHOR),
        by_kind=linker.url(addresses.TEXTS_BY_KIND),
        search=linker.url(addresses.SEARCH),
        has_chinese=context.has_chinese,
        how_to_cite=linker.url(addresses.HOW_TO_CITE),
        theme_map=linker.url(addresses.THEME_MAP),
        groups=theme_groups(linker),
    )
    description = only.summary if only and only.summary else _titles(works)
    feed = linker.url(addresses.FEED) if context.corpus.acceptances else ""
    return Page("home", "Home", description, view, module="continue", feed=feed)


def works_page(context: Context) -> Page:
    works, only = context.corpus.works, context.only_work
    linker = Linker(context, addresses.TEXTS)
    many = len(works) > MOST_WORKS
    view = _by_everything(linker) if many else WorksView((("", _items(linker, works)),))
    description = f"Texts: {_titles(works)}."
    menu = ("Text", addresses.address("works", only.id)) if only else None
    return Page("works", "Texts", description, view, menu, module="filter" if many else "")


def _by_everything(linker: Linker) -> WorksView:
    """Many works by year, the undated last, by the surnames of their authors and by kind."""
    works = sorted(linker.context.corpus.works, key=lambda work: work.date or UNDATED)
    years = groupby(works, key=lambda work: work.date[:4] or "No date")
    by_year = tuple((year, _items(linker, found)) for year, found in years)
    return WorksView(
        by_year,
        tuple(periods([year for year, _ in by_year]).items()),
        _groups(linker, works, lambda work: [(name.inverted, name.full) for name in work.author]),
        _groups(linker, works, lambda work: [(work.kind, work.kind.capitalize())]),
    )


def _groups(
    linker: Linker, works: list[Work], names_of: Callable[[Work], list[tuple[str, str]]]
) -> Groups:
    """The works by their names, each of which comes after what it is sorted by."""
    found: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for work in works:
        for key, name in names_of(work):
            found[without_marks(key), name].append(linker.link("works", work.id))
    return tuple((name, tuple(links)) for (_, name), links in sorted(found.items()))


def _items(linker: Linker, works: Iterable[Work]) -> tuple[WorkItem, ...]:
    return tuple(work_item(linker, work) for work in works)


def _titles(works: tuple[Work, ...]) -> str:
    return "; ".join(work.short_title for work in works)
