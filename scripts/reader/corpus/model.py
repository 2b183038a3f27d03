"""The corpus as editors wrote it: nothing here is computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal, get_args

from reader import ids
from reader.corpus.inline import NO_PROSE, Citation, Inlines, NoteMarker, Prose
from reader.dates import from_date_parts
from reader.names import Names

Collation = Literal["official", "partly", "close", "unchecked"]
"""How the words of a passage compare with the official translation."""

COLLATIONS: tuple[Collation, ...] = get_args(Collation)

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

    A file that could not be read, or breaks its schema, is not `valid`: what a rule misses may be
    in the part that was not read, so that it reports nothing.
    """

    path: str
    lines: Mapping[Keys, int] = field(default_factory=lambda: MappingProxyType({}))
    valid: bool = True

    def at(self, *keys: str | int) -> Position:
        """The line of the value under `keys`, or of the nearest value around it."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return Position(self.path, self.lines.get(keys, 1))


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of the source: the unit that is read, found by theme and cited.

    The `content` is text and note markers; `words` is the text alone.
    """

    id: str
    content: Inlines
    line: int
    words: str
    number: int = 0
    about: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    collation: Collation = "unchecked"
    place: str = ""
    gap: Inlines = ()

    @property
    def themes(self) -> tuple[str, ...]:
        return self.about + self.mentions

    @property
    def markers(self) -> tuple[NoteMarker, ...]:
        return tuple(one for one in self.content if isinstance(one, NoteMarker))


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of the editors: `n…` on the context, `t…` on the text and its translation."""

    id: str
    body: Prose
    line: int

    @property
    def kind(self) -> Literal["context", "text"]:
        return "context" if self.id.startswith("n") else "text"

    @property
    def number(self) -> str:
        return self.id[1:]


@dataclass(frozen=True, slots=True)
class Section:
    """A run of passages under one heading of the source: one file, one page."""

    id: str
    work: str
    origin: Origin
    part: str = ""
    point: str = ""
    heading: str = ""
    short_heading: str = ""
    original: str = ""
    see_also: tuple[str, ...] = ()
    tagged: tuple[str, ...] = ()
    passages: tuple[Passage, ...] = ()
    notes: tuple[Note, ...] = ()
    omits: Inlines = ()
    faults: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return ids.key(self.work, self.id)

    @property
    def see_also_keys(self) -> tuple[str, ...]:
        """What `see_also` names, as keys of sections."""
        return tuple(id if "/" in id else ids.key(self.work, id) for id in self.see_also)

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes of the passages, each once, in the order of the text."""
        return tuple(dict.fromkeys(id for passage in self.passages for id in passage.themes))

    @property
    def complete(self) -> bool:
        """Whether the section holds all that the source has there."""
        return not self.omits and not any(passage.gap for passage in self.passages)

    def position(self, line: int) -> Position:
        return Position(self.origin.path, line)


@dataclass(frozen=True, slots=True)
class Part:
    """A main division of a work in the source, whether or not the corpus holds any of it."""

    label: str
    title: str
    sentence_case: str = ""
    original: str = ""
    points: int = 0
    title_by_editors: bool = False
    sections: tuple[str, ...] = ()


WorkKind = Literal[
    "speech",
    "report",
    "law",
    "regulation",
    "statement",
    "interview",
    "letter",
    "article",
    "document",
]
"""What kind of text a work is."""

WORK_KINDS: tuple[WorkKind, ...] = get_args(WorkKind)


def work_kind(declared: str) -> WorkKind:
    """The kind of that name; `document` where nothing, or nothing known, is declared."""
    return next((one for one in WORK_KINDS if one == declared), "document")


