"""The timeline as a drawing: where each event stands on the line. The template draws it."""

import math
from collections.abc import Set
from dataclasses import dataclass

from reader.corpus.model import Event
from reader.dates import decimal_year

WIDTH, RADIUS, GAP, MARGIN = 1000.0, 12.0, 3.0, 24.0
MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Dot:
    """An event on the line: its number in the list, its place, and whether it is to be marked."""

    number: int
    event: Event
    x: float
    y: float
    marked: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """The drawing in its own units; `line` is the height of the line, `years` stand below it."""

    width: float
    height: float
    line: float
    radius: float
    dots: tuple[Dot, ...]
    years: tuple[tuple[int, float], ...]


def figure(events: list[Event], days: Set[str]) -> Figure:
    """Places `events`, in order of date, on a line of years; dots that would meet are stacked.

    `days` are the dates to be marked.
    """
    times = [decimal_year(event.date) for event in events]
    first, last = math.floor(min(times)), math.floor(max(times)) + 1
    stride = math.ceil((last - first) / MOST_YEARS)
    scale = (WIDTH - 2 * MARGIN) / (last - first)

    def x(time: float) -> float:
        return round(MARGIN + (time - first) * scale, 1)

    step = 2 * RADIUS + GAP
    rows: list[float] = []
    placed: list[tuple[float, int]] = []
    for time in times:
        row = next((n for n, end in enumerate(rows) if x(time) - end >= step), len(rows))
        if row == len(rows):
            rows.append(x(time))
        rows[row] = x(time)
        placed.append((x(time), row))
    line = round(len(rows) * step + RADIUS, 1)
    return Figure(
        width=WIDTH,
        height=line + 30,
        line=line,
        radius=RADIUS,
        dots=tuple(
            Dot(number, event, at, round(line - RADIUS - GAP - row * step, 1), event.date in days)
            for number, (event, (at, row)) in enumerate(zip(events, placed, strict=True), 1)
        ),
        years=tuple((year, x(year)) for year in range(first, last + 1, stride)),
    )
