"""What readers copy or download to cite a page."""

from dataclasses import dataclass

from reader.addresses import files
from reader.cite.record import CitationRecord, FormattedCitation
from reader.corpus.model import Kind
from reader.pages.context import Linker


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in every style, and the address of its files without an ending."""

    texts: tuple[FormattedCitation, ...]
    files: str


def cite(linker: Linker, record: CitationRecord, kind: Kind, key: str) -> Cite:
    """How the work or section of a record is cited."""
    return Cite(linker.context.format(record), linker.url(files(kind, key)))
