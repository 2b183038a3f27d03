"""The theme map: themes against the parts of the one work, or against works, years or decades.

Each number of the map leads to the first passage that it counts.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from reader.addresses import theme_page
from reader.corpus.model import Corpus, PassageRef
from reader.graph.model import Links
from reader.pages.paging import theme_page_of

MOST_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the map. `title` says more than `label` where there is more to say."""

    label: str
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How many passages of a column are about a theme, how many mention it, and where that is."""

    about: int
    mentions: int
    address: str


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """`anchors` has the passages that cells lead to, by the theme's id and the passage's key."""

    columns: tuple[Column, ...]
    rows: Mapping[str, tuple[Cell, ...]]
    anchors: Mapping[tuple[str, str], int]
    most: int

    def level(self, cell: Cell) -> int:
        """From 0 to 3: what share a cell has of the most that is about one theme in one column."""
        return ceil(3 * cell.about / max(3, self.most))


def theme_map(corpus: Corpus, links: Links) -> ThemeMap:
    """The map of a corpus, with no more columns than can be read."""
    columns, key_of = _columns(corpus)
    rows = {}
    anchors: dict[tuple[str, str], int] = {}
    for theme in corpus.vocabulary.themes:
        found = links.themes[theme.id]
        about = Counter(map(key_of, found.about))
        mentions = Counter(map(key_of, found.mentions))
        first: dict[str, tuple[int, PassageRef]] = {}
        for index, place in enumerate(found.all):
            first.setdefault(key_of(place), (index, place))
        cells = []
        for number, column in enumerate(columns, 1):
            place_of_first = ""
            if column.key in first:
                index, place = first[column.key]
                anchors[theme.id, place.key] = number
                page = theme_page(theme.id, theme_page_of(index))
                place_of_first = f"{page}#in-{number}"
            cells.append(Cell(about[column.key], mentions[column.key], place_of_first))
        rows[theme.id] = tuple(cells)
    most = max((cell.about for cells in rows.values() for cell in cells), default=0)
    return ThemeMap(tuple(columns), rows, anchors, most)


def _columns(corpus: Corpus) -> tuple[list[Column], Callable[[PassageRef], str]]:
    """The columns, and which of them a passage belongs to."""
    if len(corpus.works) == 1:
        (work,) = corpus.works
        columns = [
            Column(part.label, part.title, part.label) for part in work.parts if part.sections
        ]
        if work.unparted:
            columns.insert(0, Column("–", work.short_title, ""))
        return columns, lambda place: place.section.part
    if len(corpus.works) <= MOST_COLUMNS:
        columns = [Column(work.short_title, work.title, work.id) for work in corpus.works]
        return columns, lambda place: place.work.id
    years = _periods(corpus, 4)
    digits, ending = (4, "") if len(years) <= MOST_COLUMNS else (3, "0s")
    columns = [Column(f"{key}{ending}", f"{key}{ending}", key) for key in _periods(corpus, digits)]
    return columns, lambda place: place.work.date[:digits]


def _periods(corpus: Corpus, digits: int) -> list[str]:
    return sorted({work.date[:digits] for work in corpus.works})
