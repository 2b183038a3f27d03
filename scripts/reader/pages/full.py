"""The full text of a work, which goes on over pages if it is long."""

from dataclasses import dataclass

from reader import addresses
from reader.cite.head import meta_tags, preview_tags
from reader.corpus.model import Part, Section, Theme, Work
from reader.names import listed
from reader.pages.citing import Cite, cite
from reader.pages.context import Context
from reader.pages.linker import Linker, SectionItem
from reader.pages.outline import Outline, outline
from reader.pages.page import Page, lead, running
from reader.pages.passages import NoteView, Passages, notes, passages
from reader.pages.sources import PrintedSource, printed_sources


@dataclass(frozen=True, slots=True)
class FullSection:
    """A section in the full text; `part` is the part that begins with it, if one does."""

    section: SectionItem
    part: Part | None
    passages: Passages


@dataclass(frozen=True, slots=True)
class FullView:
    """A page of the full text. `pages` has the addresses of all, each with its sections; there are
    none if the text is on one page."""

    number: int
    themes: tuple[Theme, ...]
    author: str
    event: str
    selection: str
    sections: tuple[FullSection, ...]
    pages: tuple[tuple[str, tuple[SectionItem, ...]], ...]
    notes: tuple[NoteView, ...]
    sources: tuple[PrintedSource, ...]
    cite: Cite
    outline: Outline


def full_page(context: Context, work: Work, number: int) -> Page:
    pages = context.full_pages[work.id]
    several = len(pages) > 1
    sections = pages[number - 1]
    linker = Linker(context, addresses.full_text(work.id, number))
    used = {id for s in work.sections for passage in s.passages for id in passage.themes}
    themes = tuple(theme for theme in context.corpus.vocabulary.themes if theme.id in used)
    links = tuple(
        (
            linker.url(addresses.full_text(work.id, other)),
            tuple(linker.section(work, section) for section in held),
        )
        for other, held in enumerate(pages, 1)
    )
    record = context.records.work(work)
    cited = (id for section in sections for id in context.links.sections[section.key].sources)
    view = FullView(
        number=number,
        themes=themes,
        author=listed(work.author),
        event=record.event,
        selection=work.selection,
        sections=_sections(linker, work, sections),
        pages=links if several else (),
        notes=tuple(note for section in sections for note in notes(linker, work, section)),
        sources=printed_sources(linker, cited),
        cite=cite(linker, record, "works", work.id),
        outline=outline(linker, work),
    )
    page = f", page {number}" if several else ""
    return Page(
        "full",
        f"{view.outline.full_name}: {work.short_title}{page}",
        f"{lead(work)}. {view.outline.full_name} of {work.short_title}{page or ' on one page'}.",
        view,
        module="full" if themes or several else "",
        citations=linker.url(addresses.files("works", work.id)),
        head=meta_tags(record) + preview_tags(work, context.publication),
        running=running(work),
    )


def _sections(linker: Linker, work: Work, sections: tuple[Section, ...]) -> tuple[FullSection, ...]:
    parts = {part.label: part for part in work.parts}
    return tuple(
        FullSection(
            linker.section(work, section),
            parts.pop(section.part, None),
            passages(linker, work, section, with_terms=False),
        )
        for section in sections
    )
