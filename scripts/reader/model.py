"""The types that every stage shares. Raw values come from corpus files; `Links` is computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

Keys = tuple[str | int, ...]
"""A way into a YAML document: keys of mappings and indexes of lists."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A line of a corpus file; lines count from 1, paths are as the editor would type them."""

    path: str
    line: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something an editor has to put right."""

    position: Position
    message: str

    def __str__(self) -> str:
        """One line, whatever it quotes: what would break or hide it is shown as its escape."""
        line = f"{self.position.path}:{self.position.line}: {self.message}"
        return "".join(
            sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in line
        )


@dataclass(frozen=True, slots=True)
class Origin:
    """The file that something was read from, with the line of every key in its YAML.

    `whole` is false when part of the file could not be read; rules that miss something then keep
    still, because it may stand in the part that was not read.
    """

    path: str
    lines: Mapping[Keys, int] = field(default_factory=lambda: MappingProxyType({}))
    whole: bool = True

    def at(self, *keys: str | int) -> Position:
        """The line of the value under `keys`, or of the nearest value around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return Position(self.path, self.lines.get(keys, 1))


@dataclass(frozen=True, slots=True)
class Marker:
    """A place in a passage that a note hangs on."""

    note: str
    line: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the source: the unit that is read, found by theme and cited."""

    id: str
    runs: tuple[str | Marker, ...]
    line: int
    number: int = 0
    about: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    collation: str = ""
    place: str = ""
    gap: str = ""
    words: str = ""

    @property
    def themes(self) -> tuple[str, ...]:
        return self.about + self.mentions

    @property
    def markers(self) -> tuple[Marker, ...]:
        return tuple(run for run in self.runs if isinstance(run, Marker))


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the editors: `n…` on the context, `t…` on the text and its translation."""

    id: str
    body: str
    line: int

    @property
    def kind(self) -> Literal["context", "text"]:
        return "context" if self.id.startswith("n") else "text"

    @property
    def number(self) -> str:
        return self.id[1:]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source cited in a text of the editors; `line` counts from 0 within that text."""

    key: str
    locator: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """A run of passages under one heading of the source: one file, one page."""

    id: str
    work: str
    origin: Origin
    part: str = ""
    point: str = ""
    heading: str = ""
    original: str = ""
    see_also: tuple[str, ...] = ()
    tagged: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[Note, ...] = ()
    omits: str = ""
    faults: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.work}/{self.id}"

    @property
    def see_also_keys(self) -> tuple[str, ...]:
        """What `see_also` names, as keys of sections."""
        return tuple(id if "/" in id else f"{self.work}/{id}" for id in self.see_also)

    @property
    def complete(self) -> bool:
        """Whether the section holds all that the source has there."""
        return not self.omits and not any(passage.gap for passage in self.passages)

    def line(self, line: int) -> Position:
        return Position(self.origin.path, line)


@dataclass(frozen=True, slots=True)
class Part:
    """A main division of a work in the source, whether or not the corpus holds any of it."""

    label: str
    title: str
    original: str = ""
    points: int = 0
    title_by_editors: bool = False
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Speaker:
    family: str
    given: str
    name: str
    original: str
    capacity: str


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The page that the text was taken from."""

    title: str
    publisher: str
    date: str
    text_as_of: str
    url: str


