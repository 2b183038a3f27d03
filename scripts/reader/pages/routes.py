"""The address of every generated page, and what makes it."""

from collections.abc import Callable, Iterator
from functools import partial

from reader import addresses
from reader.addresses import address
from reader.documents import PageDocument
from reader.pages.about import about_page
from reader.pages.about_site import about_site_page
from reader.pages.context import Context, text
from reader.pages.full import full_page
from reader.pages.outline import full_name
from reader.pages.page import Page
from reader.pages.paging import most_full_pages, most_theme_pages
from reader.pages.reference import index_page, reference_page, reference_pages
from reader.pages.render import render
from reader.pages.search import search_page
from reader.pages.section import section_page
from reader.pages.themes import theme_page, themes_page
from reader.pages.withdrawn import shorter_page, withdrawn_full_page, withdrawn_page
from reader.pages.work import work_page
from reader.pages.works import home_page, works_page


def views(context: Context) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Every page of a corpus that keeps the rules, by its address, made when it is wanted."""
    corpus, links = context.corpus, context.links
    yield addresses.HOME, partial(home_page, context)
    yield addresses.TEXTS, partial(works_page, context)
    for work in corpus.works:
        yield address("works", work.id), partial(work_page, context, work)
        for number, _ in enumerate(context.full_pages[work.id], 1):
            yield addresses.full_text(work.id, number), partial(full_page, context, work, number)
        if work.about:
            yield address("accounts", work.id), partial(about_page, context, work)
        for section in work.sections:
            yield address("sections", section.key), partial(section_page, context, work, section)
    yield addresses.THEMES, partial(themes_page, context)
    for theme in corpus.vocabulary.themes:
        for number, _ in enumerate(context.theme_pages[theme.id], 1):
            page = partial(theme_page, context, theme, number)
            yield addresses.theme_page(theme.id, number), page
    yield addresses.REFERENCE, partial(index_page, context)
    for entry in reference_pages(context):
        yield entry.address, partial(reference_page, context, entry)
    if not context.publication.frozen:
        yield addresses.SEARCH, partial(search_page, context)
    yield addresses.ABOUT_SITE, partial(about_site_page, context)
    for stone, inside in links.withdrawn_pages:
        yield address(stone.kind, stone.key), partial(withdrawn_page, context, stone, inside)
        if stone.kind == "works":
            yield addresses.full_text(stone.key), partial(withdrawn_full_page, context, stone)
    yield from _shorter(context)


def _shorter(context: Context) -> Iterator[tuple[str, Callable[[], Page]]]:
    """The pages that full texts and themes had when there was more of them."""
    past = context.links.past
    for work in (*context.corpus.works, *past.works):
        label = text(f"{full_name(work)}, {work.short_title}")
        now = len(context.full_pages.get(work.id, [()]))
        for number in range(now, most_full_pages(past.held.get(work.id, 0))):
            page = partial(shorter_page, context, addresses.full_text(work.id), label, number + 1)
            yield addresses.full_text(work.id, number + 1), page
    for id, tagged in past.tagged.items():
        label = (*text("Theme: "), *context.label("themes", id))
        now = len(context.theme_pages.get(id, [()]))
        for number in range(now, most_theme_pages(len(tagged))):
            page = partial(shorter_page, context, addresses.theme_page(id), label, number + 1)
            yield addresses.theme_page(id, number + 1), page


def pages(context: Context) -> Iterator[tuple[str, PageDocument]]:
    """The same as documents: Markdown files that are HTML throughout.

    Everything an editor wrote is escaped on its way, so that no character of it is markup to any
    Markdown engine. Links are relative: the pages work wherever the site is put.
    """
    for where, make in views(context):
        yield where, PageDocument(partial(_text, make, context.links.updated))


def _text(make: Callable[[], Page], updated: str) -> str:
    return render(make(), updated)
