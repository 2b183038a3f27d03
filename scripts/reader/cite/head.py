"""Metadata in the head of a page, for reference managers and link previews."""

from collections.abc import Iterator

from reader.addresses import og_image
from reader.cite.csl import extra
from reader.cite.kinds import KINDS
from reader.cite.record import CitationRecord, Publication, byline
from reader.corpus.model import Work

MetaTags = tuple[tuple[str, str], ...]
"""The names and contents of `meta` elements."""


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
        ("DC.publisher", citation.publication.name_and_version),
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
    return (
        ("og:type", "article"),
        ("og:image", publication.url + og_image(work.id)),
        ("og:image:alt", f"{work.short_title}, {byline(work)}"),
    )


def _creators(work: Work) -> Iterator[str]:
    """Editors and translators as lines of Zotero's Extra: `translator: van der Sluis || Lea`."""
    for role, names in (("editor", work.editor), ("translator", work.translator)):
        for name in names:
            given = " ".join(filter(None, (name.forenames, name.suffix)))
            parts = (name.literal or name.surname, given)
            yield f"{role}: {' || '.join(filter(None, parts))}"
