"""Passages and notes, as lists and whole texts show them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from reader import ids
from reader.addresses import (
    address,
    collation,
    files,
    note_reference,
    passage_reference,
    today,
)
from reader.cite.coins import coins
from reader.corpus.inline import Inlines, NoteMarker, Prose, Term, Text
from reader.corpus.model import (
    NoteRef,
    Passage,
    PassageRef,
    Section,
    Work,
)
from reader.pages.changes import ChangeView, changes, is_words
from reader.pages.linker import Link, Linker, SectionItem
from reader.pages.tombstones import TombstoneView, tombstones
from reader.terms import mark_terms


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a passage: text, a term if `term` is its id, or the marker of the note `note`."""

    text: str = ""
    term: str = ""
    href: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PassageView:
    """A passage.

    `about` and `mentions` are its themes, `faults` leads to the notes on its faults, `ris` to its
    RIS file, `collation` to what its value means; that is empty if the text is no translation.
    `url` is the passage's own address from the root of the web; `today` leads from an edition to
    the passage on the site as it is today. What only a whole text shows is empty in a list of
    passages, and `coins` outside of one.
    """

    passage: Passage
    section: SectionItem
    language: str
    link: Link
    reference: str
    url: str
    ris: str
    about: tuple[Link, ...]
    mentions: tuple[Link, ...]
    collation: str
    faults: tuple[str, ...]
    segments: tuple[Segment, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    tombstones: tuple[TombstoneView, ...] = ()
    today: str = ""
    coins: str = ""


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a section, what was withdrawn before them, and what follows in the source."""

    tombstones: tuple[TombstoneView, ...]
    passages: tuple[PassageView, ...]
    omits: Inlines


@dataclass(frozen=True, slots=True)
class NoteView:
    id: str
    kind: str
    reference: str
    body: Prose


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


def passage_view(linker: Linker, place: PassageRef, *, without: str = "") -> PassageView:
    """A passage as lists show it; on the page of a theme without that theme."""
    work, section, passage = place.work, place.section, place.passage
    return PassageView(
        passage=passage,
        section=linker.section(work, section),
        language=work.language,
        link=linker.link("passages", place.key),
        reference=passage_reference(section, passage),
        url=linker.context.publication.url + address("passages", place.key),
        ris=f"{linker.url(files('passages', place.key))}.ris",
        about=linker.themes(id for id in passage.about if id != without),
        mentions=linker.themes(id for id in passage.mentions if id != without),
        collation=linker.url(collation(passage.collation)) if work.translation_of.language else "",
        faults=tuple(
            linker.to("notes", f"{section.key}-{marker.note}")
            for marker in passage.markers
            if marker.note in section.faults
        ),
    )


def listed_passage(linker: Linker, place: PassageRef, *, without: str = "") -> PassageView:
    """A passage in a list that reference managers offer a choice from."""
    view = passage_view(linker, place, without=without)
    return replace(view, coins=coins(linker.context.records.passage(place)))


def passages(linker: Linker, work: Work, section: Section, *, with_terms: bool) -> Passages:
    """The passages of a section with everything that is shown of them."""
    link = linker.context.links.sections[section.key]

    def whole(passage: Passage) -> PassageView:
        spans = link.spans[passage.id] if with_terms else ()
        place = PassageRef(work, section, passage)
        now = linker.url(today(address("passages", place.key)))
        return replace(
            passage_view(linker, place),
            segments=tuple(segments(linker, mark_terms(passage.content, spans))),
            changes=changes(
                linker, [("passages", ids.key(work.id, passage.id))], work.language, wanted=is_words
            ),
            tombstones=tombstones(linker, link.withdrawn.get(passage.id, ())),
            today=now if linker.context.publication.frozen else "",
        )

    return Passages(
        tombstones(linker, link.withdrawn.get("", ())),
        tuple(map(whole, section.passages)),
        section.omits,
    )


def notes(linker: Linker, work: Work, section: Section) -> tuple[NoteView, ...]:
    return tuple(
        NoteView(
            NoteRef(work, section, note).id,
            note.kind,
            note_reference(section, note),
            linker.resolve(note.body, work),
        )
        for note in section.notes
    )
