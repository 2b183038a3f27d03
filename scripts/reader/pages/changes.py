"""What changed of published ids, as readers are told: from what to what, when and why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from reader.corpus.inline import as_text
from reader.corpus.markdown import parse
from reader.corpus.model import Acceptance, Id, Kind
from reader.dates import format_date
from reader.pages.linker import Link, Linker
from reader.registry.published import ABOUT, HEADING, MENTIONS, REFERENCE, WORDS, themes_in
from reader.wording import Piece, compare_wordings

MARKDOWN = ("text", "first-use")
WHOLE = (REFERENCE, "collation", "date", "address")
"""Facts that are not compared word by word."""

NAMED_BY: dict[Kind, str] = {
    "works": REFERENCE,
    "themes": "label",
    "terms": "headword",
    "sources": "title",
    "events": "event",
}
"""The fact that readers know an id of a kind by."""

Names = Callable[[Kind, str], str]
"""What readers know an id by."""


@dataclass(frozen=True, slots=True)
class FactView:
    """A fact of an id of a kind, and the pieces of it as it was and became; `language` is that of
    the work if the fact is in its words."""

    kind: Kind
    fact: str
    pieces: tuple[Piece, ...]
    language: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """What an acceptance changed, each fact with a link to what it is a fact of, if the page is
    about more than that."""

    date: str
    reason: str
    facts: tuple[tuple[Link | None, FactView], ...]


def is_words(fact: str) -> bool:
    """Whether a fact is the words of a passage, which are shown beside it as they were."""
    return fact == WORDS


def fact_view(
    kind: Kind, fact: str, was: str, now: str, names: Names, language: str = ""
) -> FactView:
    """A fact as it was and became; one that is the same, if it did not change."""
    before, after = (_readable(fact, value, names) for value in (was, now))
    if before == after and was != now:
        before, after = was, now
    if before == after:
        pieces: tuple[Piece, ...] = (Piece("same", after),)
    elif fact in WHOLE:
        both = Piece("deleted", before), Piece("inserted", after)
        pieces = tuple(piece for piece in both if piece.words)
    else:
        pieces = compare_wordings(before, after)
    return FactView(kind, fact, pieces, language if fact in (WORDS, HEADING) else "")


def _readable(fact: str, value: str, names: Names) -> str:
    """The value of a fact as readers know it: names for ids, the words of Markdown."""
    if fact in MARKDOWN:
        return as_text(parse(value))
    if fact == "date":
        return format_date(value)
    if fact in (ABOUT, MENTIONS):
        return ", ".join(names("themes", id) for id in themes_in(value))
    if fact == "sources" and value:
        cited = (one.partition(", ") for one in value.split("; "))
        return "; ".join(f"{names('sources', id)}{comma}{rest}" for id, comma, rest in cited)
    return value


def known_by(kind: Kind, key: str, facts: Mapping[str, str]) -> str:
    """What readers know an id by that is not in a work."""
    return facts.get(NAMED_BY[kind], "") or key


def changes(
    linker: Linker,
    ids: Iterable[Id],
    language: str = "",
    *,
    wanted: Callable[[str], bool] = bool,
    linked: bool = False,
) -> tuple[ChangeView, ...]:
    """What changed of the facts of ids that are wanted, the newest first; with links to the ids
    from a page about more than one."""
    registry = linker.context.links.registry

    def name(kind: Kind, key: str) -> str:
        entry = registry.entries.get((kind, key))
        return known_by(kind, key, entry.facts if entry else {})

    found: dict[Acceptance, list[tuple[Link | None, FactView]]] = {}
    for id in ids:
        link = linker.link(*id) if linked else None
        for revision in registry.entries[id].revisions if id in registry.entries else ():
            for fact, (was, now) in revision.facts.items():
                if wanted(fact):
                    view = fact_view(id[0], fact, was, now, name, language)
                    found.setdefault(revision.acceptance, []).append((link, view))
    newest = sorted(found, key=registry.acceptances.index, reverse=True)
    return tuple(ChangeView(one.date, one.reason, tuple(found[one])) for one in newest)
