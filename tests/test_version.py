"""The version is a fact: pyproject.toml holds it, and whatever else names it agrees."""

import re

import yaml

from reader.app.project import CONFIG, publication, version
from support import ROOT

NUMBER = re.compile(r"\b\d+\.\d+\.\d+\b")


def test_citations_name_it() -> None:
    assert NUMBER.fullmatch(version())
    assert publication(CONFIG).version == version()


def test_the_citation_file_names_it() -> None:
    citation = yaml.load((ROOT / "CITATION.cff").read_text("utf-8"), yaml.BaseLoader)
    assert citation["version"] == version()


def test_the_changelog_says_what_is_in_it() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)
    assert released[0] == version()
    assert released == sorted(released, key=lambda one: [*map(int, one.split("."))], reverse=True)


def test_no_page_written_by_hand_names_another() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]
    assert len(pages) > 4
    for path in pages:
        versions = re.findall(r"version (\d+\.\d+\.\d+)", path.read_text("utf-8"))
        assert set(versions) <= {version()}, path
