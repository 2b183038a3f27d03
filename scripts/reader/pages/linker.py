"""Addresses as seen from the page that a view is for, and what links to them say."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reader import ids
from reader.addresses import (
    address,
    feed,
    is_only_today,
    relative,
    section_reference,
    today,
)
from reader.corpus.inline import (
    Bibl,
    Block,
    Cit,
    Citation,
    Emph,
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
from reader.corpus.model import Kind, Section, Work
from reader.pages.context import Context, title_of


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is printed; `href` is relative to the page."""

    href: str
    label: Inlines


@dataclass(frozen=True, slots=True)
class SectionItem:
    """A section in a list; without a heading its title is that of its part or work."""

    id: str
    href: str
    work: Link
    part: str
    point: str
    reference: str
    title: Inlines
    has_heading: bool
    passages: int
    complete: bool


class Linker:
    """Addresses as seen from the page at `page`."""

    def __init__(self, context: Context, page: str) -> None:
        self.context = context
        self.page = page
        self.seen: dict[str, str] = {}
        self.sections: dict[str, SectionItem] = {}

    def url(self, target: str) -> str:
        """The address `target`, which is given from the root of the site; in an edition, what only
        today's site has is linked there."""
        if target not in self.seen:
            elsewhere = self.context.publication.frozen and is_only_today(target)
            self.seen[target] = relative(today(target) if elsewhere else target, self.page)
        return self.seen[target]

    def to(self, kind: Kind, key: str) -> str:
        return self.url(address(kind, key))

    def feed(self, kind: Kind, key: str) -> str:
        """The address of the feed of an id; empty in a draft where it is new."""
        known = (kind, key) in self.context.links.registry.entries
        return self.url(feed(kind, key)) if known else ""

    def link(self, kind: Kind, key: str) -> Link:
        return Link(self.to(kind, key), self.context.label(kind, key))

    def section(self, work: Work, section: Section) -> SectionItem:
        if section.key not in self.sections:
            self.sections[section.key] = SectionItem(
                id=section.id,
                href=self.to("sections", section.key),
                work=self.link("works", work.id),
                part=section.part,
                point=section.point,
                reference=section_reference(section),
                title=title_of(work, section),
                has_heading=bool(section.heading),
                passages=len(section.passages),
                complete=section.complete,
            )
        return self.sections[section.key]

    def themes(self, ids: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self.link("themes", id) for id in ids)

    def bibl(self, citations: tuple[Citation, ...]) -> Bibl:
        """What is printed of citations: short references to the list of sources, and locators."""
        printed: list[Inline] = [Text("(")]
        for index, citation in enumerate(citations):
            name = plain(self.context.source_name(citation.key))
            printed += [Text("; ")] if index else []
            printed.append(Ref(self.to("sources", citation.key), name))
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
