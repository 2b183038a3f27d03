"""The site that a preview serves: each document is made when a browser asks for it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock

from markupsafe import Markup

from reader.addresses import SEARCH_INDEX
from reader.cite.record import CitationRecord, FormattedCitation, Publication
from reader.corpus.model import Corpus
from reader.corpus.written_pages import read_pages
from reader.documents import Document, PageDocument, page_documents
from reader.graph.link import link
from reader.pages.context import Context
from reader.publish.engine import Engine
from reader.publish.site import site
from reader.search.pagefind import index
from reader.search.records import records


class PreviewSite:
    """The site of a corpus that keeps the rules, the same bytes as a build writes.

    The search index takes longer than a page, and is made at the first search, in `folder`. Sites
    that share an engine share the lock `making`.
    """

    def __init__(
        self,
        corpus: Corpus,
        publication: Publication,
        bibliography: Mapping[str, Markup],
        format: Callable[[CitationRecord], tuple[FormattedCitation, ...]],
        engine_of: Callable[[Mapping[str, PageDocument]], Engine],
        docs: Path,
        folder: Path,
        making: Lock,
    ) -> None:
        self.corpus, self.docs, self.index = corpus, docs, folder
        self.links = link(corpus)
        generated = site(Context(corpus, self.links, publication, bibliography, format))
        self.engine = engine_of(page_documents(generated))
        self.documents: dict[str, Document] = {**dict(self.engine.documents()), **generated}
        self.making, self.searching = making, Lock()

    def get(self, address: str) -> bytes | None:
        """Return the bytes of the document at an address; None if there is none."""
        if address.startswith(SEARCH_INDEX):
            return self.search(address.removeprefix(SEARCH_INDEX))
        document = self.documents.get(address)
        with self.making:
            if isinstance(document, PageDocument):
                return self.engine.frame(address, document.make())
            return document.make() if document else None

    def search(self, name: str) -> bytes | None:
        """Return a file of the search index, which is made once; None if there is none."""
        with self.searching:
            if not self.index.exists():
                made = self.index.with_suffix(".new")
                index(records(self.corpus, self.links, read_pages(self.docs)), made)
                made.rename(self.index)
        path = (self.index / name).resolve()
        return path.read_bytes() if path.is_relative_to(self.index) and path.is_file() else None
