"""The record of a work, section or passage as it is cited, which every format is made from.

What is cited is a section under its heading, in the work by its full title, at the event where it
was delivered, as a chapter of it (CSL-JSON 1.0.2 `chapter`, RIS `CHAP`, BibTeX `@incollection`);
the site and its version are the publisher, and the reference is a number, never a page.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from markupsafe import Markup

from reader import ids
from reader.addresses import address, edition, section_reference, section_title
from reader.corpus.model import Id, Kind, Origin, PassageRef, Section, Theme, Work
from reader.dates import format_date
from reader.names import listed
from reader.text import normalize_space

FULL_STOP = re.compile(
    r"""(?<!\.)(?<!\b[A-Z])(?<!\b(?:al|Co|Jr|Sr))(?<!\b(?:etc|Inc|Ltd))\.(["'”’]*)$"""
)
"""A full stop at the end of a title, unless it belongs to an abbreviation."""


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the site; what the publisher has not said is empty.

    `contact` is where errors are reported, an e-mail address or one of the web; `editors` are
    names, with an affiliation or without; `repository` is the address of the source.
    """

    name: str = ""
    url: str = ""
    contact: str = ""
    editors: tuple[str, ...] = ()
    repository: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of what a site must not be released without, and lacks."""
        return tuple(key for key in ("name", "contact", "editors") if not getattr(self, key))


@dataclass(frozen=True, slots=True)
class Publication:
    """The site that people cite from: its name, version, and address, which ends in a slash.

    `copyright` says whose the rights are, as HTML. An edition was `frozen` on a day (ISO 8601), and
    stays as it was then; for the site as it is today that is empty.
    """

    name: str
    version: str
    url: str
    publisher: Publisher = Publisher()
    copyright: str = ""
    frozen: str = ""

    @property
    def name_and_version(self) -> str:
        return f"{self.name}, version {self.version}"

    def as_edition(self, day: str) -> "Publication":
        """The edition of this version, frozen on a day."""
        return replace(self, url=self.url + edition(self.version), frozen=day)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a citation that a passage fills: with the number of its paragraph, or its address.

    `text` is what is there for the whole page; `lead` comes before what a passage puts into it.
    """

    name: Literal["paragraph", "address"]
    text: str = ""
    lead: str = ""


Slotted = tuple[Markup | Slot, ...]


@dataclass(frozen=True, slots=True)
class FormattedCitation:
    """A citation in one style: as in a bibliography or note, and in the text, if it has one."""

    style: str
    label: str
    bibliography: Slotted
    in_text: Slotted = ()


@dataclass(frozen=True, slots=True)
class CitationRecord:
    """A work, a section or a passage as it is cited; no text in it has a line break.

    Titles are in sentence case where the editors give it, without a full stop at the end, so that
    each style can set its own capitals. `reference` is that of the section; `paragraph` is the
    number of a passage, else 0. `is_work` says that the work itself is cited, not something in it,
    `withdrawn` when and why it was withdrawn, if it was.
    """

    key: str
    work: Work
    publication: Publication
    title: str
    container: str
    short_title: str
    reference: str
    paragraph: int
    url: str
    abstract: str
    keywords: tuple[str, ...]
    is_work: bool
    withdrawn: str

    @property
    def genre(self) -> str:
        """What kind of text the work is, and to whom: Report; Letter to the Harbour Board."""
        kind, recipient = self.work.kind, listed(self.work.recipient)
        word = "" if kind == "document" else kind.capitalize()
        preposition = {"letter": "to", "interview": "with"}.get(kind)
        return f"{word} {preposition} {recipient}" if preposition and recipient else word

    @property
    def number(self) -> str:
        """The reference of a section; that of a passage is in its own title."""
        return "" if self.paragraph else self.reference

    @property
    def paragraph_lead(self) -> str:
        """What is between the reference of the section and the number of a paragraph."""
        return " ¶" if self.reference else ", ¶"

    @property
    def locator(self) -> str:
        """`III.10`, of a passage `III.10 ¶1`."""
        paragraph = f"¶{self.paragraph}" if self.paragraph else ""
        return f"{self.reference} {paragraph}".strip()

    @property
    def own_title(self) -> str:
        """The title; that of a passage with its reference, which tells it from its neighbours."""
        return f"{self.title} ({self.locator})" if self.paragraph else self.title

    @property
    def contributors(self) -> str:
        """Who edited and translated a work that is cited itself, in sentences."""
        if not self.is_work:
            return ""
        roles = (("Edited by", self.work.editor), ("Translated by", self.work.translator))
        return " ".join(f"{role} {listed(names)}." for role, names in roles if names)

    @property
    def event(self) -> str:
        """Title and place of the event, and the day: what happened when and where."""
        event = self.work.event
        day = format_date(self.work.date or event.date)
        return ", ".join(filter(None, (event.title, event.place, day)))

    @property
    def named_event(self) -> str:
        """The event, if it has a title."""
        return self.event if self.work.event.title else ""

    @property
    def event_date(self) -> str:
        """The day on which the work was delivered, if it was at an event that has a title."""
        return self.work.date if self.work.event.title else ""

    @property
    def remarks(self) -> str:
        """Whether the text was withdrawn, whether it is a selection, and who published it."""
        page = self.work.source
        published = ", ".join(filter(None, (page.publisher, format_date(page.date))))
        source = f"Text as published by {published}." if published else ""
        return normalize_space(f"{self.withdrawn} {self.work.selection} {source}")

    @property
    def translation(self) -> str:
        """What the text is a translation of, in a sentence."""
        title = self.work.translation_of.title
        return f"Translation of {title}." if title else ""


class Records:
    """The records of a corpus as published on one site; keywords are the labels of themes.

    `withdrawn` says of what was withdrawn when and why.
    """

    def __init__(
        self,
        themes: Iterable[Theme],
        publication: Publication,
        withdrawn: Mapping[Id, str] = MappingProxyType({}),
    ) -> None:
        self.publication = publication
        self.withdrawn = withdrawn
        self.labels = {theme.id: theme.label for theme in themes}

    def work(self, work: Work) -> CitationRecord:
        return self._record(work, work.id, work.summary)

    def theme(self, theme: Theme) -> CitationRecord:
        """A theme that was withdrawn, as a document of its own."""
        page = Work(theme.id, Origin(""), theme.label, short_title=theme.label, language="")
        return replace(
            self._record(page, theme.id, theme.definition),
            key=ids.citation_key(f"theme/{theme.id}"),
            url=self.publication.url + address("themes", theme.id),
            withdrawn=self.withdrawn["themes", theme.id],
        )

    def section(self, work: Work, section: Section) -> CitationRecord:
        words = " ".join(passage.words for passage in section.passages)
        return self._record(work, section.key, words, section.themes, section)

    def passage(self, ref: PassageRef) -> CitationRecord:
        passage = ref.passage
        return self._record(
            ref.work, ref.key, passage.words, passage.themes, ref.section, passage.number
        )

    def _record(
        self,
        work: Work,
        key: str,
        abstract: str,
        themes: tuple[str, ...] = (),
        section: Section | None = None,
        paragraph: int = 0,
    ) -> CitationRecord:
        """A work; with a `section` that, and with the number of a `paragraph` a passage of it."""
        kind: Kind = "passages" if paragraph else "sections" if section else "works"
        title = container = work.sentence_case or work.title
        short_title, is_work = work.short_title, True
        if section and not is_cited_as_work(work, section):
            part = None if section.heading else work.part_of(section)
            title = (part.sentence_case if part else "") or section_title(work, section)
            short_title, is_work = section.short_heading, False
        return CitationRecord(
            key=ids.citation_key(key),
            work=work,
            publication=self.publication,
            title=_title(title),
            container="" if is_work else _title(container),
            short_title=_title(short_title),
            reference=section_reference(section) if section else "",
            paragraph=paragraph,
            url=self.publication.url + address(kind, key),
            abstract=normalize_space(abstract),
            keywords=tuple(self.labels.get(id, id) for id in themes),
            is_work=is_work,
            withdrawn=self.withdrawn.get((kind, key), ""),
        )


def is_cited_as_work(work: Work, section: Section) -> bool:
    """Whether a section has no name of its own: no heading, and no part whose title it has."""
    return not (section.heading or work.part_of(section))


def byline(work: Work) -> str:
    """Who wrote or delivered a work, and when: Xi Jinping, 18 October 2017."""
    return ", ".join(filter(None, (listed(work.author), format_date(work.date))))


def _title(text: str) -> str:
    """A title on one line, without a full stop at its end, before quotation marks or none."""
    return FULL_STOP.sub(r"\1", normalize_space(text))
