"""Trees as HTML."""

from collections.abc import Iterator

from markupsafe import Markup, escape

from reader.corpus.inline import (
    Bibl,
    Block,
    Code,
    Emph,
    Foreign,
    LineBreak,
    List,
    Paragraph,
    Prose,
    Ref,
    Strong,
    Text,
    Tree,
    plain,
)
from reader.languages import is_right_to_left


def lang_attributes(language: str) -> Markup:
    """The attributes of an element in `language` (BCP 47), with the direction of its script."""
    attributes = Markup(' lang="{}"').format(language)
    return attributes + Markup(' dir="rtl"') if is_right_to_left(language) else attributes


def as_html(tree: Tree | str) -> Markup:
    """A tree, or text without markup, as HTML; every foreign piece has its language (WCAG 3.1.2).

    References must have been resolved to addresses, and citations to what is printed of them.
    """
    return Markup(_html(plain(tree) if isinstance(tree, str) else tree))


def _html(tree: Tree) -> str:
    return "".join(_pieces(tree))


def _pieces(tree: Tree) -> Iterator[str]:
    match tree:
        case Text(content):
            yield escape(content)
        case Foreign(content, language):
            yield _element("span", lang_attributes(language), escape(content))
        case Emph(children):
            yield _element("em", "", _html(children))
        case Strong(children):
            yield _element("strong", "", _html(children))
        case Code(content):
            yield _element("code", "", escape(content))
        case Ref(target, children, title):
            attributes = f' href="{escape(target)}"'
            attributes += f' title="{escape(title)}"' if title else ""
            yield _element("a", attributes, _html(children))
        case Bibl(children):
            yield _element("span", ' class="cite"', _html(children))
        case LineBreak():
            yield "<br>\n"
        case Paragraph(children):
            yield _element("p", "", _html(children)) + "\n"
        case List():
            yield _list(tree)
        case Prose():
            yield from _pieces(tree.blocks)
        case tuple():
            for child in tree:
                yield from _pieces(child)
        case _:
            raise TypeError(f"{tree!r} has no HTML of its own")


def _element(name: str, attributes: str, content: str) -> str:
    return f"<{name}{attributes}>{content}</{name}>"


def _list(tree: List) -> str:
    name = "ul" if tree.start is None else "ol"
    attributes = f' start="{tree.start}"' if tree.start not in (None, 1) else ""
    items = (_element("li", "", "".join(_in_item(one, tree.tight))) + "\n" for one in tree.items)
    return _element(name, attributes, "\n" + "".join(items)) + "\n"


def _in_item(blocks: tuple[Block, ...], tight: bool) -> Iterator[str]:
    """The blocks of an item; the first paragraph of a tight list goes on in the item's line."""
    in_line = True
    for block in blocks:
        if tight and isinstance(block, Paragraph):
            yield _html(block.children)
            in_line = True
        else:
            yield ("\n" if in_line else "") + _html(block)
            in_line = False
