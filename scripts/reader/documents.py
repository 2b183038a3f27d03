"""Documents: the site is a mapping from addresses to them.

The build writes that mapping, the preview serves it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A page without the frame: `make` returns its Markdown file, front matter and HTML."""

    make: Callable[[], str]


@dataclass(frozen=True, slots=True)
class FileDocument:
    """A file beside the pages: `make` returns its bytes."""

    make: Callable[[], bytes]


Document = PageDocument | FileDocument


def page_documents(documents: Mapping[str, Document]) -> dict[str, PageDocument]:
    """The pages among documents, by their addresses."""
    return {
        where: document
        for where, document in documents.items()
        if isinstance(document, PageDocument)
    }
