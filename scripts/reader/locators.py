"""References that people print and addresses that browsers open.

Addresses are given from the root of the site and end in a slash; pages link to each other by
relative addresses, so that the site works wherever it is put.
"""

import re

from reader.model import Kind, Note, Passage, Section, Work

PARENT = re.compile(r"(.+)-([pnt])[1-9][0-9]*$")


def section_reference(section: Section) -> str:
    """`III.10`, `I` or `V intro.`; empty in a work without parts or points."""
    if section.point.isdigit():
        return ".".join(filter(None, (section.part, section.point)))
    word = f"{section.point}." if section.point else ""
    return " ".join(filter(None, (section.part, word)))


def passage_reference(section: Section, passage: Passage) -> str:
    """`III.10 ¶1`; `¶1` in a work without parts."""
    return f"{section_reference(section)} ¶{passage.number}".strip()


def note_reference(section: Section, note: Note) -> str:
    """`III.10 n. 1` for a note on the context, `III.10 text n. 1` for one on the text."""
    word = "n." if note.kind == "context" else "text n."
    return f"{section_reference(section)} {word} {note.number}".strip()


def section_title(work: Work, section: Section) -> str:
    """The section's heading, or the title of its part, or the work's."""
    if section.heading:
        return section.heading
    part = next((part for part in work.parts if part.label == section.part), None)
    return part.title if part else work.short_title


def parent(id: str) -> str:
    """The section's id in the id of a passage or note; the id itself otherwise."""
    match = PARENT.match(id)
    return match[1] if match else id


def address(kind: Kind, key: str) -> str:
    """Where an id answers: `address("passages", "w/i-p1")` is `read/w/i/#i-p1`."""
    if kind == "themes":
        return f"themes/{key}/"
    if kind == "terms":
        return f"reference/glossary/#{key}"
    if kind == "sources":
        return f"reference/sources/#{key}"
    work, _, id = key.partition("/")
    if kind == "works":
        return f"read/{work}/"
    section = f"read/{work}/{parent(id)}/"
    return section if kind == "sections" else f"{section}#{id}"


def numbered(address: str, number: int) -> str:
    """The address of a page of what goes on over numbered pages; the first has the bare address."""
    return f"{address}{number}/" if number > 1 else address


def full_text(work: Work) -> str:
    """The address of a work's full text: `read/w/full/`."""
    return f"{address('works', work.id)}full/"


def relative(target: str, page: str) -> str:
    """The address `target` as seen from the address `page`, both from the root of the site."""
    path, hash, fragment = target.partition("#")
    if path == page:
        return f"{hash}{fragment}" if hash else "./"
    there, here = path.split("/"), page.split("/")
    shared = 0
    while shared < min(len(there), len(here)) - 1 and there[shared] == here[shared]:
        shared += 1
    way = [".."] * (len(here) - 1 - shared) + there[shared:]
    return f"{'/'.join(way) or '.'}{hash}{fragment}"
