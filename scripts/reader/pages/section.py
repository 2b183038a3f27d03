"""A section: its passages with their themes, terms and notes, and where to read on."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from reader import addresses
from reader.cite.head import meta_tags, preview_tags
from reader.cite.json_ld import section_json_ld
from reader.cite.record import byline
from reader.corpus.model import Collation, Edition, Event, Id, Part, Section, Term, Work
from reader.languages import HAN_LANGUAGE
from reader.names import listed
from reader.pages.changes import ChangeView, changes, is_words
from reader.pages.citing import Cite, cite
from reader.pages.context import Context, text
from reader.pages.linker import Link, Linker, SectionItem
from reader.pages.outline import Outline, outline
from reader.pages.page import Page, lead, running
from reader.pages.passages import NoteView, Passages, PassageView, notes, passage_view, passages
from reader.pages.sources import PrintedSource, printed_sources
from reader.pages.tombstones import TombstoneView, tombstones

MOST_RELATED = 3
"""How many sections and passages a section leads to, unless editors name more sections."""


@dataclass(frozen=True, slots=True)
class InEdition:
    """The section in an edition: the passages that have the words of today there, and others."""

    edition: Edition
    href: str
    same: tuple[Link, ...]
    other: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with what helps to understand it.

    `original` is the heading in the original language, or that of the part without a heading;
    `collated` says how many passages compare how with the official translation, and where that is
    explained; `events` have their addresses, `related` the themes that they share. `changes` are
    those of all but the words of passages, which are beside these.
    """

    section: SectionItem
    part: Part | None
    original: str
    original_language: str
    author: str
    event: str
    selection: str
    passages: Passages
    notes: tuple[NoteView, ...]
    withdrawn_notes: tuple[TombstoneView, ...]
    terms: tuple[tuple[Link, Term], ...]
    terms_language: str
    events: tuple[tuple[str, Event], ...]
    see_also: tuple[SectionItem, ...]
    related: tuple[tuple[PassageView, tuple[Link, ...]], ...]
    sources: tuple[PrintedSource, ...]
    changes: tuple[ChangeView, ...]
    feed: str
    editions: tuple[InEdition, ...]
    cite: Cite
    previous: SectionItem | None
    next: SectionItem | None
    outline: Outline
    collated: tuple[tuple[Collation, int, str], ...]
    json_ld: Markup


def section_page(context: Context, work: Work, section: Section) -> Page:
    link = context.links.sections[section.key]
    linker = Linker(context, addresses.address("sections", section.key))
    record = context.records.section(work, section)
    part = work.part_of(section)
    here = linker.section(work, section)
    see_also = link.see_also + link.seen_from
    seen = {other.key for _, other in see_also}
    view = SectionView(
        section=here,
        part=part,
        original=section.original or (part.original if part and not section.heading else ""),
        original_language=work.translation_of.language,
        author=listed(work.author),
        event=record.event,
        selection=work.selection,
        passages=passages(linker, work, section, with_terms=True),
        notes=notes(linker, work, section),
        withdrawn_notes=tombstones(linker, link.withdrawn_notes),
        terms=tuple((linker.link("terms", term.id), term) for term in link.terms),
        terms_language=work.translation_of.language or HAN_LANGUAGE,
        events=tuple((linker.to("events", event.id), event) for event in link.events),
        see_also=tuple(linker.section(*other) for other in see_also),
        related=tuple(
            (passage_view(linker, one.passage), linker.themes(theme.id for theme in one.shared))
            for one in link.related
            if one.passage.section.key not in seen
        )[: max(0, MOST_RELATED - len(see_also))],
        sources=printed_sources(linker, link.sources),
        changes=_changes(linker, work, section),
        feed=linker.feed("sections", section.key),
        editions=tuple(_in_editions(linker, work, section)),
        cite=cite(linker, record, "sections", section.key, section),
        previous=linker.section(work, link.previous) if link.previous else None,
        next=linker.section(work, link.next) if link.next else None,
        outline=outline(linker, work, section),
        collated=tuple(
            (value, count, linker.url(addresses.collation(value)))
            for value, count in Counter(one.collation for one in section.passages).most_common()
            if work.translation_of.language
        ),
        json_ld=Markup(section_json_ld(record, work.passages_in(section))),
    )
    title = addresses.section_title(work, section)
    own = f"{here.reference} {title}".strip() if title != work.short_title else "Text"
    return Page(
        "section",
        f"{own} – {', '.join(filter(None, (work.short_title, byline(work))))}",
        f"{lead(work)}. {record.abstract}",
        view,
        citations=section.id,
        feed=view.feed,
        head=meta_tags(record) + preview_tags(work, context.publication),
        running=running(work),
        updated=link.updated,
    )


def _changes(linker: Linker, work: Work, section: Section) -> tuple[ChangeView, ...]:
    ids: list[Id] = [("sections", section.key)]
    ids += (("passages", place.key) for place in work.passages_in(section))
    ids += (("notes", ref.key) for ref in work.notes_in(section))
    return changes(linker, ids, work.language, wanted=lambda fact: not is_words(fact), linked=True)


def _in_editions(linker: Linker, work: Work, section: Section) -> Iterator[InEdition]:
    """The section in the editions that have any of its passages, the latest first."""
    for edition, words in linker.context.words_in_editions:
        home = addresses.edition(edition.version)
        there: dict[bool, list[Link]] = {True: [], False: []}
        for place in work.passages_in(section):
            if place.key in words:
                href = linker.url(home + addresses.address("passages", place.key))
                label = text(addresses.passage_reference(section, place.passage))
                there[words[place.key] == place.passage.words].append(Link(href, label))
        if any(there.values()):
            href = linker.url(home + addresses.address("sections", section.key))
            yield InEdition(edition, href, tuple(there[True]), tuple(there[False]))
