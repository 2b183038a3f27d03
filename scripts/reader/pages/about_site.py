"""The page about the site: who publishes and edits it and how, rights, version and changes."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from markupsafe import Markup

from reader import addresses
from reader.cite.record import Publisher
from reader.corpus.model import KINDS, Acceptance, Edition
from reader.pages.context import Context
from reader.pages.glossary import Capped, capped
from reader.pages.linker import Link, Linker
from reader.pages.page import Page
from reader.pages.tombstones import NAMES
from reader.registry.changes import ACTIONS, Action

MOST_CHANGES = 10


@dataclass(frozen=True, slots=True)
class AcceptanceView:
    """What was accepted on a day and why: how many of which kinds were added, changed, withdrawn or
    restored."""

    date: str
    reason: str
    amounts: tuple[tuple[Action, tuple[tuple[int, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class AboutSiteView:
    """What is not known is empty: `sources` is the address of their list, `collation` of the
    comparison with the official translation, if any passage was compared. `rights` has the texts by
    what their rights are; `changes` are the latest of `count`, and `editions` have their addresses,
    the latest first."""

    publisher: Publisher
    contact: str
    name_and_version: str
    editions: tuple[tuple[str, Edition], ...]
    updated: str
    texts: str
    themes: str
    sources: str
    collation: str
    how_to_cite: str
    accessibility: str
    data: str
    registry: str
    rights: tuple[tuple[Capped, str], ...]
    copyright: Markup
    font_licence: str
    changes: tuple[AcceptanceView, ...]
    count: int
    feed: str


def about_site_page(context: Context) -> Page:
    linker = Linker(context, addresses.ABOUT_SITE)
    corpus, publication = context.corpus, context.publication
    compared = any(place.passage.collation != "unchecked" for place in corpus.passages)
    rights: defaultdict[str, list[Link]] = defaultdict(list)
    for work in corpus.works:
        rights[work.rights].append(linker.link("works", work.id))
    only, changes = context.only_work, context.links.registry.acceptances
    view = AboutSiteView(
        publisher=publication.publisher,
        contact=_href(publication.publisher.contact),
        name_and_version=publication.name_and_version,
        editions=tuple(
            (linker.url(addresses.edition(one.version)), one) for one in context.editions[::-1]
        ),
        updated=context.links.updated,
        texts=linker.to("works", only.id) if only else linker.url(addresses.TEXTS),
        themes=linker.url(addresses.THEMES),
        sources=linker.url(addresses.SOURCES) if corpus.bibliography.sources else "",
        collation=linker.url(addresses.COLLATION) if compared else "",
        how_to_cite=linker.url(addresses.HOW_TO_CITE),
        accessibility=linker.url(addresses.ACCESSIBILITY),
        data=linker.url(addresses.CORPUS_DATA),
        registry=linker.url(addresses.REGISTRY_DATA),
        rights=tuple((capped(links), words) for words, links in rights.items()),
        copyright=Markup(publication.copyright),
        font_licence=linker.url(addresses.FONT_LICENCE),
        changes=tuple(map(_acceptance, changes[: -MOST_CHANGES - 1 : -1])),
        count=len(changes),
        feed=linker.url(addresses.FEED) if changes else "",
    )
    description = (
        "Who publishes and edits this site, how its texts are edited, how to report an error, "
        "who holds the rights and what changed last."
    )
    return Page("about_site", "About this site", description, view, feed=view.feed)


def _acceptance(one: Acceptance) -> AcceptanceView:
    amounts = []
    for action in ACTIONS:
        kinds = Counter(kind for kind, _ in getattr(one, action))
        if kinds:
            amounts.append(
                (action, tuple((kinds[kind], NAMES[kind]) for kind in KINDS if kinds[kind]))
            )
    return AcceptanceView(one.date, one.reason, tuple(amounts))


def _href(contact: str) -> str:
    """The address that a link to an e-mail address or an address of the web leads to."""
    return contact if not contact or contact.startswith("https://") else f"mailto:{contact}"
