"""What a passage's words are, and how they are compared and hashed."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache

from reader.model import Marker

CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Characters that nobody sees and that turn texts or pages around: controls, and bidi overrides."""

LONGEST = 50_000
"""The most characters of a line, a passage, a note or another text in Markdown: far above what
people write, and what reads them may take the square of their length."""

MARKER = re.compile(r"\[\^([^\[\]\s]*)\]")
WHITE_SPACE = re.compile(r"\s+")


def runs_of(lines: list[tuple[int, str]]) -> tuple[str | Marker, ...]:
    """The text of a paragraph and the note markers in it, in order.

    `lines` are the paragraph's lines with their numbers. Line breaks are spaces; nothing but a
    marker is markup.
    """
    runs: list[str | Marker] = []
    for index, (number, line) in enumerate(lines):
        if index:
            runs.append(" ")
        for position, piece in enumerate(MARKER.split(line.strip())):
            if position % 2:
                runs.append(Marker(piece, number))
            elif piece:
                runs.append(WHITE_SPACE.sub(" ", piece))
    return tuple(runs)


def words_of(runs: tuple[str | Marker, ...]) -> str:
    """The words alone: markers out, each run of white space one space, nothing else changed."""
    text = "".join(run for run in runs if isinstance(run, str))
    return normal(text)


@cache
def marker_offsets(runs: tuple[str | Marker, ...]) -> tuple[tuple[int, Marker], ...]:
    """Each marker with its offset into the words of the passage."""
    return tuple(_marker_offsets(runs))


def _marker_offsets(runs: tuple[str | Marker, ...]) -> Iterator[tuple[int, Marker]]:
    before, end = "", len(words_of(runs))
    for run in runs:
        if isinstance(run, Marker):
            yield min(len(WHITE_SPACE.sub(" ", before).lstrip()), end), run
        else:
            before += run


def normal(text: str) -> str:
    """`text` with each run of white space as one space and none at the ends."""
    return WHITE_SPACE.sub(" ", text).strip()


@cache
def digest(words: str) -> str:
    """The SHA-256 of a passage's words in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(words.encode()).hexdigest()


def excerpt(words: str, length: int) -> str:
    """The first words, at most `length` characters of them, with an ellipsis where cut."""
    if len(words) <= length:
        return words
    return words[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"
