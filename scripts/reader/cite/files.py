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
from reader.documents import File
from reader.graph.model import Links

Format = Callable[[CitationRecord], str]


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _array(texts: Iterable[str]) -> str:
    return "[\n" + ",\n".join(texts) + "\n]\n"


FORMATS: dict[str, tuple[Format, Callable[[Iterable[str]], str]]] = {
    "ris": (ris, _lines),
    "bib": (bibtex, _lines),
    "csl.json": (csl_json, _array),
}
"""For each ending how one record is written, and how several are put together."""


def citation_files(corpus: Corpus, links: Links, records: Records) -> Iterator[tuple[str, File]]:
    """Every citation file, by its address."""
    write = _Writer(records)
    for work in corpus.works:
        everything = []
        for section in work.sections:
            own = [PassageRef(work, section, passage) for passage in section.passages]
            everything += own
            base = addresses.files("sections", section.key)
            yield from write.files(base, own, partial(records.section, work, section))
            for place in own:
                base = addresses.files("passages", place.key)
                yield f"{base}.ris", write.file("ris", [place])
        base = addresses.files("works", work.id)
        yield from write.files(base, everything, partial(records.work, work))
        yield f"{base}.csv", write.table(everything)
    for theme in corpus.vocabulary.themes:
        places = links.themes[theme.id].all
        base = addresses.files("themes", theme.id)
        yield from write.files(base, places)
        yield f"{base}.csv", write.table(places)


class _Writer:
    """Writes records, those of passages only once: each is in several files."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.written: dict[tuple[str, str], str] = {}

    def files(
        self,
        base: str,
        places: Iterable[PassageRef],
        whole: Callable[[], CitationRecord] | None = None,
    ) -> Iterator[tuple[str, File]]:
        """A file in each format: what is cited as a whole, if anything, then the passages."""
        for ending in FORMATS:
            yield f"{base}.{ending}", self.file(ending, places, whole)

    def file(
        self,
        ending: str,
        places: Iterable[PassageRef],
        whole: Callable[[], CitationRecord] | None = None,
    ) -> File:
        format, join = FORMATS[ending]

        def make() -> bytes:
            before = [format(whole())] if whole else []
            return join([*before, *(self.passage(ending, place) for place in places)]).encode()

        return File(make)

    def passage(self, ending: str, place: PassageRef) -> str:
        key = (ending, place.key)
        if key not in self.written:
            self.written[key] = FORMATS[ending][0](self.records.passage(place))
        return self.written[key]

    def table(self, places: Iterable[PassageRef]) -> File:
        return File(lambda: csv_table(places, self.records).encode())
