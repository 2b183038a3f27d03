"""The full text of a work, which goes on over pages if it is long."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from reader import addresses, ids
from reader.cite.head import meta_tags, preview_tags
from reader.corpus.model import Part, Section, Theme, Work
from reader.names import listed
from reader.pages.citing import Cite, cite
from reader.pages.context import Context, text
from reader.pages.linker import Linker, SectionItem
from reader.pages.outline import Outline, outline
from reader.pages.page import Page, lead, running
from reader.pages.passages import NoteView, Passages, notes, passages
from reader.pages.sources import PrintedSource, printed_sources
from reader.pages.tombstones import Elsewhere, TombstoneView, elsewhere, tombstone
from reader.pages.withdrawn import WithdrawnChoice, withdrawn_choices, withdrawn_sections


@dataclass(frozen=True, slots=True)
class FullSection:
    """A section in the full text; `part` is the part that begins with it, if one does."""

    section: SectionItem
    part: Part | None
    passages: Passages


@dataclass(frozen=True, slots=True)
class FullView:
    """A page of the full text. `pages` has the addresses of all, each with its sections; there are
    none if the text is on one page. `elsewhere` is, on the first page, what is on the others, and
    on the pages of withdrawn sections; `withdrawn_themes` is what scripts say of these."""

    number: int
    themes: tuple[Theme, ...]
    author: str
    event: str
    selection: str
    sections: tuple[FullSection, ...]
    pages: tuple[tuple[str, tuple[SectionItem, ...]], ...]
    notes: tuple[NoteView, ...]
    withdrawn_notes: tuple[TombstoneView, ...]
    elsewhere: tuple[Elsewhere, ...]
    withdrawn_themes: tuple[WithdrawnChoice, ...]
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
        withdrawn_notes=tuple(
            tombstone(linker, stone)
            for section in sections
            for stone in context.links.sections[section.key].withdrawn_notes
        ),
        elsewhere=tuple(_elsewhere(linker, work)) if number == 1 else (),
        withdrawn_themes=tuple(withdrawn_choices(linker, "themes")),
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
        module="full" if themes or several or view.elsewhere else "",
        citations=linker.url(addresses.files("works", work.id)),
        head=meta_tags(record) + preview_tags(work, context.publication),
        running=running(work),
    )


def _elsewhere(linker: Linker, work: Work) -> Iterator[Elsewhere]:
    """What is on the other pages of the full text, and on the pages of withdrawn sections."""
    for number, sections in enumerate(linker.context.full_pages[work.id][1:], 2):
        page = addresses.full_text(work.id, number)
        for section in sections:
            link = linker.context.links.sections[section.key]
            stones = (*chain(*link.withdrawn.values()), *link.withdrawn_notes)
            held = [
                *(passage.id for passage in section.passages),
                *(ref.id for ref in work.notes_in(section)),
                *(ids.without_work(stone.key) for stone in stones),
            ]
            item = linker.section(work, section)
            name = (*text(f"{item.reference}, "), *item.title) if item.reference else item.title
            yield elsewhere(linker, section.id, (*name, *text(f", page {number}")), page, held)
    yield from withdrawn_sections(linker, work.id)


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
