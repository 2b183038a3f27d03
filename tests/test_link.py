"""What follows from the corpus, where the pages of the small corpus do not show it."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from reader.graph.link import link
from reader.graph.model import Links
from reader.graph.related import MOST_RELATED
from support import SMALL, edit, read

NOTED = "---\nid: i\npassages:\n  i-p1:\n    about: [ships]\n---\n\n{words} {{#i-p1}}\n\n{note}\n"


@dataclass
class Draft:
    """A copy of the small corpus that keeps its rules or not."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        edit(self.folder / file, old, new)

    def add(self, file: str, kind: str, entries: dict[str, Any]) -> None:
        """Adds entries to a mapping of a YAML file."""
        path = self.folder / file
        document = yaml.safe_load(path.read_text("utf-8"))
        document[kind] |= entries
        path.write_text(yaml.safe_dump(document, sort_keys=False), "utf-8")

    def links(self) -> Links:
        return link(read(self.folder)[0])


@pytest.fixture
def draft(tmp_path: Path) -> Draft:
    shutil.copytree(SMALL, tmp_path / "corpus")
    return Draft(tmp_path / "corpus")


def test_withdrawn_terms_and_sources_are_kept_apart(draft: Draft) -> None:
    draft.add("registry.yml", "terms", {"mole": {"added": 1, "withdrawn": 2, "to": ["quay"]}})
    draft.add("registry.yml", "sources", {"map": {"added": 1, "withdrawn": 3, "to": []}})
    gone = draft.links().withdrawn_entries
    assert [(stone.key, stone.to) for stone in gone["terms"]] == [("mole", (("terms", "quay"),))]
    assert [(stone.key, stone.change.date) for stone in gone["sources"]] == [("map", "2000-03-01")]


def test_a_redirect_leads_to_its_own_kind_first(draft: Draft) -> None:
    gone = {"mole": {"added": 1, "withdrawn": 2, "to": ["quay"]}}
    draft.add("registry.yml", "themes", {"quay": {"added": 1}} | gone)
    draft.add("registry.yml", "terms", gone)
    links = draft.links()
    (term,) = links.withdrawn_entries["terms"]
    (theme,) = (stone for stone, _ in links.withdrawn_pages if stone.key == "mole")
    assert (term.to, theme.to) == ((("terms", "quay"),), (("themes", "quay"),))


def test_a_term_inside_a_longer_one_is_listed_and_not_marked(draft: Draft) -> None:
    draft.add("glossary.yml", "terms", {"bank": {"headword": "quay", "definition": "A bank."}})
    links = draft.links()
    assert [place.passage.id for place in links.terms["bank"].passages] == ["i-p1"]
    marked = links.sections["harbour/i"].spans["i-p1"]
    assert "bank" not in [span.term.id for span in marked]


@pytest.mark.parametrize(
    ("words", "note", "explained"),
    [
        ("Keep ships[^n1] well.", "[^n1]: Many [@an-1998].", True),
        ("Keep ships.[^n1]", "[^n1]: Many [@an-1998].", True),
        ("Keep ships well.[^n1]", "[^n1]: Many [@an-1998].", False),
        ("Keep[^n1] ships well.", "[^n1]: Many [@an-1998].", False),
        ("Keep ships[^t1] well.", "[^t1]: Misprinted.", False),
        ("Keep ships[^t1] well.", "[^t1]: The page has ships twice.", True),
        ("Keep ships[^t1] well.", "[^t1]: For 船.", True),
    ],
)
def test_which_notes_explain_a_term(draft: Draft, words: str, note: str, explained: bool) -> None:
    (draft.folder / "letter" / "i.md").write_text(NOTED.format(words=words, note=note), "utf-8")
    found = [noted.work.id for noted in draft.links().terms["ship"].notes]
    assert found.count("letter") == explained


def test_the_first_use_of_a_term_cites(draft: Draft) -> None:
    draft.edit("glossary.yml", '    sources: ["harbour-law, art. 1"]\n', "")
    assert [term.id for term in draft.links().sources["harbour-law"].terms] == ["quay"]


def test_an_event_of_two_passages_stands_once(draft: Draft) -> None:
    draft.edit(
        "timeline.yml",
        "passages: [harbour/i-p1, harbour/ii-intro-p1]",
        "passages: [harbour/i-p1, harbour/i-p2]",
    )
    events = [event.id for event in draft.links().sections["harbour/i"].events]
    assert events == ["harbour-law", "quay-built", "speech"]


def test_sections_that_name_each_other_are_linked_once(draft: Draft) -> None:
    draft.edit("letter/i.md", "id: i\n", "id: i\nsee-also: [harbour/i]\n")
    sections = draft.links().sections
    assert [section.key for _, section in sections["letter/i"].see_also] == ["harbour/i"]
    assert sections["letter/i"].seen_from == ()
    assert [section.key for _, section in sections["harbour/i"].seen_from] == ["mina/opening"]


def test_only_so_many_passages_are_related(draft: Draft) -> None:
    for path in draft.folder.glob("*/*.md"):
        text = re.sub(r"(about|mentions): \[.*\]", r"\1: [ships]", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    assert len(draft.links().sections["letter/i"].related) == MOST_RELATED


def test_a_withdrawn_passage_stands_behind_one_that_is_there(draft: Draft) -> None:
    """Also in a draft from which the passage before it is missing."""
    draft.edit("harbour/i.md", "\nShips came[^n2] , and ships went. {#i-p2}\n", "")
    gone = draft.links().sections["harbour/i"].withdrawn
    assert {before: [stone.key for stone in stones] for before, stones in gone.items()} == {
        "i-p1": ["harbour/i-p3"]
    }


def test_what_is_withdrawn_makes_a_section_newer(draft: Draft) -> None:
    assert draft.links().sections["letter/i"].updated == "1999-01-01"
    entry = {"added": 1, "sha256": "0" * 64, "withdrawn": 3, "to": []}
    draft.add("registry.yml", "passages", {"letter/i-p9": entry})
    assert draft.links().sections["letter/i"].updated == "2000-03-01"
