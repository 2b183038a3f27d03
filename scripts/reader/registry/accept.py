"""Accept what is new, changed and gone: the registry after the editors' decision, and its text."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import yaml

from reader.corpus.model import KINDS, Change, Corpus, Entry, Registry
from reader.registry.published import Id, missing, published

HEADER = """\
# Every id ever published; not to be edited by hand.
# Written by: python scripts/build.py --accept "reason"
"""


def accept(
    corpus: Corpus, reason: str, date: str, redirects: Mapping[str, tuple[str, ...]]
) -> Registry:
    """Return the registry after the editors accept the corpus as it is.

    New ids are added, changed words are hashed again, missing ids are withdrawn; `redirects` has,
    by the key of a missing id, the keys of what replaces it. Raise `ValueError` with a sentence for
    the editor if a redirect starts from an id that is not missing, or leads to one that does not
    exist.
    """
    old, now = corpus.registry, published(corpus)
    missing_keys = Counter(entry.key for entry in missing(old, now))
    for key, targets in redirects.items():
        if missing_keys[key] > 1:
            namesakes = "several have this name, so accept their removal one at a time"
            raise ValueError(f"--redirect {key} must stand for one removed id; {namesakes}")
        if not missing_keys[key]:
            raise ValueError(f"--redirect must start from an id that was removed, not {key}")
        for target in targets:
            if not any(target == other for _, other in now):
                must = "must point to an id in the corpus"
                raise ValueError(f"--redirect {key} {must}, not {target}")
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
    """Return the keys of now in their order, each missing one after the one it used to follow."""
    order = list(now)
    present = set(order)
    for index, key in enumerate(before):
        if key not in present:
            order.insert(order.index(before[index - 1]) + 1 if index else 0, key)
    return order


def registry_text(registry: Registry) -> str:
    """Return the text of `registry.yml`."""
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
