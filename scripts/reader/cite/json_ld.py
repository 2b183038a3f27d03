"""Texts, sections and themes in JSON-LD, for search engines (schema.org)."""

import json
from collections.abc import Iterable
from typing import Any

from reader.addresses import THEMES, address, passage_reference
from reader.cite.kinds import KINDS
from reader.cite.record import CitationRecord, Publication
from reader.corpus.model import PassageRef, Theme, Work
from reader.names import Name, Names

JsonLd = dict[str, Any]


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
            "genre": "" if work.kind == "document" else work.kind.capitalize(),
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
