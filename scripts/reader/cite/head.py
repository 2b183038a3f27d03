"""Metadata in the head of a page, for reference managers, link previews and search engines."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from reader.addresses import THEMES, address, og_image, passage_reference
from reader.cite.csl import extra
from reader.cite.kinds import KINDS
from reader.cite.record import CitationRecord, Publication
from reader.corpus.model import PassageRef, Theme, Work
from reader.dates import format_date
from reader.names import Name, Names, listed

MetaTags = tuple[tuple[str, str], ...]
"""The names and contents of `meta` elements."""

JsonLd = dict[str, Any]


def meta_tags(citation: CitationRecord) -> MetaTags:
    """Return the metadata that Zotero's Embedded Metadata translator and Google Scholar read.

    Zotero takes any `z:` field as it is; `z:itemType` decides against all else what the item is,
    so that the Highwire tags (`citation_…`) do no harm. Of all names for an abstract it prefers
    `eprints.abstract` to the description for previews.
    """
    work = citation.work
    authors = [name.inverted for name in work.author]
    fields = (
        ("z:itemType", KINDS[work.kind].zotero if citation.is_work else "bookSection"),
        ("z:type", work.kind.capitalize() if citation.is_work else ""),
        ("DC.title", citation.title),
        *(("DC.creator", author) for author in authors),
        ("DC.source", citation.container),
        ("DC.publisher", citation.publication.edition),
        ("DC.date", work.date),
        ("DC.language", work.language),
        ("DC.rights", work.rights),
        ("eprints.abstract", citation.abstract),
        ("z:extra", extra(citation, _creators(work))),
        ("citation_title", citation.title),
        *(("citation_author", author) for author in authors),
        ("citation_publication_date", work.date.replace("-", "/")),
        ("citation_inbook_title", citation.container),
        ("citation_language", work.language),
    )
    return tuple((name, content) for name, content in fields if content)


def preview_tags(work: Work, publication: Publication) -> MetaTags:
    """Return what previews of a page of a work show of it, besides title and description."""
    details = ", ".join(filter(None, (listed(work.author), format_date(work.date))))
    fields = (
        ("og:type", "article"),
        ("og:image", publication.url + og_image(work.id)),
        ("og:image:alt", f"{work.short_title}, {details}"),
    )
    return fields


def section_json_ld(citation: CitationRecord, passages: Iterable[PassageRef]) -> str:
    """Return a section and its passages in JSON-LD (schema.org `Chapter`, `Quotation`)."""
    work, publication = citation.work, citation.publication
    return _script(
        {
            "@type": "Chapter",
            **_cited(citation),
            "position": citation.reference,
            "isPartOf": _work(work, publication),
            "hasPart": [_quotation(one, publication) for one in passages],
        }
    )


def work_json_ld(citation: CitationRecord) -> str:
    """Return a work in JSON-LD, with its event, its original and the page it was taken from."""
    work, publication = citation.work, citation.publication
    original, source = work.translation_of, work.source
    return _script(
        {
            **_cited(citation),
            **_work(work, publication),
            "editor": _agents(work.editor),
            "recipient": _agents(work.recipient) if work.kind == "letter" else None,
            "translationOfWork": _filled(
                {
                    "@type": "CreativeWork",
                    "name": original.title,
                    "inLanguage": original.language,
                    "datePublished": original.date,
                    "url": original.url,
                }
            )
            if original.language
            else None,
            "isBasedOn": _filled(
                {
                    "@type": "WebPage",
                    "name": source.title,
                    "publisher": {"@type": "Organization", "name": source.publisher},
                    "datePublished": source.date,
                    "url": source.url,
                    "archivedAt": source.archived,
                }
            ),
            "hasPart": [
                {"@id": publication.url + address("sections", section.key)}
                for section in work.sections
            ],
        }
    )


def theme_json_ld(theme: Theme, passages: Iterable[PassageRef], publication: Publication) -> str:
    """Return a theme and passages tagged with it in JSON-LD (schema.org `DefinedTerm`)."""
    return _script(
        {
            "@type": "DefinedTerm",
            "@id": publication.url + address("themes", theme.id),
            "name": theme.label,
            "description": theme.definition,
            "inDefinedTermSet": publication.url + THEMES,
            "subjectOf": [
                {"@id": publication.url + address("passages", one.key)} for one in passages
            ],
        }
    )


def _script(document: JsonLd) -> str:
    filled = _filled({"@context": "https://schema.org", **document})
    return json.dumps(filled, ensure_ascii=False).replace("<", "\\u003c")


def _filled(document: JsonLd) -> JsonLd:
    return {name: value for name, value in document.items() if value}


def _cited(citation: CitationRecord) -> JsonLd:
    work = citation.work
    return {
        "@id": citation.url,
        "name": citation.title,
        "author": _agents(work.author),
        "translator": _agents(work.translator),
        "publisher": {"@type": "Organization", "name": citation.publication.name},
        "version": citation.publication.version,
        "inLanguage": work.language,
        "keywords": list(citation.keywords),
        "url": citation.url,
    }


def _work(work: Work, publication: Publication) -> JsonLd:
    event = work.event
    place = _filled({"@type": "Place", "name": event.place}) if event.place else None
    return _filled(
        {
            "@type": KINDS[work.kind].schema_org,
            "@id": publication.url + address("works", work.id),
            "name": work.title,
            "genre": work.kind.capitalize(),
            "author": _agents(work.author),
            "dateCreated": work.date,
            "locationCreated": place,
            "recordedAt": _filled(
                {
                    "@type": "Event",
                    "name": event.title,
                    "startDate": event.date.partition("/")[0] or work.date,
                    "endDate": event.date.partition("/")[2],
                    "location": place,
                }
            )
            if event.title
            else None,
        }
    )


def _quotation(one: PassageRef, publication: Publication) -> JsonLd:
    def themes(ids: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"@id": publication.url + address("themes", id)} for id in ids]

    quotation = {
        "@type": "Quotation",
        "@id": publication.url + address("passages", one.key),
        "name": passage_reference(one.section, one.passage),
        "text": one.passage.words,
        "inLanguage": one.work.language,
        "about": themes(one.passage.about),
        "mentions": themes(one.passage.mentions),
    }
    return _filled(quotation)


def _agents(names: Names) -> list[JsonLd]:
    return [_agent(name) for name in names]


def _agent(name: Name) -> JsonLd:
    kind = "Organization" if name.literal else "Person"
    return _filled({"@type": kind, "name": name.full, "alternateName": name.original})


def _creators(work: Work) -> Iterator[str]:
    """Editors and translators as lines of Zotero's Extra: `translator: van der Sluis || Lea`."""
    for role, names in (("editor", work.editor), ("translator", work.translator)):
        for name in names:
            family = " ".join(filter(None, (name.non_dropping_particle, name.family)))
            given = " ".join(filter(None, (name.given, name.dropping_particle, name.suffix)))
            yield f"{role}: {name.literal or ' || '.join(filter(None, (family, given)))}"
