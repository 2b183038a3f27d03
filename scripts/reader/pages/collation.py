"""How the words of each passage compare with the official translation."""

from collections import Counter
from dataclasses import dataclass

from reader import addresses
from reader.corpus.inline import Inlines
from reader.corpus.model import COLLATIONS, Collation, NoteRef, PassageRef
from reader.pages.context import Link, Linker, title_of

MOST_PLACES = 200
"""How many passages the page names; more are counted, work by work."""


@dataclass(frozen=True, slots=True)
class CollatedPassage:
    """A passage, and the notes on its faults."""

    passage: Link
    title: Inlines
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CollatedWork:
    """How many passages a work has, and the search that finds them."""

    href: str
    short_title: str
    passages: int


@dataclass(frozen=True, slots=True)
class Collated:
    """What is `official`, `close` and so on: passages, or works where they are too many."""

    collation: Collation
    passages: tuple[CollatedPassage, ...]
    works: tuple[CollatedWork, ...]


@dataclass(frozen=True, slots=True)
class CollationView:
    reference: str
    collated: tuple[Collated, ...]
    by_work: bool


def collation_view(linker: Linker) -> CollationView:
    context = linker.context
    by_work = context.passage_count > MOST_PLACES
    collated = []
    for collation in COLLATIONS:
        places = [
            place for place in context.corpus.passages if place.passage.collation == collation
        ]
        if by_work:
            collated.append(Collated(collation, (), _works(linker, collation, places)))
        else:
            passages = tuple(_passage(linker, place) for place in places)
            collated.append(Collated(collation, passages, ()))
    return CollationView(linker.url(addresses.REFERENCE), tuple(collated), by_work)


def _passage(linker: Linker, place: PassageRef) -> CollatedPassage:
    notes = {note.id: note for note in place.section.notes}
    return CollatedPassage(
        linker.link("passages", place.key),
        title_of(place.work, place.section),
        tuple(
            linker.to("notes", NoteRef(place.work, place.section, notes[marker.note]).key)
            for marker in place.passage.markers
            if marker.note in place.section.faults
        ),
    )


def _works(
    linker: Linker, collation: Collation, places: list[PassageRef]
) -> tuple[CollatedWork, ...]:
    works = {place.work.id: place.work for place in places}
    counts = Counter(place.work.id for place in places)
    return tuple(
        CollatedWork(
            linker.url(addresses.search(work=id, kind="passage", collation=collation)),
            works[id].short_title,
            count,
        )
        for id, count in sorted(counts.items())
    )
