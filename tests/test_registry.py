"""What becomes of published ids: split, merged, moved, withdrawn, redirected."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import html

from reader.addresses import address
from reader.documents import page_documents
from reader.registry.state import add_up
from support import SMALL, accept, documents_of, edit, sound


@dataclass
class Copy:
    """A copy of the small corpus that an editor works on."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        edit(self.folder / file, old, new)

    def accept(self, reason: str, *named: str) -> None:
        """Accepts; what is named is withdrawn, or redirected with `OLD=NEW`."""
        options = [f"--{'redirect' if '=' in key else 'withdraw'}={key}" for key in named]
        accept(self.folder, reason, *options)

    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page as the builder writes it, without its front matter, by its address."""
        return {
            address: html.fromstring(document.make().split("---\n", 2)[2])
            for address, document in page_documents(documents_of(sound(self.folder))).items()
        }

    def page(self, path: str) -> html.HtmlElement:
        return self.pages()[path]

    def answer(self, key: str) -> tuple[str, list[str]]:
        """What the old address of a passage answers: its words, and where its links lead."""
        (element,) = self.page(f"read/{key.rpartition('-p')[0]}/").xpath(
            "//*[@id=$id]", id=key.partition("/")[2]
        )
        return " ".join(element.text_content().split()), element.xpath(".//a/@href")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    shutil.copytree(SMALL, tmp_path / "corpus")
    return Copy(tmp_path / "corpus")


def test_a_passage_is_split(copy: Copy) -> None:
    copy.edit("harbour/i.md", "  i-p2:\n    about: [ships]", "  i-p4:\n    about: [ships]")
    copy.edit("harbour/i.md", "omits:", "  i-p5:\n    about: [ships]\nomits:")
    copy.edit("harbour/i.md", ", and ships went. {#i-p2}", ". {#i-p4}\n\nAnd ships went. {#i-p5}")
    copy.accept("Two sentences, two passages.", "harbour/i-p2=harbour/i-p4,harbour/i-p5")
    words, links = copy.answer("harbour/i-p2")
    assert words.endswith(
        "Two sentences, two passages. "
        "Replaced by: I ¶paragraph 4, On the Harbour; I ¶paragraph 5, On the Harbour "
        "The words that stood here Ships came , and ships went."
    )
    assert links == ["#i-p4", "#i-p5"]


def test_two_passages_are_merged(copy: Copy) -> None:
    copy.edit("harbour/ii-2.md", "  ii-2-p1:\n    about: [roads, harbours]\n", "")
    copy.edit("harbour/ii-2.md", " {#ii-2-p2}\n\n", " ")
    copy.edit("harbour/ii-2.md", "{#ii-2-p1}", "{#ii-2-p2}")
    copy.edit("harbour/i.md", "(#ii-2-p1)", "(#ii-2-p2)")
    copy.accept("One paragraph in the source.", "harbour/ii-2-p1=harbour/ii-2-p2")
    assert copy.answer("harbour/ii-2-p1")[1] == ["#ii-2-p2"]
    page = copy.page("read/harbour/ii-2/").text_content()
    assert "The wording was changed on" in page
    assert "One paragraph in the source." in page


def test_a_passage_is_moved(copy: Copy) -> None:
    copy.edit("harbour/ii-2.md", "  ii-2-p1:\n    about: [roads, harbours]\n", "")
    copy.edit("harbour/ii-2.md", "\nFrom the bridge one sees the harbour. {#ii-2-p1}\n", "")
    copy.edit("harbour/ii-intro.md", "\n---\n\n", "\n  ii-intro-p2:\n    about: [roads]\n---\n\n")
    text = "to say. {#ii-intro-p1}\n\nFrom the bridge one sees the harbour. {#ii-intro-p2}"
    copy.edit("harbour/ii-intro.md", "to say. {#ii-intro-p1}", text)
    copy.edit("harbour/i.md", "(#ii-2-p1)", "(#ii-intro-p2)")
    copy.accept("It belongs to the introduction.", "harbour/ii-2-p1=harbour/ii-intro-p2")
    words, links = copy.answer("harbour/ii-2-p1")
    assert "It belongs to the introduction." in words
    assert links == ["../ii-intro/#ii-intro-p2"]


def test_a_passage_is_withdrawn(copy: Copy) -> None:
    copy.edit(
        "harbour/ii-2.md", "  ii-2-p2:\n    about: [roads]\n    place: Part II, point 2\n", ""
    )
    copy.edit("harbour/ii-2.md", "\nA bridge is a road over water. {#ii-2-p2}\n", "")
    copy.accept("It was not in the speech.", "harbour/ii-2-p2")
    words, links = copy.answer("harbour/ii-2-p2")
    assert words.startswith("The passage II.2 ¶paragraph 2 was withdrawn on ")
    assert ": It was not in the speech. The words that stood here A bridge is a road" in words
    assert links == []


def test_a_withdrawn_passage_keeps_its_place(copy: Copy) -> None:
    copy.edit("harbour/i.md", "  i-p2:\n    about: [ships]", "  i-p4:\n    about: [ships]")
    copy.edit("harbour/i.md", "{#i-p2}", "{#i-p4}")
    copy.accept("Counted wrongly.", "harbour/i-p2=harbour/i-p4")
    ids = copy.page("read/harbour/i/").xpath("//div[@class='passages']//@id")
    assert [id for id in ids if "mark" not in id] == ["i-p1", "i-p2", "i-p3", "i-p4"]


def test_a_section_is_withdrawn(copy: Copy) -> None:
    (copy.folder / "harbour" / "opening.md").unlink()
    copy.edit("harbour/work.yml", "sections: [opening]\n", "")
    copy.accept("A greeting only.", "harbour/opening=harbour/i", "harbour/opening-p1=harbour/i-p1")
    assert copy.answer("harbour/opening-p1")[1] == ["../i/#i-p1"]
    section = copy.page("read/harbour/opening/").find_class("tombstone")[0]
    assert section.xpath(".//a/@href") == ["../i/"]


def test_a_theme_is_redirected(copy: Copy) -> None:
    copy.edit("themes.yml", "  roads:\n", "  ways:\n")
    for file, old in (("ii-2", "[roads]"), ("ii-2", "[roads,"), ("ii-intro", "[roads]")):
        copy.edit(f"harbour/{file}.md", old, old.replace("roads", "ways"))
    copy.accept("A wider name.", "roads=ways")
    for id in ("roads", "rails"):
        (theme,) = copy.page(f"themes/{id}/").find_class("tombstone")
        assert theme.xpath(".//a/@href") == ["../ways/"]


def test_withdrawn_terms_answer_when_no_term_is_left(copy: Copy) -> None:
    (copy.folder / "glossary.yml").unlink()
    terms = [term.id for term in sound(SMALL).glossary.terms]
    copy.accept("No terms.", *(f"term:{id}" for id in terms))
    (entry,) = copy.page("reference/glossary/").xpath("//*[@id='quay']")
    assert "withdrawn" in entry.text_content()


def test_every_id_ever_published_answers(copy: Copy) -> None:
    entries = add_up(sound(copy.folder).acceptances).entries
    assert any(entry.withdrawn for entry in entries.values())
    pages = copy.pages()
    for (kind, key), entry in entries.items():
        path, _, fragment = address(kind, key).partition("#")
        if fragment:
            assert len(pages[path].xpath("//*[@id=$id]", id=fragment)) == 1, entry
        else:
            assert path in pages, entry
