"""The outline of a work: all its parts, and the sections that the corpus has of them."""

from dataclasses import dataclass

from reader import addresses
from reader.corpus.model import Part, Section, Work
from reader.pages.linker import Link, Linker, SectionItem

NEAR = 12
"""How many sections before and after the current one the contents beside a text list."""


@dataclass(frozen=True, slots=True)
class SectionList:
    """The sections that are listed, of `count`; `all` leads to all if some are left out."""

    sections: tuple[SectionItem, ...]
    count: int
    all: str


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A part; `href` is the address of its first section, empty if it has none."""

    part: Part
    href: str
    listed: SectionList | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A work with its parts, and its full text, which goes on over `pages`.

    `full_name` is what the page of all passages is called, `about` the address of the account of
    the text, empty if there is none; `unparted` has the sections outside any part.
    """

    work: Link
    full_name: str
    full_text: str
    pages: int
    about: str
    unparted: SectionList
    parts: tuple[OutlinePart, ...]


def outline(
    linker: Linker, work: Work, current: Section | None = None, whole: bool = False
) -> Outline:
    """The contents beside a text, or the `whole` outline with every section of every part.

    The contents list the sections of the part that one reads, if it has several, and of a long list
    those around the current one.
    """
    by_id = {section.id: section for section in work.files}

    def listed(ids: tuple[str, ...]) -> SectionList:
        sections = [by_id[id] for id in ids]
        shown = sections if whole else near(sections, current)
        all = linker.url(addresses.outline(work.id)) if len(shown) < len(sections) else ""
        return SectionList(tuple(linker.section(work, one) for one in shown), len(sections), all)

    def item(part: Part) -> OutlinePart:
        href = linker.to("sections", by_id[part.sections[0]].key) if part.sections else ""
        here = current is not None and current.part == part.label
        opened = whole or (here and len(part.sections) > 1)
        return OutlinePart(part, href, listed(part.sections) if opened else None)

    return Outline(
        work=linker.link("works", work.id),
        full_name=full_name(work),
        full_text=linker.url(addresses.full_text(work.id)),
        pages=len(linker.context.full_pages[work.id]),
        about=linker.to("accounts", work.id) if work.about else "",
        unparted=listed(work.unparted),
        parts=tuple(map(item, work.parts)),
    )


def full_name(work: Work) -> str:
    """What the page of all passages of a work is called."""
    return "All passages" if work.selection else "Full text"


def near(sections: list[Section], current: Section | None) -> list[Section]:
    """As many sections around the current one as are listed; around the first without one."""
    at = sections.index(current) if current in sections else 0
    start = max(0, min(at - NEAR, len(sections) - 2 * NEAR - 1))
    return sections[start : start + 2 * NEAR + 1]
