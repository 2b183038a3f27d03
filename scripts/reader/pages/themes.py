"""The themes, each of them with its passages, and the theme map."""

from dataclasses import dataclass

from reader import addresses
from reader.addresses import address, theme_page
from reader.corpus.inline import Inlines
from reader.corpus.model import PassageRef, Theme, Work
from reader.pages.context import Context, Link, Linker, title_of
from reader.pages.matrix import Matrix, matrix
from reader.pages.page import Page
from reader.pages.paging import MOST_FOUND, numbers, theme_page_of, theme_pages
from reader.pages.passages import Reference, Tags, reference, tags
from reader.pages.theme_counts import MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class ThemeItem:
    theme: Link
    about: int
    mentions: int
    definition: str


@dataclass(frozen=True, slots=True)
class ThemesView:
    """The themes, group by group."""

    groups: tuple[tuple[str, tuple[ThemeItem, ...]], ...]


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage in the list of a theme. `anchor` is the number of the column of the theme map whose
    cell leads here, 0 if none does; `work` is the title of its work where there are several."""

    anchor: int
    href: str
    reference: Reference
    title: Inlines
    work: str
    language: str
    words: str
    tags: Tags
    url: str


@dataclass(frozen=True, slots=True)
class FullTextWithTheme:
    """A full text in which the theme is highlighted; `work` is empty where there is only one."""

    href: str
    work: str


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A page of a theme; `skips` if pages before it are not named."""

    number: int
    href: str
    current: bool
    skips: bool


@dataclass(frozen=True, slots=True)
class ThemeView:
    """`about` and `mentioning` are the passages on this page, of as many as the counts say."""

    theme: Theme
    themes: str
    number: int
    related: tuple[Link, ...]
    search: str
    full_texts: tuple[FullTextWithTheme, ...]
    files: str
    about: tuple[FoundPassage, ...]
    about_count: int
    mentioning: tuple[FoundPassage, ...]
    mentioning_count: int
    pages: tuple[PageNumber, ...]


@dataclass(frozen=True, slots=True)
class ThemeMapView:
    reference: str
    matrix: Matrix


def themes_page(context: Context) -> Page:
    linker = Linker(context, addresses.THEMES)
    links = context.links.themes

    def item(theme: Theme) -> ThemeItem:
        found = links[theme.id]
        link = linker.link("themes", theme.id)
        return ThemeItem(link, len(found.about), len(found.mentions), theme.definition)

    view = ThemesView(
        tuple((label, tuple(map(item, themes))) for label, themes in context.theme_groups)
    )
    count = len(context.corpus.vocabulary.themes)
    description = f"The {count} themes by which the passages can be found, in groups."
    return Page("themes", "Themes", description, view)


def theme_page_count(context: Context, theme: Theme) -> int:
    """Over how many pages the passages of a theme go on."""
    return len(theme_pages(context.links.themes[theme.id].all))


def theme_page_of_number(context: Context, theme: Theme, number: int) -> Page:
    found = context.links.themes[theme.id]
    places = theme_pages(found.all)[number - 1]
    linker = Linker(context, theme_page(theme.id, number))
    about = max(0, len(found.about) - (number - 1) * MOST_FOUND)
    listed = [_found(linker, theme, place) for place in places]
    files = linker.url(addresses.files("themes", theme.id))
    view = ThemeView(
        theme=theme,
        themes=linker.url(addresses.THEMES),
        number=number,
        related=linker.themes(theme.related),
        search=linker.url(addresses.search(theme=theme.id)),
        full_texts=_full_texts(linker, theme, found.all),
        files=files,
        about=tuple(listed[:about]),
        about_count=len(found.about),
        mentioning=tuple(listed[about:]),
        mentioning_count=len(found.mentions),
        pages=_pages(linker, theme, number, theme_page_of(len(found.all) - 1)),
    )
    page = "" if number == 1 else f", page {number}"
    return Page(
        "theme",
        f"Theme: {theme.label}{page}",
        f"Passages on {theme.label}{page}: {theme.definition}",
        view,
        citations=files,
    )


def theme_map_view(linker: Linker) -> ThemeMapView:
    return ThemeMapView(linker.url(addresses.REFERENCE), matrix(linker))


def _found(linker: Linker, theme: Theme, place: PassageRef) -> FoundPassage:
    context = linker.context
    return FoundPassage(
        anchor=context.theme_map.anchors.get((theme.id, place.key), 0),
        href=linker.to("passages", place.key),
        reference=reference(place.section, place.passage),
        title=title_of(place.work, place.section),
        work=place.work.short_title if context.several_works else "",
        language=place.work.language,
        words=place.passage.words,
        tags=tags(linker, place.passage, but=theme.id),
        url=context.publication.url + address("passages", place.key),
    )


def _full_texts(
    linker: Linker, theme: Theme, places: tuple[PassageRef, ...]
) -> tuple[FullTextWithTheme, ...]:
    works = {place.work.id: place.work for place in places}
    few = works.values() if len(works) <= MOST_COLUMNS else ()
    return tuple(
        FullTextWithTheme(
            linker.url(addresses.with_theme(_full_text(linker.context, work, theme), theme.id)),
            work.short_title if linker.context.several_works else "",
        )
        for work in few
    )


def _full_text(context: Context, work: Work, theme: Theme) -> str:
    """The address of the first page of a work's full text that has a passage of a theme."""
    for number, sections in enumerate(context.full_pages[work.id], 1):
        if any(theme.id in p.themes for section in sections for p in section.passages):
            return addresses.full_text(work.id, number)
    return addresses.full_text(work.id)


def _pages(linker: Linker, theme: Theme, current: int, last: int) -> tuple[PageNumber, ...]:
    found = numbers(current, last)
    return tuple(
        PageNumber(
            number, linker.url(theme_page(theme.id, number)), number == current, number > before + 1
        )
        for before, number in zip([0, *found], found, strict=False)
    )
