"""The state of the registry: what all acceptances add up to.

Acceptances name their parents, as commits of Git do, and form a graph. They are added up in its
order, parents first; where it leaves the order open, by date and name. Where two acceptances, of
which neither came after the other, say different things of one id, they disagree until a later one
settles it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from heapq import heapify, heappop, heappush
from operator import or_
from typing import NamedTuple

from reader.corpus.model import Acceptance, Facts, Id, Kind

THERE: tuple[str, ...] | None = None
"""Said of an id that is in the corpus; of one that is not, the keys of what replaced it."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Facts of an id that an acceptance changed, as they were and as they became."""

    acceptance: Acceptance
    facts: Mapping[str, tuple[str, str]]


@dataclass(slots=True)
class Entry:
    """What became of one published id; `to` are the keys of what replaced a withdrawn one, and
    `updated` is the day of the last acceptance that names it."""

    kind: Kind
    key: str
    added: Acceptance
    facts: dict[str, str]
    revisions: list[Revision] = field(default_factory=list)
    withdrawn: Acceptance | None = None
    to: tuple[str, ...] = ()
    updated: str = ""

    @property
    def id(self) -> Id:
        return self.kind, self.key

    def ever(self, fact: str) -> set[str]:
        """All values that a fact had."""
        pairs = (one.facts[fact] for one in self.revisions if fact in one.facts)
        return {self.facts.get(fact, ""), *(value for pair in pairs for value in pair)} - {""}


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Acceptances that say different things of an id: each a value of a fact, or ("") whether it is
    there."""

    id: Id
    fact: str
    acceptances: tuple[Acceptance, ...]
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """Every id ever published, passages in reading order, and the acceptances in their order.

    `heads` are the latest acceptances, those that are nobody's parents.
    """

    acceptances: tuple[Acceptance, ...] = ()
    entries: Mapping[Id, Entry] = field(default_factory=dict)
    heads: tuple[Acceptance, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()

    @property
    def contested(self) -> set[Id]:
        """The ids of which nothing can be said until branches agree on them."""
        return {one.id for one in self.disagreements}

    def follows(self, one: Acceptance, other: Acceptance) -> bool:
        """Whether an acceptance came after another one, which it knew."""
        names = {each.name for each in up_to(one.parents, self.acceptances)}
        return other.name in names

    def replacements(self, id: Id) -> tuple[str, ...]:
        """The keys, of the same kind, of what is now in the place of a withdrawn id.

        What replaced it may have been replaced in turn; where that leads in a circle, it leads to
        nothing.
        """
        kind, found, seen = id[0], dict[str, None](), {id[1]}
        ahead = list(self.entries[id].to)
        while ahead:
            key = ahead.pop(0)
            if key in seen or (kind, key) not in self.entries:
                continue
            seen.add(key)
            entry = self.entries[kind, key]
            if entry.withdrawn:
                ahead = [*entry.to, *ahead]
            else:
                found[key] = None
        return tuple(found)


def differing(before: Facts, after: Facts) -> dict[str, tuple[str, str]]:
    """The facts that are not the same, each as it was and is."""
    names = dict.fromkeys((*after, *before))
    pairs = {name: (before.get(name, ""), after.get(name, "")) for name in names}
    return {name: (was, now) for name, (was, now) in pairs.items() if was != now}


@lru_cache(maxsize=4)
def add_up(acceptances: tuple[Acceptance, ...]) -> Registry:
    """Return the state that acceptances, given in any order, add up to."""
    order = _in_order(acceptances)
    entries: dict[Id, Entry] = {}
    after: dict[str, str] = {}
    for one in order:
        for id, facts in one.added.items():
            if entry := entries.get(id):  # on another branch
                if other := differing(entry.facts, facts):
                    entry.facts.update((name, now) for name, (_, now) in other.items())
                    entry.revisions.append(Revision(one, other))
            else:
                entries[id] = Entry(*id, one, dict(facts))
        after |= {key: before for (_, key), before in one.after.items()}
        for id, pairs in one.changed.items():
            if entry := entries.get(id):
                entry.facts.update((fact, now) for fact, (_, now) in pairs.items())
                entry.revisions.append(Revision(one, pairs))
        for id, to in one.withdrawn.items():
            if entry := entries.get(id):
                entry.withdrawn, entry.to = one, to
        for id in one.restored:
            if entry := entries.get(id):
                entry.withdrawn, entry.to = None, ()
        for id in (*one.added, *one.changed, *one.withdrawn, *one.restored):
            if entry := entries.get(id):
                entry.updated = max(entry.updated, one.date)
    parents = {name for one in order for name in one.parents}
    return Registry(
        order,
        _in_reading_order(entries, after),
        tuple(one for one in order if one.name not in parents),
        tuple(_disagreements(order)),
    )


def _in_order(acceptances: tuple[Acceptance, ...]) -> tuple[Acceptance, ...]:
    """Parents first; where that leaves the order open, by name, which begins with the date."""
    by_name = {one.name: one for one in acceptances}
    waits = {name: {p for p in one.parents if p in by_name} for name, one in by_name.items()}
    children: defaultdict[str, list[str]] = defaultdict(list)
    for name, parents in waits.items():
        for parent in parents:
            children[parent].append(name)
    ready = [name for name, parents in waits.items() if not parents]
    heapify(ready)
    order: list[Acceptance] = []
    while ready:
        name = heappop(ready)
        order.append(by_name[name])
        for child in children[name]:
            waits[child].remove(name)
            if not waits[child]:
                heappush(ready, child)
    return tuple(order)


def _in_reading_order(entries: dict[Id, Entry], after: Mapping[str, str]) -> dict[Id, Entry]:
    """The entries in the order in which they were added, but for passages that were added behind
    another one that is known, or ("") before all of their section."""
    if not after:
        return entries
    order = list(entries)
    for key, before in after.items():
        id: Id = ("passages", key)
        if id in entries and (not before or ("passages", before) in entries):
            order.remove(id)
            place = order.index(("passages", before)) + 1 if before else 0
            order.insert(place, id)
    return {id: entries[id] for id in order}


def ancestors(order: tuple[Acceptance, ...]) -> list[int]:
    """For each acceptance those before it, as bits: parents, their parents, and so on."""
    place = {one.name: index for index, one in enumerate(order)}
    before: list[int] = []
    for one in order:
        places = [place[name] for name in one.parents if name in place]
        before.append(reduce(or_, (before[index] | 1 << index for index in places), 0))
    return before


def latest(places: Iterable[int], before: list[int]) -> list[int]:
    """Of the places of acceptances in their order those that no other of them came after."""
    found = list(places)
    return [one for one in found if not any(before[other] >> one & 1 for other in found)]


def up_to(names: Iterable[str], acceptances: Iterable[Acceptance]) -> tuple[Acceptance, ...]:
    """Return the acceptances with these names and all that came before them."""
    by_name = {one.name: one for one in acceptances}
    found: dict[str, Acceptance] = {}
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name in by_name and name not in found:
            found[name] = by_name[name]
            ahead += found[name].parents
    return tuple(found.values())


class Said(NamedTuple):
    """What an acceptance says of an id: whether it is there, and facts; all of them if `whole`."""

    there: tuple[str, ...] | None
    facts: Facts
    whole: bool = False

    def names(self, fact: str) -> bool:
        return self.whole or fact in self.facts


def _disagreements(order: tuple[Acceptance, ...]) -> Iterator[Disagreement]:
    """What acceptances say differently of which neither came after the other."""
    before = ancestors(order)
    for id, said in said_of(order).items():
        if len(said) == 1:
            continue
        last = latest(said, before)
        states = {said[index].there for index in last}
        if len(states) > 1:
            yield Disagreement(id, "", tuple(order[index] for index in last))
        if THERE not in states:
            continue
        for fact in dict.fromkeys(fact for one in said.values() for fact in one.facts):
            # A withdrawal that knew of both ends what they disagreed on.
            named = (at for at, one in said.items() if one.names(fact) or one.there is not THERE)
            last = [at for at in latest(named, before) if said[at].there is THERE]
            values = tuple(said[at].facts.get(fact, "") for at in last)
            if len(set(values)) > 1:
                yield Disagreement(id, fact, tuple(order[at] for at in last), values)


def said_of(order: tuple[Acceptance, ...]) -> dict[Id, dict[int, Said]]:
    """What is said of each id, by the place of the acceptance in the order."""
    found: defaultdict[Id, dict[int, Said]] = defaultdict(dict)
    for index, one in enumerate(order):
        for id, facts in one.added.items():
            found[id][index] = Said(THERE, facts, whole=True)
        for id in one.restored:
            found[id][index] = Said(THERE, {})
        for id, pairs in one.changed.items():
            found[id][index] = Said(THERE, {fact: now for fact, (_, now) in pairs.items()})
        for id, to in one.withdrawn.items():
            found[id][index] = Said(to, {})
    return found
