"""What each acceptance changed, and what was known when it was made.

What is told of an acceptance depends on it and on those before it alone, so that it stays the same
whatever is accepted later.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from reader.corpus.model import Acceptance, Id, Kind
from reader.registry.published import REFERENCE, containers
from reader.registry.state import ancestors, said_of

Action = Literal["added", "changed", "withdrawn", "restored"]

ACTIONS: tuple[Action, ...] = get_args(Action)

LISTED: tuple[Kind, ...] = ("themes", "terms", "sources", "events")
"""The kinds of which all that were added together are told together."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an acceptance changed that readers are told in one piece: an id, and what shares its
    fate. `subject` is that id; its key is empty where a list of one kind was added."""

    acceptance: Acceptance
    subject: Id
    actions: Mapping[Id, tuple[Action, ...]]


def actions(one: Acceptance) -> dict[Id, tuple[Action, ...]]:
    """What was done with each id that an acceptance names."""
    found: dict[Id, tuple[Action, ...]] = {}
    for action in ACTIONS:
        for id in getattr(one, action):
            found[id] = (*found.get(id, ()), action)
    return found


def changes_of(one: Acceptance) -> tuple[Change, ...]:
    """What an acceptance changed, each id in one change.

    A passage or note goes with its section, and an account with its work, if the same was done with
    both: they were added, withdrawn or restored, or only their references changed. Themes, terms,
    sources and events that were added form a list of their kind. All else stands alone.
    """
    done = actions(one)
    found: dict[Id, dict[Id, tuple[Action, ...]]] = {}
    for id, did in done.items():
        found.setdefault(_subject(one, id, done), {})[id] = did
    return tuple(Change(one, subject, together) for subject, together in found.items())


def _subject(one: Acceptance, id: Id, done: Mapping[Id, tuple[Action, ...]]) -> Id:
    kind, _ = id
    if kind in LISTED and done[id] == ("added",):
        return kind, ""
    if kind in ("accounts", "passages", "notes"):
        around = containers(id)[0]
        if done.get(around) == done[id] and _only_reference(one, id, around):
            return around
    return id


def _only_reference(one: Acceptance, *ids: Id) -> bool:
    """Whether the references of ids are all that changed, if anything did."""
    return all(one.changed.get(id, {}).keys() <= {REFERENCE} for id in ids)


class Chronicle:
    """The facts of ids as they were known after each acceptance of an order."""

    def __init__(self, order: tuple[Acceptance, ...]) -> None:
        self.said = said_of(order)
        self.before = ancestors(order)
        self.place = {one.name: index for index, one in enumerate(order)}

    def facts(self, after: Acceptance, id: Id) -> dict[str, str]:
        """The facts of an id after an acceptance; none if it was not known."""
        found: dict[str, str] = {}
        for said in self._until(after, id):
            found |= said
        return found

    def ever(self, after: Acceptance, id: Id, fact: str) -> set[str]:
        """All values that a fact had had after an acceptance."""
        return {said[fact] for said in self._until(after, id) if fact in said}

    def _until(self, after: Acceptance, id: Id) -> list[Mapping[str, str]]:
        last = self.place[after.name]
        known = self.before[last] | 1 << last
        said = self.said.get(id, {})
        return [one.facts for index, one in said.items() if known >> index & 1]
