"""Corpus and links to pages: what every generated page says, without the site around it."""

import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reader import locators
from reader.dates import written
from reader.figure import figure
from reader.markup import markup_html, tongue, tongues
from reader.model import (
    KIND_NAMES,
    Citation,
    Cited,
    Corpus,
    Edition,
    FormattedCitation,
    Kind,
    Links,
    Located,
    Page,
    Part,
    Passage,
    Section,
    Span,
    Theme,
    Tombstone,
    Work,
)
from reader.paging import MOST_FOUND, full_pages, numbers, theme_page_of, theme_pages
from reader.theme_map import MOST_COLUMNS, theme_map
from reader.words import excerpt, marker_offsets

TEMPLATES = Path(__file__).parent / "templates"
DESCRIPTION_LENGTH = 155
INDEXES = ("", "read/", "themes/", "reference/", "search/")
MOST_LISTED = 20
"""How many places a term or a source lists; the rest is counted."""

MOST_PLACES = 200
"""How many passages the page on collation names; more are counted, work by work."""

NEAR = 12
"""How many sections before and after the current one an outline lists."""

MOST_WORKS = 12
"""How many works home lists; with more of them the list of texts goes by year."""

INTERFACE = "en"
"""The language of the pages around the texts."""

COLLATIONS = ("official", "partly", "close", "unchecked")


def expand(
    corpus: Corpus,
    links: Links,
    entries: Mapping[str, Markup],
    cited: Mapping[str, Cited],
    styles: Mapping[str, tuple[FormattedCitation, ...]],
    edition: Edition,
) -> dict[str, Callable[[], Page]]:
    """The pages of a corpus that keeps the rules, each made when it is called for, by its address.

    They are Markdown files that are HTML throughout. Everything an editor wrote is escaped on its
    way, so that no character of it is markup to any Markdown engine. Links are relative: the pages
    work wherever the site is put. `entries` are the sources as the bibliography shows them, `cited`
    what the pages of works and sections say of themselves, `styles` their citations as text;
    `edition` is what people cite from.
    """
    writer = _Writer(corpus, links, entries, cited, styles, edition)
    pages: dict[str, Callable[[], Page]] = {"": writer.home, "read/": writer.works}
    for work in corpus.works:
        address = locators.address("works", work.id)
        pages[address] = partial(writer.work, work)
        for number, sections in enumerate(writer.full_pages[work.id], 1):
            full = locators.numbered(locators.full_text(work), number)
            pages[full] = partial(writer.full, work, number, sections)
        if work.about:
            pages[f"{address}about/"] = partial(writer.about, work)
        for section in work.sections:
            pages[locators.address("sections", section.key)] = partial(
                writer.section, work, section
            )
    pages["themes/"] = writer.themes
    for theme in corpus.vocabulary.themes:
        for number, places in enumerate(theme_pages(links.themes[theme.id].all), 1):
            address = locators.numbered(locators.address("themes", theme.id), number)
            pages[address] = partial(writer.theme, theme, number, places)
    pages["reference/"] = writer.reference
    for reference in _reference_pages(corpus, links):
        pages[f"reference/{reference[0]}/"] = partial(writer.reference_page, *reference)
    pages["search/"] = writer.search
    for tombstone, inside in links.gone:
        address = locators.address(tombstone.kind, tombstone.key)
        pages[address] = partial(writer.gone, tombstone, inside)
    return pages


