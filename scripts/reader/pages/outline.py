"""The outline of a work: all its parts, and the sections that the corpus has of them."""

from dataclasses import dataclass

from reader import addresses
from reader.addresses import section_reference
from reader.corpus.inline import Inlines
from reader.corpus.model import Part, Section, Work
from reader.pages.context import Linker, text, title_of

NEAR = 12
"""How many sections before and after the current one an outline lists."""


@dataclass(frozen=True, slots=True)
class FullTextLink:
    """The link to the full text of a work, and over how many pages that goes on."""

    href: str
    pages: int


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """A section in an outline; the title is empty where the reference says all."""

    href: str
    reference: str
    title: Inlines
    current: bool


@dataclass(frozen=True, slots=True)
class OutlineList:
    """The sections that are listed, of `count`; `all` leads to all if some are left out."""

    items: tuple[OutlineItem, ...]
    count: int
    all: str


@dataclass(frozen=True, slots=True)
class OutlinePart:
    """A part; `href` is the address of its first section, empty if it has none. The sections are
    listed in the part that one reads, if there are several."""

    label: str
    title: str
    href: str
    here: bool
    current: bool
    sections: OutlineList | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The contents beside a text."""

    href: str
    short_title: str
    full_text: FullTextLink
    about: str
    unparted: OutlineList
    parts: tuple[OutlinePart, ...]


@dataclass(frozen=True, slots=True)
class SectionItem:
    """A section in the list of a work's parts; `title` is empty where it has no heading."""

    href: str
    reference: str
    title: Inlines
    point: str
    part: str
    passages: int
    complete: bool


@dataclass(frozen=True, slots=True)
class PartItem:
    """A part in the list of a work's parts, with the language of its original title."""

    label: str
    title: str
    original: str
    original_language: str
    title_by_editors: bool
    sections: tuple[SectionItem, ...]


@dataclass(frozen=True, slots=True)
class PartList:
    """All parts of a work, with the sections that the corpus has of each."""

    unparted: tuple[SectionItem, ...]
    parts: tuple[PartItem, ...]


def full_text_link(linker: Linker, work: Work) -> FullTextLink:
    pages = len(linker.context.full_pages[work.id])
    return FullTextLink(linker.url(addresses.full_text(work.id)), pages)


def about_href(linker: Linker, work: Work) -> str:
    """The address of the account of a work's text; empty if it has none."""
    return linker.url(addresses.about(work.id)) if work.about else ""


def sections_of(work: Work, ids: tuple[str, ...]) -> tuple[Section, ...]:
    by_id = {section.id: section for section in work.files}
    return tuple(by_id[id] for id in ids)


def near(
    sections: tuple[Section, ...], current: Section | None
) -> tuple[tuple[Section, ...], bool]:
    """The sections that an outline lists around the current one, and whether it leaves some out."""
    if len(sections) <= 2 * NEAR + 1:
        return sections, False
    at = sections.index(current) if current in sections else 0
    start = max(0, min(at - NEAR, len(sections) - 2 * NEAR - 1))
    return sections[start : start + 2 * NEAR + 1], True


def outline(linker: Linker, work: Work, current: Section | None = None) -> Outline:
    """The outline of a work as seen from one of its pages."""
    return Outline(
        href=linker.to("works", work.id),
        short_title=work.short_title,
        full_text=full_text_link(linker, work),
        about=about_href(linker, work),
        unparted=_list(linker, work, sections_of(work, work.unparted), current),
        parts=tuple(_part(linker, work, part, current) for part in work.parts),
    )


def _part(linker: Linker, work: Work, part: Part, current: Section | None) -> OutlinePart:
    sections = sections_of(work, part.sections)
    here = current is not None and current.part == part.label
    return OutlinePart(
        label=part.label,
        title=part.title,
        href=linker.to("sections", sections[0].key) if sections else "",
        here=here,
        current=here and len(sections) == 1,
        sections=_list(linker, work, sections, current) if here and len(sections) > 1 else None,
    )


def _list(
    linker: Linker, work: Work, sections: tuple[Section, ...], current: Section | None
) -> OutlineList:
    listed, more = near(sections, current)
    items = tuple(
        OutlineItem(
            linker.to("sections", section.key),
            section_reference(section),
            _title(work, section),
            section is current,
        )
        for section in listed
    )
    all = linker.url(addresses.outline(work.id)) if more else ""
    return OutlineList(items, len(sections), all)


def _title(work: Work, section: Section) -> Inlines:
    if section.heading:
        return title_of(work, section)
    return () if section.part else text(work.short_title)


def part_list(linker: Linker, work: Work) -> PartList:
    """All parts of a work with their sections."""
    return PartList(
        tuple(_item(linker, work, section) for section in sections_of(work, work.unparted)),
        tuple(
            PartItem(
                part.label,
                part.title,
                part.original,
                work.original_language,
                part.title_by_editors,
                tuple(_item(linker, work, one) for one in sections_of(work, part.sections)),
            )
            for part in work.parts
        ),
    )


def _item(linker: Linker, work: Work, section: Section) -> SectionItem:
    return SectionItem(
        href=linker.to("sections", section.key),
        reference=section_reference(section),
        title=() if section.part and not section.heading else title_of(work, section),
        point=section.point,
        part=section.part,
        passages=len(section.passages),
        complete=section.complete,
    )
