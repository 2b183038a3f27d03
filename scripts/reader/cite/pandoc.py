"""The output of Pandoc's citeproc as HTML.

It comes as Pandoc's JSON: a document has blocks, a block has inlines, and an inline is a mapping
with its type `t` and its content `c` (pandoc-types, `Text.Pandoc.Definition`).
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from markupsafe import Markup

from reader.html import as_html

Inlines = Iterable[Mapping[str, Any]]

ELEMENTS = {
    "Emph": "em",
    "Strong": "strong",
    "Superscript": "sup",
    "Subscript": "sub",
    "Underline": "u",
    "Strikeout": "del",
}
QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}


def bibliography(document: Mapping[str, Any]) -> dict[str, Inlines]:
    """Return the entries of a document's bibliography, by the id of what they cite."""
    entries: dict[str, Inlines] = {}
    for block in document["blocks"]:
        match block:
            case {"t": "Div", "c": [["refs", *_], divs]}:
                for div in divs:
                    [name, *_], [paragraph] = div["c"]
                    entries[name.removeprefix("ref-")] = paragraph["c"]
    return entries


def citations(document: Mapping[str, Any]) -> dict[str, Inlines]:
    """Return the citations that are paragraphs of their own, by the id of what they cite."""
    found: dict[str, Inlines] = {}
    for block in document["blocks"]:
        match block:
            case {"t": "Para", "c": [{"t": "Cite", "c": [[{"citationId": id}], inlines]}]}:
                found[id] = inlines
    return found


def html(inlines: Inlines) -> Markup:
    """Return inlines as HTML in which every run of Chinese has its language."""
    pieces = groupby(_pieces(inlines), key=lambda piece: isinstance(piece, Markup))
    return Markup().join(
        Markup().join(run) if is_tag else as_html("".join(run)) for is_tag, run in pieces
    )


def _pieces(inlines: Inlines) -> Iterator[str]:
    """Yield the words of inlines as text, and the tags around them as `Markup`."""
    for inline in inlines:
        match inline:
            case {"t": "Str", "c": words}:
                yield words
            case {"t": "Space" | "SoftBreak" | "LineBreak"}:
                yield " "
            case {"t": "Quoted", "c": [{"t": kind}, inner]}:
                before, after = QUOTES[kind]
                yield from (before, *_pieces(inner), after)
            case {"t": "Link", "c": [_, inner, [address, _]]}:
                yield from _element("a", inner, Markup(' href="{}"').format(address))
            case {"t": "Span", "c": [[_, [], _], inner]}:
                yield from _pieces(inner)
            case {"t": "Span", "c": [[_, classes, _], inner]}:
                yield from _element("span", inner, _class(*classes))
            case {"t": "SmallCaps", "c": inner}:
                yield from _element("span", inner, _class("smallcaps"))
            case {"t": name, "c": inner} if name in ELEMENTS:
                yield from _element(ELEMENTS[name], inner)
            case {"t": "Note", "c": blocks}:
                for block in blocks:
                    yield from _pieces(block["c"])
            case _:
                raise RuntimeError(
                    f"Pandoc put {inline['t']} into a citation, where it cannot be shown"
                )


def _element(name: str, inner: Inlines, attributes: str = "") -> Iterator[str]:
    yield Markup(f"<{name}{attributes}>")
    yield from _pieces(inner)
    yield Markup(f"</{name}>")


def _class(*names: str) -> str:
    return Markup(' class="{}"').format(" ".join(names))
