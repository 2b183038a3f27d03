"""What was formatted before is not formatted again, and a cache never does harm."""

import json
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc
import pytest

from reader.app.build import cited_records
from reader.cite.cache import CitationCache
from reader.cite.citeproc import STYLES, Cache, format_bibliography, format_citations
from reader.cite.record import CitationRecord
from reader.corpus.model import Bibliography
from support import PUBLICATION, ROOT, SMALL, build_site, sound

DAMAGED = [
    b"",
    b"{",
    b"\xff\xfe",
    b"null",
    b"[" * 100_000,
    b'["a"]',
    b'{"a": "b"}',
    b'{"a": {"bibliography": 1, "in_text": ""}}',
]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What Pandoc is asked for, document by document."""
    documents: list[str] = []
    convert = pypandoc.convert_text

    def convert_text(document: str, *arguments: Any, **named: Any) -> Any:
        documents.append(document)
        return convert(document, *arguments, **named)

    monkeypatch.setattr(pypandoc, "convert_text", convert_text)
    return documents


def records() -> dict[str, CitationRecord]:
    return dict(cited_records(sound(SMALL), PUBLICATION))


def bibliography() -> Bibliography:
    return sound(SMALL).bibliography


def test_a_citation_is_formatted_once(asked: list[str]) -> None:
    cache: Cache = {}
    made = format_citations(records(), cache)
    assert len(asked) == len(STYLES)
    assert format_citations(records(), cache) == made == format_citations(records())
    assert len(asked) == 2 * len(STYLES)


def test_only_what_changed_is_formatted_again(asked: list[str]) -> None:
    cache: Cache = {}
    own = records()
    format_citations(own, cache)
    key, record = next(iter(own.items()))
    own[key] = replace(record, title="Another Title")
    asked.clear()
    made = format_citations(own, cache)
    assert [document.count("[@") for document in asked] == [1] * len(STYLES)
    assert made == format_citations(own)
    assert all("Another Title" in str(citation.bibliography) for citation in made[key])


def test_a_changed_bibliography_is_formatted_as_a_whole(asked: list[str]) -> None:
    cache: Cache = {}
    whole = bibliography()
    made = format_bibliography(whole, cache)
    assert format_bibliography(whole, cache) == made and len(asked) == 1
    fewer = replace(whole, sources=whole.sources[1:])
    assert format_bibliography(fewer, cache).keys() < made.keys() and len(asked) == 2


@pytest.mark.parametrize("wrong", [{}, {"x": "y"}, {"bibliography": "x"}])
def test_what_is_not_a_citation_is_formatted_again(wrong: Mapping[str, str]) -> None:
    cache: Cache = {}
    made, entries = format_citations(records(), cache), format_bibliography(bibliography(), cache)
    for key in cache:
        cache[key] = wrong
    assert format_citations(records(), cache) == made
    assert format_bibliography(bibliography(), cache) == entries


def test_a_cache_lasts(tmp_path: Path) -> None:
    first = CitationCache(tmp_path / "made" / "x.json", most=10)
    first["a"], first["b"] = {"x": "港口"}, {}
    first.save()
    second = CitationCache(tmp_path / "made" / "x.json", most=10)
    assert dict(second) == {"a": {"x": "港口"}, "b": {}}
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["x.json"]


def test_the_oldest_go(tmp_path: Path) -> None:
    cache = CitationCache(tmp_path / "x.json", most=3)
    for key in "abcde":
        cache[key] = {}
    assert list(cache) == ["c", "d", "e"]
    cache.save()
    assert list(CitationCache(tmp_path / "x.json", most=2)) == ["d", "e"]


def test_what_was_not_used_goes(tmp_path: Path) -> None:
    first = CitationCache(tmp_path / "x.json", most=10)
    first["a"], first["b"] = {}, {}
    first.save()
    second = CitationCache(tmp_path / "x.json", most=10)
    assert second["b"] == {} and second.get("z") is None
    second["c"] = {}
    second.prune()
    second.save()
    assert list(CitationCache(tmp_path / "x.json", most=10)) == ["b", "c"]


@pytest.mark.parametrize("damaged", DAMAGED)
def test_a_damaged_file_is_as_good_as_none(damaged: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(damaged)
    cache = CitationCache(path, most=10)
    assert not cache
    cache["a"] = {"b": "c"}
    cache.save()
    assert json.loads(path.read_text("utf-8")) == {"a": {"b": "c"}}


def test_a_file_that_cannot_be_written_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    cache = CitationCache(tmp_path / "file" / "x.json", most=10)
    cache["a"] = {}
    cache.save()
    (tmp_path / "y.json").mkdir()
    other = CitationCache(tmp_path / "y.json", most=10)
    other["a"] = {}
    other.save()
    assert {path.name for path in tmp_path.iterdir()} == {"file", "y.json"}


def test_two_may_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.json"

    def write(number: int) -> None:
        cache = CitationCache(path, most=1000)
        cache[str(number)] = {"x": "y" * number * 100}
        cache.save()
        json.loads(path.read_text("utf-8"))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(100)))
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


def test_a_build_with_a_damaged_cache(tmp_path: Path) -> None:
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    for name in ("citations.json", "bibliography.json"):
        (folder / name).write_text('{"a": 1')
    site = build_site(tmp_path, SMALL)
    page = (site / "read" / "letter" / "i" / "index.html").read_text("utf-8")
    assert "Bowen and Ada Quay Jr., <em>A Letter to the Harbour</em>" in page
    assert json.loads((folder / "citations.json").read_text("utf-8"))
