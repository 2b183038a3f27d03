"""Feeds of what is added, changed and withdrawn (Atom, RFC 4287): of the site, and of each work,
section and theme that was ever published.

An entry is one change of one acceptance, as `registry.changes` has it: a section with the
passages and notes that were added, withdrawn or restored along with it, a work with its account, a
list of the terms, themes, sources or events that were added together, or else a single id. What an
entry says follows from its acceptance and those before it, and its id from the name of the
acceptance and the key; so it stays the same whatever is accepted later.

A work's feed has what concerns it and all in it, a section's likewise. A theme's feed has what
concerns the theme itself, and passages that are on it, were on it, or come to be. A feed has its
newest entries, at least all of the latest acceptance that it has any of; older ones are left out,
for the site is static and its readers ask for the whole feed each time.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from urllib.parse import urlsplit

from markupsafe import Markup

from reader import ids
from reader.addresses import FEED, GLOSSARY, SOURCES, THEMES, TIMELINE, address, feed
from reader.cite.record import Publication
from reader.corpus.model import IN_WORK, Acceptance, Id, Kind
from reader.documents import FileDocument
from reader.graph.model import Links
from reader.pages.changes import FactView, fact_view, known_by
from reader.pages.context import INTERFACE
from reader.pages.render import render_view
from reader.pages.tombstones import NAMES
from reader.registry.changes import Change, Chronicle, changes_of
from reader.registry.published import (
    ABOUT,
    HEADING,
    MENTIONS,
    REFERENCE,
    WORDS,
    containers,
    themes_in,
)
from reader.text import counted, excerpt

MOST_ENTRIES = 50
LONGEST_IN_LIST = 200
"""How many characters are said of each of several ids."""

LISTS: dict[Kind, str] = {
    "themes": THEMES,
    "terms": GLOSSARY,
    "sources": SOURCES,
    "events": TIMELINE,
}
"""The pages that list all of a kind."""

TOLD: dict[Kind, tuple[str, ...]] = {
    "works": ("title", "author", "date"),
    "accounts": ("text",),
    "sections": (),
    "passages": (WORDS, ABOUT, MENTIONS),
    "notes": ("text",),
    "themes": ("definition",),
    "terms": ("original", "definition"),
    "sources": ("author", "date"),
    "events": ("date",),
}
"""What is said of an id that was added, withdrawn or restored."""

SITE: Id = ("works", "")
"""Stands for the site among the ids that have a feed."""


@dataclass(frozen=True, slots=True)
class Item:
    """What an entry says of an id; `to` are the names and addresses of what replaced it."""

    name: str
    href: str
    facts: tuple[FactView, ...]
    to: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    id: str
    title: str
    href: str
    updated: str
    reason: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class FeedView:
    """A feed at `url`, of the page at `href`, with its entries as they are written."""

    url: str
    href: str
    title: str
    author: str
    updated: str
    language: str
    entries: tuple[Markup, ...]


def feed_files(links: Links, publication: Publication) -> Iterator[tuple[str, FileDocument]]:
    """Yield the feeds with their addresses, unless nothing was accepted yet."""
    if not links.registry.acceptances:
        return
    feeds = Feeds(links, publication)
    yield FEED, FileDocument(partial(feeds.write, SITE))
    for kind, key in links.registry.entries:
        if kind in ("works", "sections", "themes"):
            yield feed(kind, key), FileDocument(partial(feeds.write, (kind, key)))


class Feeds:
    """The feeds of a site, whose entries are written once for all of them."""

    def __init__(self, links: Links, publication: Publication) -> None:
        self.registry = links.registry
        self.publication = publication
        self.chronicle = Chronicle(self.registry.acceptances)
        self.written: dict[tuple[str, Id], Markup] = {}

    def write(self, id: Id) -> bytes:
        """Return the feed of an id."""
        found, last = self.changes[id], self.registry.acceptances[-1]
        latest = sum(one.acceptance is found[0].acceptance for one in found)
        shown = found[: max(MOST_ENTRIES, latest)]
        url = self.publication.url + (FEED if id == SITE else feed(*id))
        name = "" if id == SITE else self.name(last, id)
        view = FeedView(
            url=url,
            href=url.removesuffix(FEED),
            title=" – ".join(filter(None, (name, self.publication.name))),
            author=self.publication.publisher.name or self.publication.name,
            updated=max((one.acceptance.date for one in shown), default=last.date),
            language=INTERFACE,
            entries=tuple(map(self.entry, shown)),
        )
        return render_view("feed.atom.j2", view).encode()

    @cached_property
    def changes(self) -> defaultdict[Id, list[Change]]:
        """For each id that has a feed the changes that concern it, the newest acceptance first."""
        found: defaultdict[Id, list[Change]] = defaultdict(list)
        for one in reversed(self.registry.acceptances):
            for change in changes_of(one):
                for id in {SITE, *self._concerned(change)}:
                    found[id].append(change)
        return found

    def _concerned(self, change: Change) -> Iterator[Id]:
        for kind, key in change.actions:
            yield kind, key
            yield from containers((kind, key))
            if kind == "passages":
                for fact in (ABOUT, MENTIONS):
                    for value in self.chronicle.ever(change.acceptance, (kind, key), fact):
                        yield from (("themes", theme) for theme in themes_in(value))

    def entry(self, change: Change) -> Markup:
        """An entry as it is written."""
        place = change.acceptance.name, change.subject
        if place not in self.written:
            self.written[place] = Markup(render_view("entry.atom.j2", self.entry_view(change)))
        return self.written[place]

    def entry_view(self, change: Change) -> EntryView:
        """What an entry says."""
        one, (kind, key) = change.acceptance, change.subject
        if key or len(change.actions) == 1:
            subject = change.subject if key else next(iter(change.actions))
            did = " and ".join(change.actions[subject])
            what = f"{NAMES[kind].capitalize()} {self.name(one, subject)} was {did}"
        else:
            what = f"{counted(len(change.actions), NAMES[kind])} were added"
        url = urlsplit(self.publication.url)
        return EntryView(
            id=f"tag:{url.hostname},{one.date}:{url.path}{one.name}/{kind}/{key}",
            title=f"{what}: {one.reason}",
            href=self.publication.url + (address(kind, key) if key else LISTS[kind]),
            updated=one.date,
            reason=one.reason,
            items=tuple(self._item(change, id) for id in change.actions),
        )

    def name(self, after: Acceptance, id: Id) -> str:
        """What readers knew an id by after an acceptance, in a work with the name of that."""
        kind, key = id
        own = self._own_name(after, id)
        if kind not in IN_WORK:
            return own
        return f"{own} of {self._own_name(after, ('works', key.partition('/')[0]))}".strip()

    def _own_name(self, after: Acceptance, id: Id) -> str:
        kind, key = id
        facts = self.chronicle.facts(after, id)
        if kind not in IN_WORK:
            return f"“{known_by(kind, key, facts)}”"
        heading = f"“{facts[HEADING]}”" if facts.get(HEADING) else ""
        return " ".join(filter(None, (facts.get(REFERENCE), heading)))

    def _item(self, change: Change, id: Id) -> Item:
        one, (kind, key), did = change.acceptance, id, change.actions[id]
        work: Id = ("works", ids.work_of(key))
        language = self.chronicle.facts(one, work).get("language", "") if kind in IN_WORK else ""

        def name(kind: Kind, key: str) -> str:
            return known_by(kind, key, self.chronicle.facts(one, (kind, key)))

        facts = self.chronicle.facts(one, id)
        if "changed" in did:
            pairs = one.changed[id]
        else:
            pairs = {fact: (facts[fact], facts[fact]) for fact in TOLD[kind] if facts.get(fact)}
        views = [
            fact_view(kind, fact, was, now, name, language) for fact, (was, now) in pairs.items()
        ]
        if len(change.actions) > 1 and "changed" not in did:
            views = [_shortened(view) for view in views]
        return Item(
            self._own_name(one, id) or NAMES[kind].capitalize(),
            self.publication.url + address(kind, key),
            tuple(views),
            tuple(
                (self.name(one, (kind, to)), self.publication.url + address(kind, to))
                for to in one.withdrawn.get(id, ())
            ),
        )


def _shortened(view: FactView) -> FactView:
    pieces = (replace(one, words=excerpt(one.words, LONGEST_IN_LIST)) for one in view.pieces)
    return replace(view, pieces=tuple(pieces))