@dataclass(frozen=True, slots=True)
class Occasion:
    """The event at which a work was delivered or adopted; `date` may be an interval."""

    title: str = ""
    place: str = ""
    date: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Original:
    """The text that a work is a translation of."""

    title: str = ""
    language: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """The page that the text was taken from; `accessed` is the day on which it was seen."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    text_as_of: str = ""
    url: str = ""
    accessed: str = ""
    archived: str = ""


@dataclass(frozen=True, slots=True)
class Erratum:
    """Something that the source page got wrong, or that looks so, and what is right."""

    where: Inlines
    says: Inlines
    note: Prose
    kind: str
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageRef:
    """A passage with the work and the section that it is in."""

    work: "Work"
    section: Section
    passage: Passage

    @property
    def key(self) -> str:
        return ids.key(self.section.work, self.passage.id)


@dataclass(frozen=True, slots=True)
class NoteRef:
    """A note with the work and the section that it is in."""

    work: "Work"
    section: Section
    note: Note

    @property
    def id(self) -> str:
        return f"{self.section.id}-{self.note.id}"

    @property
    def key(self) -> str:
        return ids.key(self.section.work, self.id)


@dataclass(frozen=True, slots=True)
class Work:
    """One speech or document, with the outline of all its parts.

    `sentence_case` is the title with capitals only where a sentence has them, if it is printed with
    more of them.
    """

    id: str
    origin: Origin
    title: str = ""
    sentence_case: str = ""
    short_title: str = ""
    summary: str = ""
    kind: WorkKind = "document"
    author: Names = ()
    editor: Names = ()
    translator: Names = ()
    recipient: Names = ()
    date: str = ""
    event: Occasion = Occasion()
    language: str = "en"
    translation_of: Original = Original()
    source: SourcePage = SourcePage()
    rights: str = ""
    selection: str = ""
    about: Prose = NO_PROSE
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

    @property
    def passages(self) -> tuple[PassageRef, ...]:
        """The passages in reading order."""
        return tuple(ref for section in self.sections for ref in self.passages_in(section))

    def passages_in(self, section: Section) -> tuple[PassageRef, ...]:
        return tuple(PassageRef(self, section, passage) for passage in section.passages)

    def part_of(self, section: Section) -> Part | None:
        return next((part for part in self.parts if part.label == section.part), None)

    def notes_in(self, section: Section) -> tuple[NoteRef, ...]:
        return tuple(NoteRef(self, section, note) for note in section.notes)


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
    definition: Inlines
    phrases: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()
    original: str = ""
    pinyin: str = ""
    aliases: tuple[str, ...] = ()
    first_use: Prose = NO_PROSE
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

    @property
    def accessed(self) -> str:
        """The date on which the source was seen (EDTF level 0)."""
        parts = self.csl.get("accessed", {}).get("date-parts", [[]])
        return from_date_parts(parts[0])

    @property
    def archived(self) -> str:
        """The address of an archived copy."""
        return str(self.csl.get("archive_location", ""))


@dataclass(frozen=True, slots=True)
class Bibliography:
    origin: Origin
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """A dated event; `date` is a day, a month or a year (ISO 8601)."""

    id: str
    date: str
    event: Inlines
    sources: tuple[Citation, ...] = ()
    themes: tuple[str, ...] = ()
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    origin: Origin
    events: tuple[Event, ...] = ()


Kind = Literal[
    "works", "accounts", "sections", "passages", "notes", "themes", "terms", "sources", "events"
]
"""What has an address that readers may keep; an account is the page about a work's text."""

KINDS: tuple[Kind, ...] = get_args(Kind)
KIND_NAMES: dict[Kind, str] = {kind: kind.removesuffix("s") for kind in KINDS}
IN_SECTION: tuple[Kind, ...] = ("passages", "notes")
IN_WORK: tuple[Kind, ...] = ("accounts", "sections", *IN_SECTION)
"""The kinds of what is part of a section, and of a work."""

Id = tuple[Kind, str]
"""A kind, and a key in it."""

Facts = Mapping[str, str]
"""What readers rely on, by its name: the words of a passage, its reference, a theme's label."""


@dataclass(frozen=True, slots=True, eq=False)
class Acceptance:
    """One file of the registry: what editors accepted on a day, and why.

    `name` is that of its file, without the ending; `digest` is what the name has to end in.
    `parents` are the names of the acceptances that were the latest when it was made. `added` has
    the facts of each new id, `after` the passage that a new one stands behind where that is not the
    last ("" for none), `changed` the facts that changed as they were and as they are, `withdrawn`
    the keys of what replaced an id, `restored` what had been withdrawn and returns.
    """

    name: str
    digest: str
    origin: Origin
    date: str
    reason: str
    parents: tuple[str, ...] = ()
    added: Mapping[Id, Facts] = field(default_factory=dict)
    after: Mapping[Id, str] = field(default_factory=dict)
    changed: Mapping[Id, Mapping[str, tuple[str, str]]] = field(default_factory=dict)
    withdrawn: Mapping[Id, tuple[str, ...]] = field(default_factory=dict)
    restored: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """The record of a version of the site that stays where it was.

    It was made from a `commit`, when `acceptances` were the latest ones, and is kept as the file
    `archive`, whose digest is `sha256`.
    """

    origin: Origin
    version: str
    date: str
    commit: str
    archive: str
    sha256: str
    acceptances: tuple[str, ...] = ()

    @property
    def number(self) -> tuple[int, ...]:
        """The version as numbers, which have an order."""
        return tuple(map(int, self.version.split(".")))


@dataclass(frozen=True, slots=True)
class Corpus:
    path: str
    works: tuple[Work, ...]
    vocabulary: Vocabulary
    glossary: Glossary
    bibliography: Bibliography
    timeline: Timeline
    acceptances: tuple[Acceptance, ...] = ()
    editions: tuple[Edition, ...] = ()

    __hash__ = object.__hash__  # so that what follows from a corpus can be cached

    @property
    def sections(self) -> tuple[tuple[Work, Section], ...]:
        """Every section in reading order, with its work."""
        return tuple((work, section) for work in self.works for section in work.sections)

    @property
    def files(self) -> tuple[tuple[Work, Section], ...]:
        """Every section in the order of files, also those that no outline lists."""
        return tuple((work, section) for work in self.works for section in work.files)

    @property
    def passages(self) -> tuple[PassageRef, ...]:
        """Every passage in reading order."""
        return tuple(ref for work in self.works for ref in work.passages)

    @property
    def valid(self) -> bool:
        """Whether every file that editors write is valid."""
        origins = [work.origin for work in self.works]
        origins += [section.origin for _, section in self.files]
        origins += [self.vocabulary.origin, self.glossary.origin]
        origins += [self.bibliography.origin, self.timeline.origin]
        return all(origin.valid for origin in origins)
