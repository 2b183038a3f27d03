"""The sources that notes, terms, events and accounts cite."""

from dataclasses import dataclass

from markupsafe import Markup

from reader import addresses
from reader.corpus.model import Source
from reader.dates import format_date
from reader.pages.context import Link, Linker, text
from reader.pages.glossary import Capped, capped
from reader.pages.passages import TombstoneView, tombstones


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as it is printed, and where it is cited; links to events say their dates."""

    id: str
    short: str
    entry: Markup
    remark: str
    notes: Capped
    terms: Capped
    events: Capped
    works: Capped


@dataclass(frozen=True, slots=True)
class SourcesView:
    reference: str
    sources: tuple[SourceView, ...]
    tombstones: tuple[TombstoneView, ...]


def sources_view(linker: Linker) -> SourcesView:
    context = linker.context
    sources = sorted(context.corpus.bibliography.sources, key=lambda one: one.short.lower())
    return SourcesView(
        linker.url(addresses.REFERENCE),
        tuple(_source(linker, source) for source in sources),
        tombstones(linker, context.links.withdrawn_entries["sources"]),
    )


def _source(linker: Linker, source: Source) -> SourceView:
    used = linker.context.links.sources[source.id]
    return SourceView(
        id=source.id,
        short=f"{source.short} {source.year}".strip(),
        entry=linker.context.bibliography[source.id],
        remark=str(source.csl.get("note", "")),
        notes=capped(linker.link("notes", place.key) for place in used.notes),
        terms=capped(linker.link("terms", term.id) for term in used.terms),
        events=capped(
            Link(linker.url(addresses.event(event.id)), text(format_date(event.date)))
            for event in used.events
        ),
        works=capped(
            Link(linker.url(addresses.about(work.id)), text(work.short_title))
            for work in used.works
        ),
    )