@dataclass(frozen=True, slots=True)
class Erratum:
    """Something that the source page got wrong, or that looks so, and what is right."""

    where: str
    says: str
    note: str
    kind: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """One speech or document, with the outline of all its parts."""

    id: str
    origin: Origin
    title: str = ""
    short_title: str = ""
    original_title: str = ""
    summary: str = ""
    speaker: Speaker = Speaker("", "", "", "", "")
    occasion: str = ""
    place: str = ""
    date: str = ""
    language: str = "en"
    original_language: str = ""
    source: SourcePage = SourcePage("", "", "", "", "")
    rights: str = ""
    selection: str = ""
    about: str = ""
    errata: tuple[Erratum, ...] = ()
    parts: tuple[Part, ...] = ()
    unparted: tuple[str, ...] = ()
    files: tuple[Section, ...] = ()

    @property
    def outline(self) -> tuple[str, ...]:
        """Ids of the sections in reading order: those outside any part, then part by part."""
        return self.unparted + tuple(id for part in self.parts for id in part.sections)

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections in reading order."""
        by_id = {section.id: section for section in self.files}
        return tuple(by_id[id] for id in self.outline if id in by_id)


@dataclass(frozen=True, slots=True)
class Group:
    """A heading that themes stand under; not itself a theme."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A concept of the closed vocabulary (SKOS: prefLabel, definition, scopeNote, related)."""

    id: str
    label: str
    group: str
    definition: str
    includes: str = ""
    excludes: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    origin: Origin
    groups: tuple[Group, ...] = ()
    themes: tuple[Theme, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """An entry of the glossary. `phrases` are its wordings in the texts; `passages` binds them."""

    id: str
    headword: str
    definition: str
    phrases: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    original: str = ""
    pinyin: str = ""
    aliases: tuple[str, ...] = ()
    first_use: str = ""
    related: tuple[str, ...] = ()
    sources: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Glossary:
    origin: Origin
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the bibliography: `csl` is its CSL-JSON item (citationstyles.org, 1.0.2)."""

    id: str
    short: str
    csl: Mapping[str, Any]
    index: int

    @property
    def year(self) -> str:
        parts = self.csl.get("issued", {}).get("date-parts", [[""]])
        return str(parts[0][0])


@dataclass(frozen=True, slots=True)
class Bibliography:
    origin: Origin
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event; `date` is a day, a month or a year (ISO 8601)."""

    id: str
    date: str
    event: str
    sources: tuple[Citation, ...] = ()
    themes: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    origin: Origin
    events: tuple[Event, ...] = ()


Kind = Literal["works", "sections", "passages", "notes", "themes", "terms", "sources"]
KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_NAMES: dict[Kind, str] = {kind: kind.removesuffix("s") for kind in KINDS}


@dataclass(frozen=True, slots=True)
class Change:
    """One run of `--accept`: when and why the registry changed."""

    date: str
    reason: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What became of one published id. Numbers count the registry's changes from 1.

    `sha256` is of a passage's words; `to` names what a withdrawn id was redirected to, as keys.
    """

    kind: Kind
    key: str
    added: int
    sha256: str = ""
    changed: tuple[int, ...] = ()
    withdrawn: int = 0
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """Every id ever published, in reading order."""

    origin: Origin
    exists: bool = True
    changes: tuple[Change, ...] = ()
    entries: Mapping[tuple[Kind, str], Entry] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Located:
    """A passage with the work and the section it stands in."""

    work: Work
    section: Section
    passage: Passage

    @property
    def key(self) -> str:
        return f"{self.work.id}/{self.passage.id}"


@dataclass(frozen=True, slots=True)
class Corpus:
    path: str
    works: tuple[Work, ...]
    vocabulary: Vocabulary
    glossary: Glossary
    bibliography: Bibliography
    timeline: Timeline
    registry: Registry

    @property
    def located(self) -> tuple[Located, ...]:
        """Every passage in reading order, with where it stands."""
        return tuple(
            Located(work, section, passage)
            for work in self.works
            for section in work.sections
            for passage in section.passages
        )

    @property
    def whole(self) -> bool:
        """Whether every file could be read to its end."""
        origins = [work.origin for work in self.works]
        origins += [section.origin for work in self.works for section in work.files]
        origins += [self.vocabulary.origin, self.glossary.origin]
        origins += [self.bibliography.origin, self.timeline.origin]
        return all(origin.whole for origin in origins)


@dataclass(frozen=True, slots=True)
class Edition:
    """The reader that people cite from: its name, version, and address, which ends in a slash."""

    name: str
    version: str
    url: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a citation where a passage puts its own reference or address.

    `text` is what stands there for the whole page; `lead` comes before what is put into it.
    """

    name: Literal["reference", "address"]
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class FormattedCitation:
    """A citation in one style: as a list or note has it, and as running text does, if it does."""

    style: str
    label: str
    bibliography: tuple[str | Slot, ...]
    in_text: tuple[str | Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """What a page says of itself to those who cite it.

    `item` is what a citation in print is made of (CSL-JSON, locator, author's name); `head` are the
    names and contents of its metadata, `linked` its JSON-LD.
    """

    item: tuple[Mapping[str, Any], str, str]
    head: tuple[tuple[str, str], ...]
    linked: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site's source: `path` from the docs folder, and its whole text."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class Related:
    """A passage elsewhere that shares themes with a section."""

    located: Located
    shared: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What an id that was withdrawn answers: when and why, and the keys of where it went."""

    kind: Kind
    key: str
    change: Change
    to: tuple[tuple[Kind, str], ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a term's phrase stands first in a passage, as offsets into its words."""

    start: int
    end: int
    term: Term


@dataclass(frozen=True, slots=True)
class Noted:
    """A note with the work and the section it stands in."""

    work: Work
    section: Section
    note: Note


@dataclass(frozen=True, slots=True)
class TermLinks:
    """Where a term occurs, in passages and in headings, and the notes that explain it."""

    passages: tuple[Located, ...]
    headings: tuple[tuple[Work, Section], ...]
    parts: tuple[tuple[Work, Part], ...]
    notes: tuple[Noted, ...]


@dataclass(frozen=True, slots=True)
class SourceLinks:
    """What cites a source."""

    notes: tuple[Noted, ...]
    terms: tuple[Term, ...]
    events: tuple[Event, ...]
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class SectionLinks:
    """What is computed for a section. `gone` has, by the id of the passage before, the passages
    that were withdrawn behind it ("" at the start); `changed` has each passage's changes."""

    previous: Section | None
    next: Section | None
    see_also: tuple[tuple[Work, Section], ...]
    seen_from: tuple[tuple[Work, Section], ...]
    related: tuple[Related, ...]
    gone: Mapping[str, tuple[Tombstone, ...]]
    gone_notes: tuple[Tombstone, ...]
    changed: Mapping[str, tuple[Change, ...]]
    spans: Mapping[str, tuple[Span, ...]]
    heading_terms: tuple[Term, ...]
    events: tuple[Event, ...]
    sources: tuple[str, ...]
    updated: str

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of the heading and of the passages, each once, as they come."""
        found = {term.id: term for term in self.heading_terms}
        found |= {span.term.id: span.term for spans in self.spans.values() for span in spans}
        return tuple(found.values())


@dataclass(frozen=True, slots=True)
class ThemeLinks:
    about: tuple[Located, ...]
    mentions: tuple[Located, ...]

    @property
    def all(self) -> tuple[Located, ...]:
        return self.about + self.mentions


@dataclass(frozen=True, slots=True)
class Links:
    """All that follows from the corpus: raw values are in `Corpus`, computed ones here.

    `gone_entries` are the withdrawn terms and sources; `gone` the withdrawn works, sections and
    themes, which keep a page of their own, each with the withdrawn passages and notes that stood in
    it. `updated` is the date of the last change.
    """

    sections: Mapping[str, SectionLinks]
    themes: Mapping[str, ThemeLinks]
    terms: Mapping[str, TermLinks]
    sources: Mapping[str, SourceLinks]
    gone_entries: Mapping[Kind, tuple[Tombstone, ...]]
    gone: tuple[tuple[Tombstone, tuple[Tombstone, ...]], ...]
    updated: str
