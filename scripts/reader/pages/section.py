"""A section: its passages with their themes, terms and notes, and where to read on."""

from dataclasses import dataclass

from markupsafe import Markup

from reader import addresses
from reader.addresses import address, section_reference
from reader.cite.head import json_ld, meta_tags
from reader.corpus.inline import Inlines
from reader.corpus.model import Event, Part, Section, Theme, Work
from reader.graph.model import Related
from reader.languages import HAN_LANGUAGE
from reader.pages.citing import Cite, cite
from reader.pages.context import Context, Link, Linker, title_of
from reader.pages.outline import Outline, outline
from reader.pages.page import Page
from reader.pages.passages import (
    NoteView,
    Passages,
    PrintedSource,
    Quoted,
    Reference,
    TombstoneView,
    note,
    passages,
    printed_sources,
    quoted,
    reference,
    tombstones,
)


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term of the glossary that occurs in the section."""

    id: str
    href: str
    headword: str
    original: str
    original_language: str
    pinyin: str
    definition: Inlines


@dataclass(frozen=True, slots=True)
class EventItem:
    """An event that helps to understand the section."""

    href: str
    date: str
    event: Inlines


@dataclass(frozen=True, slots=True)
class SectionLink:
    """Another section; `work` is the title of its work if that is another one too."""

    href: str
    reference: str
    title: Inlines
    work: str


@dataclass(frozen=True, slots=True)
class RelatedPassage:
    """A passage elsewhere that shares themes."""

    href: str
    reference: Reference
    work: str
    language: str
    words: str
    shared: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """`original` is the heading in the original language, or that of the part without a heading."""

    work: Link
    part: Part | None
    point: str
    has_heading: bool
    reference: str
    title: Inlines
    original: str
    original_language: str
    complete: bool
    selection: str
    quoted: Quoted
    passages: Passages
    context_notes: tuple[NoteView, ...]
    textual_notes: tuple[NoteView, ...]
    withdrawn_notes: tuple[TombstoneView, ...]
    terms: tuple[TermEntry, ...]
    events: tuple[EventItem, ...]
    see_also: tuple[SectionLink, ...]
    related: tuple[RelatedPassage, ...]
    sources: tuple[PrintedSource, ...]
    how_to_cite: str
    cite: Cite
    previous: SectionLink | None
    next: SectionLink | None
    outline: Outline
    json_ld: Markup


def section_page(context: Context, work: Work, section: Section) -> Page:
    link = context.links.sections[section.key]
    linker = Linker(context, address("sections", section.key))
    record = context.records.section(work, section)
    part = next((part for part in work.parts if part.label == section.part), None)
    title = addresses.section_title(work, section)
    shown = section_reference(section)
    notes = [note(linker, work, section, one) for one in section.notes]
    view = SectionView(
        work=linker.link("works", work.id),
        part=part,
        point=section.point,
        has_heading=bool(section.heading),
        reference=shown,
        title=title_of(work, section),
        original=section.original or (part.original if part and not section.heading else ""),
        original_language=work.original_language,
        complete=section.complete,
        selection=work.selection,
        quoted=quoted(linker, work),
        passages=passages(linker, work, section, link),
        context_notes=tuple(one for one in notes if one.kind == "context"),
        textual_notes=tuple(one for one in notes if one.kind == "text"),
        withdrawn_notes=tombstones(linker, link.withdrawn_notes),
        terms=tuple(
            TermEntry(
                term.id,
                linker.to("terms", term.id),
                term.headword,
                term.original,
                work.original_language or HAN_LANGUAGE,
                term.pinyin,
                term.definition,
            )
            for term in link.terms
        ),
        events=tuple(_event(linker, event) for event in link.events),
        see_also=tuple(
            _section_link(linker, work, *other) for other in link.see_also + link.seen_from
        ),
        related=tuple(_related(linker, work, one) for one in link.related),
        sources=printed_sources(linker, link.sources),
        how_to_cite=linker.url(addresses.HOW_TO_CITE),
        cite=cite(linker, record, "sections", section.key),
        previous=_section_link(linker, work, work, link.previous) if link.previous else None,
        next=_section_link(linker, work, work, link.next) if link.next else None,
        outline=outline(linker, work, section),
        json_ld=Markup(json_ld(record, section, context.publication)),
    )
    lead = f"{shown}, {work.short_title}" if shown else work.short_title
    own = f"{shown} {title}".strip() if title != work.short_title else "Text"
    words = " ".join(passage.words for passage in section.passages)
    return Page(
        "section",
        f"{own} – {work.short_title}",
        f"{lead}: {words}",
        view,
        citations=section.id,
        head=meta_tags(record, context.publication),
        updated=link.updated,
    )


def _event(linker: Linker, event: Event) -> EventItem:
    return EventItem(linker.url(addresses.event(event.id)), event.date, event.event)


def _section_link(linker: Linker, work: Work, other: Work, section: Section) -> SectionLink:
    return SectionLink(
        linker.to("sections", section.key),
        section_reference(section),
        title_of(other, section),
        other.short_title if other is not work else "",
    )


def _related(linker: Linker, work: Work, related: Related) -> RelatedPassage:
    place = related.passage

    def link(theme: Theme) -> Link:
        return linker.link("themes", theme.id)

    return RelatedPassage(
        linker.to("passages", place.key),
        reference(place.section, place.passage),
        place.work.short_title if place.work is not work else "",
        place.work.language,
        place.passage.words,
        tuple(map(link, related.shared)),
    )
