"""What stands in a passage: words, markers, and phrases of the glossary."""

from reader.body import read_body
from reader.expand import segments
from reader.markup import citations_in, tongues
from reader.model import Citation, Term
from reader.terms import Finder
from reader.words import marker_offsets


def term(id: str, *phrases: str, passages: tuple[str, ...] = ()) -> Term:
    return Term(id, phrases[0], "A thing.", phrases, passages)


def found(finder: Finder, text: str, passage: str = "") -> list[tuple[str, str]]:
    return [(text[span.start : span.end], span.term.id) for span in finder.first(text, passage)]


def test_every_marker_is_shown_wherever_it_stands() -> None:
    for text in ("[^n1] Sea {#p}", "Se[^n1]a {#p}", "Sea.[^n1] {#p}", "Sea. [^n1] {#p}"):
        (passage,), _, _ = read_body(text, "i.md", 1)
        pieces = list(segments(passage))
        assert [id for kind, _, id in pieces if kind == "note"] == ["n1"], text
        assert "".join(words for _, words, _ in pieces) == passage.words
        ((offset, _),) = marker_offsets(passage.runs)
        assert 0 <= offset <= len(passage.words)


def test_a_marker_inside_a_phrase_comes_behind_it() -> None:
    (passage,), _, _ = read_body("The old[^n1] quay stands. {#p}", "i.md", 1)
    spans = Finder((term("quay", "old quay"),)).first(passage.words)
    assert list(segments(passage, spans)) == [
        ("text", "The ", ""),
        ("term", "old quay", "quay"),
        ("note", "", "n1"),
        ("text", " stands.", ""),
    ]


def test_the_longest_phrase_wins_and_the_first_place_counts() -> None:
    finder = Finder((term("sea", "sea"), term("wall", "sea wall")))
    text = "A sea wall by the sea, by the sea wall."
    assert found(finder, text) == [("sea wall", "wall"), ("sea", "sea")]
    assert {one.id for one in finder.anywhere("A sea wall.")} == {"sea", "wall"}


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
    cited = [piece for piece in citations_in(text) if isinstance(piece, Citation)]
    assert cited == [Citation("a", "p. 1", 0), Citation("b", "", 0), Citation("c", "", 4)]


def test_notes_keep_their_lists() -> None:
    text = "[^n1]: A list:\n\n  - one\n    - two\n\n  And after.\n"
    _, (note,), _ = read_body(text, "i.md", 1)
    assert note.body == "A list:\n\n- one\n  - two\n\nAnd after."


def test_only_runs_of_chinese_are_marked() -> None:
    assert str(tongues("a <b> 网络强国, c")) == (
        'a &lt;b&gt; <span lang="zh-Hans">网络强国</span>, c'
    )
