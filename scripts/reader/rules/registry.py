"""Rules for the registry: what was published stays."""

from collections import defaultdict
from collections.abc import Iterator

from reader import ids
from reader.corpus.acceptance import FOLDER
from reader.corpus.model import KIND_NAMES, Acceptance, Corpus, Id, Position, Problem
from reader.registry.faults import faults
from reader.registry.published import REFERENCE, missing, published, same
from reader.registry.state import Registry, add_up, differing

ACCEPT = 'scripts/accept "reason"'


def an_acceptance_is_left_as_it_was(corpus: Corpus) -> Iterator[Problem]:
    """An acceptance must be left as it was written."""
    for one in corpus.acceptances:
        if one.origin.valid and one.name != f"{one.date}-{one.digest}":
            path = one.origin.path
            message = f"an acceptance must be left as it was written; git restore {path}"
            yield Problem(one.origin.at(), message)


def acceptances_have_their_parents(corpus: Corpus) -> Iterator[Problem]:
    """The parents of an acceptance must be in the registry, and must not be later than it."""
    by_name = {one.name: one for one in corpus.acceptances}
    for one in corpus.acceptances:
        for name in one.parents:
            parent = by_name.get(name)
            if parent is None:
                must = f"its parent {name}.json must be in the registry"
                yield Problem(one.origin.at("parents"), f"{must}; no acceptance is ever deleted")
            elif parent.date > one.date:
                must = f"must not be earlier than its parent {name}.json"
                yield Problem(one.origin.at("date"), must)


def an_acceptance_says_what_can_be(corpus: Corpus) -> Iterator[Problem]:
    """An acceptance must not contradict what was accepted before it."""
    names = {one.name for one in corpus.acceptances if one.origin.valid}
    if not all({one.name, *one.parents} <= names for one in corpus.acceptances):
        return
    for acceptance, id, must in faults(add_up(corpus.acceptances).acceptances):
        yield Problem(where(acceptance, id), f"{name_of(id)} {must}")


def branches_agree(corpus: Corpus) -> Iterator[Problem]:
    """Two acceptances of different branches must agree on every id."""
    registry = add_up(corpus.acceptances)
    now = published(corpus) if registry.disagreements else {}
    for one in registry.disagreements:
        *others, last = one.acceptances
        what = f"the {one.fact} of {name_of(one.id)}" if one.fact else name_of(one.id)
        elsewhere = ", ".join(f"{other.origin.path} ({other.reason})" for other in others)
        key, settle = one.id[1], f"to settle it: {ACCEPT}"
        if one.id not in now:
            settle += f" with --withdraw {key} or --redirect {key}=KEY"
        message = f"{what}: this acceptance ({last.reason}) and {elsewhere} disagree; {settle}"
        yield Problem(where(last, one.id), message)


def a_withdrawn_id_stays_withdrawn(corpus: Corpus) -> Iterator[Problem]:
    """An id that was withdrawn must not be reused."""
    registry = add_up(corpus.acceptances)
    contested = registry.contested
    for id, current in published(corpus).items():
        entry = registry.entries.get(id)
        if not entry or not entry.withdrawn or id in contested:
            continue
        at = where(entry.withdrawn, id)
        see = f"it was withdrawn (see {at.path}:{at.line})"
        if same(entry, current):
            message = f"{name_of(id)} is back; {see}; to restore it: {ACCEPT}"
        else:
            message = f"'{id[1]}' must not be reused; {see}; give it a new id, then: {ACCEPT}"
        yield Problem(current.position, message)


def redirects_lead_somewhere(corpus: Corpus) -> Iterator[Problem]:
    """What replaced a withdrawn id must be there, or must have been replaced in turn."""
    registry = add_up(corpus.acceptances)
    for id, entry in registry.entries.items():
        if not entry.withdrawn:
            continue
        for key in entry.to:
            target = registry.entries.get((id[0], key))
            if target and (not target.withdrawn or registry.replacements((id[0], key))):
                continue
            state = f"{name_of(id)} was replaced by '{key}', which"
            if target and target.withdrawn:
                see = where(target.withdrawn, (id[0], key))
                state += f" was withdrawn (see {see.path}:{see.line})"
            else:
                state += " was never published"
            settle = f"to lead it elsewhere: {ACCEPT} --redirect {id[1]}=KEY"
            yield Problem(where(entry.withdrawn, id), f"{state}; {settle}")


