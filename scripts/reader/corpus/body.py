"""The body of a section file: passages, and notes in footnote syntax."""

import re
import textwrap
from collections.abc import Iterator

from reader.corpus.inline import Inline, Inlines, NoteMarker, Text
from reader.corpus.markdown import parse
from reader.corpus.model import Note, Passage, Position, Problem
from reader.text import LONGEST, WHITE_SPACE, excerpt, normalize_space

Line = tuple[int, str]

MARKER = re.compile(r"\[\^([^\[\]\s]*)\]")
PASSAGE_END = re.compile(r"\{#([^{}\s]*)\}\s*$")
NOTE_START = re.compile(r"\[\^([^\[\]\s]*)\]:\s?")


def read_body(
    text: str, path: str, first_line: int
) -> tuple[tuple[Passage, ...], tuple[Note, ...], list[Problem]]:
    """The passages and notes of `text`, in order, and what is wrong with how they are written.

    A passage is one paragraph that ends in its id; a note starts with `[^n1]:` and goes on over
    indented lines. Notes and passages are returned also where they are at fault.
    """
    passages: list[Passage] = []
    notes: list[Note] = []
    problems: list[Problem] = []
    for block in _blocks(text, first_line):
        if NOTE_START.match(block[0][1]):
            note, swallowed = _note(block)
            notes.append(note)
            if swallowed:
                line, id = swallowed
                message = f"must have a blank line between the note [^{note.id}] and this passage"
                problems.append(Problem(Position(path, line), f"{message}, {{#{id}}}"))
        else:
            found, faults = _passages(block)
            passages += found
            problems += (Problem(Position(path, line), message) for line, message in faults)
    return tuple(passages), tuple(notes), problems


def _blocks(text: str, first_line: int) -> Iterator[list[Line]]:
    """Runs of lines without a blank one; a note also takes the indented runs after it."""
    block: list[Line] = []
    blank = False
    for number, line in enumerate(text.split("\n"), first_line):
        if not line.strip():
            blank = True
            continue
        in_note = bool(block) and bool(NOTE_START.match(block[0][1]))
        goes_on = in_note and line.startswith(("  ", "\t"))
        if block and not goes_on and (blank or NOTE_START.match(line)):
            yield block
            block = []
        elif block and blank:
            block += ((empty, "") for empty in range(block[-1][0] + 1, number))
        block.append((number, line))
        blank = False
    if block:
        yield block


def _note(block: list[Line]) -> tuple[Note, tuple[int, str] | None]:
    number, first = block[0]
    start = NOTE_START.match(first)
    assert start
    rest = textwrap.dedent("\n".join(line for _, line in block[1:]))
    body = f"{first[start.end() :].strip()}\n{rest}"
    skipped = len(body) - len(body.lstrip("\n")) if body.strip() else 0
    swallowed = next(
        ((line, end[1]) for line, text in block if (end := PASSAGE_END.search(text))), None
    )
    return Note(start[1], parse(body.strip()), number + skipped), swallowed


def _passages(block: list[Line]) -> tuple[list[Passage], list[tuple[int, str]]]:
    """The passages of a block, which must be one, and what is wrong, by line."""
    passages: list[Passage] = []
    faults: list[tuple[int, str]] = []
    open_lines: list[Line] = []
    if sum(len(text) for _, text in block) > LONGEST:
        faults.append((block[0][0], f"must be no longer than {LONGEST:,} characters"))
    for number, text in block:
        end = PASSAGE_END.search(text)
        open_lines.append((number, text[: end.start()] if end else text))
        if not end:
            continue
        content = content_of(open_lines)
        passages.append(Passage(end[1], content, open_lines[0][0], words_of(content)))
        open_lines = []
        if number != block[-1][0]:
            faults.append((number, f"must have a blank line after the passage {{#{end[1]}}}"))
    if open_lines:
        words = excerpt(normalize_space(" ".join(text for _, text in open_lines)), 40)
        message = f"paragraph must end with its passage's id, such as {{#i-p1}}: '{words}'"
        faults.append((open_lines[0][0], message))
    return passages, faults


def words_of(content: Inlines) -> str:
    """The words of a passage alone, exactly as they are."""
    return "".join(element.content for element in content if isinstance(element, Text))


def content_of(lines: list[Line]) -> Inlines:
    """The text of a paragraph and the note markers in it, in order.

    Nothing but a marker is markup. Each run of white space is one space, also where a marker or a
    line break stands in it, and there is none at the ends.
    """
    content: list[Inline] = []
    spaced = True
    for index, (number, line) in enumerate(lines):
        for position, piece in enumerate(MARKER.split(f"{' ' if index else ''}{line.strip()}")):
            if position % 2:
                content.append(NoteMarker(piece, number))
                continue
            text = WHITE_SPACE.sub(" ", piece)
            text = text.removeprefix(" ") if spaced else text
            if text:
                content.append(Text(text))
                spaced = text.endswith(" ")
    for at, element in reversed(list(enumerate(content))):
        if isinstance(element, Text):
            content[at : at + 1] = [Text(text)] if (text := element.content.rstrip()) else []
            break
    return tuple(content)
