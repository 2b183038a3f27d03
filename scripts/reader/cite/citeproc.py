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
from markupsafe import Markup, escape

from reader import html, languages
from reader.cite import pandoc
from reader.cite.csl import csl_item
from reader.cite.record import CitationRecord, FormattedCitation, Slot, Slotted
from reader.corpus import inline
from reader.corpus.model import Bibliography
from reader.names import Name, Names, listed
from reader.text import digest


@dataclass(frozen=True, slots=True)
class Style:
    """What is particular to a style of citations.

    A style of notes has no other citation in the text. One that `lists_works` names the section of
    a work in the text only. One with `initials` inverts all names. `paragraph` is before the number
    of a paragraph; without it, a paragraph is ¶, as in references.
    """

    label: str
    is_notes: bool = False
    lists_works: bool = False
    initials: bool = False
    paragraph: str = ""


STYLES = {
    "chicago-notes": Style("Chicago (notes)", is_notes=True),
    "chicago-author-date": Style("Chicago (author–date)"),
    "apa": Style("APA", lists_works=True, initials=True, paragraph=", para. "),
    "modern-language-association": Style("MLA", paragraph=", par. "),
}
"""The styles that readers are offered; each is a file in `styles/` (CSL 1.0.2)."""

REFERENCE, ADDRESS, LESS = "\ufdd0", "https://address.invalid/", "\ufdd1"
"""Placeholders in a citation for its reference, its address, and what Pandoc takes for tags."""

SLOT = re.compile(rf'({REFERENCE}|<a href="{ADDRESS}">{ADDRESS}</a>)')

OUTSIDE = re.compile(r"(‘(?:[^’”]|’(?=\w))*)’([,.])”")
"""Punctuation that Pandoc moves into the outer quotation marks, but not into the inner ones."""

QUOTATION, CLOSING = re.compile("”$"), re.compile("’?”$")

BATCH = 200
"""Citations that Pandoc gets at a time: its memory grows with them."""

PRINTED = (
    "type",
    "title",
    "title-short",
    "container-title",
    "issued",
    "event-title",
    "event-place",
    "language",
)
TEXTS = ("bibliography", "in_text")
SHOWN_APART = ("note", "accessed", "archive_location")
"""What the list of sources shows after an entry; Pandoc would read variables out of `note`."""
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
    items = [
        {key: value for key, value in source.csl.items() if key not in SHOWN_APART}
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
    """A citation to be formatted, with placeholders for its reference and its address."""

    style: str
    item: str


def format_citations(
    records: Mapping[str, CitationRecord], cache: Cache | None = None
) -> dict[str, tuple[FormattedCitation, ...]]:
    """Format the citation of each page in every style, by the page's key.

    What is in `cache` is not formatted again.
    """
    cache = {} if cache is None else cache
    tasks = {key: [_task(style, record) for style in STYLES] for key, record in records.items()}
    styles = {style: digest(_formatter(), _style(style).read_text("utf-8")) for style in STYLES}
    keys = {task: digest(styles[task.style], task.item) for task in chain(*tasks.values())}
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


def printed_item(record: CitationRecord, style: str) -> dict[str, Any]:
    """Return a CSL-JSON item with what `style` prints of a record."""
    own = STYLES[style]
    item = {name: value for name, value in csl_item(record).items() if name in PRINTED}
    work = record.work
    item |= {"editor": _names(work.editor, own), "translator": _names(work.translator, own)}
    item["author"] = _names(work.author, own, inverted=0 if own.is_notes else 1)
    item |= {"publisher": record.publication.name, "version": record.publication.version}
    if own.lists_works:
        item.pop("title-short", "")
        if record.container and not record.reference:
            item["title-short" if record.short_title else "section"] = (
                record.short_title or record.title
            )
    genre = record.genre[:1].lower() + record.genre[1:] if own.is_notes else record.genre
    item |= {"title": record.title, "genre": genre, "number": REFERENCE, "URL": ADDRESS}
    return {name: value for name, value in item.items() if value}


def _names(names: Names, style: Style, inverted: int = 0) -> list[dict[str, str]]:
    """Return names for a style, so that they are printed in their own order.

    The first `inverted` names are inverted by the style, or all with initials. Another one that has
    the family name first gets its given name as a suffix, which short forms leave out. The names of
    two institutions are one name, so that no comma comes between, and so is one in Chinese.
    """
    if len(names) == 2 and all(name.literal for name in names) and not style.initials:
        return [{"literal": listed(names)}]
    return [
        {"literal": name.full}
        if name.is_han
        else _family_first(name)
        if name.static_ordering and at >= inverted and not style.initials
        else name.csl
        for at, name in enumerate(names)
    ]


def _family_first(name: Name) -> dict[str, str]:
    suffix = " ".join(filter(None, (name.given, name.suffix)))
    return {**{key: part for key, part in name.csl.items() if key != "given"}, "suffix": suffix}


def _task(style: str, record: CitationRecord) -> _Task:
    """Return the task of a page's citation; pages with the same task share its result."""
    return _Task(style, json.dumps(printed_item(record, style)).replace("<", LESS))


def _citation(task: _Task, texts: Mapping[str, str], record: CitationRecord) -> FormattedCitation:
    """Return the result of a task with the slots of one page."""
    style = STYLES[task.style]
    lead = style.paragraph or record.paragraph_lead
    word = "Section " if style.lists_works and record.reference else ""
    reference = f"{word}{record.reference}"
    slots = (slotted(texts[name], reference, record.url, lead) for name in TEXTS)
    return FormattedCitation(task.style, style.label, *slots)


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
    cited = "\n\n".join(f"[@{id}]" for id in by_id)
    document = _citeproc(f"---\nlang: en-US\n---\n\n{cited}\n", items, style)
    in_text = {id: _html(tree) for id, tree in pandoc.citations(document).items()}
    if STYLES[style].is_notes:
        return {task: {"bibliography": in_text[id], "in_text": ""} for id, task in by_id.items()}
    entries = pandoc.bibliography(document)
    return {
        task: {"bibliography": _html(entries[id]), "in_text": in_text[id]}
        for id, task in by_id.items()
    }


def _html(tree: pandoc.Inlines) -> str:
    return OUTSIDE.sub(r"\1\2’”", str(pandoc.html(tree))).replace(LESS, "&lt;")


def slotted(text: str, reference: str, address: str, lead: str) -> Slotted:
    """Split a citation, as HTML, at the placeholders of its reference and its address.

    What is in the place of the reference is behind a comma, as is the slot of a paragraph, whose
    number comes after `lead`. A comma is within the quotation marks of a title, unless that ends in
    a mark of its own: both are then in the slot, if there is no reference.
    """
    pieces: list[Markup | Slot] = []
    for index, piece in enumerate(SLOT.split(text)):
        if piece == REFERENCE:
            before = str(pieces.pop()) if pieces else ""
            title = (CLOSING if "‘" in before else QUOTATION).sub("", before)
            closing = before[len(title) :]
            comma = "" if closing and title.endswith(("?", "!")) else ","
            pieces.append(Markup(title))
            if reference:
                pieces.append(Markup(f"{comma}{closing} {escape(reference)}"))
                pieces.append(Slot("paragraph", lead=lead))
            else:
                lead = f"{comma}{closing} {lead.lstrip(', ')}"
                pieces.append(Slot("paragraph", text=closing, lead=lead))
        elif index % 2:
            pieces.append(Slot("address", address))
        elif piece:
            pieces.append(Markup(piece))
    return tuple(pieces)


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
