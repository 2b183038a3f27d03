"""The Markdown of notes and of a work's own account of itself: a small, safe part of CommonMark.

Paragraphs, lists, emphasis, code and links; no HTML, no images, no headings. Links lead to the web
(`https://…`) or to an id of the same work (`#iii-10-p1`).
"""

import re
from collections.abc import Callable, Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup, escape

RULES = ["list", "emphasis", "link", "autolink", "backticks", "escape", "entity", "newline"]
REFUSED = {
    "html_inline": "must not contain raw HTML",
    "html_block": "must not contain raw HTML",
    "image": "must not contain an image",
}
HAN = re.compile(
    r"[\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+"
)

_strict = MarkdownIt("zero", {"html": True}).enable([*RULES, "html_inline", "html_block", "image"])
_strict.validateLink = lambda url: True  # type: ignore[method-assign]
_renderer = MarkdownIt("zero").enable(RULES)


def markup_problems(text: str, ids: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """What must not be in `text`: line from 0, what must be, and the link to a missing id if any.

    `ids` are the ids that a link `#id` may lead to.
    """
    line = 0
    for token in _flat(_strict.parse(text)):
        if token.map:
            line = token.map[0]
        if token.type in REFUSED and not token.content.startswith("</"):
            yield line, f"{REFUSED[token.type]}: {token.content.strip()[:60]}", ""
        elif token.type == "link_open":
            address = str(token.attrs["href"])
            if address.startswith("#"):
                if address[1:] not in ids:
                    yield line, f"must link to an id of this work, not to {address}", address[1:]
            elif not re.match(r"https?://", address):
                yield line, f"must link to https://… or to an id such as #i-p1, not {address}", ""


def markup_html(text: str, address_of: Callable[[str], str]) -> Markup:
    """`text` as HTML. `address_of` gives the address that a link to an id leads to."""
    tokens = _renderer.parse(text)
    for token in _flat(tokens):
        if token.type == "link_open" and str(token.attrs["href"]).startswith("#"):
            token.attrs["href"] = address_of(str(token.attrs["href"])[1:])
        elif token.type == "text":
            token.type, token.content = "html_inline", tongues(token.content)
    return Markup(_renderer.renderer.render(tokens, _renderer.options, {}))


def tongues(text: str) -> Markup:
    """`text` as HTML in which every run of Chinese says that it is Chinese (WCAG 3.1.2)."""
    pieces, end = [], 0
    for run in HAN.finditer(text):
        pieces += [
            escape(text[end : run.start()]),
            Markup('<span lang="zh-Hans">{}</span>').format(run[0]),
        ]
        end = run.end()
    return Markup("").join([*pieces, escape(text[end:])])


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])
