"""Rules for the registry: what was published stays."""

from collections.abc import Iterator

from reader import ids
from reader.corpus.model import KIND_NAMES, Corpus, Problem
from reader.registry.published import missing, published
from reader.rules.common import invalid_sections

ACCEPT = 'python scripts/build.py --accept "reason"'


def a_withdrawn_id_stays_withdrawn(corpus: Corpus) -> Iterator[Problem]:
    """An id that was withdrawn must not be used again."""
    withdrawn = {id for id, entry in corpus.registry.entries.items() if entry.withdrawn}
    if not withdrawn:
        return
    for id, current in published(corpus).items():
        if id in withdrawn:
            at = corpus.registry.origin.at(*id)
            message = f"'{id[1]}' must not be used again: it was withdrawn, see {at.path}:{at.line}"
            yield Problem(current.position, message)


def redirects_lead_somewhere(corpus: Corpus) -> Iterator[Problem]:
    """A withdrawn id may lead only to ids of the registry, and changes must have been recorded."""
    registry = corpus.registry
    keys = {key for _, key in registry.entries}
    for entry in registry.entries.values():
        messages = [
            f"'{entry.key}' must lead to an id of the registry, not '{target}'"
            for target in entry.to
            if target not in keys
        ]
        messages += [
            f"'{entry.key}' must name a change that is listed, not {number}"
            for number in (entry.added, entry.withdrawn, *entry.changed)
            if number > len(registry.changes)
        ]
        for message in messages:
            yield Problem(registry.origin.at(entry.kind, entry.key), message)


def nothing_published_goes(corpus: Corpus) -> Iterator[Problem]:
    """What was published must still be there."""
    invalid = {section.key for section in invalid_sections(corpus)}
    shared = {
        "themes": corpus.vocabulary.origin,
        "terms": corpus.glossary.origin,
        "sources": corpus.bibliography.origin,
    }
    for entry in missing(corpus.registry, published(corpus)):
        if entry.kind in shared and not shared[entry.kind].valid:
            continue
        if ids.section_of(entry.key) in invalid:
            continue
        at = corpus.registry.origin.at(entry.kind, entry.key)
        name = KIND_NAMES[entry.kind]
        yield Problem(
            at, f"the {name} '{entry.key}' must not go; to withdraw or redirect it: {ACCEPT}"
        )


def published_words_stay(corpus: Corpus) -> Iterator[Problem]:
    """The words of a published passage must be those that were published."""
    invalid = {section.origin.path for section in invalid_sections(corpus)}
    for id, current in published(corpus).items():
        entry = corpus.registry.entries.get(id)
        if not entry or entry.withdrawn or current.position.path in invalid:
            continue
        if entry.sha256 != current.sha256:
            message = (
                f"the words of '{id[1]}' must be those published; if the change is right: {ACCEPT}"
            )
            yield Problem(current.position, message)


def every_id_is_registered(corpus: Corpus) -> Iterator[Problem]:
    """Every id must be in the registry."""
    registry = corpus.registry
    if not registry.exists:
        yield Problem(registry.origin.at(), f"must exist; to make it: {ACCEPT}")
    elif registry.origin.valid:
        invalid = {section.origin.path for section in invalid_sections(corpus)}
        for id, current in published(corpus).items():
            if id not in registry.entries and current.position.path not in invalid:
                name = KIND_NAMES[id[0]]
                yield Problem(
                    current.position, f"the {name} '{id[1]}' is new; to publish it: {ACCEPT}"
                )
