"""Home, and the list of all works."""

from dataclasses import dataclass
from itertools import groupby

from reader import addresses
from reader.corpus.model import Work
from reader.pages.context import Context, Link, Linker
from reader.pages.matrix import Matrix, matrix
from reader.pages.outline import FullTextLink, PartList, about_href, full_text_link, part_list
from reader.pages.page import Page
from reader.pages.passages import Reference, reference
from reader.pages.theme_counts import MOST_COLUMNS

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
    sections: int
    passages: int


@dataclass(frozen=True, slots=True)
class OneWork:
    """The work of a corpus that has only one."""

    work: Work
    full_text: FullTextLink
    about: str
    parts: PartList


@dataclass(frozen=True, slots=True)
class FirstPassage:
    """The first passage of the corpus, as an example of a reference."""

    section_href: str
    href: str
    reference: Reference


@dataclass(frozen=True, slots=True)
class ThemeCount:
    theme: Link
    passages: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """With one work `only` is that; `works` are those listed of `count`. The theme map is left out
    where it has too many columns, and the themes are listed in `groups` instead."""

    only: OneWork | None
    works: tuple[WorkItem, ...]
    count: int
    passages: int
    first: FirstPassage | None
    texts: str
    search: str
    how_to_cite: str
    theme_map: Matrix | None
    groups: tuple[tuple[str, tuple[ThemeCount, ...]], ...]


@dataclass(frozen=True, slots=True)
class WorksView:
    """Works by year; the one year is empty if there are few works."""

    by_year: tuple[tuple[str, tuple[WorkItem, ...]], ...]


def work_item(linker: Linker, work: Work) -> WorkItem:
    return WorkItem(
        linker.to("works", work.id),
        work.short_title,
        work.speaker.name,
        work.date,
        work.summary,
        len(work.sections),
        sum(len(section.passages) for section in work.sections),
    )


def home_page(context: Context) -> Page:
    works = context.corpus.works
    linker = Linker(context, addresses.HOME)
    only = works[0] if len(works) == 1 else None
    latest = sorted(works, key=lambda work: work.date, reverse=True)[:MOST_WORKS]
    first = next(iter(context.corpus.passages), None)
    links = context.links.themes
    view = HomeView(
        only=OneWork(
            only, full_text_link(linker, only), about_href(linker, only), part_list(linker, only)
        )
        if only
        else None,
        works=tuple(
            work_item(linker, work) for work in (latest if len(works) > MOST_WORKS else works)
        ),
        count=len(works),
        passages=context.passage_count,
        first=FirstPassage(
            linker.to("sections", first.section.key),
            linker.to("passages", first.key),
            reference(first.section, first.passage),
        )
        if first
        else None,
        texts=linker.url(addresses.TEXTS),
        search=linker.url(addresses.SEARCH),
        how_to_cite=linker.url(addresses.HOW_TO_CITE),
        theme_map=matrix(linker) if len(context.theme_map.columns) <= MOST_COLUMNS else None,
        groups=tuple(
            (
                label,
                tuple(
                    ThemeCount(linker.link("themes", theme.id), len(links[theme.id].all))
                    for theme in themes
                ),
            )
            for label, themes in context.theme_groups
        ),
    )
    description = only.summary if only and only.summary else _titles(works)
    return Page("home", "Home", description, view)


def works_page(context: Context) -> Page:
    works = context.corpus.works
    linker = Linker(context, addresses.TEXTS)
    many = len(works) > MOST_WORKS
    if many:
        by_date = sorted(works, key=lambda work: work.date)
        years = [(year, list(of)) for year, of in groupby(by_date, key=lambda work: work.date[:4])]
    else:
        years = [("", list(works))]
    view = WorksView(
        tuple((year, tuple(work_item(linker, work) for work in of)) for year, of in years)
    )
    return Page(
        "works",
        "Texts",
        f"Texts: {_titles(works)}.",
        view,
        module="filter" if many else "",
    )


def _titles(works: tuple[Work, ...]) -> str:
    return "; ".join(work.short_title for work in works)
