"""Find the phrases of the glossary in a text: the longest wins, and each term counts once."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reader.corpus import inline
from reader.corpus.inline import Inline, Inlines, NoteMarker, Text
from reader.corpus.model import Term

WORD = re.compile(r"\w+")
MOST_TEXTS = 2**16
"""How many texts a finder has cached: at a save in the preview nearly all are as they were."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where the phrase of a term is in a text, as offsets."""

    start: int
    end: int
    term: Term


class Finder:
    """The glossary's phrases, by their first word, longest first.

    A text is walked word by word and each word looked up, so that the cost of a text does not grow
    with the number of terms. `passage` is the key of the passage that a text is: phrases bound to
    passages are found only there.
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.by_word: defaultdict[str, list[tuple[str, int, Term]]] = defaultdict(list)
        for term in terms:
            for phrase in term.phrases:
                if first := WORD.search(phrase):
                    self.by_word[first[0]].append((phrase, first.start(), term))
        for phrases in self.by_word.values():
            phrases.sort(key=lambda entry: len(entry[0]), reverse=True)
        self._first_in = lru_cache(MOST_TEXTS)(self._find_first)
        self._terms_in = lru_cache(MOST_TEXTS)(self._find_terms)

    def first(self, text: str, passage: str = "") -> tuple[Span, ...]:
        """The first phrase of each term in `text`, in its order, none inside another."""
        return self._first_in(text, passage)

    def terms(self, text: str, passage: str = "") -> tuple[Term, ...]:
        """The terms that have a phrase in `text`, even inside a longer one."""
        return self._terms_in(text, passage)

    def phrases(self, text: str, passage: str = "") -> Iterator[tuple[Term, str]]:
        """Every phrase in `text` with its term, even inside a longer one."""
        for word in WORD.finditer(text):
            for phrase, before, term in self.by_word.get(word[0], ()):
                if _is_at(phrase, term, text, word.start() - before, passage):
                    yield term, phrase

    def _find_terms(self, text: str, passage: str) -> tuple[Term, ...]:
        return tuple({term.id: term for term, _ in self.phrases(text, passage)}.values())

    def _find_first(self, text: str, passage: str) -> tuple[Span, ...]:
        found: dict[str, Span] = {}
        end = 0
        for word in WORD.finditer(text):
            if word.start() < end:
                continue
            for phrase, before, term in self.by_word.get(word[0], ()):
                start = word.start() - before
                if start >= end and _is_at(phrase, term, text, start, passage):
                    end = start + len(phrase)
                    found.setdefault(term.id, Span(start, end, term))
                    break
        return tuple(found.values())


def _is_at(phrase: str, term: Term, text: str, start: int, passage: str) -> bool:
    if term.passages and passage not in term.passages:
        return False
    end = start + len(phrase)
    return start >= 0 and text.startswith(phrase, start) and not text[end : end + 1].isalnum()


@lru_cache(maxsize=2)  # glossaries: that of the site a preview serves, and the one just saved
def finder_of(terms: tuple[Term, ...]) -> Finder:
    """Return the finder of a glossary; the same terms have the same finder, with its cache."""
    return Finder(terms)


def mark_terms(content: Inlines, spans: tuple[Span, ...]) -> Inlines:
    """Return the content of a passage with the phrases at `spans` as terms.

    A note marker inside a phrase is moved behind it, since links cannot be nested.
    """
    marked: list[Inline] = []
    markers: list[Inline] = []
    phrase, at = "", 0
    rest = list(spans)
    for element in content:
        if isinstance(element, NoteMarker):
            (markers if phrase else marked).append(element)
        if not isinstance(element, Text):
            continue
        text = element.content
        while text:
            span = rest[0] if rest else None
            if span is None or span.start >= at + len(text):
                marked.append(Text(text))
                at += len(text)
                break
            if span.start > at:
                marked.append(Text(text[: span.start - at]))
                text, at = text[span.start - at :], span.start
            piece = text[: span.end - at]
            phrase, text, at = phrase + piece, text[len(piece) :], at + len(piece)
            if at == span.end:
                marked += [inline.Term(span.term.id, phrase), *markers]
                phrase, markers = "", []
                rest.pop(0)
    return tuple(marked)
