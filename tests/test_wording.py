"""Two wordings, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.wording import compare_wordings

MARKS = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}


def marked(before: str, after: str) -> str:
    return "".join(MARKS[one.kind].format(one.words) for one in compare_wordings(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We are met.", "We are met.", "We are met."),
        ("We are met.", "We were met.", "We [-are-]{+were+} met."),
        ("We are all met.", "We were both met.", "We [-are all-]{+were both+} met."),
        ("We met.", "We met today.", "We met{+ today+}."),
        ("", "All", "{+All+}"),
        ("All", "", "[-All-]"),
        ("It’s co-operation", "It’s cooperation", "It’s [-co-operation-]{+cooperation+}"),
        ("网络安全法", "网络强国法", "网络[-安全-]{+强国+}法"),
        ("نفتح اليوم", "نفتح غدا", "نفتح [-اليوم-]{+غدا+}"),
        ("हिन्दी में", "हिन्दू में", "[-हिन्दी-]{+हिन्दू+} में"),
        ("ที่นี้", "ที่นั้", "ที่[-นี้-]{+นั้+}"),
        ("한국어 책", "한국말 책", "[-한국어-]{+한국말+} 책"),
    ],
)
def test_what_changed_is_marked_as_words(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


@given(st.text("ab 网,\u0301", max_size=12), st.text("ab 网,\u0301", max_size=12))
def test_both_wordings_are_in_the_pieces(before: str, after: str) -> None:
    pieces = compare_wordings(before, after)
    assert "".join(one.words for one in pieces if one.kind != "inserted") == before
    assert "".join(one.words for one in pieces if one.kind != "deleted") == after
