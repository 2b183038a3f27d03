"""Rules for the registry: what was published stays."""

from collections.abc import Iterator

from reader import ids
from reader.corpus.model import KIND_NAMES, Corpus, Problem
from reader.registry.published import missing, published
from reader.rules.common import invalid_sections

ACCEPT = 'python scripts/build.py --accept "reason"'


def a_withdrawn_id_stays_withdrawn(corpus: Corpus) -> Iterator[Problem]:
    """An id that was withdrawn must not be reused."""
    withdrawn = {id for id, entry in corpus.registry.entries.items() if entry.withdrawn}
    if not withdrawn:
        return
    for id, current in published(corpus).items():
        if id in withdrawn:
            at = corpus.registry.origin.at(*id)
            message = f"'{id[1]}' must not be reused; it was withdrawn (see {at.path}:{at.line})"
            yield Problem(current.position, message)


def redirects_lead_somewhere(corpus: Corpus) -> Iterator[Problem]:
    """A withdrawn id must redirect only to ids in the registry, and changes must be in its list."""
    registry = corpus.registry
    keys = {key for _, key in registry.entries}
    for entry in registry.entries.values():
        messages = [
            f"'{entry.key}' must redirect to an id in the registry, not '{target}'"
            for target in entry.to
            if target not in keys
        ]
        messages += [
            f"'{entry.key}' must refer to a change in the list, not {number}"
            for number in (entry.added, entry.withdrawn, *entry.changed)
            if number > len(registry.changes)
        ]
        for message in messages:
            yield Problem(registry.origin.at(entry.kind, entry.key), message)


def nothing_published_goes(corpus: Corpus) -> Iterator[Problem]:
    """What was published must not be missing, unless it was withdrawn."""
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
        state = f"the {name} '{entry.key}' was published and is missing"
        yield Problem(at, f"{state}; to withdraw or redirect it: {ACCEPT}")


def published_words_stay(corpus: Corpus) -> Iterator[Problem]:
    """The text of a published passage must be the text that was published."""
    invalid = {section.origin.path for section in invalid_sections(corpus)}
    for id, current in published(corpus).items():
        entry = corpus.registry.entries.get(id)
        if not entry or entry.withdrawn or current.position.path in invalid:
            continue
        if entry.sha256 != current.sha256:
            state = f"the text of '{id[1]}' differs from what was published"
            yield Problem(current.position, f"{state}; to accept the change: {ACCEPT}")


def every_id_is_registered(corpus: Corpus) -> Iterator[Problem]:
    """Every id must be in the registry."""
    registry = corpus.registry
    if not registry.exists:
        yield Problem(registry.origin.at(), f"must exist; to create it: {ACCEPT}")
    elif registry.origin.valid:
        invalid = {section.origin.path for section in invalid_sections(corpus)}
        for id, current in published(corpus).items():
            if id not in registry.entries and current.position.path not in invalid:
                name = KIND_NAMES[id[0]]
                message = f"the {name} '{id[1]}' is new; to accept it: {ACCEPT}"
                yield Problem(current.position, message)
