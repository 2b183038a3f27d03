"""What readers copy or download to cite a page."""

from dataclasses import dataclass

from reader.addresses import HOW_TO_CITE, files
from reader.cite.record import CitationRecord, FormattedCitation
from reader.corpus.model import Kind
from reader.pages.linker import Linker


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in every style, and the address of its files without an ending."""

    how_to_cite: str
    texts: tuple[FormattedCitation, ...]
    files: str


def cite(linker: Linker, record: CitationRecord, kind: Kind, key: str) -> Cite:
    """How the work or section of a record is cited."""
    texts = linker.context.format(record)
    return Cite(linker.url(HOW_TO_CITE), texts, linker.url(files(kind, key)))
