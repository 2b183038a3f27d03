"""What `--accept` makes of the registry, id by id."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from reader.corpus.model import Registry
from reader.registry.accept import accept, registry_text
from support import SMALL, edit, read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "corpus")
    return tmp_path / "corpus"


def accepted(folder: Path, redirects: Mapping[str, tuple[str, ...]] | None = None) -> Registry:
    return accept(read(folder)[0], "It is right.", "2020-01-01", redirects or {})


def test_what_is_right_already_is_left_alone(folder: Path) -> None:
    corpus = read(folder)[0]
    registry = accept(corpus, "It is right.", "2020-01-01", {})
    assert registry is corpus.registry
    assert registry_text(registry) == (folder / "registry.yml").read_text("utf-8")


def test_every_id_is_kept_when_there_was_no_registry(folder: Path) -> None:
    before = read(folder)[0].registry
    (folder / "registry.yml").unlink()
    registry = accepted(folder)
    assert [(change.date, change.reason) for change in registry.changes] == [
        ("2020-01-01", "It is right.")
    ]
    kept = [id for id, entry in before.entries.items() if not entry.withdrawn]
    assert list(registry.entries) == kept
    for id, entry in registry.entries.items():
        assert (entry.added, entry.changed, entry.withdrawn, entry.to) == (1, (), 0, ())
        assert entry.sha256 == before.entries[id].sha256


def test_words_that_change_again_keep_their_history(folder: Path) -> None:
    before = read(folder)[0].registry
    edit(folder / "harbour" / "opening.md", "Friends, we", "Friends! We")
    registry = accepted(folder)
    entry = registry.entries["passages", "harbour/opening-p1"]
    assert (entry.added, entry.changed) == (1, (2, 5))
    assert entry.sha256 != before.entries["passages", "harbour/opening-p1"].sha256
    assert registry.changes[:4] == before.changes and len(registry.changes) == 5


def test_another_order_is_a_change(folder: Path) -> None:
    edit(folder / "harbour" / "work.yml", "[ii-intro, ii-2]", "[ii-2, ii-intro]")
    registry = accepted(folder)
    assert len(registry.changes) == 5
    sections = [key for kind, key in registry.entries if kind == "sections"]
    assert sections.index("harbour/ii-2") < sections.index("harbour/ii-intro")


def test_what_goes_stands_where_it_stood(folder: Path) -> None:
    before = read(folder)[0].registry
    edit(folder / "harbour" / "i.md", "\nShips came[^n2] , and ships went. {#i-p2}\n", "")
    registry = accepted(folder, {"harbour/i-p2": ("harbour/i-p1", "letter/i-p1")})
    assert list(registry.entries) == list(before.entries)
    entry = registry.entries["passages", "harbour/i-p2"]
    assert (entry.withdrawn, entry.to) == (5, ("harbour/i-p1", "letter/i-p1"))
    earlier = registry.entries["passages", "harbour/i-p3"]
    assert earlier == before.entries["passages", "harbour/i-p3"]


def test_a_section_outside_the_outline_comes_behind_the_others(folder: Path) -> None:
    edit(folder / "harbour" / "work.yml", "sections: [opening]\n", "sections: []\n")
    (folder / "registry.yml").unlink()
    keys = [key for kind, key in accepted(folder).entries if kind == "sections"]
    sections = [key for key in keys if key.startswith("harbour/")]
    assert sections == ["harbour/i", "harbour/ii-intro", "harbour/ii-2", "harbour/opening"]


@pytest.mark.parametrize(
    ("redirects", "message"),
    [
        ({"harbour/i-p1": ("harbour/i-p2",)}, "must start from an id that was removed"),
        ({"harbour/i-p3": ("harbour/i-p2",)}, "must start from an id that was removed"),
        ({"road": ("nowhere",)}, "must point to an id in the corpus, not nowhere"),
        ({"road": ("harbours", "nowhere")}, "must point to an id in the corpus, not nowhere"),
        ({"quay": ("ship",)}, "must stand for one removed id; several have this name"),
    ],
)
def test_redirects_that_cannot_be(
    folder: Path, redirects: Mapping[str, tuple[str, ...]], message: str
) -> None:
    (folder / "glossary.yml").unlink()
    edit(folder / "registry.yml", "  ships:\n    added: 1\n", "  quay:\n    added: 1\n")
    with pytest.raises(ValueError, match=message):
        accepted(folder, redirects)
