"""Two branches that both accepted are merged with git: a corpus that checks, or a message that
names both acceptances; and never an untruth in the history."""

import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from itertools import combinations_with_replacement
from pathlib import Path

import pytest

from reader.corpus.model import Id
from reader.registry.accept import accept as accept_difference
from reader.registry.accept import compare
from reader.registry.state import add_up
from support import SMALL, accept, forge, problems_in, read

WORDS = {
    "p1": "The first pier is made\nof stone and was built\nin the year of the tide.",
    "p2": "The second pier is made\nof wood and was built\nin the year of the storm.",
    "p3": "The third pier is made\nof iron and was built\nin the year of the fire.",
}
TAGS = "    about: [ships]\n    place: Of a pier\n"


class Branch:
    """The work of an editor on one branch: what is done to a passage, and how it is accepted."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder = folder
        self.name = name
        self.file = folder / "corpus" / "piers" / "i.md"

    def replace(self, old: str, new: str) -> None:
        text = self.file.read_text("utf-8")
        assert text.count(old) == 1, old
        self.file.write_text(text.replace(old, new), "utf-8")

    def take_out(self, passage: str) -> None:
        self.replace(f"{WORDS[passage]} {{#i-{passage}}}\n\n", "")
        self.replace(f"  i-{passage}:\n{TAGS}", "")

    def add(self, passage: str) -> tuple[str, ...]:
        """A passage behind another, with the number that is free; each branch has its own words."""
        new = f"i-p{int(passage[1]) + 3}"
        self.replace(f"  i-{passage}:\n{TAGS}", f"  i-{passage}:\n{TAGS}  {new}:\n{TAGS}")
        words = f"{WORDS[passage]} {{#i-{passage}}}\n\n"
        self.replace(words, f"{words}Branch {self.name} has\na passage more. {{#{new}}}\n\n")
        return ()

    def change(self, passage: str) -> tuple[str, ...]:
        first = WORDS[passage].split("\n")[0]
        self.replace(first, f"{first}, says {self.name},")
        return ()

    def withdraw(self, passage: str) -> tuple[str, ...]:
        self.take_out(passage)
        return (f"--withdraw=piers/i-{passage}",)

    def redirect(self, passage: str) -> tuple[str, ...]:
        self.take_out(passage)
        to = "p3" if passage != "p3" else "p1"
        return (f"--redirect=piers/i-{passage}=piers/i-{to}",)

    def rename(self, passage: str) -> tuple[str, ...]:
        new = f"i-p{int(passage[1]) + 5}"
        self.replace(f"  i-{passage}:\n", f"  {new}:\n")
        self.replace(f"{{#i-{passage}}}", f"{{#{new}}}")
        return (f"--redirect=piers/i-{passage}=piers/{new}",)


Act = Callable[[Branch, str], tuple[str, ...]]
ACTS: tuple[Act, ...] = (
    Branch.add,
    Branch.change,
    Branch.withdraw,
    Branch.redirect,
    Branch.rename,
)
WITHDRAWING = (Branch.withdraw, Branch.redirect, Branch.rename)


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ["-c", "user.name=Editor", "-c", "user.email=editor@reader.example"]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a corpus of three passages that was accepted."""
    folder = tmp_path_factory.mktemp("start")
    corpus = folder / "corpus"
    shutil.copytree(SMALL / "letter", corpus / "piers")
    work = (corpus / "piers" / "work.yml").read_text("utf-8")
    (corpus / "piers" / "work.yml").write_text(work.replace("id: letter", "id: piers"), "utf-8")
    (corpus / "themes.yml").write_text(
        "groups: {g: G}\nthemes:\n  ships: {label: Ships, group: g, definition: What sails.}\n",
        "utf-8",
    )
    tags = "".join(f"  i-{passage}:\n{TAGS}" for passage in WORDS)
    words = "".join(f"{text} {{#i-{passage}}}\n\n" for passage, text in WORDS.items())
    section = f"---\nid: i\npassages:\n{tags}---\n\n{words}"
    (corpus / "piers" / "i.md").write_text(section, "utf-8")
    accept(corpus, "First")
    git(folder, "init", "--initial-branch=main")
    git(folder, "add", ".")
    assert git(folder, "commit", "--message=First").returncode == 0
    return folder


def pairs() -> Iterator[tuple[int, str, int, str]]:
    for (first, _), (second, _) in combinations_with_replacement(enumerate(ACTS), 2):
        yield first, "p2", second, "p2"
        yield first, "p1", second, "p2"
        yield first, "p1", second, "p3"


def label(value: object) -> str:
    return ACTS[value].__name__ if isinstance(value, int) else str(value)


@pytest.mark.parametrize(("first", "one", "second", "other"), list(pairs()), ids=label)
def test_a_merge_checks_or_names_both(
    start: Path, tmp_path: Path, first: int, one: str, second: int, other: str
) -> None:
    folder = tmp_path / "work"
    shutil.copytree(start, folder)
    acts = {"a": (ACTS[first], one), "b": (ACTS[second], other)}
    for name, (act, passage) in acts.items():
        git(folder, "checkout", "-q", "-b", name, "main")
        options = act(Branch(folder, name), passage)
        accept(folder / "corpus", name, *options)
        git(folder, "add", ".")
        assert git(folder, "commit", f"--message={name}").returncode == 0
    git(folder, "checkout", "-q", "a")
    merged = git(folder, "merge", "--no-edit", "b")
    if not merged.returncode:
        judge(folder / "corpus", acts)
        return
    conflicts = git(folder, "diff", "--name-only", "--diff-filter=U").stdout.split()
    assert conflicts == ["corpus/piers/i.md"]
    for side in ("--ours", "--theirs"):
        git(folder, "checkout", side, *conflicts)
        judge(folder / "corpus", acts)


def judge(corpus: Path, acts: Mapping[str, tuple[Act, str]]) -> None:
    """A merged corpus checks, or is told what both accepted, and a third acceptance settles it."""
    state = add_up(read(corpus)[0].acceptances)
    assert {one.reason for one in state.heads} == set(acts)
    for key in (f"i-{passage}" for passage in WORDS):
        entry = state.entries["passages", f"piers/{key}"]
        doers = {reason: act for reason, (act, passage) in acts.items() if key == f"i-{passage}"}
        changed = {reason for reason, act in doers.items() if act is Branch.change}
        gone = {reason for reason, act in doers.items() if act in WITHDRAWING}
        assert {one.acceptance.reason for one in entry.revisions} == changed
        assert {entry.withdrawn.reason if entry.withdrawn else ""} <= (gone or {""})
        assert bool(entry.withdrawn) == bool(gone) or (gone and changed)
    problems = problems_in(corpus)
    if problems:
        said = "\n".join(problems)
        assert all(f"{one.name}.json ({one.reason})" in said for one in state.heads), said
        assert settled(corpus) == []


def settled(corpus: Path) -> list[str]:
    """What is wrong with a corpus once it is accepted as it was merged."""
    difference = compare(read(corpus)[0])
    decided: dict[Id, tuple[str, ...]] = {entry.id: () for entry in difference.gone}
    for id, entry in difference.registry.entries.items():
        if entry.withdrawn and not set(entry.to) <= {key for _, key in difference.now}:
            decided[id] = ()
    path = forge(corpus, **accept_difference(difference, decided, "2001-01-01", "Settled"))
    problems = problems_in(corpus)
    path.unlink()
    return problems
