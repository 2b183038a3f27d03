"""The timeline: a drawing, and the list of its events."""

import math
from dataclasses import dataclass

from reader import addresses
from reader.corpus.inline import Bibl
from reader.corpus.model import Event
from reader.dates import decimal_year
from reader.pages.linker import Link, Linker

WIDTH, RADIUS, GAP, MARGIN = 1000.0, 12.0, 3.0, 24.0
MOST_YEARS = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """The drawing in its own units: where each event stands on it and each year below it; `line` is
    the height of the line."""

    width: float
    height: float
    line: float
    radius: float
    dots: tuple[tuple[float, float], ...]
    years: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event; it is `marked` if it was on the day of a text."""

    event: Event
    marked: bool
    sources: Bibl | None
    themes: tuple[Link, ...]
    passages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    reference: str
    figure: Figure
    events: tuple[EventView, ...]


def timeline_view(linker: Linker) -> TimelineView:
    corpus = linker.context.corpus
    events = sorted(corpus.timeline.events, key=lambda event: event.date)
    days = {work.date for work in corpus.works}
    return TimelineView(
        linker.url(addresses.REFERENCE),
        figure([decimal_year(event.date) for event in events]),
        tuple(
            EventView(
                event,
                event.date in days,
                linker.bibl(event.sources) if event.sources else None,
                linker.themes(event.themes),
                tuple(linker.link("passages", key) for key in event.passages),
            )
            for event in events
        ),
    )


def figure(times: list[float]) -> Figure:
    """Place events on a line of years; dots that would meet are stacked."""
    first, last = math.floor(min(times)), math.floor(max(times)) + 1
    stride = math.ceil((last - first) / MOST_YEARS)
    scale = (WIDTH - 2 * MARGIN) / (last - first)
    step = 2 * RADIUS + GAP

    def x(time: float) -> float:
        return round(MARGIN + (time - first) * scale, 1)

    ends: list[float] = []
    placed: list[tuple[float, int]] = []
    for at in map(x, times):
        row = next((n for n, end in enumerate(ends) if at - end >= step), len(ends))
        ends[row : row + 1] = [at]
        placed.append((at, row))
    line = round(len(ends) * step + RADIUS, 1)
    return Figure(
        width=WIDTH,
        height=line + 30,
        line=line,
        radius=RADIUS,
        dots=tuple((at, round(line - RADIUS - GAP - row * step, 1)) for at, row in placed),
        years=tuple((year, x(year)) for year in range(first, last + 1, stride)),
    )
