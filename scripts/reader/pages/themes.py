"""The themes, each of them with its passages, and the theme map."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from markupsafe import Markup

from reader import addresses
from reader.cite.json_ld import theme_json_ld
from reader.corpus.model import PassageRef, Theme, Work
from reader.pages.changes import ChangeView, changes
from reader.pages.context import Context, text
from reader.pages.linker import Link, Linker
from reader.pages.page import Page
from reader.pages.paging import MOST_FOUND, numbers
from reader.pages.passages import PassageView, listed_passage
from reader.pages.theme_map import MOST_COLUMNS, Mark, ThemeMap


@dataclass(frozen=True, slots=True)
class ThemeItem:
    """A theme in a list, and how many passages are about it and mention it."""

    theme: Theme
    href: str
    about: int
    mentions: int


ThemeGroups = tuple[tuple[str, tuple[ThemeItem, ...]], ...]
"""The labels of the groups, each with its themes."""


@dataclass(frozen=True, slots=True)
class ThemesView:
    theme_map: str
    groups: ThemeGroups


@dataclass(frozen=True, slots=True)
class ThemeMapView:
    """The labels of the groups, each with its themes and their rows of the map."""

    reference: str
    map: ThemeMap
    groups: tuple[tuple[str, tuple[tuple[ThemeItem, tuple[Mark, ...]], ...]], ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """`siblings` are the themes of the theme's group, `marks` its row of the theme map. `about` and
    `mentioning` are the passages on this page, of as many as the counts say, each with its id if a
    mark leads to it.

    `full_texts`, in which the theme is highlighted, say the titles of their works; `pages` are the
    numbers and addresses of those that this page names.
    """

    theme: Theme
    number: int
    themes: str
    related: tuple[Link, ...]
    search: str
    several_works: bool
    full_texts: tuple[Link, ...]
    group: str
    siblings: tuple[ThemeItem, ...]
    files: str
    map: ThemeMap
    marks: tuple[Mark, ...]
    about: tuple[tuple[str, PassageView], ...]
    about_count: int
    mentioning: tuple[tuple[str, PassageView], ...]
    mentioning_count: int
    pages: tuple[tuple[int, str], ...]
    changes: tuple[ChangeView, ...]
    feed: str
    json_ld: Markup


def theme_groups(linker: Linker) -> ThemeGroups:
    context = linker.context

    def item(theme: Theme) -> ThemeItem:
        found = context.links.themes[theme.id]
        return ThemeItem(
            theme, linker.to("themes", theme.id), len(found.about), len(found.mentions)
        )

    vocabulary = context.corpus.vocabulary
    return tuple(
        (group.label, tuple(item(theme) for theme in vocabulary.themes if theme.group == group.id))
        for group in vocabulary.groups
    )


def marks(linker: Linker, theme: str) -> tuple[Mark, ...]:
    """The row of a theme in the theme map, as seen from a page."""

    def relative(mark: Mark) -> Mark:
        if not mark.href:
            return mark
        return replace(mark, href=linker.url(mark.href), found=linker.url(mark.found))

    return tuple(map(relative, linker.context.theme_map.rows[theme]))


def theme_map_view(linker: Linker) -> ThemeMapView:
    found = linker.context.theme_map

    def rows(items: tuple[ThemeItem, ...]) -> tuple[tuple[ThemeItem, tuple[Mark, ...]], ...]:
        by_id = {item.theme.id: item for item in items}
        return tuple((by_id[id], marks(linker, id)) for id in found.rows if id in by_id)

    groups = tuple((label, rows(items)) for label, items in theme_groups(linker))
    return ThemeMapView(linker.url(addresses.REFERENCE), found, groups)


def themes_page(context: Context) -> Page:
    count = len(context.corpus.vocabulary.themes)
    description = f"The {count} themes by which the passages can be found, in groups."
    linker = Linker(context, addresses.THEMES)
    view = ThemesView(linker.url(addresses.THEME_MAP), theme_groups(linker))
    return Page("themes", "Themes", description, view)


def theme_page(context: Context, theme: Theme, number: int) -> Page:
    found = context.links.themes[theme.id]
    pages = context.theme_pages[theme.id]
    linker = Linker(context, addresses.theme_page(theme.id, number))
    places = [
        (
            context.theme_map.ids.get((theme.id, place.key), ""),
            listed_passage(linker, place, without=theme.id),
        )
        for place in pages[number - 1]
    ]
    group, siblings = next(
        (label, items)
        for label, items in theme_groups(linker)
        if theme.id in (item.theme.id for item in items)
    )
    about = max(0, len(found.about) - (number - 1) * MOST_FOUND)
    files = linker.url(addresses.files("themes", theme.id))
    view = ThemeView(
        theme=theme,
        number=number,
        themes=linker.url(addresses.THEMES),
        related=linker.themes(theme.related),
        search=linker.url(addresses.search(theme=theme.id)),
        several_works=context.several_works,
        full_texts=_full_texts(linker, theme, found.all),
        group=group,
        siblings=siblings,
        files=files,
        map=context.theme_map,
        marks=marks(linker, theme.id),
        about=tuple(places[:about]),
        about_count=len(found.about),
        mentioning=tuple(places[about:]),
        mentioning_count=len(found.mentions),
        pages=tuple(
            (other, linker.url(addresses.theme_page(theme.id, other)))
            for other in numbers(number, len(pages))
        ),
        changes=changes(linker, [("themes", theme.id)]),
        feed=linker.feed("themes", theme.id),
        json_ld=Markup(theme_json_ld(theme, pages[number - 1], context.publication)),
    )
    page = "" if number == 1 else f", page {number}"
    return Page(
        "theme",
        f"Theme: {theme.label}{page}",
        f"Passages on {theme.label}{page}: {theme.definition}",
        view,
        styles="theme-map",
        citations=files,
        feed=view.feed,
    )


def _full_texts(linker: Linker, theme: Theme, places: Iterable[PassageRef]) -> tuple[Link, ...]:
    """The full texts in which the theme can be highlighted, unless there are too many."""
    works = {place.work.id: place.work for place in places}

    def link(work: Work) -> Link:
        address = addresses.with_theme(_full_text(linker.context, work, theme), theme.id)
        return Link(linker.url(address), text(work.short_title))

    return tuple(map(link, works.values())) if len(works) <= MOST_COLUMNS else ()


def _full_text(context: Context, work: Work, theme: Theme) -> str:
    """The address of the first page of a work's full text that has a passage of a theme."""
    number = next(
        number
        for number, sections in enumerate(context.full_pages[work.id], 1)
        if any(theme.id in p.themes for section in sections for p in section.passages)
    )
    return addresses.full_text(work.id, number)
