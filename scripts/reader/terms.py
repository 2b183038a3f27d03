"""Finds the phrases of the glossary in a text: the longest wins, and each term counts once."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from reader.model import Span, Term

WORD = re.compile(r"\w+")


class Finder:
    """The glossary's phrases, by their first word, longest first.

    A text is walked word by word and each word looked up, so that the cost of a text does not grow
    with the number of terms.
    """

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.by_word: defaultdict[str, list[tuple[str, int, Term]]] = defaultdict(list)
        for term in terms:
            for phrase in term.phrases:
                if first := WORD.search(phrase):
                    self.by_word[first[0]].append((phrase, first.start(), term))
        for phrases in self.by_word.values():
            phrases.sort(key=lambda pair: len(pair[0]), reverse=True)

    def all(self, text: str, passage: str = "") -> Iterator[Span]:
        """Every phrase in `text`, none inside another. `passage` is the key of the passage that
        the text is; phrases bound to passages are found only there."""
        end = 0
        for word in WORD.finditer(text):
            if word.start() < end:
                continue
            for phrase, before, term in self.by_word.get(word[0], ()):
                start = word.start() - before
                if start >= end and self._stands(phrase, term, text, start, passage):
                    end = start + len(phrase)
                    yield Span(start, end, term)
                    break

    @cache  # noqa: B019
    def anywhere(self, text: str, passage: str = "") -> tuple[Term, ...]:
        """The terms that have a phrase in `text`, also inside a longer one."""
        found: dict[str, Term] = {}
        for word in WORD.finditer(text):
            for phrase, before, term in self.by_word.get(word[0], ()):
                if self._stands(phrase, term, text, word.start() - before, passage):
                    found.setdefault(term.id, term)
        return tuple(found.values())

    @cache  # noqa: B019  a finder lives as long as its glossary
    def first(self, text: str, passage: str = "") -> tuple[Span, ...]:
        """The first phrase of each term in `text`."""
        found: dict[str, Span] = {}
        for span in self.all(text, passage):
            found.setdefault(span.term.id, span)
        return tuple(found.values())

    @staticmethod
    def _stands(phrase: str, term: Term, text: str, start: int, passage: str) -> bool:
        if term.passages and passage not in term.passages:
            return False
        stop = start + len(phrase)
        return start >= 0 and text.startswith(phrase, start) and not text[stop : stop + 1].isalnum()


@cache
def finder_of(terms: tuple[Term, ...]) -> Finder:
    """The finder of a glossary, which remembers the texts it has seen."""
    return Finder(terms)
