"""Home, and the list of all works."""

from dataclasses import dataclass
from itertools import groupby

from reader import addresses
from reader.cite.coins import coins
from reader.corpus.model import Work
from reader.dates import UNDATED
from reader.names import listed
from reader.pages.context import Context
from reader.pages.linker import Linker
from reader.pages.outline import Outline, outline
from reader.pages.page import Page
from reader.pages.passages import PassageView, passage_view
from reader.pages.themes import ThemeGroups, theme_groups

MOST_WORKS = 12
"""How many works home lists; with more of them the list of texts goes by year."""


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
    """With one work `only` is that, and `outline` its whole outline; `works` are those listed of
    `count`. `first` is the first passage, as an example of a reference. `site` is the name of the
    site; `has_chinese` says whether terms are found by Chinese and pinyin."""

    site: str
    only: Work | None
    outline: Outline | None
    works: tuple[WorkItem, ...]
    count: int
    passages: int
    first: PassageView | None
    texts: str
    search: str
    has_chinese: bool
    how_to_cite: str
    theme_map: str
    groups: ThemeGroups


@dataclass(frozen=True, slots=True)
class WorksView:
    """Works by year; the one year is empty if there are few works."""

    by_year: tuple[tuple[str, tuple[WorkItem, ...]], ...]


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
    only = works[0] if len(works) == 1 else None
    latest = sorted(works, key=lambda work: work.date, reverse=True)[:MOST_WORKS]
    listed = latest if len(works) > MOST_WORKS else works
    passages = context.corpus.passages
    view = HomeView(
        site=context.publication.name,
        only=only,
        outline=outline(linker, only, whole=True) if only else None,
        works=tuple(work_item(linker, work) for work in listed),
        count=len(works),
        passages=len(passages),
        first=passage_view(linker, passages[0]) if passages else None,
        texts=linker.url(addresses.TEXTS),
        search=linker.url(addresses.SEARCH),
        has_chinese=context.has_chinese,
        how_to_cite=linker.url(addresses.HOW_TO_CITE),
        theme_map=linker.url(addresses.THEME_MAP),
        groups=theme_groups(linker),
    )
    description = only.summary if only and only.summary else _titles(works)
    return Page("home", "Home", description, view)


def works_page(context: Context) -> Page:
    works = context.corpus.works
    linker = Linker(context, addresses.TEXTS)
    many = len(works) > MOST_WORKS
    by_date = sorted(works, key=lambda work: work.date or UNDATED)
    by_year = groupby(by_date, key=lambda work: work.date[:4] or "No date")
    years = by_year if many else [("", iter(works))]
    view = WorksView(
        tuple((year, tuple(work_item(linker, work) for work in found)) for year, found in years)
    )
    description = f"Texts: {_titles(works)}."
    return Page("works", "Texts", description, view, module="filter" if many else "")


def _titles(works: tuple[Work, ...]) -> str:
    return "; ".join(work.short_title for work in works)
