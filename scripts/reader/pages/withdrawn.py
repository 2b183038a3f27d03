"""The page of a work, section or theme that was withdrawn."""

from dataclasses import dataclass

from reader.addresses import address
from reader.dates import format_date
from reader.pages.context import Context
from reader.pages.linker import Linker
from reader.pages.page import Page
from reader.pages.passages import NAMES, TombstoneView, tombstone, tombstones
from reader.registry.history import Tombstone


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """What was withdrawn, and the withdrawn passages and notes that were in it."""

    tombstone: TombstoneView
    inside: tuple[TombstoneView, ...]


def withdrawn_page(context: Context, stone: Tombstone, inside: tuple[Tombstone, ...]) -> Page:
    linker = Linker(context, address(stone.kind, stone.key))
    name = NAMES[stone.kind]
    return Page(
        "withdrawn",
        f"Withdrawn: {stone.key}",
        f"The {name} {stone.key} was withdrawn on {format_date(stone.acceptance.date)}.",
        WithdrawnView(tombstone(linker, stone), tombstones(linker, inside)),
    )
