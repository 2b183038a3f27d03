"""Front matter: YAML between two lines `---` at the head of a Markdown file."""

import re
from dataclasses import dataclass

FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n|)---[ \t]*(?:\n|$)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A file in two: its YAML, which begins on line 2, and its body with the line of that."""

    yaml: str
    body: str
    body_line: int


def split_front_matter(text: str) -> FrontMatter | None:
    """Split a file at the end of its front matter; None if it has none."""
    match = FRONT_MATTER.match(text)
    if not match:
        return None
    end = match.end()
    return FrontMatter(match[1], text[end:], text.count("\n", 0, end) + 1)
