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
    work and its sections, that of a theme its passages. What was withdrawn keeps its files: that of
    a theme has the theme and the passages that had it.
    """
    past = links.past
    passages = {
        place.key: _texts(partial(records.passage, place))
        for place in (*corpus.passages, *past.passages)
    }
    for key, texts in passages.items():
        yield addresses.files("passages", key) + ".ris", _file("ris", [texts])
    sections = {
        section.key: _texts(partial(records.section, work, section))
        for work, section in (*corpus.sections, *past.sections)
    }
    for key, texts in sections.items():
        yield from _files(addresses.files("sections", key), [texts])
    for work in (*corpus.works, *past.works):
        inside = [sections[one.key] for one in work.sections if not is_cited_as_work(work, one)]
        base = addresses.files("works", work.id)
        yield from _files(base, [_texts(partial(records.work, work)), *inside])
        yield f"{base}.csv", _table(work.passages, records)
    for theme in (*corpus.vocabulary.themes, *past.themes):
        present = links.themes.get(theme.id)
        found = present.all if present else past.tagged.get(theme.id, ())
        own = [] if present else [_texts(partial(records.theme, theme))]
        base = addresses.files("themes", theme.id)
        yield from _files(base, [*own, *(passages[place.key] for place in found)])
        yield f"{base}.csv", _table(found, records)


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
