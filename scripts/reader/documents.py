"""What is at an address of the site.

The site is a mapping from addresses to documents: the build writes it, the preview serves it.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A page without the site around it: `make` gives its Markdown file, HTML in front matter."""

    make: Callable[[], str]


@dataclass(frozen=True, slots=True)
class File:
    """A file beside the pages: `make` gives its bytes."""

    make: Callable[[], bytes]


Document = Page | File
