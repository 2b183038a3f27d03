"""The words of a section file: passages, and the notes in footnote syntax."""

import re
import textwrap
from collections.abc import Iterator

from reader.model import Note, Passage, Position, Problem
from reader.words import LONGEST, excerpt, normal, runs_of, words_of

Line = tuple[int, str]

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
    return Note(start[1], body.strip(), number + skipped), swallowed


def _passages(block: list[Line]) -> tuple[list[Passage], list[tuple[int, str]]]:
    """The passages of a block, which must be one, and what is wrong, by line."""
    passages: list[Passage] = []
    faults: list[tuple[int, str]] = []
    open_lines: list[Line] = []
    if sum(len(text) for _, text in block) > LONGEST:
        faults.append((block[0][0], f"must not have more than {LONGEST:,} characters"))
    for number, text in block:
        end = PASSAGE_END.search(text)
        open_lines.append((number, text[: end.start()] if end else text))
        if not end:
            continue
        runs = runs_of(open_lines)
        passages.append(Passage(id=end[1], runs=runs, line=open_lines[0][0], words=words_of(runs)))
        open_lines = []
        if number != block[-1][0]:
            faults.append((number, f"must have a blank line after the passage {{#{end[1]}}}"))
    if open_lines:
        words = excerpt(normal(" ".join(text for _, text in open_lines)), 40)
        message = f"must end in the passage's id, such as {{#i-p1}}: '{words}'"
        faults.append((open_lines[0][0], message))
    return passages, faults
