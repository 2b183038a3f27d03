"""A page before it is HTML: what its front matter says, and its view."""

import json
from dataclasses import dataclass

from reader.cite.record import byline
from reader.corpus.model import Work
from reader.text import excerpt

DESCRIPTION_LENGTH = 155


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the site; what is empty is left out of its front matter.

    `template` names the template that writes `view`. `menu` is what the page's entry in the menu
    says, and the address from the root of the site to which it leads, if not to the page. `module`
    is the script and `styles` the style sheet that the page needs besides those of all pages,
    `citations` the address of its citation files, as seen from the page and without an ending,
    `feed` that of its feed, and `head` the names and contents of its `meta` elements. `running` is
    its running head on paper. `updated` is the day on which the page last changed (ISO 8601), where
    it is known apart from the site's. Search engines are told not to list a page of something
    withdrawn (`noindex`), which answers all the same.
    """

    template: str
    title: str
    description: str
    view: object
    menu: tuple[str, str] | None = None
    module: str = ""
    styles: str = ""
    citations: str = ""
    feed: str = ""
    running: str = ""
    head: tuple[tuple[str, str], ...] = ()
    updated: str = ""
    noindex: bool = False


def lead(work: Work) -> str:
    """What the description of a page of a work begins with: who spoke, when, and what is here."""
    what = f"{'excerpts' if work.selection else 'text'} with editors’ notes"
    return f"{byline(work)}: {what}" if byline(work) else what.capitalize()


def running(work: Work) -> str:
    """The running head of a page of a work."""
    what = "excerpts" if work.selection else ""
    return " – ".join(filter(None, (work.short_title, byline(work), what)))


def markdown(page: Page, body: str, updated: str) -> str:
    """The Markdown file of a page of a site last changed on the day `updated`: YAML front matter,
    and HTML.

    JSON is YAML where control characters are refused, and quotes everything.
    """
    meta = {
        "title": page.title,
        "description": excerpt(page.description, DESCRIPTION_LENGTH),
        "updated": page.updated or updated,
        "html": True,
    }
    optional = {
        "menu": page.menu,
        "module": page.module,
        "styles": page.styles,
        "citations": page.citations,
        "feed": page.feed,
        "running": page.running,
        "head": page.head,
        "noindex": page.noindex,
    }
    meta |= {name: value for name, value in optional.items() if value}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items())
    return "\n".join(("---", *lines, "---", "", body, ""))
