"""What readers copy or download to cite a page."""

from dataclasses import dataclass

from markupsafe import Markup

from reader.addresses import HOW_TO_CITE, files
from reader.cite.record import CitationRecord, FormattedCitation, Slot, Slotted
from reader.corpus.inline import Inlines
from reader.corpus.model import Kind, Section
from reader.dates import format_date
from reader.html import as_html
from reader.names import listed
from reader.pages.context import title_of
from reader.pages.linker import Linker

SINGLE = str.maketrans("“”", "‘’")
"""Quotation marks as they are within quotation marks."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in every style, and the address of its files without an ending.

    `attribution` is what follows a quotation that is copied; a work as a whole has none.
    """

    how_to_cite: str
    texts: tuple[FormattedCitation, ...]
    files: str
    attribution: Slotted = ()


def cite(
    linker: Linker, record: CitationRecord, kind: Kind, key: str, section: Section | None = None
) -> Cite:
    """How the work of a record is cited, or its `section`."""
    texts = linker.context.format(record)
    attribution = _attribution(record, title_of(record.work, section)) if section else ()
    return Cite(linker.url(HOW_TO_CITE), texts, linker.url(files(kind, key)), attribution)


def _attribution(record: CitationRecord, title: Inlines) -> Slotted:
    """Who said the words under which heading, where and when, who published the text, and where
    they are read, in a sentence; titles are as printed."""
    work, source = record.work, record.work.source
    where = Markup("<em>{}</em>").format(work.title)
    if not record.is_work:
        inner = as_html(title).translate(SINGLE)
        where = Markup("“{}”, in {}").format(inner, where)
    roles = (("edited by", work.editor), ("translated by", work.translator))
    published = f"as published by {source.publisher}"
    pieces = (
        listed(work.author),
        where,
        *(f"{role} {listed(names)}" for role, names in roles if names),
        record.event,
        f"{published}, {format_date(source.date)}" if source.date else published,
        record.reference,
    )
    selection = f"{work.selection} " if work.selection else ""
    return (
        Markup(", ").join(filter(None, pieces)),
        Slot("paragraph", lead=record.paragraph_lead),
        Markup(". {}{}, ").format(selection, record.publication.name_and_version),
        Slot("address", record.url),
        Markup("."),
    )
