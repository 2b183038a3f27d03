"""What is long goes on over numbered pages: the passages of a theme, the full text of a work."""

from reader.corpus.model import PassageRef, Section, Work

MOST_FOUND = 100
"""The most passages on one page of a theme."""

MOST_NUMBERS = 13
"""The most pages of a theme that are all named on each of them."""

MOST_READ = 150
"""The most passages and notes on one page of the full text, if a section alone has no more."""


def theme_pages(found: tuple[PassageRef, ...]) -> list[tuple[PassageRef, ...]]:
    """The passages of a theme, page by page; one page at least."""
    starts = range(0, max(1, len(found)), MOST_FOUND)
    return [found[start : start + MOST_FOUND] for start in starts]


def most_theme_pages(tagged: int) -> int:
    """How many pages a theme can have had that so many passages ever had."""
    return max(1, -(-tagged // MOST_FOUND))


def most_full_pages(held: int) -> int:
    """How many pages a full text can have had with so many passages and notes, in any sections and
    any order: two neighbours have more than one page holds."""
    return 2 * (held // (MOST_READ + 1)) + 1


def theme_page_number(index: int) -> int:
    """The number of the page that has the passage at `index` of all that a theme has."""
    return index // MOST_FOUND + 1


def numbers(current: int, last: int) -> list[int]:
    """The pages that one of `last` pages names: the first, the last, and those around itself."""
    if last <= MOST_NUMBERS:
        return list(range(1, last + 1))
    near = range(max(1, current - 3), min(last, current + 3) + 1)
    return sorted({1, *near, last})


def full_pages(work: Work) -> list[tuple[Section, ...]]:
    """The sections of a work, page by page of its full text; one page at least."""
    pages: list[tuple[Section, ...]] = [()]
    held = 0
    for section in work.sections:
        size = len(section.passages) + len(section.notes)
        if pages[-1] and held + size > MOST_READ:
            pages.append(())
            held = 0
        pages[-1] += (section,)
        held += size
    return pages
