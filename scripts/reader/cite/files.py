"""The citation files of works, sections, passages and themes."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from reader import addresses
from reader.cite.bibtex import bibtex
from reader.cite.csl import csl_json
from reader.cite.record import CitationRecord, Records
from reader.cite.ris import ris
from reader.cite.table import csv_table
from reader.corpus.model import Corpus, PassageRef
from reader.documents import FileDocument
from reader.graph.model import Links

Format = Callable[[CitationRecord], str]
Passages = tuple[PassageRef, ...]


def _array(texts: Iterable[str]) -> str:
    return "[\n" + ",\n".join(texts) + "\n]\n"


FORMATS: dict[str, tuple[Format, Callable[[Iterable[str]], str]]] = {
    "ris": (ris, "\n".join),
    "bib": (bibtex, "\n".join),
    "csl.json": (csl_json, _array),
}
"""For each ending how one record is written, and how several are put together."""


def citation_files(
    corpus: Corpus, links: Links, records: Records
) -> Iterator[tuple[str, FileDocument]]:
    """Yield every citation file with its address: RIS, BibTeX, CSL-JSON and tables.

    Files of works and sections start with the record of the work or section itself.
    """
    write = _Writer(records)
    for work in corpus.works:
        for section in work.sections:
            passages = work.passages_in(section)
            base = addresses.files("sections", section.key)
            yield from write.files(base, passages, partial(records.section, work, section))
            for passage in passages:
                address = addresses.files("passages", passage.key) + ".ris"
                yield address, write.file("ris", (passage,))
        base = addresses.files("works", work.id)
        yield from write.files(base, work.passages, partial(records.work, work))
        yield f"{base}.csv", write.table(work.passages)
    for theme in corpus.vocabulary.themes:
        passages = links.themes[theme.id].all
        base = addresses.files("themes", theme.id)
        yield from write.files(base, passages)
        yield f"{base}.csv", write.table(passages)


class _Writer:
    """Writes records, those of passages only once: each is in several files."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.written: dict[tuple[str, str], str] = {}

    def files(
        self, base: str, passages: Passages, first: Callable[[], CitationRecord] | None = None
    ) -> Iterator[tuple[str, FileDocument]]:
        """Yield a file in each format: the `first` record, if there is one, then the passages."""
        for ending in FORMATS:
            yield f"{base}.{ending}", self.file(ending, passages, first)

    def file(
        self, ending: str, passages: Passages, first: Callable[[], CitationRecord] | None = None
    ) -> FileDocument:
        format, join = FORMATS[ending]

        def make() -> bytes:
            before = [format(first())] if first else []
            return join([*before, *(self.passage(ending, one) for one in passages)]).encode()

        return FileDocument(make)

    def passage(self, ending: str, passage: PassageRef) -> str:
        key = (ending, passage.key)
        if key not in self.written:
            self.written[key] = FORMATS[ending][0](self.records.passage(passage))
        return self.written[key]

    def table(self, passages: Passages) -> FileDocument:
        return FileDocument(lambda: csv_table(passages, self.records).encode())
