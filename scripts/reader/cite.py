"""Citations as files, for reference managers: RIS, BibTeX, CSL-JSON and CSV.

What is cited is a section or a passage in the work as it was delivered: a chapter in a book, since
that is what reference managers keep all of (CSL-JSON 1.0.2 `chapter`, RIS `CHAP`, BibTeX
`@incollection`).
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import rispy
from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from reader.dates import written
from reader.lazy import Lazy
from reader.locators import address, passage_reference, section_reference, section_title
from reader.model import Cited, Corpus, Edition, Links, Located, Page, Passage, Section, Work
from reader.words import normal

BIBTEX_SPECIALS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
BIBTEX_LAYOUT = BibtexFormat()  # type: ignore[no-untyped-call]
BIBTEX_LAYOUT.indent = " "
CSV_COLUMNS = ("reference", "words", "about", "mentions", "address", "work")


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """What a reference manager is told of a work, a section or a passage."""

    key: str
    work: Work
    title: str
    locator: str
    url: str
    abstract: str
    keywords: tuple[str, ...]
    note: str
    whole: bool = False
    """Whether the work itself is cited, not something in it."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A citation in every format. A file of several has them one after the other."""

    ris: str
    bibtex: str
    csl: str


def texts(citation: CitationRecord) -> Texts:
    """`citation` in every format."""
    return Texts(ris(citation), bibtex(citation), csl_json(citation))


def citation_files(
    corpus: Corpus, links: Links, edition: Edition
) -> dict[str, Callable[[], Iterator[Page]]]:
    """The citation files that stand in each folder of the site, made when they are called for."""
    cite = _Citer(corpus, edition)
    files: dict[str, Callable[[], Iterator[Page]]] = {}
    for work in corpus.works:
        for section in work.sections:
            folder = address("sections", section.key)
            files[folder] = partial(cite.section_files, folder, work, section)
        folder = address("works", work.id)
        files[folder] = partial(cite.work_files, folder, work)
    for theme in corpus.vocabulary.themes:
        folder = address("themes", theme.id)
        files[folder] = partial(cite.list_files, f"{folder}{theme.id}", links.themes[theme.id].all)
    return files


def cited(corpus: Corpus, edition: Edition) -> Mapping[str, Cited]:
    """What the page of every work and section says of itself, by the work's id or section's key."""
    cite = _Citer(corpus, edition)
    makers: dict[str, Callable[[], Cited]] = {}
    for work in corpus.works:
        makers[work.id] = partial(cite.of_work, work)
        for section in work.sections:
            makers[section.key] = partial(cite.of_section, work, section)
    return Lazy(makers)


def _printed(citation: CitationRecord) -> tuple[dict[str, Any], str, str]:
    """What a citation in print is made of: a CSL-JSON item without what only a database keeps, the
    locator, and the author's name as it is usually written."""
    kept = ("id", "type", "title", "container-title", "author", "issued", "publisher-place", "URL")
    item = {name: value for name, value in csl_item(citation).items() if name in kept}
    return item, citation.locator, citation.work.speaker.name


def _head(citation: CitationRecord, edition: Edition) -> tuple[tuple[str, str], ...]:
    """The names and contents of the metadata that Zotero's Embedded Metadata translator reads.

    Zotero takes any `z:` field as it is; `z:itemType` decides against all else what the item is,
    and a `citation_…` tag would drop half of it. Dublin Core for those who read that.
    """
    work = citation.work
    fields = (
        ("z:itemType", "book" if citation.whole else "bookSection"),
        ("DC.title", citation.title),
        ("DC.creator", f"{work.speaker.family}, {work.speaker.given}"),
        ("DC.source", "" if citation.whole else work.title),
        ("DC.date", work.date),
        ("DC.language", work.language),
        ("DC.rights", work.rights),
        ("DCTERMS.abstract", citation.abstract),
        ("z:place", work.place),
        ("z:pages", citation.locator),
        ("z:extra", citation.note),
        ("og:type", "article"),
        ("og:title", citation.title),
        ("og:url", citation.url),
        ("og:image", f"{edition.url}{address('works', work.id)}card.png"),
        ("og:image:alt", f"{work.short_title}, {work.speaker.name}, {written(work.date)}"),
    )
    return tuple((name, content) for name, content in fields if content)


