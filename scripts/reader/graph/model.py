"""What is computed from a corpus: the types of `link`."""

from collections.abc import Mapping
from dataclasses import dataclass

from reader.corpus.model import (
    Event,
    Kind,
    NoteRef,
    Part,
    PassageRef,
    Section,
    Term,
    Theme,
    Work,
)
from reader.registry.past import Past
from reader.registry.state import Registry
from reader.registry.tombstones import Tombstone
from reader.terms import Span


@dataclass(frozen=True, slots=True)
class Related:
    """A passage elsewhere that shares themes with a section."""

    passage: PassageRef
    shared: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class TermLinks:
    """Where a term occurs, in passages and in headings, and the notes that explain it."""

    passages: tuple[PassageRef, ...]
    headings: tuple[tuple[Work, Section], ...]
    parts: tuple[tuple[Work, Part], ...]
    notes: tuple[NoteRef, ...]


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """What cites a source."""

    notes: tuple[NoteRef, ...]
    terms: tuple[Term, ...]
    events: tuple[Event, ...]
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class SectionLinks:
    """What is computed for a section.

    `spans` has the first phrase of each term in a passage, by its id. `withdrawn` has, by the id of
    the passage before them ("" at the start), the passages that were withdrawn there.
    """

    previous: Section | None
    next: Section | None
    see_also: tuple[tuple[Work, Section], ...]
    seen_from: tuple[tuple[Work, Section], ...]
    related: tuple[Related, ...]
    withdrawn: Mapping[str, tuple[Tombstone, ...]]
    withdrawn_notes: tuple[Tombstone, ...]
    spans: Mapping[str, tuple[Span, ...]]
    heading_terms: tuple[Term, ...]
    events: tuple[Event, ...]
    sources: tuple[str, ...]
    updated: str

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the heading and of the passages, each once, in the order of the text."""
        found = {term.id: term for term in self.heading_terms}
        found |= {span.term.id: span.term for spans in self.spans.values() for span in spans}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class ThemeLinks:
    about: tuple[PassageRef, ...]
    mentions: tuple[PassageRef, ...]

    @property
    def all(self) -> tuple[PassageRef, ...]:
        return self.about + self.mentions


@dataclass(frozen=True, slots=True)
class Links:
    """All that follows from the corpus: raw values are in `Corpus`, computed ones here.

    `withdrawn_entries` are the withdrawn terms, sources and events; `withdrawn_pages` the withdrawn
    works, accounts, sections and themes, which keep a page of their own, each with the withdrawn
    passages and notes that were in it. `updated` is the date of the last change.
    """

    sections: Mapping[str, SectionLinks]
    themes: Mapping[str, ThemeLinks]
    terms: Mapping[str, TermLinks]
    sources: Mapping[str, SourceLinks]
    withdrawn_entries: Mapping[Kind, tuple[Tombstone, ...]]
    withdrawn_pages: tuple[tuple[Tombstone, tuple[Tombstone, ...]], ...]
    past: Past
    registry: Registry
    updated: str
