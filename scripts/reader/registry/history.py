"""What became of published ids: when and why they were withdrawn, where they lead, what changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader import ids
from reader.corpus.model import KINDS, Change, Corpus, Entry, Kind, Section

WITH_PAGE: tuple[Kind, ...] = ("works", "sections", "themes")


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

    def tombstones(self, entries: Iterable[Entry]) -> Iterator[Tombstone]:
        """Yield the tombstones of those entries that were withdrawn."""
        for entry in entries:
            if entry.withdrawn:
                to = tuple((self.kind_of(key, entry.kind), key) for key in entry.to)
                yield Tombstone(entry.kind, entry.key, self.change(entry.withdrawn), to)

    def kind_of(self, key: str, likely: Kind) -> Kind:
        """The kind of what has a key; the `likely` one where several kinds have it."""
        return next(kind for kind in (likely, *KINDS) if (kind, key) in self.registry.entries)

    def withdrawn_in(self, section: str, kind: Kind) -> Iterator[Tombstone]:
        """The tombstones of passages or notes, by the key of the section that they were in."""
        return self.tombstones(self.by_section[section, kind])

    def withdrawn_passages(self, section: Section) -> dict[str, tuple[Tombstone, ...]]:
        """The tombstones of passages, by the id of the passage before them ("" at the start)."""
        after: defaultdict[str, list[Entry]] = defaultdict(list)
        present = {passage.id for passage in section.passages}
        before = ""
        for entry in self.by_section[section.key, "passages"]:
            id = ids.without_work(entry.key)
            if entry.withdrawn:
                after[before].append(entry)
            elif id in present:
                before = id
        return {id: tuple(self.tombstones(entries)) for id, entries in after.items()}

    def changed(self, section: Section) -> dict[str, tuple[Change, ...]]:
        """The changes of passages whose words changed, by their ids."""
        return {
            ids.without_work(entry.key): tuple(self.change(number) for number in entry.changed)
            for entry in self.by_section[section.key, "passages"]
            if entry.changed and not entry.withdrawn
        }

    def updated(self, section: Section) -> str:
        """The date of the last change of a section or anything in it; empty if it has none."""
        entry = self.registry.entries.get(("sections", section.key))
        entries = [entry] if entry else []
        entries += self.by_section[section.key, "passages"]
        entries += self.by_section[section.key, "notes"]
        numbers = [n for entry in entries for n in (entry.added, entry.withdrawn, *entry.changed)]
        return max((self.change(number).date for number in numbers if number), default="")

    def withdrawn_of(self, kind: Kind) -> Iterator[Tombstone]:
        """The tombstones of one kind."""
        entries = self.registry.entries.values()
        return self.tombstones(entry for entry in entries if entry.kind == kind)

    def withdrawn_pages(self) -> Iterator[tuple[Tombstone, tuple[Tombstone, ...]]]:
        """The tombstones of what had a page, and of the passages and notes in each."""
        entries = self.registry.entries.values()
        for stone in self.tombstones(entry for entry in entries if entry.kind in WITH_PAGE):
            passages = self.withdrawn_in(stone.key, "passages")
            yield stone, (*passages, *self.withdrawn_in(stone.key, "notes"))