def _linked_data(citation: CitationRecord, section: Section, edition: Edition) -> str:
    """The section and its quotations as JSON-LD (schema.org `Chapter`, `Book`, `Quotation`)."""
    work = citation.work

    def themes(ids: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"@id": edition.url + address("themes", id)} for id in ids]

    document = {
        "@context": "https://schema.org",
        "@type": "Chapter",
        "@id": citation.url,
        "name": citation.title,
        "pagination": citation.locator,
        "inLanguage": work.language,
        "keywords": list(citation.keywords),
        "isPartOf": {
            "@type": "Book",
            "@id": edition.url + address("works", work.id),
            "name": work.title,
            "author": {"@type": "Person", "name": work.speaker.name},
            "datePublished": work.date,
        },
        "isBasedOn": {
            "@type": "WebPage",
            "name": work.source.title,
            "publisher": {"@type": "Organization", "name": work.source.publisher},
            "datePublished": work.source.date,
            "url": work.source.url,
        },
        "hasPart": [
            {
                "@type": "Quotation",
                "@id": edition.url + address("passages", f"{work.id}/{passage.id}"),
                "name": passage_reference(section, passage),
                "text": passage.words,
                "spokenByCharacter": {"@type": "Person", "name": work.speaker.name},
                "inLanguage": work.language,
                "about": themes(passage.about),
                "mentions": themes(passage.mentions),
            }
            for passage in section.passages
        ],
    }
    return json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")


def _three(path: str, citations: list[Texts]) -> Iterator[Page]:
    yield Page(f"{path}.ris", "\n".join(one.ris for one in citations))
    yield Page(f"{path}.bib", "\n".join(one.bibtex for one in citations))
    items = ",\n".join(one.csl for one in citations)
    yield Page(f"{path}.csl.json", f"[\n{items}\n]\n")


class _Citer:
    def __init__(self, corpus: Corpus, edition: Edition) -> None:
        self.edition = edition
        self.labels = {theme.id: theme.label for theme in corpus.vocabulary.themes}
        self.texts: dict[tuple[str, str], Texts] = {}

    def of_work(self, work: Work) -> Cited:
        own = self.work(work)
        return Cited(_printed(own), _head(own, self.edition))

    def of_section(self, work: Work, section: Section) -> Cited:
        own = self.section(work, section)
        linked = _linked_data(own, section, self.edition)
        return Cited(_printed(own), _head(own, self.edition), linked)

    def section_files(self, folder: str, work: Work, section: Section) -> Iterator[Page]:
        own = [self.texts_of(Located(work, section, passage)) for passage in section.passages]
        yield from _three(f"{folder}{section.id}", [texts(self.section(work, section)), *own])
        for one, passage in zip(own, section.passages, strict=True):
            yield Page(f"{folder}{passage.id}.ris", one.ris)

    def work_files(self, folder: str, work: Work) -> Iterator[Page]:
        whole = texts(self.work(work))
        places = [
            Located(work, section, one) for section in work.sections for one in section.passages
        ]
        yield from self.list_files(f"{folder}{work.id}", places, whole)

    def list_files(self, path: str, places: Sequence[Located], *before: Texts) -> Iterator[Page]:
        yield from _three(path, [*before, *map(self.texts_of, places)])
        yield Page(f"{path}.csv", self.csv(places))

    def texts_of(self, place: Located) -> Texts:
        """A passage in every format; it stands in the files of its section, work and themes."""
        key = (place.work.id, place.passage.id)
        if key not in self.texts:
            self.texts[key] = texts(self.passage(place.work, place.section, place.passage))
        return self.texts[key]

    def work(self, work: Work) -> CitationRecord:
        return CitationRecord(
            key=work.id,
            work=work,
            title=work.title,
            locator="",
            url=self.edition.url + address("works", work.id),
            abstract=normal(work.summary),
            keywords=(),
            note=self.note(work),
            whole=True,
        )

    def section(self, work: Work, section: Section) -> CitationRecord:
        ids = dict.fromkeys(id for passage in section.passages for id in passage.themes)
        return CitationRecord(
            key=f"{work.id}-{section.id}",
            work=work,
            title=section_title(work, section),
            locator=section_reference(section),
            url=self.edition.url + address("sections", section.key),
            abstract=" ".join(passage.words for passage in section.passages),
            keywords=tuple(self.labels[id] for id in ids),
            note=self.note(work),
        )

    def passage(self, work: Work, section: Section, passage: Passage) -> CitationRecord:
        return CitationRecord(
            key=f"{work.id}-{passage.id}",
            work=work,
            title=section_title(work, section),
            locator=passage_reference(section, passage),
            url=self.edition.url + address("passages", f"{work.id}/{passage.id}"),
            abstract=passage.words,
            keywords=tuple(self.labels[id] for id in passage.themes),
            note=self.note(work),
        )

    def note(self, work: Work) -> str:
        """Whose the text is, that it is a selection, and the edition of the reader."""
        source = f"Text as published by {work.source.publisher}, {written(work.source.date)}."
        edition = f"{self.edition.name}, version {self.edition.version}."
        return normal(" ".join((source, work.selection, edition)))

    def csv(self, places: Iterable[Located]) -> str:
        """A table of passages (RFC 4180), in the order given."""
        table = io.StringIO()
        writer = csv.writer(table)
        writer.writerow(CSV_COLUMNS)
        for place in places:
            citation = self.passage(place.work, place.section, place.passage)
            writer.writerow(
                (
                    citation.locator,
                    citation.abstract,
                    "; ".join(self.labels[id] for id in place.passage.about),
                    "; ".join(self.labels[id] for id in place.passage.mentions),
                    citation.url,
                    place.work.short_title,
                )
            )
        return table.getvalue()