def file_of(address: str) -> str:
    """The file, from the docs folder, of the page with an address."""
    is_work = address.startswith("read/") and address.count("/") == 2
    folder = address in INDEXES or is_work
    return f"{address}index.md" if folder else f"{address.rstrip('/')}.md"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A part of the outline with what the corpus holds of it."""

    part: Part
    sections: tuple[Section, ...]


class _Writer:
    def __init__(
        self,
        corpus: Corpus,
        links: Links,
        entries: Mapping[str, Markup],
        cited: Mapping[str, Cited],
        styles: Mapping[str, tuple[FormattedCitation, ...]],
        edition: Edition,
    ) -> None:
        self.cited = cited
        self.corpus = corpus
        self.links = links
        self.theme_by_id = {theme.id: theme for theme in corpus.vocabulary.themes}
        self.labels = dict(_labels(corpus))
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            bytecode_cache=FileSystemBytecodeCache(),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.theme_map = theme_map(corpus, links)
        self.full_pages = {work.id: full_pages(work) for work in corpus.works}
        self.source_by_id = {source.id: source for source in corpus.bibliography.sources}
        self.environment.filters |= {
            "tongues": tongues,
            "lang": _lang,
            "written": written,
            "source": self.source_by_id.__getitem__,
        }
        self.environment.globals |= {
            "corpus": corpus,
            "links": links,
            "edition": edition,
            "site_url": edition.url,
            "styles": styles,
            "address": locators.address,
            "coverage": {work.id: tuple(_coverage(work)) for work in corpus.works},
            "unparted": {work.id: _sections(work, work.unparted) for work in corpus.works},
            "label_of": self.label,
            "groups": tuple(self.grouped()),
            "theme_of": self.theme_by_id.__getitem__,
            "section_reference": locators.section_reference,
            "passage_reference": locators.passage_reference,
            "note_reference": locators.note_reference,
            "section_title": _titled,
            "numbered": locators.numbered,
            "full_text": locators.full_text,
            "full_pages": self.full_pages,
            "tongue": tongue,
            "segments": segments,
            "near": near,
            "most_columns": MOST_COLUMNS,
            "theme_map": self.theme_map,
            "most_listed": MOST_LISTED,
            "entries": entries,
            "term_of": {term.id: term for term in corpus.glossary.terms}.__getitem__,
            "has_reference": tuple(_reference_pages(corpus, links)),
            "id_of": lambda key: key.rpartition("/")[2],
            "kind_name": KIND_NAMES.__getitem__,
            "holds_passages": len(corpus.located),
        }

    def label(self, kind: Kind, key: str) -> str:
        """What a link to an id says; the id itself where that was withdrawn too."""
        return self.labels.get((kind, key), key.rpartition("/")[2])

    def grouped(self) -> Iterator[tuple[str, tuple[Theme, ...]]]:
        themes = self.corpus.vocabulary.themes
        for group in self.corpus.vocabulary.groups:
            yield group.label, tuple(theme for theme in themes if theme.group == group.id)

    def page(
        self, template: str, address: str, title: str, description: str, **context: object
    ) -> Page:
        """A page whose front matter names it, and whose body `template` writes."""
        url = cache(partial(locators.relative, page=address))
        body = self.environment.get_template(f"{template}.html.j2").render(
            url=url,
            to=lambda kind, key: url(locators.address(kind, key)),
            cite=partial(self.cite, address),
            markdown=partial(self.html, address),
            **context,
        )
        meta = {
            "title": title,
            "description": excerpt(description, DESCRIPTION_LENGTH),
            "updated": context.get("updated", self.links.updated),
            "html": True,
        }
        for key in ("module", "citations", "head"):
            if key in context:
                meta[key] = context[key]
        return Page(file_of(address), f"{_front_matter(meta)}\n{body}\n")

    def home(self) -> Page:
        works = self.corpus.works
        first = next(iter(self.corpus.located), None)
        description = works[0].summary if len(works) == 1 and works[0].summary else _titles(works)
        latest = sorted(works, key=lambda work: work.date, reverse=True)[:MOST_WORKS]
        listed = latest if len(works) > MOST_WORKS else works
        return self.page("home", "", "Home", description, works=works, listed=listed, first=first)

    def works(self) -> Page:
        works = self.corpus.works
        years = groupby(sorted(works, key=lambda work: work.date), key=lambda work: work.date[:4])
        many = len(works) > MOST_WORKS
        return self.page(
            "works",
            "read/",
            "Texts",
            f"Texts: {_titles(works)}.",
            by_year=[(year, list(of)) for year, of in years] if many else [("", works)],
            module="filter" if many else "",
        )

    def work(self, work: Work) -> Page:
        description = (
            f"{work.title}: where the text comes from, its outline, and which parts are printed."
        )
        return self.page(
            "work",
            f"read/{work.id}/",
            work.short_title,
            description,
            work=work,
            current=None,
            citations=work.id,
            head=self.cited[work.id].head,
        )

    def full(self, work: Work, number: int, sections: tuple[Section, ...]) -> Page:
        used = {id for s in work.sections for passage in s.passages for id in passage.themes}
        themes = [theme for theme in self.corpus.vocabulary.themes if theme.id in used]
        several = len(sections) < len(work.sections)
        page = f", page {number}" if several else ""
        return self.page(
            "full",
            locators.numbered(locators.full_text(work), number),
            f"Full text: {work.short_title}{page}",
            f"All passages of {work.short_title}{page or ' on one page'}.",
            work=work,
            current=None,
            number=number,
            sections=sections,
            several=several,
            noted=[section for section in sections if section.notes],
            sources={key for s in sections for key in self.links.sections[s.key].sources},
            themes=themes,
            module="full" if themes or several else "",
        )

    def about(self, work: Work) -> Page:
        return self.page(
            "about",
            f"read/{work.id}/about/",
            f"About this text: {work.short_title}",
            f"Where the text of {work.short_title} comes from, and how it is edited.",
            work=work,
            current=None,
        )

    def section(self, work: Work, section: Section) -> Page:
        address = locators.address("sections", section.key)
        reference = locators.section_reference(section)
        title = locators.section_title(work, section)
        words = " ".join(passage.words for passage in section.passages)
        lead = f"{reference}, {work.short_title}" if reference else work.short_title
        own = f"{reference} {title}".strip() if title != work.short_title else "Text"
        link = self.links.sections[section.key]
        return self.page(
            "section",
            address,
            f"{own} – {work.short_title}",
            f"{lead}: {words}",
            work=work,
            section=section,
            part=next((part for part in work.parts if part.label == section.part), None),
            link=link,
            current=section,
            updated=link.updated or self.links.updated,
            citations=section.id,
            head=self.cited[section.key].head,
            linked=Markup(self.cited[section.key].linked),
        )

    def themes(self) -> Page:
        count = len(self.corpus.vocabulary.themes)
        description = f"The {count} themes by which the passages can be found, in groups."
        return self.page("themes", "themes/", "Themes", description)

    def theme(self, theme: Theme, number: int, places: tuple[Located, ...]) -> Page:
        found = self.links.themes[theme.id]
        page = "" if number == 1 else f", page {number}"
        about = max(0, len(found.about) - (number - 1) * MOST_FOUND)
        texts = {place.work.id: place.work for place in found.all}
        few = texts.values() if len(texts) <= MOST_COLUMNS else ()
        full_texts = [(work, self.full_text_with(work, theme)) for work in few]
        return self.page(
            "theme",
            locators.numbered(locators.address("themes", theme.id), number),
            f"Theme: {theme.label}{page}",
            f"Passages on {theme.label}{page}: {theme.definition}",
            theme=theme,
            found=found,
            about=places[:about],
            mentioning=places[about:],
            number=number,
            numbers=numbers(number, theme_page_of(len(found.all) - 1)),
            full_texts=full_texts,
            citations=f"../{theme.id}" if number > 1 else theme.id,
        )

    def full_text_with(self, work: Work, theme: Theme) -> str:
        """The address of the first page of a work's full text that has a passage of a theme."""
        for number, sections in enumerate(self.full_pages[work.id], 1):
            if any(theme.id in p.themes for section in sections for p in section.passages):
                return locators.numbered(locators.full_text(work), number)
        return locators.full_text(work)

    def gone(self, tombstone: Tombstone, inside: tuple[Tombstone, ...]) -> Page:
        name = KIND_NAMES[tombstone.kind]
        return self.page(
            "gone",
            locators.address(tombstone.kind, tombstone.key),
            f"Withdrawn: {tombstone.key}",
            f"The {name} {tombstone.key} was withdrawn on {tombstone.change.date}.",
            tombstone=tombstone,
            inside=inside,
        )

    def reference(self) -> Page:
        return self.page(
            "reference", "reference/", "Reference", "Glossary, timeline, sources and collation."
        )

    def reference_page(self, name: str, title: str, description: str) -> Page:
        return self.page(name, f"reference/{name}/", title, description, **self.context_of(name))

    def search(self) -> Page:
        works = self.corpus.works
        parts = {part.label: part.title for work in works for part in work.parts if part.sections}
        if len(works) > 1:
            part_labels = [(label, label) for label in parts]
        else:
            part_labels = [(label, f"{label} {title}") for label, title in parts.items()]
        return self.page(
            "search",
            "search/",
            "Search",
            "Search the passages, notes and terms by word, theme, part and reference.",
            part_labels=part_labels,
            work_labels=[(work.id, work.short_title) for work in works],
            module="search",
        )

    def context_of(self, name: str) -> dict[str, object]:
        """What one of the reference pages needs besides the corpus and the links."""
        if name == "glossary":
            terms = sorted(self.corpus.glossary.terms, key=lambda term: term.headword.lower())
            letters = groupby(terms, key=lambda term: term.headword[0].upper())
            by_original = sorted(
                (term for term in terms if term.original), key=lambda term: _plain(term.pinyin)
            )
            return {"letters": [(a, tuple(b)) for a, b in letters], "by_original": by_original}
        if name == "timeline":
            events = sorted(self.corpus.timeline.events, key=lambda event: event.date)
            days = {work.date for work in self.corpus.works}
            return {"events": events, "days": days, "figure": figure(events, days)}
        if name == "collation":
            return {"collated": _collated(self.corpus), "most_places": MOST_PLACES}
        return {}

    def cite(self, address: str, citation: Citation) -> Markup:
        """A source's short reference, which leads to the bibliography, and the locator."""
        source = self.source_by_id[citation.key]
        short = f"{source.short} {source.year}".strip()
        link = Markup('<a href="{}">{}</a>').format(
            locators.relative(locators.address("sources", source.id), address), tongues(short)
        )
        return link + (f", {citation.locator}" if citation.locator else "")

    def html(self, address: str, markdown: str, work: Work | None = None) -> Markup:
        """An editor's Markdown as HTML, with its links as seen from `address`."""

        def resolve(id: str) -> str:
            assert work
            kind: Kind = "sections" if id == locators.parent(id) else "passages"
            return locators.relative(locators.address(kind, f"{work.id}/{id}"), address)

        return markup_html(markdown, resolve, partial(self.cite, address))


