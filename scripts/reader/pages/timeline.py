"""The timeline: a figure, and the list of its events by year."""

from dataclasses import dataclass
from itertools import groupby

from reader import addresses
from reader.corpus.inline import Bibl
from reader.corpus.model import Event
from reader.dates import date_parts, day_and_month, periods
from reader.pages.changes import ChangeView, changes
from reader.pages.linker import Link, Linker
from reader.pages.timeline_figure import Figure, figure
from reader.pages.tombstones import TombstoneView, tombstones


@dataclass(frozen=True, slots=True)
class EventView:
    """An event; `day` is its day and month, as far as they are known. It is `marked` if it was on
    the day of a text."""

    event: Event
    day: str
    marked: bool
    sources: Bibl | None
    themes: tuple[Link, ...]
    passages: tuple[Link, ...]
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The events by year, and the `texts` whose days are known, with these. The outline has the
    name of each year, or decade, with its first year. Without an event there is no figure."""

    reference: str
    figure: Figure | None
    texts: tuple[tuple[str, Link], ...]
    outline: tuple[tuple[str, str], ...]
    years: tuple[tuple[str, tuple[EventView, ...]], ...]
    tombstones: tuple[TombstoneView, ...]


def timeline_view(linker: Linker) -> TimelineView:
    corpus = linker.context.corpus
    events = sorted(corpus.timeline.events, key=lambda event: event.date)
    works = sorted(corpus.works, key=lambda work: work.date)
    dated = [work for work in works if len(date_parts(work.date)) == 3]
    days = {work.date for work in dated}
    years = tuple(
        (year, tuple(_event(linker, event, event.date in days) for event in found))
        for year, found in groupby(events, key=lambda event: event.date[:4])
    )
    return TimelineView(
        linker.url(addresses.REFERENCE),
        figure(events, corpus.vocabulary, [(work.date, work.short_title) for work in dated])
        if events
        else None,
        tuple((work.date, linker.link("works", work.id)) for work in dated),
        tuple(periods([year for year, _ in years]).items()),
        years,
        tombstones(linker, linker.context.links.withdrawn_entries["events"]),
    )


def _event(linker: Linker, event: Event, marked: bool) -> EventView:
    return EventView(
        event,
        day_and_month(event.date),
        marked,
        linker.bibl(event.sources) if event.sources else None,
        linker.themes(event.themes),
        tuple(linker.link("passages", key) for key in event.passages),
        changes(linker, [("events", event.id)]),
    )