class Ris(rispy.RisWriter):  # type: ignore[misc]
    """RIS without the numbers that rispy writes before each record."""

    def set_header(self, count: int) -> str:
        return ""


def ris(citation: CitationRecord) -> str:
    """A citation in RIS; the locator is the start page, themes are keywords."""
    work = citation.work
    entry: dict[str, Any] = {
        "type_of_reference": "BOOK" if citation.whole else "CHAP",
        "authors": [f"{work.speaker.family}, {work.speaker.given}"],
        "title": citation.title,
        "year": work.date[:4],
        "date": work.date.replace("-", "/"),
        "language": work.language,
        "urls": [citation.url],
        "abstract": citation.abstract,
        "notes": [citation.note],
    }
    if not citation.whole:
        entry["secondary_title"] = work.title
    if citation.locator:
        entry["start_page"] = citation.locator
    if work.place:
        entry["place_published"] = work.place
    if citation.keywords:
        entry["keywords"] = list(citation.keywords)
    return str(rispy.dumps([entry], implementation=Ris))


def bibtex(citation: CitationRecord) -> str:
    """A citation in BibTeX; addresses are verbatim, everything else is escaped."""
    work = citation.work
    fields = {
        "abstract": _escaped(citation.abstract),
        "address": _escaped(work.place),
        "author": f"{_escaped(work.speaker.family)}, {_escaped(work.speaker.given)}",
        "booktitle": "" if citation.whole else f"{{{_escaped(work.title)}}}",
        "date": work.date,
        "keywords": _escaped(", ".join(citation.keywords)),
        "language": work.language,
        "note": _escaped(citation.note),
        "pages": _escaped(citation.locator),
        "title": f"{{{_escaped(citation.title)}}}",
        "url": citation.url,
        "year": work.date[:4],
    }
    kind = "book" if citation.whole else "incollection"
    filled = [Field(name, value) for name, value in fields.items() if value]
    library = Library([Entry(kind, citation.key, filled)])
    return write_string(
        library, default_unparse_stack(allow_inplace_modification=True), bibtex_format=BIBTEX_LAYOUT
    )


def _escaped(text: str) -> str:
    return text.translate(BIBTEX_SPECIALS)


def csl_json(citation: CitationRecord) -> str:
    """A citation in CSL-JSON 1.0.2, on one line."""
    return json.dumps(csl_item(citation), ensure_ascii=False)


def csl_item(citation: CitationRecord) -> dict[str, Any]:
    """A citation as a CSL-JSON item."""
    work = citation.work
    item = {
        "id": citation.key,
        "type": "book" if citation.whole else "chapter",
        "title": citation.title,
        "container-title": "" if citation.whole else work.title,
        "author": [{"family": work.speaker.family, "given": work.speaker.given}],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]},
        "publisher-place": work.place,
        "page": citation.locator,
        "language": work.language,
        "keyword": ", ".join(citation.keywords),
        "abstract": citation.abstract,
        "note": citation.note,
        "URL": citation.url,
    }
    return {name: value for name, value in item.items() if value}
