"""The record of a work, section or passage as it is cited, which every format is made from.

A section or a passage is cited in the work as it was delivered: a chapter in a book, since that is
what reference managers keep all of (CSL-JSON 1.0.2 `chapter`, RIS `CHAP`, BibTeX `@incollection`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from reader.addresses import address, passage_reference, section_reference, section_title
from reader.corpus.model import PassageRef, Section, Theme, Work
from reader.dates import format_date
from reader.text import normalize_space


@dataclass(frozen=True, slots=True)
class Publication:
    """The site that people cite from: its name, version, and address, which ends in a slash."""

    name: str
    version: str
    url: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a citation where a passage puts its own reference or address.

    `text` is what is there for the whole page; `lead` comes before what is put into it.
    """

    name: Literal["reference", "address"]
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class FormattedCitation:
    """A citation in one style: as in a bibliography or note, and in the text, if it has one."""

    style: str
    label: str
    bibliography: tuple[str | Slot, ...]
    in_text: tuple[str | Slot, ...] = ()


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """A work, a section or a passage as it is cited."""

    key: str
    work: Work
    title: str
    locator: str
    url: str
    abstract: str
    keywords: tuple[str, ...]
    note: str
    is_work: bool = False
    """Whether the work itself is cited, not something in it."""


class Records:
    """The records of a corpus as published on one site; keywords are the labels of themes."""

    def __init__(self, themes: Iterable[Theme], publication: Publication) -> None:
        self.publication = publication
        self.labels = {theme.id: theme.label for theme in themes}

    def work(self, work: Work) -> CitationRecord:
        return CitationRecord(
            key=work.id,
            work=work,
            title=work.title,
            locator="",
            url=self.publication.url + address("works", work.id),
            abstract=normalize_space(work.summary),
            keywords=(),
            note=self.note(work),
            is_work=True,
        )

    def section(self, work: Work, section: Section) -> CitationRecord:
        return CitationRecord(
            key=f"{work.id}-{section.id}",
            work=work,
            title=section_title(work, section),
            locator=section_reference(section),
            url=self.publication.url + address("sections", section.key),
            abstract=" ".join(passage.words for passage in section.passages),
            keywords=tuple(self.labels[id] for id in section.themes),
            note=self.note(work),
        )

    def passage(self, ref: PassageRef) -> CitationRecord:
        work, section, passage = ref.work, ref.section, ref.passage
        return CitationRecord(
            key=f"{work.id}-{passage.id}",
            work=work,
            title=section_title(work, section),
            locator=passage_reference(section, passage),
            url=self.publication.url + address("passages", ref.key),
            abstract=passage.words,
            keywords=tuple(self.labels[id] for id in passage.themes),
            note=self.note(work),
        )

    def note(self, work: Work) -> str:
        """Return who published the text, the work's selection, and the version of the site."""
        source = f"Text as published by {work.source.publisher}, {format_date(work.source.date)}."
        version = f"{self.publication.name}, version {self.publication.version}."
        return normalize_space(" ".join((source, work.selection, version)))
