"""The index of the reference pages that the corpus has something for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reader import addresses
from reader.pages.collation import collation_view
from reader.pages.context import Context, Linker
from reader.pages.glossary import glossary_view
from reader.pages.page import Page
from reader.pages.sources import sources_view
from reader.pages.themes import theme_map_view
from reader.pages.timeline import timeline_view


@dataclass(frozen=True, slots=True)
class ReferencePage:
    href: str
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class ReferenceView:
    pages: tuple[ReferencePage, ...]
    data: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A reference page before it is made."""

    address: str
    title: str
    description: str
    template: str
    make: Callable[[Linker], object]


def reference_pages(context: Context) -> Iterator[Listed]:
    """The reference pages that the corpus has something for."""
    corpus, withdrawn = context.corpus, context.links.withdrawn_entries
    if corpus.glossary.terms or withdrawn["terms"]:
        count = len(corpus.glossary.terms)
        description = f"{count} terms: their originals, meanings and first use."
        yield Listed(addresses.GLOSSARY, "Glossary", description, "glossary", glossary_view)
    if corpus.timeline.events:
        count = len(corpus.timeline.events)
        description = f"{count} dated events that help to understand the passages."
        yield Listed(addresses.TIMELINE, "Timeline", description, "timeline", timeline_view)
    if corpus.bibliography.sources or withdrawn["sources"]:
        count = len(corpus.bibliography.sources)
        description = f"{count} sources that notes, terms and events cite."
        yield Listed(addresses.SOURCES, "Sources", description, "sources", sources_view)
    description = "How the English of each passage stands to an official one."
    yield Listed(addresses.COLLATION, "Collation", description, "collation", collation_view)
    description = "Themes against parts: where the text speaks of what."
    yield Listed(addresses.THEME_MAP, "Theme map", description, "theme_map", theme_map_view)


def listed_page(context: Context, listed: Listed) -> Page:
    """One of them."""
    view = listed.make(Linker(context, listed.address))
    return Page(listed.template, listed.title, listed.description, view)


def reference_page(context: Context) -> Page:
    linker = Linker(context, addresses.REFERENCE)
    view = ReferenceView(
        tuple(
            ReferencePage(linker.url(page.address), page.title, page.description)
            for page in reference_pages(context)
        ),
        linker.url(addresses.CORPUS_DATA),
    )
    description = "Glossary, timeline, sources and collation."
    return Page("reference", "Reference", description, view)
