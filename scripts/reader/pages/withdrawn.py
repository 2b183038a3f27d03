"""The pages of what was withdrawn, and pages that something had when there was more of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reader import addresses, ids
from reader.addresses import address
from reader.corpus.inline import Inlines, as_text
from reader.dates import format_date
from reader.pages.context import Context, text
from reader.pages.linker import Link, Linker
from reader.pages.outline import full_name
from reader.pages.page import Page
from reader.pages.tombstones import (
    NAMES,
    Elsewhere,
    TombstoneView,
    elsewhere,
    name_of,
    tombstone,
    tombstones,
)
from reader.registry.tombstones import Tombstone

Choosable = Literal["themes", "works"]
"""What an address can ask for as a filter."""


@dataclass(frozen=True, slots=True)
class WithdrawnChoice:
    """Something withdrawn that an address can still ask for: the `kind` is the name of the filter,
    `name` what it is to readers."""

    kind: str
    name: str
    id: str
    link: Link
    to: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """What was withdrawn: of a work the `pages` that were in it, of a section its passages and
    notes. `above` is what it was in, and `elsewhere` is what was in a full text."""

    title: Inlines
    above: Link
    tombstone: TombstoneView
    pages: tuple[Link, ...] = ()
    inside: tuple[TombstoneView, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()


@dataclass(frozen=True, slots=True)
class ShorterView:
    """A page of many that there is no longer; `first` is the first of them."""

    number: int
    first: Link


def withdrawn_page(context: Context, stone: Tombstone, inside: tuple[Tombstone, ...]) -> Page:
    linker = Linker(context, address(stone.kind, stone.key))
    view = WithdrawnView(
        name_of(context, stone),
        _above(linker, stone),
        tombstone(linker, stone),
        tuple(_pages(linker, stone.key)) if stone.kind == "works" else (),
        tombstones(linker, inside),
    )
    return _page(stone, view)


def withdrawn_full_page(context: Context, stone: Tombstone) -> Page:
    """The full text of a work that was withdrawn: where each passage and note of it was."""
    linker = Linker(context, addresses.full_text(stone.key))
    view = WithdrawnView(
        (*_full_name(context, stone.key), *text(", "), *name_of(context, stone)),
        linker.link("works", stone.key),
        tombstone(linker, stone),
        elsewhere=tuple(withdrawn_sections(linker, stone.key)),
    )
    return _page(stone, view)


def _page(stone: Tombstone, view: WithdrawnView) -> Page:
    title, day = as_text(view.title), format_date(stone.acceptance.date)
    return Page(
        "withdrawn",
        f"Withdrawn: {title}",
        f"The {NAMES[stone.kind]} {as_text(view.tombstone.name)} was withdrawn on {day}.",
        view,
        module="full" if view.elsewhere else "",
        updated=stone.acceptance.date,
        noindex=True,
    )


def shorter_page(context: Context, first: str, label: Inlines, number: int) -> Page:
    """Page `number` of what now has fewer; the first of them is at `first`."""
    linker = Linker(context, f"{first}{number}/")
    title = f"{as_text(label)}, page {number}"
    view = ShorterView(number, Link(linker.url(first), label))
    return Page(
        "shorter", title, f"{title}, is no longer there.", view, module="full", noindex=True
    )


def withdrawn_sections(linker: Linker, work: str) -> Iterator[Elsewhere]:
    """The passages and notes of the withdrawn sections of a work, which are on their pages."""
    for stone, inside in linker.context.links.withdrawn_pages:
        if stone.kind == "sections" and inside and ids.work_of(stone.key) == work:
            held = (ids.without_work(one.key) for one in inside)
            name = (*name_of(linker.context, stone), *text(", withdrawn"))
            page = address("sections", stone.key)
            yield elsewhere(linker, ids.without_work(stone.key), name, page, held)


def withdrawn_choices(linker: Linker, *kinds: Choosable) -> Iterator[WithdrawnChoice]:
    """The withdrawn themes, or works, that the address of a page can still ask for."""
    for stone, _ in linker.context.links.withdrawn_pages:
        if stone.kind in kinds:
            kind = {"themes": "theme", "works": "work"}[stone.kind]
            to = tuple(linker.link(stone.kind, key) for key in stone.to)
            link = linker.link(stone.kind, stone.key)
            yield WithdrawnChoice(kind, NAMES[stone.kind], stone.key, link, to)


def _above(linker: Linker, stone: Tombstone) -> Link:
    if stone.kind == "themes":
        return Link(linker.url(addresses.THEMES), text("Themes"))
    if stone.kind == "works":
        return Link(linker.url(addresses.TEXTS), text("Texts"))
    return linker.link("works", ids.work_of(stone.key))


def _full_name(context: Context, id: str) -> Inlines:
    return text(next(full_name(work) for work in context.links.past.works if work.id == id))


def _pages(linker: Linker, work: str) -> Iterator[Link]:
    """The pages of a withdrawn work."""
    yield Link(linker.url(addresses.full_text(work)), _full_name(linker.context, work))
    for stone, _ in linker.context.links.withdrawn_pages:
        if stone.kind == "accounts" and stone.key == work:
            yield Link(linker.to("accounts", work), text("About this text"))
        elif stone.kind == "sections" and ids.work_of(stone.key) == work:
            yield Link(linker.to("sections", stone.key), name_of(linker.context, stone))
