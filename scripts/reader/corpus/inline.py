"""Text as a tree, with elements named as in TEI P5, and what can be asked of any tree.

What an editor wrote becomes a tree when it is read; whatever checks, links, prints or searches it
walks the tree.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from reader.languages import by_language

SPACE_BEFORE = re.compile(r"\s+([.,;:)])")


@dataclass(frozen=True, slots=True)
class Text:
    """Characters in the language of what is around them; a line break of the file is `\\n`."""

    content: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """Characters in another language (BCP 47): TEI `foreign`."""

    content: str
    language: str


@dataclass(frozen=True, slots=True)
class Emph:
    """Stressed words: TEI `emph`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly stressed words: TEI `emph` with `rend="bold"`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Code:
    """Characters for a machine: TEI `code`."""

    content: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A link: TEI `ref`. As an editor writes it `target` is an address of the web or `#` and an id
    of the same work. `line` counts from 0 within the text."""

    target: str
    children: "Inlines"
    title: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """A source cited in a text of the editors; `line` counts from 0 within that text."""

    key: str
    locator: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cit:
    """Sources cited together, in parentheses: TEI `cit`."""

    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Bibl:
    """What is printed of sources cited together: TEI `bibl`."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class NoteMarker:
    """The place of a note in a passage: TEI `ref` of type `noteAnchor`; `line` is the file's."""

    note: str
    line: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase of the glossary: TEI `term`; `ref` is the id of its entry."""

    ref: str
    content: str


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that the editor wants: TEI `lb`."""


Inline = Text | Foreign | Emph | Strong | Code | Ref | Cit | Bibl | NoteMarker | Term | LineBreak
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """TEI `p`."""

    children: Inlines


@dataclass(frozen=True, slots=True)
class List:
    """TEI `list`. A numbered one has its first number as `start`; in a `tight` one the paragraphs
    of items are not set apart."""

    items: tuple[tuple["Block", ...], ...]
    start: int | None = None
    tight: bool = True


Block = Paragraph | List


@dataclass(frozen=True, slots=True)
class Fault:
    """What an editor must not write; `line` counts from 0 within the text."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A text of the editors in Markdown: as written, as a tree, and what is wrong with it.

    `strays` are pieces of citations that name no source.
    """

    source: str = ""
    blocks: tuple[Block, ...] = ()
    faults: tuple[Fault, ...] = ()
    strays: tuple[Fault, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.source)


NO_PROSE = Prose()


Tree = Prose | Block | Inline | Iterable[Block] | Iterable[Inline]


def plain(text: str) -> Inlines:
    """Text without markup as a tree: pieces in another script are marked as foreign."""
    return tuple(
        Foreign(piece, language) if language else Text(piece)
        for piece, language in by_language(text)
    )


def walk(tree: Tree) -> Iterator[Inline | Block]:
    """Every element of a tree in the order of the text, each before its children."""
    if isinstance(tree, Prose):
        yield from walk(tree.blocks)
    elif isinstance(tree, List):
        yield tree
        for item in tree.items:
            yield from walk(item)
    elif isinstance(tree, Paragraph | Emph | Strong | Ref | Bibl):
        yield tree
        yield from walk(tree.children)
    elif isinstance(tree, Text | Foreign | Code | Cit | NoteMarker | Term | LineBreak):
        yield tree
    else:
        for child in tree:
            yield from walk(child)


def citations(tree: Tree) -> Iterator[Citation]:
    """Every citation in a tree."""
    for element in walk(tree):
        if isinstance(element, Cit):
            yield from element.citations


def as_text(tree: Tree) -> str:
    """The words alone, on one line: without markup, note markers and citations."""
    words = "".join(_words(tree))
    return " ".join(SPACE_BEFORE.sub(r"\1", words).split())


def _words(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Text | Foreign | Code | Term):
        yield tree.content
    elif isinstance(tree, LineBreak):
        yield " "
    elif isinstance(tree, Emph | Strong | Ref):
        yield from _words(tree.children)
    elif isinstance(tree, Paragraph):
        yield from _words(tree.children)
        yield " "
    elif isinstance(tree, List):
        for item in tree.items:
            yield from _words(item)
    elif isinstance(tree, Prose):
        yield from _words(tree.blocks)
    elif not isinstance(tree, Cit | Bibl | NoteMarker):
        for child in tree:
            yield from _words(child)
