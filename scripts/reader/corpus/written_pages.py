"""The pages written by hand in the docs folder, as far as search needs them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.corpus.front_matter import split_front_matter
from reader.corpus.markdown import page_words
from reader.corpus.yaml_file import read as read_yaml


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """A page written by hand: its address from the root of the site, and its words on one line."""

    address: str
    title: str
    description: str
    words: str


def read_pages(docs: Path) -> tuple[WrittenPage, ...]:
    """Read the pages written by hand in a docs folder, but for home, which is generated."""
    paths = sorted(path for path in docs.glob("*.md") if path.stem != "index")
    return tuple(page(f"{path.stem}/", path.read_text("utf-8")) for path in paths)


def page(address: str, text: str) -> WrittenPage:
    """A page out of its Markdown with front matter."""
    front = split_front_matter(text)
    value = read_yaml(front.yaml, address).value if front else None
    meta: dict[str, Any] = value if isinstance(value, dict) else {}
    return WrittenPage(
        address,
        str(meta.get("title", address)),
        str(meta.get("description", "")),
        page_words(front.body if front else text),
    )
