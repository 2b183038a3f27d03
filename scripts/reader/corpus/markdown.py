"""The Markdown of the editors as trees: a small, safe part of CommonMark.

Paragraphs, lists, emphasis, code and links; no HTML, no images, no headings. Links lead to the web
(`https://…`) or to an id of the same work (`#iii-10-p1`). `[@key, locator; @key]` cites sources, as
Pandoc writes it.
"""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode

from reader.corpus.inline import (
    Block,
    Cit,
    Citation,
    Code,
    Emph,
    Fault,
    Inline,
    LineBreak,
    List,
    Paragraph,
    Prose,
    Ref,
    Strong,
    as_text,
    plain,
)
from reader.text import CONTROL, LONGEST

RULES = ["list", "emphasis", "link", "autolink", "backticks", "escape", "entity", "newline"]
REFUSED = {
    "html_inline": "must not contain raw HTML",
    "html_block": "must not contain raw HTML",
    "image": "must not contain an image",
}
STRAY = re.compile(r"(?:^|[\s\[(;])@[A-Za-z0-9_-]+")
CITATION = re.compile(r"\[(@[^\[\]\n]*(?:\n[^\[\]\n]+)*)\]")
CITED = re.compile(r"@([A-Za-z0-9_-]+)(?:,\s*(.+))?", re.DOTALL)


def _citation(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.push("citation", "", 0).content = match[0]
    state.pos = match.end()
    return True


_commonmark = MarkdownIt("commonmark")
_editors = MarkdownIt("zero", {"html": True}).enable([*RULES, *REFUSED])
_editors.validateLink = lambda url: True  # type: ignore[method-assign]
_editors.inline.ruler.before("link", "citation", _citation)
for _parser in (_commonmark, _editors):
    _parser.parse("words")  # the first text compiles the rules, which two threads must not do


def parse(text: str) -> Prose:
    """Return the tree of a text of the editors, with its faults. Raise nothing."""
    if len(text) > LONGEST:
        fault = Fault(0, f"must be no longer than {LONGEST:,} characters")
        return Prose(text, faults=(fault,))
    return _Builder().prose(text, _editors)


def page_words(text: str) -> str:
    """Return the words of a page in CommonMark, on one line."""
    return as_text(_Builder().prose(text, _commonmark))


class _Builder:
    """The way through one text: the `line`, from 0, that has been reached, and the faults so far.

    `refused` is the last line with a fault of markup, which is reported once a line.
    """

    def __init__(self) -> None:
        self.line = 0
        self.refused = -1
        self.faults: list[Fault] = []
        self.strays: list[Fault] = []

    def prose(self, text: str, parser: MarkdownIt) -> Prose:
        root = SyntaxTreeNode(parser.parse(text))
        blocks = tuple(self.blocks(root))
        return Prose(text, blocks, tuple(self.faults), tuple(self.strays))

    def blocks(self, parent: SyntaxTreeNode) -> Iterator[Block]:
        for node in parent.children:
            self.line = node.map[0] if node.map else self.line
            if node.type in ("bullet_list", "ordered_list"):
                yield self.list(node)
            elif node.type in REFUSED:
                self.refuse(node)
            elif any(child.type == "inline" for child in node.children):
                yield Paragraph(tuple(self.inlines(node.children[0])))
            else:
                yield from self.blocks(node)

    def list(self, node: SyntaxTreeNode) -> List:
        tight = any(child.hidden for item in node.children for child in item.children)
        items = tuple(tuple(self.blocks(item)) for item in node.children)
        number = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        return List(items, number, tight)

    def inlines(self, parent: SyntaxTreeNode) -> Iterator[Inline]:
        for node in parent.children:
            match node.type:
                case "text":
                    self.check_text(node.content)
                    yield from plain(node.content)
                case "softbreak" | "hardbreak":
                    self.line += 1
                    yield from plain("\n") if node.type == "softbreak" else (LineBreak(),)
                case "em":
                    yield Emph(tuple(self.inlines(node)))
                case "strong":
                    yield Strong(tuple(self.inlines(node)))
                case "code_inline":
                    yield Code(node.content)
                case "link":
                    yield self.ref(node)
                case "citation":
                    yield self.cit(node.content)
                case _ if node.type in REFUSED:
                    self.refuse(node)
                case _:
                    yield from self.inlines(node)

    def ref(self, node: SyntaxTreeNode) -> Ref:
        target, line = str(node.attrs["href"]), self.line
        if not target.startswith(("#", "http://", "https://")):
            known = "an address that starts with https:// or http://, or to an id, such as #i-p1"
            self.fault(f"must link to {known}, not '{target}'")
        title = str(node.attrs.get("title", ""))
        self.check_text(title)
        return Ref(target, tuple(self.inlines(node)), title, line)

    def cit(self, content: str) -> Cit:
        found = []
        for piece in content[1:-1].split(";"):
            match = CITED.fullmatch(" ".join(piece.split()))
            if match:
                found.append(Citation(match[1], match[2] or "", self.line))
            else:
                self.strays.append(Fault(self.line, piece.strip()))
        self.line += content.count("\n")
        return Cit(tuple(found))

    def check_text(self, content: str) -> None:
        if control := CONTROL.search(content):
            self.fault(f"must not contain the control character U+{ord(control[0]):04X}")
        if stray := STRAY.search(content):
            self.strays.append(Fault(self.line, stray[0].strip()))

    def refuse(self, node: SyntaxTreeNode) -> None:
        if self.refused != self.line:
            self.refused = self.line
            quoted = node.content.strip().partition("\n")[0][:60]
            self.fault(f"{REFUSED[node.type]}: {quoted}")

    def fault(self, message: str) -> None:
        self.faults.append(Fault(self.line, message))
