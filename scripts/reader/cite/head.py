"""Metadata in the head of a page, for reference managers, link previews and search engines."""

import json

from reader.addresses import address, og_image, passage_reference
from reader.cite.record import CitationRecord, Publication
from reader.corpus.model import Section
from reader.dates import format_date

MetaTags = tuple[tuple[str, str], ...]
"""The names and contents of `meta` elements."""


def meta_tags(citation: CitationRecord, publication: Publication) -> MetaTags:
    """Return the metadata that Zotero's Embedded Metadata translator reads.

    Zotero takes any `z:` field as it is; `z:itemType` decides against all else what the item is,
    and a `citation_…` tag would drop half of it. Dublin Core for those who read that.
    """
    work = citation.work
    fields = (
        ("z:itemType", "book" if citation.is_work else "bookSection"),
        ("DC.title", citation.title),
        ("DC.creator", f"{work.speaker.family}, {work.speaker.given}"),
        ("DC.source", "" if citation.is_work else work.title),
        ("DC.date", work.date),
        ("DC.language", work.language),
        ("DC.rights", work.rights),
        ("DCTERMS.abstract", citation.abstract),
        ("z:place", work.place),
        ("z:pages", citation.locator),
        ("z:extra", citation.note),
        ("og:type", "article"),
        ("og:title", citation.title),
        ("og:url", citation.url),
        ("og:image", publication.url + og_image(work.id)),
        ("og:image:alt", f"{work.short_title}, {work.speaker.name}, {format_date(work.date)}"),
    )
    return tuple((name, content) for name, content in fields if content)


def json_ld(citation: CitationRecord, section: Section, publication: Publication) -> str:
    """Return a section and its passages in JSON-LD (schema.org `Chapter`, `Book`, `Quotation`)."""
    work = citation.work

    def themes(ids: tuple[str, ...]) -> list[dict[str, str]]:
        return [{"@id": publication.url + address("themes", id)} for id in ids]

    document = {
        "@context": "https://schema.org",
        "@type": "Chapter",
        "@id": citation.url,
        "name": citation.title,
        "pagination": citation.locator,
        "inLanguage": work.language,
        "keywords": list(citation.keywords),
        "isPartOf": {
            "@type": "Book",
            "@id": publication.url + address("works", work.id),
            "name": work.title,
            "author": {"@type": "Person", "name": work.speaker.name},
            "datePublished": work.date,
        },
        "isBasedOn": {
            "@type": "WebPage",
            "name": work.source.title,
            "publisher": {"@type": "Organization", "name": work.source.publisher},
            "datePublished": work.source.date,
            "url": work.source.url,
        },
        "hasPart": [
            {
                "@type": "Quotation",
                "@id": publication.url + address("passages", one.key),
                "name": passage_reference(section, one.passage),
                "text": one.passage.words,
                "spokenByCharacter": {"@type": "Person", "name": work.speaker.name},
                "inLanguage": work.language,
                "about": themes(one.passage.about),
                "mentions": themes(one.passage.mentions),
            }
            for one in work.passages_in(section)
        ],
    }
    return json.dumps(document, ensure_ascii=False).replace("<", "\\u003c")
