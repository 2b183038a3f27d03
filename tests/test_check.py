"""What `scripts/check` says, and proves against what was published before."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.app.check import main
from reader.registry.state import add_up
from support import SMALL, accept, edit, forge, read, run_command, tree


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path / "corpus")
    return tmp_path / "corpus"


def check(corpus: Path, *options: str) -> tuple[int, str]:
    """The exit status and all that is said; nothing is written."""
    before = tree(corpus)
    result = run_command(main, f"--corpus={corpus}", *options)
    assert tree(corpus) == before
    return result.exit_code, result.output


def test_a_corpus_without_problems_is_counted() -> None:
    assert check(SMALL) == (0, "5 works, 11 sections, 17 passages, 5 themes\n")


def test_problems_are_printed(corpus: Path) -> None:
    edit(corpus / "letter" / "i.md", "Dear harbour", "Dear port")
    status, said = check(corpus)
    assert status == 1 and "differs from what was published (words)" in said


def test_an_acceptance_is_not_from_the_future(corpus: Path) -> None:
    forge(corpus, date="2999-01-01")
    status, said = check(corpus)
    assert status == 1 and ".json:2: must not be in the future: 2999-01-01\n" in said


def published(corpus: Path) -> Path:
    """What a site publishes of the registry."""
    path = corpus.parent / "registry.json"
    names = [{"name": one.name} for one in read(corpus)[0].acceptances]
    path.write_text(json.dumps({"acceptances": names}), "utf-8")
    return path


def test_history_is_only_added_to(corpus: Path) -> None:
    """Against a revision of git, a folder, a project's folder, and what was published."""
    git = ["git", "-c", "user.name=Editor", "-c", "user.email=editor@reader.example"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "First"]):
        subprocess.run([*git, *command], cwd=corpus.parent, check=True)
    project = corpus.parent / "project"
    shutil.copytree(corpus, project / "corpus")
    references = ["HEAD", f"{project}", f"{project}/corpus"]
    references.append(str(published(corpus)))

    edit(corpus / "letter" / "i.md", "Dear harbour", "Dear port")
    accept(corpus, "A word")
    for reference in references:
        status, said = check(corpus, f"--against={reference}")
        assert (status, said.splitlines()[1]) == (
            0,
            f"nothing is missing of {reference}: 4 acceptances",
        )

    shutil.rmtree(corpus / "registry")
    accept(corpus, "First")
    for reference in references:
        status, said = check(corpus, f"--against={reference}")
        assert status == 1 and said.count(f"must exist, since {reference} has it") == 4


@pytest.mark.parametrize("reference", ["nowhere", "--help", "HEAD:corpus", "\x1b[2J"])
def test_a_reference_that_is_none(corpus: Path, reference: str) -> None:
    status, said = check(corpus, f"--against={reference}")
    assert status == 1 and "must be a git revision, a folder or a registry.json" in said


def test_a_folder_without_acceptances_proves_nothing(corpus: Path) -> None:
    """It may have the name of a branch that was meant."""
    status, said = check(corpus, f"--against={corpus / 'letter'}")
    assert status == 1 and "has no acceptances to compare with" in said


def test_an_acceptance_that_others_follow_is_missed(corpus: Path) -> None:
    """Also one that added the passage behind which a later one stands."""
    section = corpus / "tides" / "i-1.md"
    for new, before in (("p8", "p1"), ("p9", "p8")):
        tags = "    about: [tides]\n    place: Here\n"
        edit(section, "  i-1-p2:\n", f"  i-1-{new}:\n{tags}  i-1-p2:\n")
        edit(section, f"{{#i-1-{before}}}\n", f"{{#i-1-{before}}}\n\nWords. {{#i-1-{new}}}\n")
        accept(corpus, new)
        if new == "p8":
            (head,) = add_up(read(corpus)[0].acceptances).heads
    (corpus / "registry" / f"{head.name}.json").unlink()
    status, said = check(corpus)
    assert status == 1 and f"its parent {head.name}.json must be in the registry" in said


def test_a_file_that_is_no_registry(corpus: Path) -> None:
    path = corpus.parent / "other.json"
    for text in ("[]", "{}", '{"acceptances": [1]}', "no"):
        path.write_text(text, "utf-8")
        status, said = check(corpus, f"--against={path}")
        assert status == 1 and "must be a published registry.json" in said


def test_editions_stay_as_they_were(corpus: Path) -> None:
    (corpus / "editions").mkdir()
    record = {
        "version": "1.0.0",
        "date": "2001-04-01",
        "commit": "0" * 40,
        "archive": {"name": "reader-1.0.0.tar", "sha256": "0" * 64},
        "acceptances": [read(corpus)[0].acceptances[-1].name],
    }
    path = corpus / "editions" / "1.0.0.json"
    path.write_text(json.dumps(record), "utf-8")
    before = corpus.parent / "before"
    shutil.copytree(corpus, before)
    status, said = check(corpus, f"--against={before}")
    assert (status, said.splitlines()[1].rpartition(": ")[2]) == (0, "4 acceptances and 1 edition")
    record["archive"]["sha256"] = "1" * 64  # type: ignore[index]
    path.write_text(json.dumps(record), "utf-8")
    assert "editions/1.0.0.json:1: must be as in" in check(corpus, f"--against={before}")[1]
    path.unlink()
    status, said = check(corpus, f"--against={before}")
    assert status == 1 and "no edition is ever changed or deleted" in said
