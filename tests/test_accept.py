"""What `scripts/accept` shows, asks, writes and refuses."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reader.app.accept import advice, main
from reader.corpus.acceptance import acceptance_name
from reader.registry.accept import UndecidedError, compare, decide
from reader.registry.state import Registry, add_up
from support import SMALL, accept, documents_of, edit, problems_in, read, run_command, sound, tree


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "corpus")
    return tmp_path / "corpus"


def registry(folder: Path) -> Registry:
    return add_up(read(folder)[0].acceptances)


def newest(folder: Path) -> dict[str, object]:
    (head,) = registry(folder).heads
    found: dict[str, object] = json.loads((folder / "registry" / f"{head.name}.json").read_text())
    return found


def refused(folder: Path, *options: str) -> str:
    """What the command says when it refuses; it writes nothing."""
    before = tree(folder)
    result = run_command(main, f"--corpus={folder}", *options)
    assert result.exit_code != 0
    assert tree(folder) == before
    return result.stderr


def test_what_is_right_already_is_left_alone(folder: Path) -> None:
    before = tree(folder)
    assert "is already up to date" in accept(folder, "It is right")
    assert tree(folder) == before


def test_a_registry_begins_with_everything(folder: Path) -> None:
    live = {id for id, one in registry(folder).entries.items() if not one.withdrawn}
    shutil.rmtree(folder / "registry")
    said = accept(folder, "First")
    assert "new: 5 works: gang, harbour, letter, mina, tides\n" in said
    assert set(registry(folder).entries) == live
    assert newest(folder)["parents"] == []


def test_a_change_is_shown_word_by_word_and_kept(folder: Path) -> None:
    edit(folder / "harbour" / "opening.md", "Friends, we are met.", "Friends, we were met.")
    said = accept(folder, "A tense")
    assert "changed: the words of the passage harbour/opening-p1:\n" in said
    assert "    Friends, we [-are-]{+were+} met.\n" in said
    assert newest(folder)["changed"] == {
        "passages": {
            "harbour/opening-p1": {"words": ["Friends, we are met.", "Friends, we were met."]}
        }
    }
    entry = registry(folder).entries["passages", "harbour/opening-p1"]
    assert [one.facts["words"][0] for one in entry.revisions] == [
        "Friends, we have met.",
        "Friends, we are met.",
    ]


def test_the_way_back_is_named(folder: Path) -> None:
    edit(folder / "harbour" / "opening.md", "we are met", "we were met")
    said = accept(folder, "A tense")
    (head,) = registry(folder).heads
    path = folder / "registry" / f"{head.name}.json"
    assert f"git clean -f {path}" in said
    path.unlink()
    assert len(problems_in(folder)) == 1


def test_nothing_is_accepted_unasked(folder: Path) -> None:
    edit(folder / "harbour" / "opening.md", "we are met", "we were met")
    assert "nothing was written; to accept this, add --yes" in refused(folder, "A tense")


def test_what_is_gone_has_to_be_named(folder: Path) -> None:
    shutil.rmtree(folder / "letter")
    edit(folder / "harbour" / "i.md", "see-also: [ii-2, letter/i]", "see-also: [ii-2]")
    said = refused(folder, "A comma", "--yes")
    assert "  the work letter “A Letter to the Harbour”\n" in said
    assert 'scripts/accept "reason" --withdraw letter\n' in said
    assert "to bring it back: git restore" in said
    (redirect,) = (line for line in problems_in(folder) if "must" in line or "letter/i-p1" in line)
    assert "--withdraw letter/i-p1" in redirect
    said = refused(folder, "It was forged", "--yes", "--withdraw=letter")
    assert "'harbour/i-p3' was replaced by 'letter/i-p1', which was withdrawn" in said
    accept(folder, "It was forged", "--withdraw=letter", "--redirect=harbour/i-p3=harbour/i-p2")
    entries = registry(folder).entries
    assert all(one.withdrawn for (_, key), one in entries.items() if key.startswith("letter"))
    assert registry(folder).replacements(("passages", "harbour/i-p3")) == ("harbour/i-p2",)


def test_a_text_goes_with_all_that_was_in_it() -> None:
    """Also with its account, which has the same key; a theme of that name is told apart."""
    corpus = sound(SMALL)
    for key, theme in (("harbour", ""), ("tides", "tides")):
        works = tuple(one for one in corpus.works if one.id != key)
        themes = tuple(one for one in corpus.vocabulary.themes if one.id != theme)
        vocabulary = replace(corpus.vocabulary, themes=themes)
        difference = compare(replace(corpus, works=works, vocabulary=vocabulary))
        with pytest.raises(UndecidedError) as undecided:
            decide(difference, [], {})
        named = ["work:tides", "theme:tides"] if theme else [key]
        options = " ".join(f"--withdraw {name}" for name in named)
        assert f'scripts/accept "reason" {options}\n' in advice(difference, undecided.value)
        assert decide(difference, named, {}).keys() == {one.id for one in difference.gone}


def test_only_what_is_named_goes(folder: Path) -> None:
    text = (folder / "harbour" / "i.md").read_text("utf-8")
    edit(folder / "harbour" / "i.md", text[text.index("[^n4]: The") :], "")
    edit(folder / "harbour" / "i.md", "this[^n4] quay", "this quay")
    (folder / "harbour" / "opening.md").unlink()
    edit(folder / "harbour" / "work.yml", "sections: [opening]\n", "")
    said = refused(folder, "A greeting", "--yes", "--withdraw=harbour/opening")
    assert "the note harbour/i-n4" in said and "harbour/opening" not in said


def renamed(folder: Path, old: str = "i-p1", new: str = "i-p2") -> None:
    edit(folder / "letter" / "i.md", f"  {old}:", f"  {new}:")
    edit(folder / "letter" / "i.md", f"{{#{old}}}", f"{{#{new}}}")


def test_a_rename_is_recognized_and_can_be_taken_back(folder: Path) -> None:
    renamed(folder)
    said = refused(folder, "Counted anew", "--yes")
    assert "the passage letter/i-p1 “" in said and "which letter/i-p2 has now\n" in said
    assert "--redirect letter/i-p1=letter/i-p2" in said
    accept(folder, "Counted anew", "--redirect=letter/i-p1=letter/i-p2")
    renamed(folder, "i-p2", "i-p1")
    assert "the passage 'letter/i-p1' is back" in problems_in(folder)[0]
    said = accept(folder, "Counted rightly before", "--redirect=letter/i-p2=letter/i-p1")
    assert "restored: the passage letter/i-p1\n" in said
    state = registry(folder)
    assert not state.entries["passages", "letter/i-p1"].withdrawn
    assert state.replacements(("passages", "letter/i-p2")) == ("letter/i-p1",)


def move(folder: Path, old: str, new: str) -> None:
    """Gives the section of the letter another id."""
    for file in ("harbour/i.md", "harbour/ii-2.md", "letter/work.yml"):
        text = (folder / file).read_text("utf-8").replace(f"letter/{old}]", f"letter/{new}]")
        text = text.replace(f"sections: [{old}]", f"sections: [{new}]")
        (folder / file).write_text(text, "utf-8")
    letter = (folder / "letter" / f"{old}.md").read_text("utf-8")
    letter = letter.replace(f"id: {old}\n", f"id: {new}\n").replace(f"{old}-p1", f"{new}-p1")
    (folder / "letter" / f"{old}.md").unlink()
    (folder / "letter" / f"{new}.md").write_text(letter, "utf-8")


def test_a_section_that_is_renamed_takes_what_is_in_it_along(folder: Path) -> None:
    move(folder, "i", "ii")
    accept(folder, "It is the second", "--redirect=letter/i=letter/ii")
    state = registry(folder)
    assert state.replacements(("passages", "letter/i-p1")) == ("letter/ii-p1",)
    assert state.replacements(("passages", "harbour/i-p3")) == ("harbour/i-p2", "letter/ii-p1")


def test_other_words_do_not_come_back_under_a_withdrawn_id(folder: Path) -> None:
    renamed(folder)
    accept(folder, "Counted anew", "--redirect=letter/i-p1=letter/i-p2")
    renamed(folder, "i-p2", "i-p1")
    edit(folder / "letter" / "i.md", "Dear harbour", "Dear port")
    assert "'letter/i-p1' must not be reused" in refused(
        folder, "Another", "--yes", "--withdraw=letter/i-p2"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--redirect=letter/i-p1=letter/i-p1"], "must lead to another id"),
        (["--redirect=letter/i-p1=letter/i-p9"], "must lead to a passage in the corpus"),
        (["--redirect=letter/i-p1=ships"], "must lead to a passage in the corpus"),
        (["--redirect=letter/i-p1=letter/i"], "must lead to a passage in the corpus"),
        (["--redirect=harbour/i-p1=letter/i-p2"], "must be the id of something that is gone"),
        (["--redirect=letter/i-p1"], "--redirect must be OLD=NEW or OLD=NEW,NEW"),
        (["--redirect=a=b", "--redirect=a=c"], "--redirect a must be given only once"),
        (
            ["--withdraw=letter/i-p1", "--redirect=letter/i-p1=letter/i-p2"],
            "letter/i-p1 must be named only once",
        ),
        (["--withdraw=nothing"], "must be the id of something that is gone"),
        (["--withdraw=letter/i-p1"], "'harbour/i-p3' was replaced by 'letter/i-p1'"),
    ],
)
def test_what_cannot_be_withdrawn_or_redirected(
    folder: Path, options: list[str], message: str
) -> None:
    renamed(folder)
    assert message in refused(folder, "Counted anew", "--yes", *options)


def test_namesakes_are_told_apart(folder: Path) -> None:
    (folder / "glossary.yml").unlink()
    edit(folder / "themes.yml", "  tides:\n", "  quay:\n")
    for file in sorted((folder / "tides").glob("*.md")):
        text = file.read_text("utf-8").replace("[tides", "[quay")
        file.write_text(text.replace(", tides]", ", quay]"), "utf-8")
    terms = [f"--withdraw={id}" for id in ("old-quay", "ship", "road", "gauge", "sounding")]
    accept(folder, "No terms", *terms, "--withdraw=quay", "--redirect=tides=quay")
    edit(folder / "themes.yml", "  quay:\n", "  tide:\n")
    for file in sorted((folder / "tides").glob("*.md")):
        text = file.read_text("utf-8").replace("[quay", "[tide")
        file.write_text(text.replace(", quay]", ", tide]"), "utf-8")
    accept(folder, "A theme, not a term", "--redirect=theme:quay=tide")
    assert registry(folder).replacements(("themes", "tides")) == ("tide",)
    assert registry(folder).replacements(("terms", "quay")) == ()


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        ("  ", "a reason must be given"),
        ("A \x1b[2Jtense", "must not contain U+001B"),
        ("A \u202etense", "must not contain U+202E"),
        ("tense " * 10_000, "reason: must be a reason in at most 500 characters"),
    ],
)
def test_reasons_that_the_next_check_would_refuse(folder: Path, reason: str, message: str) -> None:
    edit(folder / "harbour" / "opening.md", "we are met", "we were met")
    assert message in refused(folder, reason, "--yes")


def test_accepting_does_not_excuse_faults(folder: Path) -> None:
    edit(folder / "harbour" / "i.md", "about: [ships]", "about: [shipz]")
    assert "'shipz'" in refused(folder, "Hurry", "--yes")


def test_a_name_is_that_of_what_the_file_says(folder: Path) -> None:
    for path in (folder / "registry").iterdir():
        assert path.stem == acceptance_name(json.loads(path.read_text("utf-8")))


def test_an_acceptance_is_no_earlier_than_its_parents(folder: Path) -> None:
    edit(folder / "harbour" / "opening.md", "we are met", "we were met")
    accept(folder, "A tense")
    assert str(newest(folder)["date"]) >= "2001-03-31"


def test_a_section_that_gets_its_old_id_back_takes_what_is_in_it_along(folder: Path) -> None:
    move(folder, "i", "ii")
    accept(folder, "It is the second", "--redirect=letter/i=letter/ii")
    move(folder, "ii", "i")
    said = accept(folder, "It is the first", "--redirect=letter/ii=letter/i")
    assert "restored: the passage letter/i-p1\n" in said
    state = registry(folder)
    assert state.replacements(("passages", "letter/ii-p1")) == ("letter/i-p1",)
    assert state.replacements(("passages", "harbour/i-p3")) == ("harbour/i-p2", "letter/i-p1")


def test_what_was_withdrawn_is_led_elsewhere_only_with_a_word(folder: Path) -> None:
    assert "was withdrawn already" in refused(folder, "Once more", "--redirect=rails=roads")
    said = accept(folder, "Roads are none", "--redirect=rails=ships")
    assert "replaced by ships, and no longer by roads: the theme rails “Rails”\n" in said
    assert "was withdrawn already" in refused(folder, "Again", "--redirect=rails=ships")


def test_a_title_on_several_lines_is_accepted_as_one(folder: Path) -> None:
    edit(folder / "letter" / "work.yml", "\ntitle: A Letter", "\ntitle: >\n  An open\n  letter")
    accept(folder, "A\ntitle\tin lines")
    assert newest(folder)["reason"] == "A title in lines"


def test_a_draft_without_a_theme_that_others_had_is_built(folder: Path) -> None:
    for path in (folder / "harbour").glob("*.md"):
        text = path.read_text("utf-8").replace("[roads]", "[ships]").replace("[roads, ", "[")
        path.write_text(text, "utf-8")
    roads = "  roads:\n    label: Roads\n    group: land\n    definition: Ways over land.\n"
    edit(folder / "themes.yml", roads, "")
    assert documents_of(sound(folder))
