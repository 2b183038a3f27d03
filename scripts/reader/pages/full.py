"""The full text of a work, which goes on over pages if it is long."""

from dataclasses import dataclass

from reader import addresses
from reader.addresses import section_reference
from reader.corpus.inline import Inlines
from reader.corpus.model import Part, Section, Theme, Work
from reader.pages.citing import Cite, cite
from reader.pages.context import Context, Link, Linker, title_of
from reader.pages.outline import Outline, outline
from reader.pages.page import Page
from reader.pages.passages import (
    NoteView,
    Passages,
    PrintedSource,
    Quoted,
    note,
    passages,
    printed_sources,
    quoted,
)


@dataclass(frozen=True, slots=True)
class FullSection:
    """A section in the full text; `part` is the part that begins with it, if one does."""

    href: str
    reference: str
    title: Inlines
    has_heading: bool
    in_part: bool
    part: Part | None
    passages: Passages


@dataclass(frozen=True, slots=True)
class FullPageLink:
    """A page of the full text, with its first and last reference and the ids of its sections."""

    href: str
    number: int
    first: str
    last: str
    sections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FullView:
    work: Link
    number: int
    selection: str
    themes: tuple[Theme, ...]
    quoted: Quoted
    sections: tuple[FullSection, ...]
    pages: tuple[FullPageLink, ...]
    notes: tuple[NoteView, ...]
    sources: tuple[PrintedSource, ...]
    how_to_cite: str
    cite: Cite
    outline: Outline


def full_page(context: Context, work: Work, number: int) -> Page:
    pages = context.full_pages[work.id]
    sections = pages[number - 1]
    linker = Linker(context, addresses.full_text(work.id, number))
    used = {id for s in work.sections for passage in s.passages for id in passage.themes}
    themes = tuple(theme for theme in context.corpus.vocabulary.themes if theme.id in used)
    several = len(pages) > 1
    keys = dict.fromkeys(key for s in sections for key in context.links.sections[s.key].sources)
    view = FullView(
        work=linker.link("works", work.id),
        number=number,
        selection=work.selection,
        themes=themes,
        quoted=quoted(linker, work),
        sections=_sections(linker, work, sections),
        pages=_pages(linker, work, pages) if several else (),
        notes=tuple(note(linker, work, s, one) for s in sections for one in s.notes),
        sources=printed_sources(linker, tuple(keys)),
        how_to_cite=linker.url(addresses.HOW_TO_CITE),
        cite=cite(linker, context.records.work(work), "works", work.id),
        outline=outline(linker, work),
    )
    page = f", page {number}" if several else ""
    return Page(
        "full",
        f"Full text: {work.short_title}{page}",
        f"All passages of {work.short_title}{page or ' on one page'}.",
        view,
        module="full" if themes or several else "",
    )


def _sections(linker: Linker, work: Work, sections: tuple[Section, ...]) -> tuple[FullSection, ...]:
    parts = {part.label: part for part in work.parts}
    found = []
    before = ""
    for section in sections:
        begins = section.part and section.part != before
        before = section.part or before
        found.append(
            FullSection(
                href=linker.to("sections", section.key),
                reference=section_reference(section),
                title=title_of(work, section),
                has_heading=bool(section.heading),
                in_part=bool(section.part),
                part=parts.get(section.part) if begins else None,
                passages=passages(
                    linker,
                    work,
                    section,
                    linker.context.links.sections[section.key],
                    with_terms=False,
                ),
            )
        )
    return tuple(found)


def _pages(
    linker: Linker, work: Work, pages: list[tuple[Section, ...]]
) -> tuple[FullPageLink, ...]:
    return tuple(
        FullPageLink(
            linker.url(addresses.full_text(work.id, number)),
            number,
            section_reference(held[0]),
            section_reference(held[-1]),
            tuple(section.id for section in held),
        )
        for number, held in enumerate(pages, 1)
    )
