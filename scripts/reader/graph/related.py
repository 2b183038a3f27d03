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
    """Return a function that finds the passages elsewhere that share most themes with a section."""
    bits = {theme.id: 1 << index for index, theme in enumerate(themes)}

    def mask_of(ids: Iterable[str]) -> int:
        return sum(bits[id] for id in set(ids))

    by_mask: defaultdict[int, list[PassageRef]] = defaultdict(list)
    for ref in passages:
        by_mask[mask_of(ref.passage.themes)].append(ref)
    masks = tuple(by_mask)

    def related(section: Section) -> tuple[Related, ...]:
        wanted = mask_of(section.themes)
        found: list[Related] = []
        for mask in _closest(masks, wanted, MOST_RELATED + len(section.passages)):
            shared = tuple(theme for theme in themes if bits[theme.id] & mask & wanted)
            found += (Related(ref, shared) for ref in by_mask[mask] if ref.section is not section)
            if len(found) >= MOST_RELATED:
                break
        return tuple(found[:MOST_RELATED])

    return related


@lru_cache(maxsize=2**13)  # sections: at a save in the preview nearly all are as they were
def _closest(masks: tuple[int, ...], wanted: int, most: int) -> tuple[int, ...]:
    """The masks that share a bit with `wanted`: those that share most first, then the smallest."""
    meeting = [
        (-(mask & wanted).bit_count(), (mask & ~wanted).bit_count(), at)
        for at, mask in enumerate(masks)
        if mask & wanted
    ]
    return tuple(masks[at] for _, _, at in nsmallest(most, meeting))
