"""Two wordings of a text compared word by word."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

ALONE = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[\U00020000-\U0003ffff]"
)
"""A letter of a script that is written without spaces: Thai to Khmer, kana and Han."""


MOST_COMPARISONS = 4_000_000
"""How many pairs of words are compared at most, such as two texts of 2,000 words: the time grows
with them. Longer wordings are told apart as wholes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words that only the earlier wording has, only the later one, or both."""

    kind: Literal["same", "deleted", "inserted"]
    words: str


def compare_wordings(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two wordings in the order of the text, what was deleted first."""
    old, new = _tokens(before), _tokens(after)
    if len(old) * len(new) > MOST_COMPARISONS:
        return tuple(_changed(before, after))
    pieces: list[Piece] = []
    deleted = inserted = ""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        removed, added = "".join(old[i:j]), "".join(new[k:m])
        if tag == "equal" and not (removed.isspace() and (deleted or inserted)):
            pieces += _changed(deleted, inserted)
            pieces.append(Piece("same", removed))
            deleted = inserted = ""
        else:
            deleted, inserted = deleted + removed, inserted + added
    return (*pieces, *_changed(deleted, inserted))


def _tokens(text: str) -> list[str]:
    """Words, and one by one whatever is none; each with the combining marks that follow it."""
    tokens: list[str] = []
    in_word = False
    for char in text:
        kind = unicodedata.category(char)[0]
        is_mark, is_letter = kind == "M", kind in "LN" and not ALONE.match(char)
        if tokens and (is_mark or (in_word and is_letter)):
            tokens[-1] += char
        else:
            tokens.append(char)
        in_word = is_letter or (in_word and is_mark)
    return tokens


def _changed(deleted: str, inserted: str) -> Iterator[Piece]:
    if deleted:
        yield Piece("deleted", deleted)
    if inserted:
        yield Piece("inserted", inserted)
