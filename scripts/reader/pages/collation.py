"""How the words of each passage compare with the official translation."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from reader import addresses
from reader.corpus.model import COLLATIONS, Collation, PassageRef
from reader.pages.linker import Link, Linker
from reader.pages.passages import PassageView, listed_passage

MOST_PLACES = 200
"""How many passages the page names; more are counted, work by work."""


@dataclass(frozen=True, slots=True)
class Collated:
    """What is `official`, `close` and so on: passages or, where they are too many, searches for
    those of each work, with their number."""

    collation: Collation
    passages: tuple[PassageView, ...]
    works: tuple[tuple[Link, int], ...]


@dataclass(frozen=True, slots=True)
class CollationView:
    reference: str
    collated: tuple[Collated, ...]
    by_work: bool


def collation_view(linker: Linker) -> CollationView:
    places: defaultdict[Collation, list[PassageRef]] = defaultdict(list)
    for place in linker.context.corpus.passages:
        places[place.passage.collation].append(place)
    by_work = sum(map(len, places.values())) > MOST_PLACES
    collated = tuple(
        Collated(one, (), _works(linker, one, places[one]))
        if by_work
        else Collated(one, tuple(listed_passage(linker, place) for place in places[one]), ())
        for one in COLLATIONS
    )
    return CollationView(linker.url(addresses.REFERENCE), collated, by_work)


def _works(
    linker: Linker, collation: Collation, places: list[PassageRef]
) -> tuple[tuple[Link, int], ...]:
    counts = Counter(place.work.id for place in places)

    def search(work: str) -> Link:
        address = addresses.search(work=work, kind="passage", collation=collation)
        return Link(linker.url(address), linker.context.label("works", work))

    return tuple((search(work), count) for work, count in sorted(counts.items()))
