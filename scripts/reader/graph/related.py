"""The passages that share most themes with a section.

Passages are compared by their set of themes, kept as a bit mask: there are far fewer sets than
passages, so that the cost grows with the number of sets and not with that of pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache
from heapq import nsmallest

from reader.corpus.model import PassageRef, Section, Theme
from reader.graph.model import Related

MOST_RELATED = 5


def related_passages(
    themes: tuple[Theme, ...], passages: tuple[PassageRef, ...]
) -> Callable[[Section], tuple[Related, ...]]:
    """What finds, for a section, the passages elsewhere that share most themes with it."""
    bits = {theme.id: 1 << index for index, theme in enumerate(themes)}

    def mask_of(ids: Iterable[str]) -> int:
        return sum(bits[id] for id in set(ids))

    by_mask: defaultdict[int, list[PassageRef]] = defaultdict(list)
    for place in passages:
        by_mask[mask_of(place.passage.themes)].append(place)
    masks = tuple(by_mask)

    def related(section: Section) -> tuple[Related, ...]:
        own = mask_of(id for passage in section.passages for id in passage.themes)
        found: list[Related] = []
        for mask in _nearest(masks, own, MOST_RELATED + len(section.passages)):
            shared = tuple(theme for theme in themes if bits[theme.id] & mask & own)
            for place in by_mask[mask]:
                if place.section is not section:
                    found.append(Related(place, shared))
                    if len(found) == MOST_RELATED:
                        return tuple(found)
        return tuple(found)

    return related


@lru_cache(maxsize=2**13)
def _nearest(masks: tuple[int, ...], own: int, most: int) -> tuple[int, ...]:
    """The masks that meet `own`: most shared first, then those with least besides."""
    meeting = [
        (-(mask & own).bit_count(), (mask & ~own).bit_count(), at)
        for at, mask in enumerate(masks)
        if mask & own
    ]
    return tuple(masks[at] for _, _, at in nsmallest(most, meeting))
