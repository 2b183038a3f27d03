"""The theme map: which passages are about each theme and which mention it, in columns.

A column is a passage where there are few of them; else a part of the one work, a work, a year or a
decade.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import chain, groupby
from math import inf
from statistics import fmean
from typing import Literal

from reader.addresses import (
    address,
    passage_reference,
    section_reference,
    section_title,
    theme_page,
)
from reader.corpus.model import Corpus, PassageRef
from reader.graph.model import ThemeLinks
from reader.pages.paging import theme_page_number

MOST_COLUMNS = 16
"""The most works, or years, with a column each; parts of the one work have one each."""

MOST_DOTS = 24
"""The most columns in which links are large enough (24 px, WCAG 2.5.8) at every width that has
links; so also the most passages with a column each."""

SIZES = 4
"""How many sizes dots have; their areas grow with the squares of 1 to 4."""

NO_LINKS = ("", "")

Unit = Literal["passage", "part", "text", "year", "decade"]
"""What a column is, to readers."""


@dataclass(frozen=True, slots=True)
class Head:
    """What adjacent columns stand under. `title` says more than `label` where there is more to
    say."""

    key: str
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `id` is that of its first passage on the page of a theme."""

    id: str
    label: str
    head: Head


@dataclass(frozen=True, slots=True)
class Mark:
    """How many passages of a column are about a theme and mention it; the `size` of its dot is
    from 1 to 4, that of none 0.

    `href` leads to the passage, or to `found`: the first of them on the page of the theme. Where
    links would be too close together, both are empty.
    """

    about: int
    mentions: int
    size: int
    href: str
    found: str

    @property
    def passages(self) -> int:
        return self.about + self.mentions


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """The marks of each theme in the columns, by its id, in the order of `middle`.

    `several` says whether there are several works. `limits` are the most passages that dots of each
    size stand for; `ids` those of passages on the pages of themes, by the theme's id and the
    passage's key.
    """

    unit: Unit
    several: bool
    columns: tuple[Column, ...]
    limits: tuple[int, ...]
    rows: Mapping[str, tuple[Mark, ...]]
    ids: Mapping[tuple[str, str], str]

    @property
    def heads(self) -> tuple[tuple[Head, tuple[Column, ...]], ...]:
        """The heads, each with its columns."""
        by_head = groupby(self.columns, key=lambda column: column.head)
        return tuple((head, tuple(columns)) for head, columns in by_head)

    @property
    def starts(self) -> frozenset[int]:
        """The indexes of the first columns under heads."""
        return frozenset(self.columns.index(columns[0]) for _, columns in self.heads)

    @property
    def is_dense(self) -> bool:
        """Whether there are too many columns for heads that are seen."""
        return self.unit == "part" and len(self.columns) > MOST_DOTS

    @property
    def is_tall(self) -> bool:
        """Whether a head is too long for its share of a line, which holds some 80 letters."""
        shares = ((head.label, 80 * len(under) / len(self.columns)) for head, under in self.heads)
        return any(len(label) > share for label, share in shares)


def theme_map(corpus: Corpus, themes: Mapping[str, ThemeLinks]) -> ThemeMap:
    """The map of a corpus; addresses are from the root."""
    unit, make = _unit(corpus)
    column_of = {place.key: make(place) for place in corpus.passages}
    columns = tuple(dict.fromkeys(column_of.values()))
    if unit in ("year", "decade"):
        columns = tuple(sorted(columns, key=lambda column: column.label))

    def count(places: tuple[PassageRef, ...]) -> Counter[Column]:
        return Counter(column_of[place.key] for place in places)

    totals = (count(theme.all).values() for theme in themes.values())
    most = max(chain.from_iterable(totals), default=0)
    limits = tuple(most * size**2 // SIZES**2 for size in range(1, SIZES + 1))
    ids: dict[tuple[str, str], str] = {}

    def row(id: str, theme: ThemeLinks) -> tuple[Mark, ...]:
        about, mentions = count(theme.about), count(theme.mentions)
        first: dict[Column, tuple[str, str]] = {}
        for index, place in enumerate(theme.all):
            column = column_of[place.key]
            if column not in first:
                ids[id, place.key] = column.id
                found = f"{theme_page(id, theme_page_number(index))}#{column.id}"
                href = address("passages", place.key) if unit == "passage" else found
                first[column] = (href, found) if len(columns) <= MOST_DOTS else NO_LINKS

        def mark(column: Column) -> Mark:
            number = about[column] + mentions[column]
            size = bisect_left(limits, number) + 1 if number else 0
            return Mark(about[column], mentions[column], size, *first.get(column, NO_LINKS))

        return tuple(map(mark, columns))

    rows = {id: row(id, theme) for id, theme in themes.items()}
    by_middle = sorted(rows.items(), key=lambda item: middle(item[1]))
    return ThemeMap(unit, len(corpus.works) > 1, columns, limits, dict(by_middle), ids)


def middle(row: tuple[Mark, ...]) -> float:
    """The mean position of a theme's passages; after all others without any."""
    weights = [mark.passages for mark in row]
    return fmean(range(len(row)), weights) if any(weights) else inf


def _unit(corpus: Corpus) -> tuple[Unit, Callable[[PassageRef], Column]]:
    """What the columns are, and the column of a passage."""
    several = len(corpus.works) > 1
    head_of = _work if several else _part

    def of_passage(place: PassageRef) -> Column:
        reference = passage_reference(place.section, place.passage)
        if not section_reference(place.section) and len(place.work.sections) > 1:
            reference += f", {section_title(place.work, place.section)}"
        if several:
            label = f"{reference}, {place.work.short_title}"
            return Column(f"in-{place.key}", label, head_of(place))
        return Column(f"in-{place.passage.id}", reference, head_of(place))

    def of_head(place: PassageRef) -> Column:
        head = head_of(place)
        return Column(_id(head.key or place.work.id), head.label, head)

    def of_period(place: PassageRef) -> Column:
        date = place.work.date
        label = (f"{date[:3]}0s" if decades else date[:4]) if date else "n.d."
        return Column(_id(label), label, Head(label, label, label))

    if len(corpus.passages) <= MOST_DOTS:
        return "passage", of_passage
    if len(corpus.works) <= MOST_COLUMNS:
        return "text" if several else "part", of_head
    decades = len({work.date[:4] for work in corpus.works}) > MOST_COLUMNS
    return "decade" if decades else "year", of_period


def _part(place: PassageRef) -> Head:
    part = place.work.part_of(place.section)
    if part:
        return Head(part.label, part.label, part.title)
    title = place.work.short_title
    return Head("", "–" if place.work.parts else title, title)


def _work(place: PassageRef) -> Head:
    return Head(place.work.id, place.work.short_title, place.work.title)


def _id(name: str) -> str:
    """A name as an id, which has no spaces."""
    return f"in-{'_'.join(name.split())}"
