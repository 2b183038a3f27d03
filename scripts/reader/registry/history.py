"""What became of published ids: when and why they were withdrawn, where they lead, what changed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from reader import ids
from reader.corpus.model import KINDS, Change, Corpus, Entry, Kind, Section

OWN_PAGE: tuple[Kind, ...] = ("works", "sections", "themes")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A withdrawn id: when and why, and the kinds and keys of what replaced it."""

    kind: Kind
    key: str
    change: Change
    to: tuple[tuple[Kind, str], ...]


class RegistryHistory:
    """What the registry says of ids that were withdrawn and of words that changed."""

    def __init__(self, corpus: Corpus) -> None:
        self.registry = corpus.registry
        self.by_section: defaultdict[tuple[str, Kind], list[Entry]] = defaultdict(list)
        for (kind, key), entry in self.registry.entries.items():
            if kind in ("passages", "notes"):
                self.by_section[ids.section_of(key), kind].append(entry)

    def change(self, number: int) -> Change:
        return self.registry.changes[number - 1]

    def tombstone(self, entry: Entry) -> Tombstone:
        targets = tuple((self.kind_of(key, entry.kind), key) for key in entry.to)
        return Tombstone(entry.kind, entry.key, self.change(entry.withdrawn), targets)

    def kind_of(self, key: str, likely: Kind) -> Kind:
        return next(kind for kind in (likely, *KINDS) if (kind, key) in self.registry.entries)

    def withdrawn_in(self, section: str, kind: Kind) -> Iterator[Tombstone]:
        for entry in self.by_section[section, kind]:
            if entry.withdrawn:
                yield self.tombstone(entry)

    def withdrawn_passages(self, section: Section) -> dict[str, tuple[Tombstone, ...]]:
        behind: defaultdict[str, list[Tombstone]] = defaultdict(list)
        here = {passage.id for passage in section.passages}
        before = ""
        for entry in self.by_section[section.key, "passages"]:
            id = ids.without_work(entry.key)
            if entry.withdrawn:
                behind[before].append(self.tombstone(entry))
            elif id in here:
                before = id
        return {id: tuple(tombstones) for id, tombstones in behind.items()}

    def changed(self, section: Section) -> dict[str, tuple[Change, ...]]:
        return {
            ids.without_work(entry.key): tuple(self.change(number) for number in entry.changed)
            for entry in self.by_section[section.key, "passages"]
            if entry.changed and not entry.withdrawn
        }

    def updated(self, section: Section) -> str:
        own = self.registry.entries.get(("sections", section.key))
        entries = [own] if own else []
        entries += self.by_section[section.key, "passages"]
        entries += self.by_section[section.key, "notes"]
        numbers = [n for entry in entries for n in (entry.added, entry.withdrawn, *entry.changed)]
        return max((self.change(number).date for number in numbers if number), default="")

    def withdrawn_of(self, kind: Kind) -> Iterator[Tombstone]:
        for (other, _), entry in self.registry.entries.items():
            if other == kind and entry.withdrawn:
                yield self.tombstone(entry)

    def withdrawn_pages(self) -> Iterator[tuple[Tombstone, tuple[Tombstone, ...]]]:
        for (kind, key), entry in self.registry.entries.items():
            if not entry.withdrawn or kind not in OWN_PAGE:
                continue
            inside = (*self.withdrawn_in(key, "passages"), *self.withdrawn_in(key, "notes"))
            yield self.tombstone(entry), inside if kind == "sections" else ()
