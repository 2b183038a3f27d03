"""What stands in a passage: words, markers, and phrases of the glossary."""

from reader.corpus import inline
from reader.corpus.body import read_body
from reader.corpus.inline import Citation, NoteMarker, Text, citations, plain
from reader.corpus.markdown import parse
from reader.corpus.model import Term
from reader.html import as_html
from reader.terms import Finder, mark_terms


def term(id: str, *phrases: str, passages: tuple[str, ...] = ()) -> Term:
    return Term(id, phrases[0], plain("A thing."), phrases, passages)


def found(finder: Finder, text: str, passage: str = "") -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.term.id) for span in finder.first(text, passage)]


def test_every_marker_is_shown_wherever_it_is() -> None:
    for text, before, after in (
        ("[^n1] Sea {#p}", "", "Sea"),
        ("Se[^n1]a {#p}", "Se", "a"),
        ("Sea.[^n1] {#p}", "Sea.", ""),
        ("Sea. [^n1] {#p}", "Sea.", ""),
        ("A [^n1] b {#p}", "A ", "b"),
        ("A[^n1]\n  b\tc {#p}", "A", " b c"),
    ):
        (passage,), _, _ = read_body(text, "i.md", 1)
        pieces = [Text(before), NoteMarker("n1"), Text(after)]
        assert list(passage.content) == [one for one in pieces if one != Text("")], text
        assert passage.words == before + after


def test_a_marker_inside_a_phrase_comes_behind_it() -> None:
    (passage,), _, _ = read_body("The old[^n1] quay stands. {#p}", "i.md", 1)
    spans = Finder((term("quay", "old quay"),)).first(passage.words)
    assert mark_terms(passage.content, spans) == (
        Text("The "),
        inline.Term("quay", "old quay"),
        NoteMarker("n1"),
        Text(" stands."),
    )


def test_the_longest_phrase_wins_and_the_first_place_counts() -> None:
    finder = Finder((term("sea", "sea"), term("wall", "sea wall")))
    text = "A sea wall by the sea, by the sea wall."
    assert found(finder, text) == [("sea wall", "wall"), ("sea", "sea")]
    assert {one.id for one in finder.terms("A sea wall.")} == {"sea", "wall"}


def test_a_phrase_is_whole_words_and_may_start_with_a_sign() -> None:
    finder = Finder((term("sea", "sea"), term("said", "“Friends, we”")))
    assert found(finder, "Seaside, oversea, seas: “Friends, we” saw the sea.") == [
        ("“Friends, we”", "said"),
        ("sea", "sea"),
    ]


def test_a_bound_phrase_is_found_in_its_passages_only() -> None:
    finder = Finder((term("sea", "sea", passages=("w/i-p1",)),))
    assert found(finder, "The sea.", "w/i-p1") == [("sea", "sea")]
    assert found(finder, "The sea.", "w/i-p2") == []


def test_citations_have_their_lines() -> None:
    text = "One [@a, p. 1;\n@b].\n\nTwo\nthree [@c]."
    assert list(citations(parse(text))) == [
        Citation("a", "p. 1", 0),
        Citation("b", "", 0),
        Citation("c", "", 4),
    ]


def test_notes_keep_their_lists() -> None:
    text = "[^n1]: A list:\n\n  - one\n    - two\n\n  And after.\n"
    _, (note,), _ = read_body(text, "i.md", 1)
    assert note.body.source == "A list:\n\n- one\n  - two\n\nAnd after."


def test_only_runs_of_chinese_are_marked() -> None:
    assert str(as_html("a <b> 网络强国, c")) == (
        'a &lt;b&gt; <span lang="zh-Hans">网络强国</span>, c'
    )
