"""What was withdrawn, and what is on another page, as pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from reader import ids
from reader.corpus.inline import Inlines, plain
from reader.corpus.model import KIND_NAMES, Acceptance, Kind
from reader.pages.context import Context, in_language, text
from reader.pages.linker import Link, Linker
from reader.registry.published import HEADING, REFERENCE, WORDS
from reader.registry.tombstones import WITH_PAGE, Tombstone

NAMES: dict[Kind, str] = {**KIND_NAMES, "works": "text", "accounts": "account of the text"}
"""What readers are told that an id is the id of: a work is a text to them."""

TITLES = ("title", HEADING, "label", "headword", "event")
"""The facts that something is called by."""


@dataclass(frozen=True, slots=True)
class TombstoneView:
    """An id that was withdrawn: what it was called, the words of a passage with their language as
    far as that is known, and what replaced it. What had a page has no `id` there."""

    kind: str
    id: str
    name: Inlines
    words: str
    language: str
    change: Acceptance
    to: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The passages and notes of a section that are on another page: for each its id, its address
    and its number."""

    name: Inlines
    passages: tuple[tuple[str, str, str], ...]
    notes: tuple[tuple[str, str, str], ...]


def tombstone(linker: Linker, stone: Tombstone) -> TombstoneView:
    language = linker.context.languages.get(ids.work_of(stone.key), "")
    return TombstoneView(
        kind=NAMES[stone.kind],
        id="" if stone.kind in WITH_PAGE else ids.without_work(stone.key),
        name=name_of(linker.context, stone),
        words=stone.facts.get(WORDS, ""),
        language=language,
        change=stone.acceptance,
        to=tuple(linker.link(stone.kind, key) for key in stone.to),
    )


def name_of(context: Context, stone: Tombstone) -> Inlines:
    """What something that was withdrawn was called: its reference and title, or what a link to it
    says."""
    facts, kind = stone.facts, stone.kind
    reference = "" if kind == "works" else facts.get(REFERENCE, "")
    title = next((facts[name] for name in TITLES if name in facts), "")
    if not reference and not title:
        return context.label("works" if kind == "accounts" else kind, stone.key)
    language = context.languages.get(ids.work_of(stone.key), "") if kind == "sections" else ""
    between = text(", ") if reference and title else ()
    named = in_language(title, language) if language else plain(title.removesuffix("."))
    return (*text(reference), *between, *named)


def tombstones(linker: Linker, stones: tuple[Tombstone, ...]) -> tuple[TombstoneView, ...]:
    return tuple(tombstone(linker, stone) for stone in stones)


def elsewhere(
    linker: Linker, section: str, name: Inlines, page: str, held: Iterable[str]
) -> Elsewhere:
    """Where the passages and notes of a section are, by their ids: on the page at `page`."""
    found: dict[bool, list[tuple[str, str, str]]] = {True: [], False: []}
    for id in held:
        letter, number = id.removeprefix(f"{section}-")[:1], id.rpartition("-")[2][1:]
        item = (id, linker.url(f"{page}#{id}"), f"t{number}" if letter == "t" else number)
        found[letter == "p"].append(item)
    return Elsewhere(name, tuple(found[True]), tuple(found[False]))
