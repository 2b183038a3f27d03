"""Citations and the bibliography, formatted by Pandoc's citeproc in a process."""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from inspect import getsource
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from markupsafe import Markup

from reader import html, languages
from reader.cite import pandoc
from reader.cite.csl import csl_item
from reader.cite.record import CitationRecord, FormattedCitation, Slot
from reader.corpus import inline
from reader.corpus.model import Bibliography
from reader.text import digest

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
"""Placeholders in a citation: for its locator (Pandoc would read V.2 as volume 2), for its address,
and for a reference where there is no locator."""

SLOT = re.compile(rf"((?:pp?\. )?\b{PLACE}\b|{re.escape(ADDRESS)}|{LATER})")

BATCH = 200
"""Citations that Pandoc gets at a time: its memory grows with them."""

PRINTED = ("id", "type", "title", "container-title", "author", "issued", "publisher-place", "URL")
TITLES = ("title", "container-title")
TEXTS = ("bibliography", "in_text")
EVERYTHING = '---\nnocite: "@*"\nlang: en-US\n---\n'

Cache = MutableMapping[str, Mapping[str, str]]
"""Formatted texts, by a digest of all that decides how they come out."""


def format_bibliography(
    bibliography: Bibliography, cache: Cache | None = None
) -> dict[str, Markup]:
    """Format every source as an entry in Chicago author-date style, by id, in the list's order.

    Pandoc has the style (Chicago Manual of Style, 18th edition) built in. What is in `cache` is not
    formatted again; an entry depends on the others (2020a, 2020b), so that all are in it or none.
    """
    if not bibliography.sources:
        return {}
    cache = {} if cache is None else cache
    # Pandoc reads variables out of `note`, which the page shows itself.
    items = [
        {key: value for key, value in source.csl.items() if key != "note"}
        for source in bibliography.sources
    ]
    key = digest(_formatter(), items)
    entries = cache.get(key, {})
    if entries.keys() != {source.id for source in bibliography.sources}:
        trees = pandoc.bibliography(_citeproc(EVERYTHING, items))
        entries = cache[key] = {id: pandoc.html(tree) for id, tree in trees.items()}
    return {id: Markup(entry) for id, entry in entries.items()}


@dataclass(frozen=True, slots=True)
class _Task:
    """A citation to be formatted, with placeholders for its locator and its address."""

    style: str
    item: str
    has_locator: bool


def format_citations(
    records: Mapping[str, CitationRecord], cache: Cache | None = None
) -> dict[str, tuple[FormattedCitation, ...]]:
    """Format the citation of each page in every style, by the page's key.

    What is in `cache` is not formatted again.
    """
    cache = {} if cache is None else cache
    tasks = {key: [_task(style, record) for style in STYLES] for key, record in records.items()}
    styles = {style: digest(_formatter(), _style(style).read_text("utf-8")) for style in STYLES}
    keys = {
        task: digest(styles[task.style], task.item, task.has_locator)
        for task in chain(*tasks.values())
    }
    texts = {task: cache.get(key, {}) for task, key in keys.items()}
    missing = [task for task, found in texts.items() if found.keys() != set(TEXTS)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for batch in pool.map(_format, _batches(missing)):
            texts |= batch
            for task, formatted_texts in batch.items():
                cache[keys[task]] = formatted_texts
    return {
        key: tuple(_citation(task, texts[task], records[key]) for task in tasks_of_page)
        for key, tasks_of_page in tasks.items()
    }


def printed_item(citation: CitationRecord) -> dict[str, Any]:
    """Return a CSL-JSON item with what is printed of it, without abstract, keywords and so on."""
    return {name: value for name, value in csl_item(citation).items() if name in PRINTED}


def _task(style: str, record: CitationRecord) -> _Task:
    """Return the task of a page's citation; pages with the same task share its result."""
    item = printed_item(record)
    titles = {key: _as_printed(item[key]) for key in TITLES if key in item}
    author = {"author": [{"literal": record.work.speaker.name}]} if style in NOTES else {}
    item |= {**titles, **author, "URL": ADDRESS, "id": ""}
    return _Task(style, json.dumps(item), bool(record.locator))


def _citation(task: _Task, texts: Mapping[str, str], record: CitationRecord) -> FormattedCitation:
    """Return the result of a task with the slots of one page."""
    slots = (slotted(texts[name], record.locator, record.url) for name in TEXTS)
    return FormattedCitation(task.style, STYLES[task.style], *slots)


def _batches(tasks: list[_Task]) -> Iterator[list[_Task]]:
    """Yield at most `BATCH` tasks of one style at a time."""
    for style in STYLES:
        of_style = [task for task in tasks if task.style == style]
        for start in range(0, len(of_style), BATCH):
            yield of_style[start : start + BATCH]


def _format(tasks: list[_Task]) -> dict[_Task, dict[str, str]]:
    """Run Pandoc on tasks of one style; a style of notes has no citation in the text."""
    style = tasks[0].style
    by_id = {f"k{number}": task for number, task in enumerate(tasks)}
    items = [{**json.loads(task.item), "id": id} for id, task in by_id.items()]
    cited = "\n\n".join(
        f"[@{id}, {PLACE}]" if task.has_locator else f"[@{id}]" for id, task in by_id.items()
    )
    document = _citeproc(f"---\nlang: en-US\n---\n\n{cited}\n", items, style)
    in_text = {id: pandoc.text(tree) for id, tree in pandoc.citations(document).items()}
    if style in NOTES:
        return {task: {"bibliography": in_text[id], "in_text": ""} for id, task in by_id.items()}
    entries = pandoc.bibliography(document)
    return {
        task: {"bibliography": pandoc.text(entries[id]), "in_text": in_text[id]}
        for id, task in by_id.items()
    }


def slotted(text: str, locator: str, address: str) -> tuple[str | Slot, ...]:
    """Split a citation at the placeholders of its locator and its address.

    Without a locator it gets an empty slot, before an address behind a comma and a last bracket.
    """
    if not locator:
        text = text.replace(f", {ADDRESS}", f"{LATER}, {ADDRESS}")
        text = re.sub(r"\)$", f"{LATER})", text)
    slots = {ADDRESS: Slot("address", address), LATER: Slot("reference", "", lead=", ")}
    return tuple(
        slots.get(piece, Slot("reference", locator)) if index % 2 else piece
        for index, piece in enumerate(SLOT.split(text))
        if piece
    )


def _as_printed(title: str) -> str:
    """Return a title with markup that keeps every style from changing its capitals."""
    return f'<span class="nocase">{title}</span>'


def _style(name: str) -> Path:
    return Path(__file__).parent / "styles" / f"{name}.csl"


@cache
def _formatter() -> str:
    """Return a digest of Pandoc's version and of the code that reads its output."""
    code = [
        getsource(module) for module in (sys.modules[__name__], pandoc, html, inline, languages)
    ]
    return digest(pypandoc.get_pandoc_version(), code)


def _citeproc(document: str, items: list[dict[str, Any]], style: str = "") -> Any:
    """Return Pandoc's tree of a Markdown document that cites `items`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "items.json").write_text(json.dumps(items), "utf-8")
        options = ["--citeproc", f"--bibliography={folder / 'items.json'}", "--quiet"]
        if style:
            options.append(f"--csl={_style(style)}")
        tree = pypandoc.convert_text(document, "json", format="markdown", extra_args=options)
        return json.loads(tree)
