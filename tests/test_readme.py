"""README and CONTRIBUTING: what they name is there, and commands take their options."""

import re
import shlex
from pathlib import Path

from reader.addresses import GENERATED
from reader.app.accept import main as accept_command
from reader.app.check import main as check_command
from reader.app.release import main as release_command
from support import ROOT, run, run_command

TEXTS = [(ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")]
FENCED = re.compile(r"^ *```(\w+)\n(.*?)^ *```$", re.M | re.S)
CODE = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"(?!/)[\w./-]+(/|\.(md|yml|py|toml|cff))")
COMMANDS = {
    "scripts/accept": accept_command,
    "scripts/check": check_command,
    "scripts/release": release_command,
}
TO_BE_MADE = {name.rstrip("/") for name in GENERATED} | {
    ".cache",
    "editions",
    "site",
    "tests/bad/NAME_OF_THE_RULE.yml",
}


def blocks(language: str) -> list[str]:
    return [body for text in TEXTS for kind, body in FENCED.findall(text) if kind == language]


def in_quotes() -> set[str]:
    return {code for text in TEXTS for code in CODE.findall(FENCED.sub("", text))}


def commands() -> list[list[str]]:
    """Every command that the texts name, as words."""
    lines = "\n".join(blocks("sh")).replace("\\\n", " ").splitlines()
    found = [shlex.split(line, comments=True) for line in [*lines, *sorted(in_quotes())]]
    return [words for words in found if words and words[0].startswith(("scripts/", "python", "."))]


def options_of(program: str) -> str:
    """A text that has every option that a program takes."""
    if program == "scripts/build.py":
        return run("--help").stdout
    if program in COMMANDS:
        return run_command(COMMANDS[program], "--help").output
    also = (ROOT / "tests" / "conftest.py").read_text("utf-8") if program == "scripts/test" else ""
    return (ROOT / program).read_text("utf-8") + also


def add_section(corpus: Path) -> None:
    """Does with the files of a corpus what README says of a new section."""
    (section,) = blocks("markdown")
    folder = corpus / "19th-congress"
    (folder / "vi-4.md").write_text(section, "utf-8")
    text = (folder / "work.yml").read_text("utf-8")
    end = text.index("  - part: VII\n")
    (folder / "work.yml").write_text(f"{text[:end]}    sections: [vi-4]\n{text[end:]}", "utf-8")


def test_what_the_texts_name_is_there() -> None:
    named = {code.rstrip("/") for code in in_quotes() if PATH.fullmatch(code)}
    named = {path for path in named if not path.startswith("corpus/")} - TO_BE_MADE
    assert len(named) > 20
    top = {path.relative_to(ROOT).as_posix() for path in ROOT.iterdir()}
    below = {
        path.relative_to(ROOT).as_posix()
        for folder in (".github", "corpus", "docs", "scripts", "tests")
        for path in (ROOT / folder).rglob("*")
    }
    assert [
        path for path in named if not any(f"/{one}".endswith(f"/{path}") for one in top | below)
    ] == []


def test_commands_are_there_and_take_their_options() -> None:
    assert len(commands()) > 10
    for words in commands():
        program, *rest = (word for word in words if not word.endswith("python"))
        for word in rest:
            if word.startswith("--"):
                assert re.search(rf"{word.partition('=')[0]}\b", options_of(program)), words


def test_the_section_of_the_readme_is_one_block() -> None:
    (section,) = blocks("markdown")
    assert section.startswith("---\nid: vi-4\n")
