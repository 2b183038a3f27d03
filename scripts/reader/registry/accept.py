"""Accept what is new, changed and gone: from a corpus and its registry to the next acceptance."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reader import ids
from reader.corpus.acceptance import acceptance
from reader.corpus.model import KIND_NAMES, Corpus, Id, Kind
from reader.registry.published import Published, containers, missing, published, same
from reader.registry.state import Entry, Registry, add_up, differing


@dataclass(frozen=True, slots=True)
class Difference:
    """What a corpus has otherwise than its registry.

    `new` are ids with their facts, `changed` facts as they were and are, `gone` what is missing,
    `back` what had been withdrawn and returned unchanged, `renamed` the new key of what is gone if
    the same words, or the same name, came with another id. What branches disagree on is among the
    changed, the gone or the returned.
    """

    registry: Registry
    now: Mapping[Id, Published]
    new: Mapping[Id, Published]
    changed: Mapping[Id, Mapping[str, tuple[str, str]]]
    gone: tuple[Entry, ...]
    back: tuple[Id, ...]
    renamed: Mapping[Id, str]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone or self.back)


class UndecidedError(Exception):
    """Something is gone of which the editor has not said that it is withdrawn or replaced."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        super().__init__(f"{len(entries)} ids are gone")
        self.entries = entries


def compare(corpus: Corpus) -> Difference:
    """Return what a corpus has otherwise than its registry."""
    registry, now = add_up(corpus.acceptances), published(corpus)
    contested: defaultdict[Id, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for one in registry.disagreements:
        contested[one.id][one.fact] = one.values
    new, changed, back = {}, {}, []
    for id, current in now.items():
        entry = registry.entries.get(id)
        if entry is None:
            new[id] = current
            continue
        if "" in contested[id] or (entry.withdrawn and same(entry, current)):
            back.append(id)
        elif entry.withdrawn:
            continue  # another thing under its id, which the check refuses
        if facts := _changed(entry, current, contested[id]):
            changed[id] = facts
    gone = [*missing(registry, now)]
    gone += (
        registry.entries[id]
        for id, names in contested.items()
        if id not in now and "" in names and registry.entries[id].withdrawn
    )
    appeared = new | {id: now[id] for id in back}
    renamed = _renamed(gone, appeared)
    return Difference(registry, now, new, changed, tuple(gone), tuple(back), renamed)


def _changed(
    entry: Entry, current: Published, contested: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, str]]:
    """The facts that changed; of one on which branches disagree, what another one said."""
    found = differing(entry.facts, current.facts)
    for name, values in contested.items():
        now = current.facts.get(name, "")
        others = [value for value in values if value != now]
        if others and (name not in found or found[name][0] not in others):
            found[name] = (others[0], now)
    return found


def _renamed(gone: Iterable[Entry], new: Mapping[Id, Published]) -> dict[Id, str]:
    """What is gone whose first fact, such as its words, one new id of its kind has."""
    keys: defaultdict[tuple[Kind, str], list[str]] = defaultdict(list)
    for (kind, key), current in new.items():
        keys[kind, next(iter(current.facts.values()), "")].append(key)
    found = {}
    for entry in gone:
        match keys.get((entry.kind, next(iter(entry.facts.values()), "")), []):
            case [key] if entry.facts:
                found[entry.id] = key
    return found


