"""A page before it is HTML: what its front matter says, and its view."""

import json
from dataclasses import dataclass

from reader.text import excerpt

DESCRIPTION_LENGTH = 155


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site.

    `template` names the template that writes `view`. `updated` is the day on which the content last
    changed (ISO 8601), `module` the script that the page needs besides those of all pages,
    `citations` the address of its citation files, as seen from the page and without an ending, and
    `head` the names and contents of its `meta` elements.
    """

    template: str
    title: str
    description: str
    updated: str
    view: object
    module: str | None = None
    citations: str | None = None
    head: tuple[tuple[str, str], ...] | None = None


def markdown(page: Page, body: str) -> str:
    """The Markdown file of a page: YAML front matter, and HTML.

    JSON is YAML where control characters are refused, and quotes everything.
    """
    meta: dict[str, object] = {
        "title": page.title,
        "description": excerpt(page.description, DESCRIPTION_LENGTH),
        "updated": page.updated,
        "html": True,
    }
    optional = {"module": page.module, "citations": page.citations, "head": page.head}
    meta |= {name: value for name, value in optional.items() if value is not None}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return "\n".join(("---", *lines, "---", "", body, ""))
