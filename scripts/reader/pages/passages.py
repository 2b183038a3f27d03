"""Passages, notes and what was withdrawn among them, as lists and whole texts show them."""

from collections.abc import Iterable, Iterator
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
from reader.corpus.inline import Inlines, NoteMarker, Prose, Term, Text, plain
from reader.corpus.model import (
    KIND_NAMES,
    Acceptance,
    Kind,
    NoteRef,
    Passage,
    PassageRef,
    Section,
    Work,
)
from reader.pages.changes import ChangeView, changes, is_words
from reader.pages.context import Context, in_language, text
from reader.pages.linker import Link, Linker, SectionItem
from reader.registry.history import WITH_PAGE, Tombstone
from reader.registry.published import HEADING, REFERENCE, WORDS
from reader.terms import mark_terms

NAMES: dict[Kind, str] = {**KIND_NAMES, "works": "text", "accounts": "account of the text"}
"""What readers are told that an id is the id of: a work is a text to them."""

TITLES = ("title", HEADING, "label", "headword", "event")
"""The facts that something is called by."""


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """An id that was withdrawn: what it was called, the words of a passage with their language as
    far as that is known, and what replaced it. What had a page has no `id` there."""

    kind: str
    id: str
    name: Inlines
    words: str
    language: str
    change: Acceptance
    to: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The passages and notes of a section that are on another page: for each its id, its address
    and its number."""

    name: Inlines
    passages: tuple[tuple[str, str, str], ...]
    notes: tuple[tuple[str, str, str], ...]


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


def tombstone(linker: Linker, stone: Tombstone) -> TombstoneView:
    language = linker.context.languages.get(stone.key.partition("/")[0], "")
    return TombstoneView(
        kind=NAMES[stone.kind],
        id="" if stone.kind in WITH_PAGE else ids.without_work(stone.key),
        name=name_of(linker.context, stone),
        words=stone.facts.get(WORDS, ""),
        language=language,
        change=stone.acceptance,
        to=tuple(linker.link(stone.kind, key) for key in stone.to),
    )


def name_of(context: Context, stone: Tombstone) -> Inlines:
    """What something that was withdrawn was called: its reference and title, or what a link to it
    says."""
    facts, kind = stone.facts, stone.kind
    reference = "" if kind == "works" else facts.get(REFERENCE, "")
    title = next((facts[name] for name in TITLES if name in facts), "")
    if not reference and not title:
        return context.label("works" if kind == "accounts" else kind, stone.key)
    language = context.languages.get(stone.key.partition("/")[0], "") if kind == "sections" else ""
    between = text(", ") if reference and title else ()
    named = in_language(title, language) if language else plain(title.removesuffix("."))
    return (*text(reference), *between, *named)


def tombstones(linker: Linker, stones: tuple[Tombstone, ...]) -> tuple[TombstoneView, ...]:
    return tuple(tombstone(linker, stone) for stone in stones)


def elsewhere(
    linker: Linker, section: str, name: Inlines, page: str, held: Iterable[str]
) -> Elsewhere:
    """Where the passages and notes of a section are, by their ids: on the page at `page`."""
    found: dict[bool, list[tuple[str, str, str]]] = {True: [], False: []}
    for id in held:
        letter, number = id.removeprefix(f"{section}-")[:1], id.rpartition("-")[2][1:]
        item = (id, linker.url(f"{page}#{id}"), f"t{number}" if letter == "t" else number)
        found[letter == "p"].append(item)
    return Elsewhere(name, tuple(found[True]), tuple(found[False]))


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
