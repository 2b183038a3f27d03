"""The timeline: a drawing, and the list of its events."""

from dataclasses import dataclass

from reader import addresses
from reader.corpus.inline import Bibl, Inlines
from reader.corpus.model import Event
from reader.pages.context import Link, Linker
from reader.pages.timeline_figure import Figure, figure


@dataclass(frozen=True, slots=True)
class EventView:
    """An event; it is `marked` if it was on the day of a text."""

    id: str
    date: str
    event: Inlines
    sources: Bibl | None
    marked: bool
    themes: tuple[Link, ...]
    passages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    reference: str
    figure: Figure
    events: tuple[EventView, ...]


def timeline_view(linker: Linker) -> TimelineView:
    context = linker.context
    events = sorted(context.corpus.timeline.events, key=lambda event: event.date)
    days = {work.date for work in context.corpus.works}

    def event_view(event: Event) -> EventView:
        return EventView(
            event.id,
            event.date,
            event.event,
            linker.bibl(event.sources) if event.sources else None,
            event.date in days,
            linker.themes(event.themes),
            tuple(linker.link("passages", key) for key in event.passages),
        )

    return TimelineView(
        linker.url(addresses.REFERENCE), figure(events, days), tuple(map(event_view, events))
    )
