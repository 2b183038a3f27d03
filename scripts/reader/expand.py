"""Corpus and links to pages: what every generated page says, without the site around it."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from reader import locators
from reader.markup import markup_html, tongues
from reader.model import (
    Corpus,
    Kind,
    Links,
    Marker,
    Page,
    Part,
    Section,
    Theme,
    Tombstone,
    Work,
)
from reader.words import excerpt

TEMPLATES = Path(__file__).parent / "templates"
DESCRIPTION_LENGTH = 155
KIND_NAMES: dict[Kind, str] = {
    "works": "text",
    "sections": "section",
    "passages": "passage",
    "notes": "note",
    "themes": "theme",
}


def expand(corpus: Corpus, links: Links, site_url: str) -> Iterator[Page]:
    """The pages of a corpus that keeps the rules, as Markdown files that are HTML throughout.

    Everything an editor wrote is escaped on its way, so that no character of it is markup to any
    Markdown engine. Links are relative: the pages work wherever the site is put. `site_url`, which
    ends in a slash, is for the addresses that people copy.
    """
    writer = _Writer(corpus, links, site_url)
    yield writer.home()
    yield writer.works()
    for work in corpus.works:
        yield writer.work(work)
        yield writer.full(work)
        if work.about:
            yield writer.about(work)
        for section in work.sections:
            yield writer.section(work, section)
    yield writer.themes()
    for theme in corpus.vocabulary.themes:
        yield writer.theme(theme)
    for tombstone, inside in links.gone:
        yield writer.gone(tombstone, inside)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A part of the outline with what the corpus holds of it."""

    part: Part
    sections: tuple[Section, ...]


class _Writer:
    def __init__(self, corpus: Corpus, links: Links, site_url: str) -> None:
        self.corpus = corpus
        self.links = links
        self.theme_by_id = {theme.id: theme for theme in corpus.vocabulary.themes}
        self.labels = dict(_labels(corpus))
        self.environment = Environment(
            loader=FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.filters |= {"tongues": tongues, "lang": _lang}
        self.environment.globals |= {
            "corpus": corpus,
            "links": links,
            "site_url": site_url,
            "address": locators.address,
            "coverage": {work.id: tuple(_coverage(work)) for work in corpus.works},
            "unparted": {work.id: _sections(work, work.unparted) for work in corpus.works},
            "label_of": self.label,
            "groups": tuple(self.grouped()),
            "theme_of": self.theme_by_id.__getitem__,
            "section_reference": locators.section_reference,
            "passage_reference": locators.passage_reference,
            "note_reference": locators.note_reference,
            "section_title": locators.section_title,
            "is_marker": lambda run: isinstance(run, Marker),
            "id_of": lambda key: key.rpartition("/")[2],
            "kind_name": KIND_NAMES.__getitem__,
            "holds_passages": sum(len(s.passages) for w in corpus.works for s in w.sections),
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
            **context,
        )
        meta = {
            "title": title,
            "description": excerpt(description, DESCRIPTION_LENGTH),
            "updated": context.get("updated", self.links.updated),
            "hide": ["navigation", "toc"],
        }
        path = f"{address}index.md" if address in ("", "read/", "themes/") else ""
        return Page(path or f"{address.rstrip('/')}.md", f"{_front_matter(meta)}\n{body}\n")

    def home(self) -> Page:
        works = self.corpus.works
        first = next((section for work in works for section in work.sections), None)
        description = works[0].summary if len(works) == 1 and works[0].summary else _titles(works)
        return self.page("home", "", "Home", description, works=works, first=first)

    def works(self) -> Page:
        works = self.corpus.works
        return self.page("works", "read/", "Texts", f"Texts: {_titles(works)}.", works=works)

    def work(self, work: Work) -> Page:
        description = (
            f"{work.title}: where the text comes from, its outline, and what is held of it."
        )
        page = self.page(
            "work", f"read/{work.id}/", work.short_title, description, work=work, current=None
        )
        return _as_index(page)

    def full(self, work: Work) -> Page:
        return self.page(
            "full",
            f"read/{work.id}/full/",
            f"Full text: {work.short_title}",
            f"All passages of {work.short_title} on one page.",
            work=work,
            current=None,
        )

    def about(self, work: Work) -> Page:
        address = f"read/{work.id}/about/"
        return self.page(
            "about",
            address,
            f"About this text: {work.short_title}",
            f"Where the text of {work.short_title} comes from, and how it is edited.",
            work=work,
            current=None,
            body=self.html(work, work.about, address),
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
            note_html=lambda note: self.html(work, note.body, address),
        )

    def themes(self) -> Page:
        count = len(self.corpus.vocabulary.themes)
        description = f"The {count} themes by which the passages can be found, in groups."
        return self.page("themes", "themes/", "Themes", description)

    def theme(self, theme: Theme) -> Page:
        return self.page(
            "theme",
            locators.address("themes", theme.id),
            f"Theme: {theme.label}",
            f"Passages on {theme.label}: {theme.definition}",
            theme=theme,
            found=self.links.themes[theme.id],
        )

    def gone(self, tombstone: Tombstone, inside: tuple[Tombstone, ...]) -> Page:
        name = KIND_NAMES[tombstone.kind]
        page = self.page(
            "gone",
            locators.address(tombstone.kind, tombstone.key),
            f"Withdrawn: {tombstone.key}",
            f"The {name} {tombstone.key} was withdrawn on {tombstone.change.date}.",
            tombstone=tombstone,
            inside=inside,
        )
        return _as_index(page) if tombstone.kind == "works" else page

    def html(self, work: Work, markdown: str, address: str) -> Markup:
        """An editor's Markdown as HTML, with its links to ids as seen from `address`."""
        return markup_html(markdown, _resolver(work, address))


def _coverage(work: Work) -> Iterator[Coverage]:
    for part in work.parts:
        yield Coverage(part, _sections(work, part.sections))


def _sections(work: Work, ids: tuple[str, ...]) -> tuple[Section, ...]:
    by_id = {section.id: section for section in work.files}
    return tuple(by_id[id] for id in ids)


def _labels(corpus: Corpus) -> Iterator[tuple[tuple[Kind, str], str]]:
    for theme in corpus.vocabulary.themes:
        yield ("themes", theme.id), theme.label
    for work in corpus.works:
        yield ("works", work.id), work.short_title
        where = f", {work.short_title}" if len(corpus.works) > 1 else ""
        for section in work.files:
            title = locators.section_reference(section) or locators.section_title(work, section)
            yield ("sections", section.key), title + where
            for passage in section.passages:
                reference = locators.passage_reference(section, passage)
                yield ("passages", f"{work.id}/{passage.id}"), reference + where
            for note in section.notes:
                reference = locators.note_reference(section, note)
                yield ("notes", f"{section.key}-{note.id}"), reference + where


def _resolver(work: Work, address: str) -> Callable[[str], str]:
    def resolve(id: str) -> str:
        kind: Kind = "sections" if id == locators.parent(id) else "passages"
        return locators.relative(locators.address(kind, f"{work.id}/{id}"), address)

    return resolve


def _titles(works: tuple[Work, ...]) -> str:
    return "; ".join(work.short_title for work in works)


def _as_index(page: Page) -> Page:
    return Page(f"{page.path.removesuffix('.md')}/index.md", page.text)


def _front_matter(meta: Mapping[str, object]) -> str:
    """YAML front matter; JSON is YAML, and quotes whatever a title may hold."""
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return "\n".join(("---", *lines, "---", ""))


def _lang(text: str, language: str) -> Markup:
    """`text` marked as being in `language`."""
    return Markup('<span lang="{}">{}</span>').format(language, text)
