"""The site as a mapping from addresses to documents.

The build writes what is in it, the preview serves it, tests walk it. Pages written by hand, scripts
and styles are in the mapping of the engine, which also puts the site around every page.
"""

from collections.abc import Iterator
from functools import partial
from urllib.parse import urlsplit

from reader import addresses
from reader.cite.files import citation_files
from reader.dates import format_date
from reader.documents import Document, FileDocument
from reader.export.data import data_files
from reader.names import listed
from reader.pages.context import INTERFACE, Context
from reader.pages.feeds import feed_files
from reader.pages.og_image import og_image
from reader.pages.routes import pages


def site(context: Context) -> dict[str, Document]:
    """Return all generated documents of a corpus that keeps the rules, by their addresses."""
    return dict(_documents(context))


def _documents(context: Context) -> Iterator[tuple[str, Document]]:
    yield from pages(context)
    yield from citation_files(context.corpus, context.links, context.records)
    yield from data_files(context.corpus, context.links)
    if not context.publication.frozen:
        yield from feed_files(context.links, context.publication)
    site_name = context.publication.name
    host = urlsplit(context.publication.url).netloc
    yield addresses.SITE_IMAGE, FileDocument(partial(og_image, site_name, (), host, INTERFACE))
    for work in (*context.corpus.works, *context.links.past.works):
        details = tuple(filter(None, (listed(work.author), format_date(work.date))))
        language = work.language or INTERFACE
        image = partial(og_image, work.short_title, details, site_name, language)
        yield addresses.og_image(work.id), FileDocument(image)
