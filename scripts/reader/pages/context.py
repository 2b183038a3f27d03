"""What views are made from."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from markupsafe import Markup

from reader import ids
from reader.addresses import note_reference, passage_reference, section_reference, section_title
from reader.cite.record import CitationRecord, FormattedCitation, Publication, Records
from reader.corpus.inline import Foreign, Inlines, Text
from reader.corpus.model import (
    Corpus,
    Edition,
    Kind,
    NoteRef,
    PassageRef,
    Section,
    Source,
    Work,
)
from reader.graph.model import Links
from reader.languages import base_language
from reader.pages.paging import full_pages, theme_pages
from reader.pages.theme_map import ThemeMap, theme_map
from reader.registry.past import words_in

INTERFACE = "en"
"""The language of the pages around the texts."""

Format = Callable[[CitationRecord], tuple[FormattedCitation, ...]]


def text(content: str) -> Inlines:
    """Characters in the language of what is around them."""
    return (Text(content),)


def in_language(content: str, language: str) -> Inlines:
    """Characters in a language, which is empty if it is not known."""
    if language and base_language(language) != INTERFACE:
        return (Foreign(content, language),)
    return text(content)


def title_of(work: Work, section: Section) -> Inlines:
    """The title of a section; a heading in another language than the page's is foreign."""
    title = section_title(work, section)
    return in_language(title, work.language) if section.heading else text(title)


class Context:
    """A corpus that keeps the rules, its links, and how it is published and cited.

    `bibliography` has the sources as printed, by their ids; `format` gives the citation of a record
    in every style. `editions` are those that stand on the site.
    """

    def __init__(
        self,
        corpus: Corpus,
        links: Links,
        publication: Publication,
        bibliography: Mapping[str, Markup],
        format: Format,
        editions: tuple[Edition, ...] = (),
    ) -> None:
        self.corpus = corpus
        self.links = links
        self.publication = publication
        self.bibliography = bibliography
        self.format = format
        self.editions = editions
        themes = (*corpus.vocabulary.themes, *links.past.themes)
        self.records = Records(themes, publication, links.past.remarks)

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.corpus.bibliography.sources}

    def source_name(self, id: str) -> str:
        """The short name of a source as it is printed, with the year."""
        source = self.sources[id]
        return f"{source.short} {source.year}".strip()

    @cached_property
    def languages(self) -> dict[str, str]:
        """The languages of the works by their ids, also of those that were withdrawn."""
        return {work.id: work.language for work in (*self.corpus.works, *self.links.past.works)}

    @cached_property
    def full_pages(self) -> dict[str, list[tuple[Section, ...]]]:
        """For each work its sections, page by page of the full text."""
        return {work.id: full_pages(work) for work in self.corpus.works}

    @cached_property
    def theme_pages(self) -> dict[str, list[tuple[PassageRef, ...]]]:
        """For each theme its passages, page by page."""
        return {id: theme_pages(found.all) for id, found in self.links.themes.items()}

    @cached_property
    def words_in_editions(self) -> tuple[tuple[Edition, dict[str, str]], ...]:
        """The editions on the site, the latest first, with the words of their passages by key."""
        acceptances = self.corpus.acceptances
        return tuple((one, words_in(one, acceptances)) for one in self.editions[::-1])

    @cached_property
    def theme_map(self) -> ThemeMap:
        return theme_map(self.corpus, self.links.themes)

    @property
    def only_work(self) -> Work | None:
        """The work of a corpus that has no other."""
        return None if self.several_works else self.corpus.works[0]

    @property
    def several_works(self) -> bool:
        return len(self.corpus.works) > 1

    @property
    def has_chinese(self) -> bool:
        """Whether a term has Chinese, and so pinyin too, that it can be found by."""
        return any(term.pinyin for term in self.corpus.glossary.terms)

    @cached_property
    def labels(self) -> dict[tuple[Kind, str], Inlines]:
        """What a link to an id says, by its kind and key."""
        return dict(self._labels())

    def label(self, kind: Kind, key: str) -> Inlines:
        """What a link to an id says; the id itself of an account, and of what is not known."""
        return self.labels.get((kind, key), text(ids.without_work(key)))

    def _labels(self) -> Iterator[tuple[tuple[Kind, str], Inlines]]:
        for term in self.corpus.glossary.terms:
            yield ("terms", term.id), text(term.headword)
        for source in self.corpus.bibliography.sources:
            yield ("sources", source.id), text(source.short)
        past = self.links.past
        for theme in (*self.corpus.vocabulary.themes, *past.themes):
            yield ("themes", theme.id), text(theme.label)
        for work in (*self.corpus.works, *past.works):
            yield ("works", work.id), text(work.short_title)
        for work, section in (*self.corpus.files, *past.sections):
            where = text(f", {work.short_title}") if self.several_works else ()
            reference = section_reference(section)
            title = text(reference) if reference else title_of(work, section)
            yield ("sections", section.key), title + where
            for passage in section.passages:
                reference = passage_reference(section, passage)
                key = PassageRef(work, section, passage).key
                yield ("passages", key), text(reference) + where
            for note in section.notes:
                reference = note_reference(section, note)
                yield ("notes", NoteRef(work, section, note).key), text(reference) + where
