"""What Pandoc's citeproc writes, as HTML."""

from typing import Any

import pytest

from reader.cite.pandoc import bibliography, citations, html

NOTHING: list[Any] = ["", [], []]


def words(content: str) -> dict[str, Any]:
    return {"t": "Str", "c": content}


@pytest.mark.parametrize(
    ("inlines", "as_html"),
    [
        ([words("Xi,"), {"t": "Space"}, words("J.")], "Xi, J."),
        ([words("a"), {"t": "SoftBreak"}, {"t": "Space"}, words("b")], "a  b"),
        ([words("<b> & c")], "&lt;b&gt; &amp; c"),
        ([{"t": "Emph", "c": [words("A")]}, words(".")], "<em>A</em>."),
        ([{"t": "Strong", "c": [words("A")]}], "<strong>A</strong>"),
        ([words("H"), {"t": "Subscript", "c": [words("2")]}], "H<sub>2</sub>"),
        ([{"t": "SmallCaps", "c": [words("ad")]}], '<span class="smallcaps">ad</span>'),
        (
            [{"t": "Span", "c": [["", ["nocase"], []], [words("eBay")]]}],
            '<span class="nocase">eBay</span>',
        ),
        ([{"t": "Span", "c": [NOTHING, [words("plain")]]}], "plain"),
        ([{"t": "Quoted", "c": [{"t": "DoubleQuote"}, [words("“")]]}], "““”"),
        (
            [{"t": "Link", "c": [NOTHING, [words("x")], ["https://x.y/?a&b", ""]]}],
            '<a href="https://x.y/?a&amp;b">x</a>',
        ),
        (
            [words("港"), words("口"), {"t": "Emph", "c": [words("法")]}],
            '<span lang="zh-Hans">港口</span><em><span lang="zh-Hans">法</span></em>',
        ),
        ([{"t": "Note", "c": [{"t": "Para", "c": [words("Di.")]}]}], "Di."),
    ],
)
def test_inlines(inlines: Any, as_html: str) -> None:
    assert html(inlines) == as_html


def test_nothing_is_left_out_in_silence() -> None:
    with pytest.raises(RuntimeError, match="Math"):
        html([{"t": "Math", "c": [{"t": "InlineMath"}, "x"]}])


def test_a_document_has_citations_and_a_bibliography() -> None:
    cite = [{"citationId": "k", "citationMode": {"t": "NormalCitation"}}]
    entry = {"t": "Div", "c": [["ref-k", ["csl-entry"], []], [{"t": "Para", "c": [words("K.")]}]]}
    document = {
        "blocks": [
            {"t": "Para", "c": [{"t": "Cite", "c": [cite, [words("(K)")]]}]},
            {"t": "Para", "c": [words("Not a citation.")]},
            {"t": "Div", "c": [["refs", ["references"], []], [entry]]},
        ]
    }
    assert citations(document) == {"k": [words("(K)")]}
    assert bibliography(document) == {"k": [words("K.")]}
