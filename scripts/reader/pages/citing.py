"""What readers copy or download to cite a page."""

from dataclasses import dataclass

from reader.addresses import files
from reader.cite.citeproc import Styled
from reader.cite.record import CitationRecord
from reader.corpus.model import Kind
from reader.pages.context import Linker


@dataclass(frozen=True, slots=True)
class Cite:
    """A citation in every style, its locator, and the address of its files without an ending."""

    texts: tuple[Styled, ...]
    locator: str
    files: str


def cite(linker: Linker, record: CitationRecord, kind: Kind, key: str) -> Cite:
    """How the work or section of a record is cited."""
    texts = linker.context.format(record)
    return Cite(texts, record.locator, linker.url(files(kind, key)))
