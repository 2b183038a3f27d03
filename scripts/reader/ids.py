"""The grammar of ids.

A section's id is words joined by hyphens, such as `iii-10`. A passage or note has the id of its
section, a hyphen, a letter and a number: `iii-10-p1`, `iii-10-n1`, `iii-10-t1`. A key is the id of
a work, a slash, and an id in it: `a-speech/iii-10-p1`. The JSON Schemas say the same to
editors' tools.
"""

import re
from dataclasses import dataclass

NUMBERED = re.compile(r"(?P<letter>[pnt])(?P<number>[1-9][0-9]{0,5})")
IN_SECTION = re.compile(rf"(?P<section>.+)-{NUMBERED.pattern}")


WORD = r"[a-z0-9]+(-[a-z0-9]+)*"
KEYS = {
    "works": rf"(?!(editions|index|registry)$){WORD}",
    "sections": rf"{WORD}/(?!(full|about|index)$)(?!.*-[pnt][0-9]+$){WORD}",
    "passages": rf"{WORD}/{WORD}-p[1-9][0-9]{{0,5}}",
    "notes": rf"{WORD}/{WORD}-[nt][1-9][0-9]{{0,5}}",
    "themes": rf"(?!index$){WORD}",
}
"""The form of keys, by their kinds; that of accounts is the works'."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """The letter and number of a passage (`p`), a context note (`n`) or a textual note (`t`)."""

    letter: str
    number: int


def is_key(kind: str, key: str) -> bool:
    """Whether a key has the form of its kind."""
    return bool(re.fullmatch(KEYS.get("works" if kind == "accounts" else kind, WORD), key))


def numbered(name: str) -> Numbered | None:
    """The parts of a name such as `n1`; None if it is not one."""
    match = NUMBERED.fullmatch(name)
    return Numbered(match["letter"], int(match["number"])) if match else None


def in_section(id: str) -> tuple[str, Numbered] | None:
    """The section's id and the rest of the id of a passage or note; None if it is neither."""
    match = IN_SECTION.fullmatch(id)
    return (match["section"], Numbered(match["letter"], int(match["number"]))) if match else None


def section_of(id: str) -> str:
    """The section's id in the id, or the key in the key, of a passage or note; else `id` itself."""
    match = IN_SECTION.fullmatch(id)
    return match["section"] if match else id


def key(work: str, id: str) -> str:
    """The key of what has the id `id` in the work `work`."""
    return f"{work}/{id}"


def work_of(key: str) -> str:
    """The id of the work in the key of what is in it; of a work the key, which is its id."""
    return key.partition("/")[0]


def without_work(key: str) -> str:
    """The id in the key of a section, passage or note; of anything else the key, which is an id."""
    return key.rpartition("/")[2]


def citation_key(key: str) -> str:
    """The key by which reference managers know the work, section or passage with the key `key`:
    `a-speech-iii-10-p1`."""
    return key.replace("/", "-")
