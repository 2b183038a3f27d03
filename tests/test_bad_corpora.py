"""Every rule has a corpus that breaks it, with the exact messages.

A case is a file `tests/bad/RULE.yml`, or `RULE.VARIANT.yml`: edits of the small corpus, and what
the check must say. Cases named `form` and `structure` are found while the corpus is loaded.
"""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reader.corpus.schema import structural_problems
from reader.corpus.yaml_file import Document
from reader.rules import PUBLICATION_RULES, RULES
from support import SMALL, TESTS, forge, problems_in, read, schemas

CASES = sorted((TESTS / "bad").glob("*.yml"))
ALL_RULES = {rule.__name__: rule for rule in (*RULES, *PUBLICATION_RULES)}
EVERYTHING = "everything"


def edited(case: dict[str, Any], folder: Path) -> Path:
    """A copy of the small corpus with the edits of `case`."""
    corpus = folder / "corpus"
    shutil.copytree(SMALL, corpus)
    for edit in case["edits"]:
        if "acceptance" in edit:
            forge(corpus, **edit["acceptance"])
            continue
        path = corpus / edit["file"]
        if "replace" in edit:
            text = path.read_text("utf-8")
            assert text.count(edit["replace"]) == 1, f"{edit['replace']!r} is not there once"
            new = edit["by"] if "by" in edit else edit["repeat"] * edit["times"]
            path.write_text(text.replace(edit["replace"], new), "utf-8")
        elif "hex" in edit:
            path.write_bytes(bytes.fromhex(edit["hex"]))
        elif "pipe" in edit:
            os.mkfifo(path)
        elif "size" in edit:
            path.write_bytes(b"#" * edit["size"])
        elif "long" in edit:
            path.write_text(path.read_text("utf-8") + "long " * (edit["long"] // 5), "utf-8")
        elif "link" in edit:
            path.symlink_to(edit["link"])
        elif "delete" in edit:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_text(edit["text"], "utf-8")
    return corpus


def rule_of(path: Path) -> str:
    return path.stem.partition(".")[0]


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_messages(path: Path, tmp_path: Path, update: bool) -> None:
    text = path.read_text("utf-8")
    case = yaml.safe_load(text)
    found = "".join(f"{problem}\n" for problem in problems_in(edited(case, tmp_path)))
    if update:
        indented = "".join(f"  {line}\n" for line in found.splitlines())
        path.write_text(text.partition("problems: |\n")[0] + "problems: |\n" + indented, "utf-8")
    else:
        assert found == case["problems"]
    assert found


@pytest.mark.parametrize(
    "path", [path for path in CASES if rule_of(path) != EVERYTHING], ids=lambda path: path.stem
)
def test_only_this_rule_is_broken(path: Path, tmp_path: Path) -> None:
    corpus, problems = read(edited(yaml.safe_load(path.read_text("utf-8")), tmp_path))
    first = ALL_RULES[rule_of(path)] in RULES if rule_of(path) in ALL_RULES else False
    rules = {rule.__name__: rule for rule in RULES} if first else ALL_RULES
    broken = {name for name, rule in rules.items() if any(rule(corpus))}
    if problems:
        assert rule_of(path) in ("form", "structure")
    else:
        assert broken == {rule_of(path)}


def test_every_rule_has_a_case() -> None:
    assert set(ALL_RULES) <= {rule_of(path) for path in CASES}


SENTENCE = re.compile(r"(A|An|Each|Every|Markdown|No|The|Two|What|`)\b.* (must|may) .*\.")
SMALL_WORDS = {"all", "and", "has", "have", "its", "must", "not", "once", "only", "that", "the"}


def keywords(text: str) -> set[str]:
    """The words that say what a text is about, but for their endings."""
    return {word[:5] for word in re.findall(r"[a-z]{3,}", text.lower()) if word not in SMALL_WORDS}


def test_every_rule_states_itself_in_one_sentence_of_its_own() -> None:
    stated = [str(rule.__doc__) for rule in ALL_RULES.values()]
    assert [text for text in stated if not SENTENCE.fullmatch(text)] == []
    assert [text for text in stated if re.search(r"[.!?] [A-Z]", text)] == []
    assert len(set(stated)) == len(stated)


@pytest.mark.parametrize("name", ALL_RULES)
def test_the_messages_say_what_the_rule_says(name: str) -> None:
    """Those before publication say how an editor answers them, too."""
    rule = ALL_RULES[name]
    paths = [path for path in CASES if rule_of(path) == name]
    said = [
        message
        for path in paths
        for message in yaml.safe_load(path.read_text("utf-8"))["problems"].splitlines()
    ]
    assert said
    if rule in PUBLICATION_RULES:
        assert all('scripts/accept "reason"' in message for message in said)
    else:
        assert all(" must " in message for message in said)
        about = keywords(" ".join(message.split(": ", 1)[1] for message in said))
        assert keywords(str(rule.__doc__)) & about


def test_the_small_corpus_is_sound() -> None:
    assert problems_in(SMALL) == []


def declared(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every part of a schema that asks something of a value."""
    if isinstance(schema, dict):
        if isinstance(schema.get("type"), str | list):
            yield schema
        for part in schema.values():
            yield from declared(part)


def test_every_schema_says_what_must_be() -> None:
    """Messages are made of titles; without one there would be nothing to say."""
    parts = [part for schema in schemas().values() for part in declared(schema.written_out)]
    assert len(parts) > 50
    assert [part for part in parts if "title" not in part] == []


@pytest.mark.parametrize("wrong", ["roads\n", "index\n", "ro ads"])
def test_an_id_ends_where_its_text_ends(wrong: str) -> None:
    """A pattern's $ is the end of the text, also where a line break stands before that."""
    document = Document("f", {"groups": {"roads": "Roads", wrong: "Wrong"}, "themes": {}})
    messages = [problem.message for problem in structural_problems(document, schemas()["themes"])]
    assert [message for message in messages if message.startswith(f"groups.{wrong}: must be")]