def decide(
    difference: Difference, withdraw: Iterable[str], redirect: Mapping[str, tuple[str, ...]]
) -> dict[Id, tuple[str, ...]]:
    """Return what is withdrawn, with the keys of what replaces it.

    A work or section that is named stands for all that is gone with it, of which what was renamed
    leads to its new id. What was withdrawn earlier may be named too, to lead it elsewhere. Raise
    `ValueError` with a sentence for the editor, or `UndecidedError` if something gone is not named.
    """
    decided: dict[Id, tuple[str, ...]] = {}
    for name, targets in (*((name, ()) for name in withdraw), *redirect.items()):
        entry = _named(difference, name)
        if entry.id in decided:
            raise ValueError(f"{name} must be named only once")
        for key in targets:
            if key == entry.key:
                raise ValueError(f"--redirect {name}={key} must lead to another id")
            if (entry.kind, key) not in difference.now:
                must = f"must lead to a {KIND_NAMES[entry.kind]} in the corpus"
                raise ValueError(f"--redirect {name}={key} {must}")
        if entry.withdrawn and entry.to == targets and entry not in difference.gone:
            raise ValueError(f"{name} was withdrawn already, and leads where you say")
        decided[entry.id] = targets
    named = set(decided)
    for entry in difference.gone:
        if entry.id not in decided and named & {*containers(entry.id)}:
            decided[entry.id] = _heirs(difference, entry, decided)
    if rest := tuple(one for one in difference.gone if one.id not in decided):
        raise UndecidedError(rest)
    return decided


def _heirs(
    difference: Difference, entry: Entry, decided: Mapping[Id, tuple[str, ...]]
) -> tuple[str, ...]:
    """What is in the place of something that goes with the section or work that it was in: what has
    its words now, or what it was led to before, where that is in what replaces the container."""
    if renamed := difference.renamed.get(entry.id):
        return (renamed,)
    places = {(of[0], key) for of in containers(entry.id) for key in decided.get(of, ())}
    led = (one.withdrawn.get(entry.id, ()) for one in difference.registry.acceptances)
    keys = dict.fromkeys(key for to in led for key in to)
    there = ((entry.kind, key) for key in keys if (entry.kind, key) in difference.now)
    return tuple(id[1] for id in there if places & {*containers(id)})


def _named(difference: Difference, name: str) -> Entry:
    """The entry that a name on the command line stands for: a key, or a kind, a colon and a key."""
    kind, colon, key = name.partition(":")
    withdrawn = (one for one in difference.registry.entries.values() if one.withdrawn)
    for entries in (difference.gone, withdrawn):
        found = outermost(
            one
            for one in entries
            if one.key == (key if colon else name) and (not colon or KIND_NAMES[one.kind] == kind)
        )
        if len(found) > 1:
            names = " or ".join(f"{KIND_NAMES[one.kind]}:{one.key}" for one in found)
            raise ValueError(f"{name} must name one id: {names}")
        if found:
            return found[0]
    raise ValueError(f"{name} must be the id of something that is gone from the corpus")


def outermost(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that are part of no other one of them."""
    found = list(entries)
    ids = {one.id for one in found}
    return [one for one in found if not ids & {*containers(one.id)}]


def accept(
    difference: Difference, decided: Mapping[Id, tuple[str, ...]], date: str, reason: str
) -> dict[str, Any]:
    """Return the content of an acceptance; its date is not before that of its parents."""
    heads = difference.registry.heads
    return acceptance(
        max(date, *(one.date for one in heads)) if heads else date,
        reason,
        [one.name for one in heads],
        added={id: current.facts for id, current in difference.new.items()},
        after=_after(difference),
        changed=difference.changed,
        withdrawn=decided,
        restored=difference.back,
    )


def _after(difference: Difference) -> dict[Id, str]:
    """Behind which passage each new one stands, where that is not the last of its section: the one
    before it in the text, or what was withdrawn there."""
    order: defaultdict[str, list[str]] = defaultdict(list)
    for kind, key in difference.registry.entries:
        if kind == "passages":
            order[ids.section_of(key)].append(key)
    found: dict[Id, str] = {}
    before: dict[str, str] = {}
    for kind, key in difference.now:
        if kind != "passages":
            continue
        section = ids.section_of(key)
        known = order[section]
        if (kind, key) in difference.new:
            place = known.index(before[section]) + 1 if section in before else 0
            while place < len(known) and (kind, known[place]) not in difference.now:
                place += 1
            if place < len(known):
                found[kind, key] = known[place - 1] if place else ""
            known.insert(place, key)
        before[section] = key
    return found
