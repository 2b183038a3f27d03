"""Passages and notes as sections and full texts show them."""

from collections.abc import Iterator
from dataclasses import dataclass

from reader import ids
from reader.addresses import (
    COLLATION,
    address,
    files,
    note_reference,
    passage_reference,
    section_reference,
)
from reader.corpus.inline import Inlines, NoteMarker, Prose, Term, Text
from reader.corpus.model import (
    KIND_NAMES,
    Change,
    Collation,
    Note,
    NoteRef,
    Passage,
    PassageRef,
    Section,
    Work,
)
from reader.dates import format_date
from reader.graph.model import SectionLinks
from reader.pages.context import Link, Linker
from reader.registry.history import Tombstone
from reader.terms import mark_terms


@dataclass(frozen=True, slots=True)
class Reference:
    """The reference of a passage, which is spoken in another way than it is printed."""

    section: str
    number: int


@dataclass(frozen=True, slots=True)
class Tags:
    """The themes of a passage, but for the one whose page this is, which it is `also` about."""

    about: tuple[Link, ...]
    mentions: tuple[Link, ...]
    also_about: bool = False
    also_mentions: bool = False


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """An id that was withdrawn, and what replaced it."""

    kind: str
    id: str
    change: Change
    to: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a passage: text, a term if `term` is its id, or the marker of the note `note`."""

    text: str = ""
    term: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage. `ris` is the address of its RIS file, `url` its own from the root of the web."""

    id: str
    section: str
    language: str
    reference: Reference
    reference_text: str
    segments: tuple[Segment, ...]
    ris: str
    url: str
    gap: Inlines
    about: tuple[str, ...]
    mentions: tuple[str, ...]
    tags: Tags
    collation: Collation
    collation_href: str
    faults: tuple[str, ...]
    changes: tuple[Change, ...]
    tombstones: tuple[TombstoneView, ...]


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a section, what was withdrawn before them, and what follows in the source."""

    tombstones: tuple[TombstoneView, ...]
    passages: tuple[PassageView, ...]
    omits: Inlines


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note; `id` is that of its element, `section` and `note` are its two halves."""

    id: str
    section: str
    note: str
    kind: str
    reference: str
    body: Prose


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a quotation that a reader copies says of the text."""

    author: str
    title: str
    date: str
    selection: str
    version: str


def reference(section: Section, passage: Passage) -> Reference:
    return Reference(section_reference(section), passage.number)


def tags(linker: Linker, passage: Passage, but: str = "") -> Tags:
    """The themes of a passage, without the theme `but`."""
    return Tags(
        linker.themes(id for id in passage.about if id != but),
        linker.themes(id for id in passage.mentions if id != but),
        but in passage.about,
        but in passage.mentions,
    )


def tombstone(linker: Linker, stone: Tombstone) -> TombstoneView:
    id = ids.without_work(stone.key)
    to = tuple(linker.link(kind, key) for kind, key in stone.to)
    return TombstoneView(KIND_NAMES[stone.kind], id, stone.change, to)


def tombstones(linker: Linker, stones: tuple[Tombstone, ...]) -> tuple[TombstoneView, ...]:
    return tuple(tombstone(linker, stone) for stone in stones)


def segments(linker: Linker, content: Inlines) -> Iterator[Segment]:
    """The pieces of a passage's content, in which terms have been marked or not."""
    for one in content:
        match one:
            case Text(words):
                yield Segment(words)
            case Term(ref, words):
                yield Segment(words, term=ref, href=linker.to("terms", ref))
            case NoteMarker(note):
                yield Segment(note=note)


def passages(
    linker: Linker, work: Work, section: Section, link: SectionLinks, with_terms: bool = True
) -> Passages:
    """The passages of a section with everything that is shown of them."""
    return Passages(
        tombstones(linker, link.withdrawn.get("", ())),
        tuple(
            _passage(linker, PassageRef(work, section, passage), link, with_terms)
            for passage in section.passages
        ),
        section.omits,
    )


def _passage(
    linker: Linker, place: PassageRef, link: SectionLinks, with_terms: bool
) -> PassageView:
    work, section, passage = place.work, place.section, place.passage
    content = passage.content
    if with_terms:
        content = mark_terms(content, link.spans[passage.id])
    return PassageView(
        id=passage.id,
        section=section.id,
        language=work.language,
        reference=reference(section, passage),
        reference_text=passage_reference(section, passage),
        segments=tuple(segments(linker, content)),
        ris=f"{linker.url(files('passages', place.key))}.ris",
        url=linker.context.publication.url + address("passages", place.key),
        gap=passage.gap,
        about=passage.about,
        mentions=passage.mentions,
        tags=tags(linker, passage),
        collation=passage.collation,
        collation_href=linker.url(f"{COLLATION}#{passage.collation}"),
        faults=tuple(
            f"{section.id}-{marker.note}"
            for marker in passage.markers
            if marker.note in section.faults
        ),
        changes=link.changed.get(passage.id, ()),
        tombstones=tombstones(linker, link.withdrawn.get(passage.id, ())),
    )


def note(linker: Linker, work: Work, section: Section, note: Note) -> NoteView:
    return NoteView(
        id=NoteRef(work, section, note).id,
        section=section.id,
        note=note.id,
        kind=note.kind,
        reference=note_reference(section, note),
        body=linker.resolve(note.body, work),
    )


def quoted(linker: Linker, work: Work) -> Quoted:
    publication = linker.context.publication
    return Quoted(
        work.speaker.name,
        work.title,
        format_date(work.date),
        work.selection,
        f"{publication.name}, version {publication.version}",
    )


@dataclass(frozen=True, slots=True)
class PrintedSource:
    """A source in the list that is printed below a text: its short name, and its entry."""

    short: str
    entry: str


def printed_sources(linker: Linker, keys: tuple[str, ...]) -> tuple[PrintedSource, ...]:
    """The sources that a text cites, in the order of their short names."""
    found = sorted((linker.context.sources[key] for key in keys), key=lambda one: one.short.lower())
    return tuple(
        PrintedSource(
            f"{source.short} {source.year}".strip(), linker.context.bibliography[source.id]
        )
        for source in found
    )
