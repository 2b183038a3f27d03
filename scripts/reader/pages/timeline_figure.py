"""Where everything stands in the figure of the timeline.

Across, places are in per cent of the width; down, in the size of the type (em). So dots and words
keep their size however wide the figure is, and have room on a screen of 390 px.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, takewhile
from math import inf
from unicodedata import east_asian_width

from reader.corpus.inline import Text, as_text
from reader.corpus.model import Event, Vocabulary
from reader.dates import decimal_year, format_date
from reader.text import excerpt

INSET = 2.0
"""What is free at both ends of the axis: more than half a dot."""

APART = 3.5
"""How far apart the dots of a row are at least: more than a dot is wide."""

MOST_ROWS = 6
"""How many rows a lane has; dots that do not fit into these overlap."""

MOST_LABELS = 8
"""How many years are named."""

MOST_NAMED = 6
"""How many texts are named; of more only the days are shown."""

NAME_CHARACTERS = 0.55
"""How many small letters of a text's name there is room for in each per cent of the width."""

TITLE_CHARACTERS = 80
"""How much a dot says of its event."""

NAME, HEAD, FOOT, AXIS = 1.375, 1.875, 1.0, 1.75
"""The heights of the name of a text, of a lane above its line and below its last row, and of the
axis. A row is 1 high."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole years from `first` to `last`, of which each `stride`th is named."""

    first: int
    last: int
    stride: int

    @property
    def years(self) -> tuple[tuple[int, float], ...]:
        return self._each(self.stride)

    @property
    def ticks(self) -> tuple[tuple[int, float], ...]:
        """The years between, or if these are too many, ten from one name to the next."""
        return self._each(max(1, self.stride // 10))

    def _each(self, step: int) -> tuple[tuple[int, float], ...]:
        return tuple((year, self.place(year)) for year in range(self.first, self.last + 1, step))

    def place(self, year: float) -> float:
        """Where a moment is: `2017.5` is the middle of 2017."""
        share = (year - self.first) / (self.last - self.first)
        return round(INSET + share * (100 - 2 * INSET), 2)


@dataclass(frozen=True, slots=True)
class Dot:
    """An event; it is `marked` if it was on the day of a text."""

    id: str
    title: str
    marked: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The events of a group of themes: on its line, or below where they would meet."""

    label: str
    line: float
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a text: a line from `y` on, and beside its top the text's `name`, as much of it as
    there is room for on the wider side: it starts or ends there (the `anchor`)."""

    title: str
    name: str
    anchor: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure: the names of texts, below `top` the lanes, and at `base` the axis."""

    axis: Axis
    days: tuple[Day, ...]
    lanes: tuple[Lane, ...]
    top: float
    base: float

    @property
    def height(self) -> float:
        return self.base + AXIS


def figure(
    events: Sequence[Event], vocabulary: Vocabulary, texts: Sequence[tuple[str, str]]
) -> Figure:
    """The figure of events in order of date, and of texts by their days and names."""
    marked = {date for date, _ in texts}
    axis = axis_of(map(decimal_year, marked | {event.date for event in events}))
    days, top = _days(texts, axis)
    drawn = []
    base = top
    for label, found in lanes(events, vocabulary):
        line = base + HEAD
        places = [axis.place(decimal_year(event.date)) for event in found]
        row_of = list(rows(places, APART, MOST_ROWS))
        dots = (
            Dot(event.id, _title(event), event.date in marked, x, line + row)
            for event, x, row in zip(found, places, row_of, strict=True)
        )
        drawn.append(Lane(label, line, tuple(dots)))
        base = line + max(row_of, default=0) + FOOT
    return Figure(axis, days, tuple(drawn), top, base)


def axis_of(years: Iterable[float]) -> Axis:
    """The axis that has these moments on it, with names at round years."""
    found = sorted(years)

    def axis(stride: int) -> Axis:
        first, last = (int(year // stride) * stride for year in (found[0], found[-1]))
        return Axis(first, last + stride, stride)

    strides = (digit * 10**power for power in count() for digit in (1, 2, 5))
    return next(one for one in map(axis, strides) if len(one.years) <= MOST_LABELS + 1)


def lanes(events: Sequence[Event], vocabulary: Vocabulary) -> list[tuple[str, list[Event]]]:
    """The events of each group of themes, and those without a theme if there are any."""
    groups = {theme.id: theme.group for theme in vocabulary.themes}
    found = [
        (group.label, [one for one in events if group.id in {groups[id] for id in one.themes}])
        for group in vocabulary.groups
    ]
    others = [event for event in events if not event.themes]
    return [*found, ("Other", others)] if others else found


def rows(places: Iterable[float], apart: float, most: int) -> Iterator[int]:
    """For each of these places, in ascending order, the first row that has room for it, or if none
    has, the one that has most."""
    last = [-inf] * most
    for place in places:
        room = [place - other for other in last]
        row = next((n for n, free in enumerate(room) if free >= apart), room.index(max(room)))
        last[row] = place
        yield row


def _days(texts: Sequence[tuple[str, str]], axis: Axis) -> tuple[tuple[Day, ...], float]:
    """The days of texts, with their names below each other if they are few; and the height of
    these. Names whose days are nearest to an end come first: their lines cross no other name."""
    height = NAME if len(texts) <= MOST_NAMED else 0
    places = [(axis.place(decimal_year(date)), title) for date, title in texts]
    places.sort(key=lambda one: min(one[0], 100 - one[0]))
    days = []
    for number, (x, title) in enumerate(places):
        room = max(x, 100 - x) * NAME_CHARACTERS * len(title) / width(title)
        name = excerpt(title, int(room)) if height else ""
        anchor = "start" if x < 50 else "end"
        days.append(Day(title, name, anchor, x, number * height))
    return tuple(days), height * len(days)


def width(text: str) -> float:
    """How wide a text is, in small letters; the characters of some scripts are twice as wide."""
    return sum(2 if east_asian_width(one) in "WF" else 1.3 if one.isupper() else 1 for one in text)


def _title(event: Event) -> str:
    """The date and first words of an event, up to those in another script: no part of a tooltip can
    say in what language it is."""
    words = as_text(takewhile(lambda one: isinstance(one, Text), event.event))
    said = ": ".join(filter(None, (format_date(event.date), words.rstrip(" ("))))
    return excerpt(said, TITLE_CHARACTERS)