def segments(
    passage: Passage, spans: tuple[Span, ...] = ()
) -> Iterator[tuple[Literal["text", "note", "term"], str, str]]:
    """The words of a passage in pieces: plain text, note markers, and phrases of the glossary.

    Each piece is its kind, its text, and the id of the note or term. A marker inside a phrase comes
    behind it, since links cannot be nested.
    """
    markers = list(marker_offsets(passage.runs))
    start = 0

    def plain(end: int) -> Iterator[tuple[Literal["text", "note", "term"], str, str]]:
        nonlocal start
        while markers and markers[0][0] <= end:
            offset, marker = markers.pop(0)
            if offset > start:
                yield "text", passage.words[start:offset], ""
                start = offset
            yield "note", "", marker.note
        if end > start:
            yield "text", passage.words[start:end], ""
        start = max(start, end)

    for span in sorted(spans, key=lambda span: span.start):
        yield from plain(span.start)
        yield "term", passage.words[span.start : span.end], span.term.id
        start = span.end
    yield from plain(len(passage.words))


def near(
    sections: tuple[Section, ...], current: Section | None
) -> tuple[tuple[Section, ...], bool]:
    """The sections that an outline lists around the current one, and whether it leaves some out."""
    if len(sections) <= 2 * NEAR + 1:
        return sections, False
    at = sections.index(current) if current in sections else 0
    start = max(0, min(at - NEAR, len(sections) - 2 * NEAR - 1))
    return sections[start : start + 2 * NEAR + 1], True


