"""The index of the reference pages that the corpus has something for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader import addresses
from reader.pages.collation import collation_view
from reader.pages.context import Context, text
from reader.pages.glossary import glossary_view
from reader.pages.linker import Link, Linker
from reader.pages.page import Page
from reader.pages.sources import sources_view
from reader.pages.themes import theme_map_view
from reader.pages.timeline import timeline_view
from reader.text import counted


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """What the index says of a reference page, what makes the page, and the style sheet that it
    needs besides those of all pages. It is `empty` if all it had was withdrawn."""

    address: str
    title: str
    description: str
    template: str
    make: Callable[[Linker], object]
    styles: str = ""
    empty: bool = False


@dataclass(frozen=True, slots=True)
class IndexView:
    """The reference pages with their descriptions, and the addresses of the corpus and of its
    registry as data."""

    pages: tuple[tuple[Link, str], ...]
    data: str
    registry: str


def reference_pages(context: Context) -> Iterator[IndexEntry]:
    """The reference pages that the corpus has something for, or had."""
    corpus, withdrawn = context.corpus, context.links.withdrawn_entries
    count = len(corpus.glossary.terms)
    if count or withdrawn["terms"]:
        description = f"{counted(count, 'term')}: originals, meanings and first prominent uses."
        where, make = addresses.GLOSSARY, glossary_view
        yield IndexEntry(where, "Glossary", description, "glossary", make, empty=not count)
    count = len(corpus.timeline.events)
    if count or withdrawn["events"]:
        description = f"{counted(count, 'dated event')}: context for the passages."
        yield IndexEntry(
            addresses.TIMELINE,
            "Timeline",
            description,
            "timeline",
            timeline_view,
            styles="timeline",
            empty=not count,
        )
    count = len(corpus.bibliography.sources)
    if count or withdrawn["sources"]:
        description = f"{counted(count, 'source')} cited on this site."
        yield IndexEntry(
            addresses.SOURCES, "Sources", description, "sources", sources_view, empty=not count
        )
    description = "How the wording of each passage compares with the official translation."
    title = "Comparison with the official translation"
    yield IndexEntry(addresses.COLLATION, title, description, "collation", collation_view)
    description = "Where each theme comes up, at a glance."
    where = addresses.THEME_MAP
    yield IndexEntry(where, "Theme map", description, "theme_map", theme_map_view, "theme-map")


def reference_page(context: Context, entry: IndexEntry) -> Page:
    view = entry.make(Linker(context, entry.address))
    return Page(
        entry.template,
        entry.title,
        entry.description,
        view,
        styles=entry.styles,
        noindex=entry.empty,
    )


def index_page(context: Context) -> Page:
    linker = Linker(context, addresses.REFERENCE)
    view = IndexView(
        tuple(
            (Link(linker.url(entry.address), text(entry.title)), entry.description)
            for entry in reference_pages(context)
            if not entry.empty
        ),
        linker.url(addresses.CORPUS_DATA),
        linker.url(addresses.REGISTRY_DATA),
    )
    description = (
        "Glossary, timeline, sources, comparison with the official translation and theme map."
    )
    return Page("reference", "Reference", description, view)
