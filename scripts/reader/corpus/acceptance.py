"""Acceptances as files: JSON that a command writes and nobody edits.

The name of a file is its date and a digest of what it says, so that two branches never write
different files of one name, and an edit shows.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from reader.corpus.model import (
    KINDS,
    Acceptance,
    Facts,
    Id,
    Keys,
    Origin,
    Position,
    Problem,
)
from reader.corpus.schema import Schema, structural_problems
from reader.corpus.yaml_file import Document
from reader.text import digest

FOLDER = "registry"
ENDING = ".json"
DIGEST_LENGTH = 16
NAME = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{16}\.json")
QUOTED = re.compile(r'\\["\\]')
KEY = re.compile(r'^( +)"([^"]*)": ')

Value = TypeVar("Value")


def acceptance(
    date: str,
    reason: str,
    parents: Iterable[str] = (),
    *,
    added: Mapping[Id, Facts],
    after: Mapping[Id, str],
    changed: Mapping[Id, Mapping[str, tuple[str, str]]],
    withdrawn: Mapping[Id, tuple[str, ...]],
    restored: Iterable[Id],
) -> dict[str, Any]:
    """Return what the file of an acceptance says, without what is empty."""
    parts = {
        "added": _by_kind(added),
        "after": _by_kind(after),
        "changed": _by_kind(changed),
        "withdrawn": _by_kind(withdrawn),
        "restored": {kind: list(keys) for kind, keys in _by_kind(dict.fromkeys(restored)).items()},
    }
    content = {"date": date, "reason": reason, "parents": sorted(parents)}
    return {**content, **{name: part for name, part in parts.items() if part}}


def acceptance_content(one: Acceptance) -> dict[str, Any]:
    """Return what the file of an acceptance says."""
    return acceptance(
        one.date,
        one.reason,
        one.parents,
        added=one.added,
        after=one.after,
        changed=one.changed,
        withdrawn=one.withdrawn,
        restored=one.restored,
    )


def acceptance_text(content: Mapping[str, Any]) -> str:
    """Return the text of a file with this content."""
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def parse(
    text: str, name: str, path: str, schema: Schema
) -> tuple[Acceptance | None, list[Problem]]:
    """Return the acceptance in a text, or what is wrong with it."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        content = None
    if content is None or not _as_written(text, content):
        restore = f"no acceptance is ever edited: git restore {path}"
        message = f"must be as scripts/accept wrote it; {restore}"
        return None, [Problem(Position(path), message)]
    found = lines(text)
    if problems := list(structural_problems(Document(path, content, found), schema)):
        return None, problems
    return read_acceptance(content, name, Origin(path, found)), []


def _as_written(text: str, content: object) -> bool:
    """Whether a text with this content is one that `acceptance_text` writes, and hides nothing: no
    key twice, no character in the disguise of its escape."""
    plain = text == json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    return plain and "\\" not in QUOTED.sub("", text)


def is_name(file: str) -> bool:
    """Whether a file is named as acceptances are."""
    return bool(NAME.fullmatch(file))


def acceptance_name(content: Mapping[str, Any]) -> str:
    """Return the name of an acceptance with this content: `2001-03-31-` and 16 digits."""
    return f"{content['date']}-{_digest(content)}"


def read_acceptance(content: Mapping[str, Any], name: str, origin: Origin) -> Acceptance:
    """Return the acceptance of a name, whose content keeps the schema."""
    return Acceptance(
        name=name,
        digest=_digest(content),
        origin=origin,
        date=content["date"],
        reason=content["reason"],
        parents=tuple(content["parents"]),
        added=dict(_items(content, "added")),
        after=dict(_items(content, "after")),
        changed={
            id: {fact: (was, now) for fact, (was, now) in facts.items()}
            for id, facts in _items(content, "changed")
        },
        withdrawn={id: tuple(keys) for id, keys in _items(content, "withdrawn")},
        restored=tuple(
            (kind, key) for kind in KINDS for key in content.get("restored", {}).get(kind, ())
        ),
    )


def lines(text: str) -> dict[Keys, int]:
    """Return the line of each key in a text that `acceptance_text` wrote."""
    found: dict[Keys, int] = {}
    way: Keys = ()
    for number, line in enumerate(text.split("\n"), 1):
        if match := KEY.match(line):
            way = (*way[: len(match[1]) - 1], match[2])
            found[way] = number
    return found


def _digest(content: Mapping[str, Any]) -> str:
    return digest(json.dumps(content, sort_keys=True))[:DIGEST_LENGTH]


def _by_kind(values: Mapping[Id, Value]) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, Value]] = {}
    for (kind, key), value in values.items():
        found.setdefault(kind, {})[key] = value
    return {kind: found[kind] for kind in KINDS if kind in found}


def _items(content: Mapping[str, Any], part: str) -> Iterator[tuple[Id, Any]]:
    for kind in KINDS:
        for key, value in content.get(part, {}).get(kind, {}).items():
            yield (kind, key), value
