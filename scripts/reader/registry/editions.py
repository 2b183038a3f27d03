"""What editions have of passages: the registry as it was when they were made."""

from collections.abc import Iterable

from reader.corpus.model import Acceptance, Edition
from reader.registry.published import WORDS
from reader.registry.state import add_up


def words_in(edition: Edition, acceptances: Iterable[Acceptance]) -> dict[str, str]:
    """Return the words of the passages of an edition by their keys, given all acceptances."""
    registry = add_up(_up_to(edition.acceptances, acceptances))
    return {
        key: entry.facts.get(WORDS, "")
        for (kind, key), entry in registry.entries.items()
        if kind == "passages" and not entry.withdrawn
    }


def _up_to(names: Iterable[str], acceptances: Iterable[Acceptance]) -> tuple[Acceptance, ...]:
    """Return the acceptances with these names and all that came before them."""
    by_name = {one.name: one for one in acceptances}
    found: dict[str, Acceptance] = {}
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name in by_name and name not in found:
            found[name] = by_name[name]
            ahead += found[name].parents
    return tuple(found.values())
