"""What acceptances say that cannot be: of ids that are none, and against what was known before."""

import re
from collections.abc import Iterator, Mapping

from reader import ids
from reader.corpus.model import Acceptance, Id
from reader.dates import DATE, is_valid_date
from reader.registry.published import containers
from reader.registry.state import THERE, Said, ancestors, latest, said_of

LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
DATED = ("works", "events")

Fault = tuple[Acceptance, Id, str]
"""An acceptance, an id of which it speaks, and what must be true of that."""


def faults(order: tuple[Acceptance, ...]) -> Iterator[Fault]:
    """Yield what is wrong with acceptances, given in their order; of an id one thing at a time."""
    said, before = said_of(order), ancestors(order)
    for index, one in enumerate(order):
        known = before[index]
        for id in dict.fromkeys((*one.added, *one.changed, *one.withdrawn, *one.restored)):
            past = {place: what for place, what in said[id].items() if known >> place & 1}
            now = known | 1 << index
            held = all(any(now >> at & 1 for at in said.get(of, ())) for of in containers(id))
            found = (*_of_id(id, held), *_of_time(one, id, past, before), *_of_facts(one, id))
            yield from ((one, id, must) for must in found[:1])


def _of_id(id: Id, held: bool) -> Iterator[str]:
    kind, key = id
    if not ids.is_key(kind, key):
        yield "must have the form of its kind"
    elif not held:
        yield "must be in a section or work that was added"


def _of_time(one: Acceptance, id: Id, past: Mapping[int, Said], before: list[int]) -> Iterator[str]:
    """What contradicts what was known of an id when an acceptance was made."""
    if id in one.added:
        if past:
            yield "must be added only once"
        if id in one.changed or id in one.withdrawn or id in one.restored:
            yield "must not be added and changed, withdrawn or restored at once"
        return
    if not past:
        yield "must be added by an acceptance before this one"
        return
    states = {past[place].there for place in latest(past, before)}
    if id in one.restored and states == {THERE}:
        yield "must be withdrawn before it is restored"
    if id in one.changed and THERE not in states and id not in one.restored:
        yield "must not be changed: it was withdrawn"
    for fact, (was, now) in one.changed.get(id, {}).items():
        places = [place for place, what in past.items() if what.names(fact)]
        values = {past[place].facts.get(fact, "") for place in latest(places, before)}
        if was == now or was not in (values or {""}):
            yield f"must not change from a '{fact}' that it never had"


def _of_facts(one: Acceptance, id: Id) -> Iterator[str]:
    facts = {**one.added.get(id, {})}
    facts |= {fact: now for fact, (_, now) in one.changed.get(id, {}).items()}
    date = facts.get("date", "") if id[0] in DATED else ""
    if date and not (DATE.fullmatch(date) and is_valid_date(date)):
        yield f"must have a date that exists, not '{date}'"
    if (language := facts.get("language")) and not LANGUAGE.fullmatch(language):
        yield f"must have a language tag, not '{language}'"