def _reference_pages(corpus: Corpus, links: Links) -> Iterator[tuple[str, str, str]]:
    """Name, title and description of the reference pages that the corpus has something for."""
    if corpus.glossary.terms or links.gone_entries["terms"]:
        count = len(corpus.glossary.terms)
        yield "glossary", "Glossary", f"{count} terms: their originals, meanings and first use."
    if corpus.timeline.events:
        count = len(corpus.timeline.events)
        yield "timeline", "Timeline", f"{count} dated events that help to understand the passages."
    if corpus.bibliography.sources or links.gone_entries["sources"]:
        count = len(corpus.bibliography.sources)
        yield "sources", "Sources", f"{count} sources that notes, terms and events cite."
    yield "collation", "Collation", "How the English of each passage stands to an official one."
    yield "theme-map", "Theme map", "Themes against parts: where the text speaks of what."


def _collated(corpus: Corpus) -> list[tuple[str, list[Located]]]:
    """The passages under each word of collation; those without a word are unchecked."""
    located = corpus.located
    return [
        (word, [place for place in located if (place.passage.collation or "unchecked") == word])
        for word in COLLATIONS
    ]


def _plain(pinyin: str) -> str:
    """Pinyin without tone marks, for sorting."""
    decomposed = unicodedata.normalize("NFD", pinyin.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _coverage(work: Work) -> Iterator[Coverage]:
    for part in work.parts:
        yield Coverage(part, _sections(work, part.sections))


def _sections(work: Work, ids: tuple[str, ...]) -> tuple[Section, ...]:
    by_id = {section.id: section for section in work.files}
    return tuple(by_id[id] for id in ids)


def _labels(corpus: Corpus) -> Iterator[tuple[tuple[Kind, str], str]]:
    for term in corpus.glossary.terms:
        yield ("terms", term.id), term.headword
    for source in corpus.bibliography.sources:
        yield ("sources", source.id), source.short
    for theme in corpus.vocabulary.themes:
        yield ("themes", theme.id), theme.label
    for work in corpus.works:
        yield ("works", work.id), work.short_title
        where = f", {work.short_title}" if len(corpus.works) > 1 else ""
        for section in work.files:
            title = locators.section_reference(section) or _titled(work, section)
            yield ("sections", section.key), title + where
            for passage in section.passages:
                reference = locators.passage_reference(section, passage)
                yield ("passages", f"{work.id}/{passage.id}"), reference + where
            for note in section.notes:
                reference = locators.note_reference(section, note)
                yield ("notes", f"{section.key}-{note.id}"), reference + where


def _titled(work: Work, section: Section) -> str:
    """The title of a section; a heading in another language than the page's says so."""
    title = locators.section_title(work, section)
    foreign = section.heading and work.language.partition("-")[0] != INTERFACE
    return _lang(title, work.language) if foreign else title


def _titles(works: tuple[Work, ...]) -> str:
    return "; ".join(work.short_title for work in works)


def _front_matter(meta: Mapping[str, object]) -> str:
    """YAML front matter; JSON is YAML where control characters are refused, and quotes all."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return "\n".join(("---", *lines, "---", ""))


def _lang(text: str, language: str) -> Markup:
    """`text` marked as being in `language`."""
    return Markup("<span{}>{}</span>").format(tongue(language), text)
