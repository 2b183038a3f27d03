"""The citation files of works, sections, passages and themes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from reader import addresses
from reader.cite.bibtex import bibtex
from reader.cite.csl import csl_json
from reader.cite.record import CitationRecord, Records, is_cited_as_work
from reader.cite.ris import ris
from reader.cite.table import csv_table
from reader.corpus.model import Corpus, PassageRef
from reader.documents import FileDocument
from reader.graph.model import Links

Format = Callable[[CitationRecord], str]
Texts = Callable[[str], str]
"""A record in a format, by the ending of its files."""


def _array(texts: Iterable[str]) -> str:
    return "[\n" + ",\n".join(texts) + "\n]\n"


FORMATS: dict[str, tuple[Format, Callable[[Iterable[str]], str]]] = {
    "ris": (ris, "\r\n".join),
    "bib": (bibtex, "\n".join),
    "csl.json": (csl_json, _array),
}
"""For each ending how one record is written, and how several are put together."""


def citation_files(
    corpus: Corpus, links: Links, records: Records
) -> Iterator[tuple[str, FileDocument]]:
    """Yield every citation file with its address: RIS, BibTeX, CSL-JSON and tables.

    The file of a section has that alone, since a passage is cited in it; that of a work has the
    work and its sections, that of a theme its passages.
    """
    passage_texts: dict[str, Texts] = {}
    for work in corpus.works:
        sections = []
        for section in work.sections:
            texts = _texts(partial(records.section, work, section))
            yield from _files(addresses.files("sections", section.key), [texts])
            if not is_cited_as_work(work, section):
                sections.append(texts)
            for passage in work.passages_in(section):
                own = passage_texts[passage.key] = _texts(partial(records.passage, passage))
                address = addresses.files("passages", passage.key) + ".ris"
                yield address, _file("ris", [own])
        base = addresses.files("works", work.id)
        yield from _files(base, [_texts(partial(records.work, work)), *sections])
        yield f"{base}.csv", _table(work.passages, records)
    for theme in corpus.vocabulary.themes:
        passages = links.themes[theme.id].all
        base = addresses.files("themes", theme.id)
        yield from _files(base, [passage_texts[passage.key] for passage in passages])
        yield f"{base}.csv", _table(passages, records)


def _texts(make: Callable[[], CitationRecord]) -> Texts:
    """The record that `make` gives in each format, written once: it is in several files."""
    return cache(lambda ending: FORMATS[ending][0](make()))


def _files(base: str, records: Sequence[Texts]) -> Iterator[tuple[str, FileDocument]]:
    """Yield a file in each format."""
    for ending in FORMATS:
        yield f"{base}.{ending}", _file(ending, records)


def _file(ending: str, records: Sequence[Texts]) -> FileDocument:
    """A file whose records are written when it is."""
    _, join = FORMATS[ending]
    return FileDocument(lambda: join([texts(ending) for texts in records]).encode())


def _table(passages: tuple[PassageRef, ...], records: Records) -> FileDocument:
    return FileDocument(lambda: csv_table(passages, records).encode())
