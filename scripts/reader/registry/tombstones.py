"""What became of published ids: when and why they were withdrawn, and where they lead."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reader import ids
from reader.corpus.model import IN_SECTION, Acceptance, Corpus, Facts, Kind, Section
from reader.registry.published import published
from reader.registry.state import Entry, add_up

WITH_PAGE: tuple[Kind, ...] = ("works", "accounts", "sections", "themes")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A withdrawn id: its facts as they were, when and why it went, and the keys, of its kind, of
    what is now in its place."""

    kind: Kind
    key: str
    facts: Facts
    acceptance: Acceptance
    to: tuple[str, ...]


class Tombstones:
    """What the registry says of ids that were withdrawn, and when sections changed."""

    def __init__(self, corpus: Corpus) -> None:
        self.registry = add_up(corpus.acceptances)
        self.present = set(published(corpus))
        self.by_section: defaultdict[tuple[str, Kind], list[Entry]] = defaultdict(list)
        for (kind, key), entry in self.registry.entries.items():
            if kind in IN_SECTION:
                self.by_section[ids.section_of(key), kind].append(entry)

    def tombstones(self, entries: Iterable[Entry]) -> Iterator[Tombstone]:
        """Yield the tombstones of entries that were withdrawn, and are not back in a draft."""
        for entry in entries:
            if entry.withdrawn and entry.id not in self.present:
                replacements = self.registry.replacements(entry.id)
                to = tuple(key for key in replacements if (entry.kind, key) in self.present)
                yield Tombstone(*entry.id, entry.facts, entry.withdrawn, to)

    def withdrawn_in(self, section: str, kind: Kind) -> Iterator[Tombstone]:
        """The tombstones of passages or notes, by the key of the section that they were in."""
        return self.tombstones(self.by_section[section, kind])

    def withdrawn_passages(self, section: Section) -> dict[str, tuple[Tombstone, ...]]:
        """The tombstones of passages, by the id of the passage before them ("" at the start)."""
        after: defaultdict[str, list[Entry]] = defaultdict(list)
        before = ""
        for entry in self.by_section[section.key, "passages"]:
            if entry.id in self.present:
                before = ids.without_work(entry.key)
            else:
                after[before].append(entry)
        return {id: tuple(self.tombstones(entries)) for id, entries in after.items()}

    def updated(self, section: Section) -> str:
        """The date of the last change of a section or anything in it; empty if it has none."""
        entry = self.registry.entries.get(("sections", section.key))
        entries = [entry] if entry else []
        entries += self.by_section[section.key, "passages"]
        entries += self.by_section[section.key, "notes"]
        return max((one.updated for one in entries), default="")

    def withdrawn_of(self, kind: Kind) -> Iterator[Tombstone]:
        """The tombstones of one kind."""
        return self.tombstones(
            entry for entry in self.registry.entries.values() if entry.kind == kind
        )

    def withdrawn_pages(self) -> Iterator[tuple[Tombstone, tuple[Tombstone, ...]]]:
        """The tombstones of what had a page, and of the passages and notes in each."""
        entries = self.registry.entries.values()
        for stone in self.tombstones(entry for entry in entries if entry.kind in WITH_PAGE):
            passages = self.withdrawn_in(stone.key, "passages")
            yield stone, (*passages, *self.withdrawn_in(stone.key, "notes"))
