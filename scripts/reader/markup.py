"""The Markdown of notes and of a work's own account of itself: a small, safe part of CommonMark.

Paragraphs, lists, emphasis, code and links; no HTML, no images, no headings. Links lead to the web
(`https://…`) or to an id of the same work (`#iii-10-p1`). `[@key, locator; @key]` cites sources, as
Pandoc writes it.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from babel import Locale, UnknownLocaleError
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markupsafe import Markup, escape

from reader.model import Citation
from reader.words import CONTROL, LONGEST

RULES = ["list", "emphasis", "link", "autolink", "backticks", "escape", "entity", "newline"]
REFUSED = {
    "html_inline": "must not contain raw HTML",
    "html_block": "must not contain raw HTML",
    "image": "must not contain an image",
}
HAN = re.compile(
    r"[\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+"
)

SPACE_BEFORE = re.compile(r"\s+([.,;:)])")
CITATION = re.compile(r"\[(@[^\[\]\n]*(?:\n[^\[\]\n]+)*)\]")
STRAY = re.compile(r"(?:^|[\s\[(;])@[A-Za-z0-9_-]+")
CITED = re.compile(r"@([A-Za-z0-9_-]+)(?:,\s*(.+))?", re.DOTALL)


def _citation(state: StateInline, silent: bool) -> bool:
    """Makes a token of a citation; its `meta` has the pieces, each a `Citation` or plain text."""
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[0]
        token.meta = {"cited": [_cited(piece) for piece in match[1].split(";")]}
    state.pos = match.end()
    return True


def _cited(piece: str) -> Citation | str:
    match = CITED.fullmatch(" ".join(piece.split()))
    return Citation(match[1], match[2] or "") if match else piece.strip()


_pages = MarkdownIt("commonmark")
_strict = MarkdownIt("zero", {"html": True}).enable([*RULES, "html_inline", "html_block", "image"])
_strict.validateLink = lambda url: True  # type: ignore[method-assign]
_renderer = MarkdownIt("zero").enable(RULES)
for _parser in (_strict, _renderer):
    _parser.inline.ruler.before("link", "citation", _citation)
    _parser.parse("words")  # the first text compiles the rules, which two threads must not do


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the check needs of a text: its citations, and its faults as `markup_problems` has them,
    each link to an id among them as if that did not exist."""

    citations: tuple[Citation | tuple[int, str], ...]
    faults: tuple[tuple[int, str, str], ...]


@cache
def _reading(text: str) -> _Reading:
    """`text` read once, however many rules ask."""
    lined = list(_lined(text))
    return _Reading(tuple(_citations(lined)), tuple(_faults(lined)))


def markup_problems(text: str, ids: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """What must not be in `text`: line from 0, what must be, and the link to a missing id if any.

    `ids` are the ids that a link `#id` may lead to.
    """
    if len(text) > LONGEST:
        yield 0, f"must not have more than {LONGEST:,} characters", ""
    yield from (fault for fault in _reading(text).faults if fault[2] not in ids)


def citations_in(text: str) -> tuple[Citation | tuple[int, str], ...]:
    """The citations in `text`; a piece that names no source is its line from 0 and its words."""
    return _reading(text).citations


def _faults(lined: list[tuple[int, Token]]) -> Iterator[tuple[int, str, str]]:
    refused = -1
    for line, token in lined:
        if token.type in REFUSED and line != refused:
            refused = line
            shown = token.content.strip().partition("\n")[0][:60]
            yield line, f"{REFUSED[token.type]}: {shown}", ""
        elif token.type == "link_open":
            address = str(token.attrs["href"])
            if address.startswith("#"):
                yield line, f"must link to an id of this work, not to {address}", address[1:]
            elif not re.match(r"https?://", address):
                yield line, f"must link to https://… or to an id such as #i-p1, not {address}", ""
        elif token.type == "text" and (control := CONTROL.search(token.content)):
            yield line, f"must not have the control character U+{ord(control[0]):04X}", ""


def _citations(lined: list[tuple[int, Token]]) -> Iterator[Citation | tuple[int, str]]:
    for line, token in lined:
        if token.type == "citation":
            for piece in token.meta["cited"]:
                if isinstance(piece, Citation):
                    yield replace(piece, line=line)
                else:
                    yield line, piece
        elif token.type == "text" and (stray := STRAY.search(token.content)):
            yield line, stray[0].strip()


def markup_html(
    text: str, address_of: Callable[[str], str], cite: Callable[[Citation], Markup]
) -> Markup:
    """`text` as HTML.

    `address_of` gives the address that a link to an id leads to, `cite` a source's short reference.
    """
    tokens = _renderer.parse(text)
    for token in _flat(tokens):
        if token.type == "link_open" and str(token.attrs["href"]).startswith("#"):
            token.attrs["href"] = address_of(str(token.attrs["href"])[1:])
        elif token.type == "text":
            token.type, token.content = "html_inline", str(tongues(token.content))
        elif token.type == "citation":
            pieces = (cite(piece) for piece in token.meta["cited"] if isinstance(piece, Citation))
            html = Markup('<span class="cite">({})</span>').format(Markup("; ").join(pieces))
            token.type, token.content = "html_inline", str(html)
    return Markup(_renderer.renderer.render(tokens, _renderer.options, {}))


def plain_text(text: str) -> str:
    """The words of a note alone, on one line, without markup and citations."""
    return _plain(_renderer.parse(text))


def page_text(text: str) -> str:
    """The words of a page written by hand, in the whole of CommonMark, on one line."""
    return _plain(_pages.parse(text))


def _plain(tokens: list[Token]) -> str:
    pieces = []
    for token in _flat(tokens):
        if token.type in ("text", "code_inline"):
            pieces.append(token.content)
        elif token.type in ("softbreak", "hardbreak", "paragraph_close", "heading_close"):
            pieces.append(" ")
    words = SPACE_BEFORE.sub(r"\1", "".join(pieces))
    return " ".join(words.split())


@cache
def tongue(language: str) -> Markup:
    """The attributes of an element in `language` (BCP 47), with the direction of its script."""
    attributes = Markup(' lang="{}"').format(language)
    try:
        direction = Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return attributes
    return attributes + (Markup(' dir="rtl"') if direction == "rtl" else "")


def tongues(text: str) -> Markup:
    """`text` as HTML in which every run of Chinese says that it is Chinese (WCAG 3.1.2)."""
    return Markup(HAN.sub(r'<span lang="zh-Hans">\g<0></span>', str(escape(text))))


def _lined(text: str) -> Iterator[tuple[int, Token]]:
    """The tokens of `text`, also those that the reader refuses, with their lines from 0; none if it
    is too long."""
    if len(text) > LONGEST:
        return
    line = 0
    for token in _flat(_strict.parse(text)):
        if token.map:
            line = token.map[0]
        elif token.type in ("softbreak", "hardbreak"):
            line += 1
        yield line, token
        if token.type == "citation":
            line += token.content.count("\n")


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])
