"""What views are made from, and addresses as seen from the page that a view is for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from reader import ids
from reader.addresses import (
    address,
    note_reference,
    passage_reference,
    relative,
    section_reference,
    section_title,
)
from reader.cite.record import CitationRecord, FormattedCitation, Publication, Records
from reader.corpus.inline import (
    Bibl,
    Block,
    Cit,
    Citation,
    Emph,
    Foreign,
    Inline,
    Inlines,
    List,
    Paragraph,
    Prose,
    Ref,
    Strong,
    Text,
    plain,
)
from reader.corpus.model import (
    Corpus,
    Kind,
    NoteRef,
    PassageRef,
    Section,
    Source,
    Term,
    Theme,
    Work,
)
from reader.graph.model import Links
from reader.languages import base_language
from reader.pages.paging import full_pages
from reader.pages.theme_counts import ThemeMap, theme_map

INTERFACE = "en"
"""The language of the pages around the texts."""

Format = Callable[[CitationRecord], tuple[FormattedCitation, ...]]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is printed; `href` is relative to the page."""

    href: str
    label: Inlines


def text(content: str) -> Inlines:
    """Characters in the language of what is around them."""
    return (Text(content),)


def title_of(work: Work, section: Section) -> Inlines:
    """The title of a section; a heading in another language than the page's is foreign."""
    title = section_title(work, section)
    if section.heading and base_language(work.language) != INTERFACE:
        return (Foreign(title, work.language),)
    return text(title)


class Context:
    """A corpus that keeps the rules, its links, and how it is published and cited.

    `bibliography` has the sources as printed, by their ids; `format` gives the citation of a record
    in every style.
    """

    def __init__(
        self,
        corpus: Corpus,
        links: Links,
        publication: Publication,
        bibliography: Mapping[str, Markup],
        format: Format,
    ) -> None:
        self.corpus = corpus
        self.links = links
        self.publication = publication
        self.bibliography = bibliography
        self.format = format
        self.records = Records(corpus.vocabulary.themes, publication)

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.corpus.vocabulary.themes}

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.id: term for term in self.corpus.glossary.terms}

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.corpus.bibliography.sources}

    @cached_property
    def full_pages(self) -> dict[str, list[tuple[Section, ...]]]:
        """For each work its sections, page by page of the full text."""
        return {work.id: full_pages(work) for work in self.corpus.works}

    @cached_property
    def theme_map(self) -> ThemeMap:
        return theme_map(self.corpus, self.links)

    @cached_property
    def theme_groups(self) -> tuple[tuple[str, tuple[Theme, ...]], ...]:
        """The labels of the groups, each with its themes."""
        themes = self.corpus.vocabulary.themes
        return tuple(
            (group.label, tuple(theme for theme in themes if theme.group == group.id))
            for group in self.corpus.vocabulary.groups
        )

    @cached_property
    def passage_count(self) -> int:
        return len(self.corpus.passages)

    @property
    def several_works(self) -> bool:
        return len(self.corpus.works) > 1

    @cached_property
    def labels(self) -> dict[tuple[Kind, str], Inlines]:
        """What a link to an id says, by its kind and key."""
        return dict(self._labels())

    def label(self, kind: Kind, key: str) -> Inlines:
        """What a link to an id says; the id itself where that was withdrawn too."""
        return self.labels.get((kind, key), text(ids.without_work(key)))

    def _labels(self) -> Iterator[tuple[tuple[Kind, str], Inlines]]:
        for term in self.corpus.glossary.terms:
            yield ("terms", term.id), text(term.headword)
        for source in self.corpus.bibliography.sources:
            yield ("sources", source.id), text(source.short)
        for theme in self.corpus.vocabulary.themes:
            yield ("themes", theme.id), text(theme.label)
        for work in self.corpus.works:
            yield ("works", work.id), text(work.short_title)
            where = text(f", {work.short_title}") if self.several_works else ()
            for section in work.files:
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


class Linker:
    """Addresses as seen from the page at `page`."""

    def __init__(self, context: Context, page: str) -> None:
        self.context = context
        self.page = page
        self.seen: dict[str, str] = {}

    def url(self, target: str) -> str:
        """The address `target`, given from the root of the site."""
        if target not in self.seen:
            self.seen[target] = relative(target, self.page)
        return self.seen[target]

    def to(self, kind: Kind, key: str) -> str:
        return self.url(address(kind, key))

    def link(self, kind: Kind, key: str) -> Link:
        return Link(self.to(kind, key), self.context.label(kind, key))

    def themes(self, ids: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self.link("themes", id) for id in ids)

    def bibl(self, citations: tuple[Citation, ...]) -> Bibl:
        """What is printed of citations: short references to the list of sources, and locators."""
        printed: list[Inline] = [Text("(")]
        for index, citation in enumerate(citations):
            source = self.context.sources[citation.key]
            short = plain(f"{source.short} {source.year}".strip())
            printed += [Text("; ")] if index else []
            printed.append(Ref(self.to("sources", source.id), short))
            printed += [Text(f", {citation.locator}")] if citation.locator else []
        return Bibl((*printed, Text(")")))

    def resolve(self, prose: Prose, work: Work | None = None) -> Prose:
        """A text of the editors with its links to ids of `work` and its citations as addresses."""
        return replace(prose, blocks=tuple(self._block(block, work) for block in prose.blocks))

    def _block(self, block: Block, work: Work | None) -> Block:
        if isinstance(block, List):
            items = tuple(tuple(self._block(one, work) for one in item) for item in block.items)
            return replace(block, items=items)
        return Paragraph(self._inlines(block.children, work))

    def _inlines(self, inlines: Inlines, work: Work | None) -> Inlines:
        return tuple(self._inline(one, work) for one in inlines)

    def _inline(self, one: Inline, work: Work | None) -> Inline:
        match one:
            case Emph(children):
                return Emph(self._inlines(children, work))
            case Strong(children):
                return Strong(self._inlines(children, work))
            case Ref(target, children):
                if work and target.startswith("#"):
                    id = target[1:]
                    kind: Kind = "sections" if id == ids.section_of(id) else "passages"
                    target = self.to(kind, ids.key(work.id, id))
                return replace(one, target=target, children=self._inlines(children, work))
            case Cit(citations):
                return self.bibl(citations)
        return one
