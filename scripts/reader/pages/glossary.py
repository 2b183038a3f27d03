"""The glossary."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from reader import addresses
from reader.corpus.inline import Bibl, Prose
from reader.corpus.model import Term
from reader.languages import HAN_LANGUAGE
from reader.pages.changes import ChangeView, changes
from reader.pages.context import text
from reader.pages.linker import Link, Linker
from reader.pages.tombstones import TombstoneView, tombstones
from reader.text import without_marks

MOST_LISTED = 20
"""How many places a term or a source lists; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Capped:
    """The first of many links, and how many more there are."""

    links: tuple[Link, ...]
    more: int


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term, where it occurs, and the notes that explain it. `search` leads to all passages."""

    term: Term
    sources: Bibl | None
    first_use: Prose
    passages: Capped
    search: str
    headings: Capped
    part_titles: Capped
    notes: Capped
    related: tuple[Link, ...]
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class GlossaryView:
    """The entries by the first letter, and all terms by their originals in `language`."""

    reference: str
    language: str
    letters: tuple[tuple[str, tuple[GlossaryEntry, ...]], ...]
    tombstones: tuple[TombstoneView, ...]
    by_original: tuple[tuple[Link, Term], ...]


def capped(links: Iterable[Link]) -> Capped:
    """As many links as are listed."""
    found = tuple(links)
    return Capped(found[:MOST_LISTED], max(0, len(found) - MOST_LISTED))


def glossary_view(linker: Linker) -> GlossaryView:
    context = linker.context
    terms = sorted(context.corpus.glossary.terms, key=lambda term: term.headword.lower())
    letters = groupby(terms, key=lambda term: term.headword[0].upper())
    originals = sorted(
        (term for term in terms if term.original), key=lambda term: without_marks(term.pinyin)
    )
    return GlossaryView(
        linker.url(addresses.REFERENCE),
        HAN_LANGUAGE,
        tuple((letter, tuple(_entry(linker, term) for term in found)) for letter, found in letters),
        tombstones(linker, context.links.withdrawn_entries["terms"]),
        tuple((linker.link("terms", term.id), term) for term in originals),
    )


def _entry(linker: Linker, term: Term) -> GlossaryEntry:
    found = linker.context.links.terms[term.id]
    return GlossaryEntry(
        term=term,
        sources=linker.bibl(term.sources) if term.sources else None,
        first_use=linker.resolve(term.first_use),
        passages=capped(linker.link("passages", place.key) for place in found.passages),
        search=linker.url(addresses.search(q=f'"{term.headword}"', kind="passage")),
        headings=capped(linker.link("sections", section.key) for _, section in found.headings),
        part_titles=capped(
            Link(linker.url(addresses.outline(work.id)), text(part.label))
            for work, part in found.parts
        ),
        notes=capped(linker.link("notes", place.key) for place in found.notes),
        related=tuple(linker.link("terms", id) for id in term.related),
        changes=changes(linker, [("terms", term.id)]),
    )
