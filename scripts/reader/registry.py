"""The memory of every id ever published, so that an address never breaks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import yaml

from reader.model import KINDS, Change, Corpus, Entry, Kind, Position, Registry
from reader.words import digest

HEADER = """\
# yaml-language-server: $schema=schema/registry.schema.json
# Every id ever published. Written by: python scripts/build.py --accept "reason"
"""

Id = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Published:
    """An id that the corpus has now: the line that declares it, and a passage's hash."""

    position: Position
    sha256: str = ""


def published(corpus: Corpus) -> dict[Id, Published]:
    """Every id in the corpus, each kind in reading order."""
    ids: dict[Id, Published] = {}
    for work in corpus.works:
        ids.setdefault(("works", work.id), Published(work.origin.at("id")))
        listed = set(work.outline)
        for section in (*work.sections, *(file for file in work.files if file.id not in listed)):
            ids.setdefault(("sections", section.key), Published(section.origin.at("id")))
            for passage in section.passages:
                ids.setdefault(
                    ("passages", f"{section.work}/{passage.id}"),
                    Published(section.line(passage.line), digest(passage.words)),
                )
            for note in section.notes:
                ids.setdefault(
                    ("notes", f"{section.key}-{note.id}"), Published(section.line(note.line))
                )
    for theme in corpus.vocabulary.themes:
        position = corpus.vocabulary.origin.at("themes", theme.id)
        ids.setdefault(("themes", theme.id), Published(position))
    for term in corpus.glossary.terms:
        position = corpus.glossary.origin.at("terms", term.id)
        ids.setdefault(("terms", term.id), Published(position))
    for source in corpus.bibliography.sources:
        position = corpus.bibliography.origin.at("references", source.index)
        ids.setdefault(("sources", source.id), Published(position))
    return ids


def gone(registry: Registry, now: Mapping[Id, Published]) -> Iterator[Entry]:
    """The entries whose id the corpus has no longer, and of which nothing has been said yet."""
    for id, entry in registry.entries.items():
        if not entry.withdrawn and id not in now:
            yield entry


def accept(
    corpus: Corpus, reason: str, date: str, redirects: Mapping[str, tuple[str, ...]]
) -> Registry:
    """The registry after the editors' word that what the corpus has now is right.

    New ids are added, changed words hashed anew, ids that have gone withdrawn; `redirects` names
    for a key that has gone the keys it went to. Raises `ValueError` with a sentence for the editor
    when a redirect starts from an id that has not gone, or leads to one that does not exist.
    """
    old, now = corpus.registry, published(corpus)
    lost = Counter(entry.key for entry in gone(old, now))
    for key, targets in redirects.items():
        if lost[key] > 1:
            raise ValueError(f"--redirect {key} must name one id; withdraw its namesakes apart")
        if not lost[key]:
            raise ValueError(f"--redirect must start from an id that has gone, not {key}")
        for target in targets:
            if not any(target == other for _, other in now):
                raise ValueError(f"--redirect {key} must lead to an id in the corpus, not {target}")
    change = len(old.changes) + 1
    entries: dict[Id, Entry] = {}
    for kind in KINDS:
        keys = [key for other, key in now if other == kind]
        for key in _in_reading_order(keys, [key for other, key in old.entries if other == kind]):
            id = (kind, key)
            entry, current = old.entries.get(id), now.get(id)
            if entry is None:
                assert current
                entry = Entry(kind, key, change, current.sha256)
            elif current is None:
                if not entry.withdrawn:
                    entry = replace(entry, withdrawn=change, to=redirects.get(key, ()))
            elif entry.sha256 != current.sha256:
                entry = replace(entry, sha256=current.sha256, changed=(*entry.changed, change))
            entries[id] = entry
    if entries == dict(old.entries) and list(entries) == list(old.entries):
        return old
    return Registry(old.origin, True, (*old.changes, Change(date, reason)), entries)


def _in_reading_order(now: Iterable[str], before: list[str]) -> list[str]:
    """The keys of now in their order, each one that has gone after what it stood behind."""
    order = list(now)
    present = set(order)
    for index, key in enumerate(before):
        if key not in present:
            order.insert(order.index(before[index - 1]) + 1 if index else 0, key)
    return order


def registry_text(registry: Registry) -> str:
    """The registry as the text of `registry.yml`."""
    document: dict[str, object] = {
        "changes": [{"date": change.date, "reason": change.reason} for change in registry.changes]
    }
    for kind in KINDS:
        document[kind] = {
            key: _plain(entry) for (other, key), entry in registry.entries.items() if other == kind
        }
    return HEADER + yaml.dump(
        document,
        Dumper=yaml.CSafeDumper,
        allow_unicode=True,
        default_flow_style=False,
        sort_keys=False,
        width=100,
    )


def _plain(entry: Entry) -> dict[str, object]:
    plain: dict[str, object] = {"added": entry.added}
    if entry.sha256:
        plain["sha256"] = entry.sha256
    if entry.changed:
        plain["changed"] = list(entry.changed)
    if entry.withdrawn:
        plain["withdrawn"] = entry.withdrawn
        plain["to"] = list(entry.to)
    return plain
