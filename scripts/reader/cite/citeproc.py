"""Citations as text, formatted by Pandoc's citeproc: a process at the rim."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from inspect import getsource
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from markupsafe import Markup

from reader import html
from reader.cite import pandoc
from reader.cite.csl import csl_item
from reader.cite.record import CitationRecord, FormattedCitation, Slot
from reader.corpus.model import Bibliography

STYLES = {
    "chicago-notes": "Chicago (notes)",
    "chicago-author-date": "Chicago (author–date)",
    "apa": "APA",
    "modern-language-association": "MLA",
}
"""The styles that readers are offered, by their names at citationstyles.org."""

NOTES = ("chicago-notes",)
"""The styles that put a citation into a note, with the author's name as it is usually written."""

PLACE, ADDRESS, LATER = "999999999", "https://address.invalid/", "\ufdd0"
"""What stands in a citation for its locator (Pandoc would read V.2 as volume 2), for its address,
and where a reference can be put if there is no locator."""

SLOT = re.compile(rf"((?:pp?\. )?\b{PLACE}\b|{re.escape(ADDRESS)}|{LATER})")

BATCH = 200
"""Citations that Pandoc gets at a time: its memory grows with them."""

TITLES = ("title", "container-title")
TEXTS = ("bibliography", "in_text")
EVERYTHING = '---\nnocite: "@*"\nlang: en-US\n---\n'

Cache = MutableMapping[str, Mapping[str, str]]
"""What was formatted before, by a digest of all that decides how it comes out."""


def formatted(bibliography: Bibliography, known: Cache | None = None) -> dict[str, Markup]:
    """Format every source as an entry in Chicago author-date style, by id, in the list's order.

    Pandoc has the style (Chicago Manual of Style, 18th edition) built in. What is `known` is not
    formatted again; an entry depends on the others (2020a, 2020b), so that all are known or none.
    """
    if not bibliography.sources:
        return {}
    kept = {} if known is None else known
    # Pandoc reads variables out of `note`, which the page shows itself.
    items = [
        {key: value for key, value in source.csl.items() if key != "note"}
        for source in bibliography.sources
    ]
    digest = _digest(_formatter(), items)
    found = kept.get(digest, {})
    if found.keys() != {source.id for source in bibliography.sources}:
        entries = pandoc.bibliography(_citeproc(EVERYTHING, items))
        found = kept[digest] = {id: pandoc.html(entry) for id, entry in entries.items()}
    return {id: Markup(entry) for id, entry in found.items()}


@dataclass(frozen=True, slots=True)
class _Task:
    """A citation to be formatted, with placeholders for its locator and its address."""

    style: str
    item: str
    has_locator: bool


