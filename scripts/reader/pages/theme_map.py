"""What the theme map counts: themes against the parts of the one work, works, years or decades.

Each number of the map leads to the first passage that it counts.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from reader.addresses import theme_page
from reader.corpus.model import Corpus, PassageRef
from reader.dates import UNDATED
from reader.graph.model import Links
from reader.pages.paging import theme_page_number

MOST_COLUMNS = 16


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the map. `title` says more than `label` where there is more to say."""

    label: str
    title: str
    key: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How many passages of a column are about a theme and mention it; `level` (0 to 3) is the
    shade, `href` leads to the first of them and is empty if there are none."""

    about: int
    mentions: int
    level: int
    href: str


@dataclass(frozen=True, slots=True)
class ThemeMap:
    """The cells of each theme, by its id; `anchors` are the numbers of the columns whose cells lead
    to passages, by the theme's id and the passage's key."""

    columns: tuple[Column, ...]
    cells: Mapping[str, tuple[Cell, ...]]
    anchors: Mapping[tuple[str, str], int]


def theme_map(corpus: Corpus, links: Links) -> ThemeMap:
    """The map of a corpus, with no more columns than can be read; addresses are from the root."""
    columns, key_of = _columns(corpus)
    about = {id: Counter(map(key_of, found.about)) for id, found in links.themes.items()}
    mentions = {id: Counter(map(key_of, found.mentions)) for id, found in links.themes.items()}
    keys = [column.key for column in columns]
    most = max((counts[key] for counts in about.values() for key in keys), default=0)
    cells = {}
    anchors = {}
    for id, found in links.themes.items():
        hrefs: dict[str, str] = {}
        for index, place in enumerate(found.all):
            key = key_of(place)
            if key not in hrefs:
                number = keys.index(key) + 1
                hrefs[key] = f"{theme_page(id, theme_page_number(index))}#in-{number}"
                anchors[id, place.key] = number
        cells[id] = tuple(
            Cell(
                about[id][key],
                mentions[id][key],
                ceil(3 * about[id][key] / max(3, most)),
                hrefs.get(key, ""),
            )
            for key in keys
        )
    return ThemeMap(tuple(columns), cells, anchors)


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
    names = {key: f"{key}{ending}" if key else "n.d." for key in _periods(corpus, digits)}
    columns = [Column(name, name, key) for key, name in names.items()]
    return columns, lambda place: place.work.date[:digits]


def _periods(corpus: Corpus, digits: int) -> list[str]:
    periods = {work.date[:digits] for work in corpus.works}
    return sorted(periods, key=lambda period: period or UNDATED)
