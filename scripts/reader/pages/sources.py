"""The sources that notes, terms, events and accounts cite."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from reader import addresses
from reader.dates import format_date
from reader.pages.changes import ChangeView, changes
from reader.pages.context import text
from reader.pages.glossary import Capped, capped
from reader.pages.linker import Link, Linker
from reader.pages.tombstones import TombstoneView, tombstones


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """A source as it is printed: its short name, and its entry."""

    id: str
    name: str
    entry: Markup


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, and where it is cited; links to events say their dates.

    `accessed` is the date on which it was seen, `archived` the address of an archived copy.
    """

    printed: PrintedSource
    remark: str
    accessed: str
    archived: str
    notes: Capped
    terms: Capped
    events: Capped
    works: Capped
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The sources by the first letters of their short names."""

    reference: str
    letters: tuple[tuple[str, tuple[SourceView, ...]], ...]
    tombstones: tuple[TombstoneView, ...]


def printed_sources(linker: Linker, ids: Iterable[str]) -> tuple[PrintedSource, ...]:
    """The sources that a text cites, in the order of their short names."""
    context = linker.context
    cited = [context.sources[id] for id in dict.fromkeys(ids)]
    return tuple(
        PrintedSource(source.id, context.source_name(source.id), context.bibliography[source.id])
        for source in sorted(cited, key=lambda source: source.short.lower())
    )


def sources_view(linker: Linker) -> SourcesView:
    context = linker.context
    letters = groupby(
        printed_sources(linker, context.sources), key=lambda source: source.name[0].upper()
    )
    return SourcesView(
        linker.url(addresses.REFERENCE),
        tuple((letter, tuple(_source(linker, one) for one in found)) for letter, found in letters),
        tombstones(linker, context.links.withdrawn_entries["sources"]),
    )


def _source(linker: Linker, printed: PrintedSource) -> SourceView:
    source = linker.context.sources[printed.id]
    used = linker.context.links.sources[printed.id]
    return SourceView(
        printed=printed,
        remark=str(source.csl.get("note", "")),
        accessed=source.accessed,
        archived=source.archived,
        notes=capped(linker.link("notes", place.key) for place in used.notes),
        terms=capped(linker.link("terms", term.id) for term in used.terms),
        events=capped(
            Link(linker.to("events", event.id), text(format_date(event.date)))
            for event in used.events
        ),
        works=capped(
            Link(linker.to("accounts", work.id), text(work.short_title)) for work in used.works
        ),
        changes=changes(linker, [("sources", printed.id)]),
    )
