"""Comparing, hashing and cutting text."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""Invisible characters that turn texts or pages around: controls, and bidi overrides."""

LONGEST = 50_000
"""The most characters of a line, a passage, a note or another text in Markdown: far above what
people write, and a parser may need the square of their length."""

LINE_SPACE = re.compile(r"[ \t\r\n]+")
"""What separates words on a line or between lines; a no-break space is more than that."""

WHITE_SPACE = re.compile(r"\s+")


def normalize_space(text: str) -> str:
    """Make each run of white space one space, and remove it at the ends."""
    return WHITE_SPACE.sub(" ", text).strip()


def counted(number: int, noun: str) -> str:
    """Return a number and its noun, with an "s" in the plural: "1 term", "2 terms"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def without_marks(text: str) -> str:
    """Return a text in lower case without marks on its letters: pinyin without tones, for one."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@lru_cache(maxsize=2**16)  # passages, whose words three rules compare
def sha256(text: str) -> str:
    """Return the SHA-256 of `text` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest(*values: object) -> str:
    """Return the SHA-256 of values that can be JSON, as 64 hexadecimal digits."""
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()


def excerpt(text: str, length: int) -> str:
    """The first words, at most `length` characters of them, with an ellipsis where cut."""
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`; did you mean 'x'?` for the known word most like `word`, or nothing."""
    close = get_close_matches(word, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""