def a_reference_is_printed_once(corpus: Corpus) -> Iterator[Problem]:
    """A printed reference must be that of one thing in a work, and must not pass to another."""
    registry, now = add_up(corpus.acceptances), published(corpus)
    holders = references(registry)
    owners: defaultdict[tuple[str, str], list[Id]] = defaultdict(list)
    for id, current in now.items():
        if id[0] != "works" and (reference := current.facts.get(REFERENCE)):
            owners[ids.work_of(id[1]), reference].append(id)
    for (work, reference), found in owners.items():
        first, *others = sorted(found, key=lambda one: one not in registry.entries)
        taken = [(other, first, "is") for other in others]
        had = holders.get((work, reference), {})
        for id, since in had.items():
            if id in found:
                continue
            after = first not in had or registry.follows(had[first], since)
            heirs = registry.replacements(id) if registry.entries[id].withdrawn else ()
            if after and first[1] not in heirs:
                taken.append((first, id, "was"))
        for id, other, was in taken:
            see = f" (see {where(had[other], other).path})" if other in had else ""
            must = f"'{reference}' must not be the reference of {name_of(id)}"
            advice = f"number its section, such as point: 2, then: {ACCEPT}"
            message = f"{must}: it {was} that of {name_of(other)}{see}; {advice}"
            yield Problem(now[id].position, message)


def references(registry: Registry) -> dict[tuple[str, str], dict[Id, Acceptance]]:
    """For each reference that was printed in a work the ids that had it, and since when."""
    found: defaultdict[tuple[str, str], dict[Id, Acceptance]] = defaultdict(dict)
    for one in registry.acceptances:
        facts = {id: added.get(REFERENCE, "") for id, added in one.added.items()}
        facts |= {id: pairs.get(REFERENCE, ("", ""))[1] for id, pairs in one.changed.items()}
        for id, reference in facts.items():
            if reference and id[0] != "works":
                found[ids.work_of(id[1]), reference].setdefault(id, one)
    return found


def nothing_published_goes(corpus: Corpus) -> Iterator[Problem]:
    """What was published must not be missing, unless it was withdrawn."""
    registry = add_up(corpus.acceptances)
    contested = registry.contested
    for entry in missing(registry, published(corpus)):
        if entry.id not in contested:
            state = f"{name_of(entry.id)} was published and is missing"
            settle = f"to withdraw it: {ACCEPT} --withdraw {entry.key}"
            yield Problem(where(entry.added, entry.id), f"{state}; {settle}")


def published_facts_stay(corpus: Corpus) -> Iterator[Problem]:
    """What readers rely on, such as the text of a passage, must be what was published."""
    registry = add_up(corpus.acceptances)
    contested = registry.contested
    for id, current in published(corpus).items():
        entry = registry.entries.get(id)
        if not entry or entry.withdrawn or id in contested:
            continue
        if changed := differing(entry.facts, current.facts):
            state = f"{name_of(id)} differs from what was published ({', '.join(changed)})"
            yield Problem(current.position, f"{state}; to accept the change: {ACCEPT}")


def every_id_is_registered(corpus: Corpus) -> Iterator[Problem]:
    """Every id must be in the registry."""
    if not corpus.acceptances:
        at = Position(f"{corpus.path}/{FOLDER}")
        yield Problem(at, f"must exist; to create it: {ACCEPT}")
        return
    entries = add_up(corpus.acceptances).entries
    for id, current in published(corpus).items():
        if id not in entries:
            yield Problem(current.position, f"{name_of(id)} is new; to accept it: {ACCEPT}")


def merged(corpus: Corpus) -> Iterator[Problem]:
    """Where the problems of publication may come from: branches that were merged."""
    *others, last = add_up(corpus.acceptances).heads or [None]
    if last and others:
        names = [f"{one.name}.json ({one.reason})" for one in (*others, last)]
        state = f"{' and '.join(names)} were accepted on different branches"
        settle = f"when the corpus is as it should be: {ACCEPT}"
        yield Problem(last.origin.at(), f"{state}; {settle}")


def name_of(id: Id) -> str:
    """What messages call an id: `the passage 'w/i-p1'`."""
    return f"the {KIND_NAMES[id[0]]} '{id[1]}'"


def where(acceptance: Acceptance, id: Id) -> Position:
    """The line of an acceptance that speaks of an id."""
    for part in ("withdrawn", "changed", "added"):
        if id in getattr(acceptance, part):
            return acceptance.origin.at(part, *id)
    return acceptance.origin.at("restored")