def styled(
    records: Mapping[str, CitationRecord], known: Cache | None = None
) -> dict[str, tuple[FormattedCitation, ...]]:
    """Format the citation of each page in every style, by the page's key, unless it is `known`."""
    kept = {} if known is None else known
    tasks = {key: [_task(style, record) for style in STYLES] for key, record in records.items()}
    styles = {style: _digest(_formatter(), _style(style).read_text("utf-8")) for style in STYLES}
    digests = {
        task: _digest(styles[task.style], task.item, task.has_locator)
        for task in chain(*tasks.values())
    }
    found = {task: kept.get(digest, {}) for task, digest in digests.items()}
    missing = [task for task, texts in found.items() if texts.keys() != set(TEXTS)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for made in pool.map(_made, _batches(missing)):
            found |= made
            for task, texts in made.items():
                kept[digests[task]] = texts
    return {
        key: tuple(_citation(task, found[task], records[key]) for task in row)
        for key, row in tasks.items()
    }


def printed_item(citation: CitationRecord) -> dict[str, Any]:
    """A CSL-JSON item without what only a database keeps."""
    kept = ("id", "type", "title", "container-title", "author", "issued", "publisher-place", "URL")
    return {name: value for name, value in csl_item(citation).items() if name in kept}


def _task(style: str, record: CitationRecord) -> _Task:
    """Return what Pandoc has to be told; pages of which it is the same share what it makes."""
    item = printed_item(record)
    titles = {key: _as_printed(item[key]) for key in TITLES if key in item}
    author = {"author": [{"literal": record.work.speaker.name}]} if style in NOTES else {}
    own = {**item, **titles, **author, "URL": ADDRESS, "id": ""}
    return _Task(style, json.dumps(own), bool(record.locator))


def _citation(task: _Task, texts: Mapping[str, str], record: CitationRecord) -> FormattedCitation:
    """Return what Pandoc made of a task, with the slots of one page."""
    both = (slotted(texts[name], record.locator, record.url) for name in TEXTS)
    return FormattedCitation(task.style, STYLES[task.style], *both)


def _batches(tasks: list[_Task]) -> Iterator[list[_Task]]:
    """Put tasks of one style together, not too many."""
    for style in STYLES:
        own = [task for task in tasks if task.style == style]
        for start in range(0, len(own), BATCH):
            yield own[start : start + BATCH]


def _made(tasks: list[_Task]) -> dict[_Task, dict[str, str]]:
    """Have citations of one style formatted; in a style of notes all stands in the note."""
    style = tasks[0].style
    named = {f"k{number}": task for number, task in enumerate(tasks)}
    items = [{**json.loads(task.item), "id": id} for id, task in named.items()]
    cited = "\n\n".join(
        f"[@{id}, {PLACE}]" if task.has_locator else f"[@{id}]" for id, task in named.items()
    )
    document = _citeproc(f"---\nlang: en-US\n---\n\n{cited}\n", items, style)
    running = {id: pandoc.text(cited) for id, cited in pandoc.citations(document).items()}
    if style in NOTES:
        return {task: {"bibliography": running[id], "in_text": ""} for id, task in named.items()}
    entries = pandoc.bibliography(document)
    return {
        task: {"bibliography": pandoc.text(entries[id]), "in_text": running[id]}
        for id, task in named.items()
    }


def slotted(text: str, locator: str, address: str) -> tuple[str | Slot, ...]:
    """Cut a citation up at what stands in it for its locator and its address.

    Without a locator it gets an empty slot, before an address behind a comma and a last bracket.
    """
    if not locator:
        text = text.replace(f", {ADDRESS}", f"{LATER}, {ADDRESS}")
        text = re.sub(r"\)$", f"{LATER})", text)
    slots = {ADDRESS: Slot("address", address), LATER: Slot("reference", "", lead=", ")}
    pieces = enumerate(SLOT.split(text))
    return tuple(
        slots.get(piece, Slot("reference", locator)) if index % 2 else piece
        for index, piece in pieces
        if piece
    )


def _as_printed(title: str) -> str:
    """A title that no style changes the capitals of."""
    return f'<span class="nocase">{title}</span>'


def _style(name: str) -> Path:
    return Path(__file__).parent / "styles" / f"{name}.csl"


def _digest(*parts: object) -> str:
    return sha256(json.dumps(parts).encode()).hexdigest()


@cache
def _formatter() -> str:
    """Return a digest of what formats: Pandoc's version, and the code that reads what it wrote."""
    code = [getsource(module) for module in (sys.modules[__name__], pandoc, html)]
    return _digest(pypandoc.get_pandoc_version(), code)


def _citeproc(document: str, items: list[dict[str, Any]], style: str = "") -> Any:
    """Return Pandoc's tree of a Markdown document that cites `items`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "items.json").write_text(json.dumps(items), "utf-8")
        options = [
            "--citeproc",
            f"--bibliography={folder / 'items.json'}",
            "--quiet",
        ]
        if style:
            options.append(f"--csl={_style(style)}")
        tree = pypandoc.convert_text(document, "json", format="markdown", extra_args=options)
        return json.loads(tree)
