"""Citations as text, formatted by Pandoc's citeproc: a process at the rim."""

import json
import os
import re
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypandoc
from markupsafe import Markup

from reader import inlines
from reader.model import Bibliography, Cited, FormattedCitation, Slot

STYLES = {
    "chicago-notes": "Chicago, in a note",
    "chicago-author-date": "Chicago, author and date",
    "apa": "APA",
    "modern-language-association": "MLA",
}
"""The styles that readers are offered, by their names at citationstyles.org."""

STYLE_FILES = Path(__file__).parent / "styles"

PLACE, ADDRESS, LATER = "999999999", "https://address.invalid/", "\ufdd0"
"""What stands in a citation for its locator (Pandoc would read V.2 as volume 2), for its address,
and where a reference can be put if there is no locator."""

SLOT = re.compile(rf"((?:pp?\. )?\b{PLACE}\b|{re.escape(ADDRESS)}|{LATER})")

BATCH = 200
"""Citations that Pandoc gets at a time: its memory grows with them."""

TITLES = ("title", "container-title")
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
    entries = inlines.bibliography(_citeproc(EVERYTHING, items))
    return {id: inlines.html(entry) for id, entry in entries.items()}


Item = tuple[Mapping[str, Any], str, str]


def styled(records: Mapping[str, Cited]) -> dict[str, tuple[FormattedCitation, ...]]:
    """Format the citation of each page in every style, by the page's key."""
    items = [record.item for record in records.values()]
    batches = [items[start : start + BATCH] for start in range(0, len(items), BATCH)]

    def column(style: str, batch: list[Item]) -> list[FormattedCitation]:
        return list(_in_style(style, STYLES[style], batch))

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        pieces = pool.map(column, *zip(*product(STYLES, batches), strict=True))
        columns = [list(chain(*islice(pieces, len(batches)))) for _ in STYLES]
    return dict(zip(records, zip(*columns, strict=True), strict=True))


def _in_style(style: str, label: str, items: list[Item]) -> Iterator[FormattedCitation]:
    notes = style == "chicago-notes"
    numbered: list[dict[str, Any]] = []
    for number, (item, _, name) in enumerate(items):
        titles = {key: _as_printed(item[key]) for key in TITLES if key in item}
        author = {"author": [{"literal": name}]} if notes else {}
        numbered.append({**item, **titles, **author, "URL": ADDRESS, "id": f"k{number}"})
    cited = "\n\n".join(
        f"[@k{number}, {PLACE}]" if locator else f"[@k{number}]"
        for number, (_, locator, _) in enumerate(items)
    )
    document = _citeproc(f"---\nlang: en-US\n---\n\n{cited}\n", numbered, style)
    entries, citations = inlines.bibliography(document), inlines.citations(document)
    for number, (item, locator, _) in enumerate(items):
        running = inlines.text(citations[f"k{number}"])
        entry = running if notes else inlines.text(entries[f"k{number}"])
        yield FormattedCitation(
            style,
            label,
            slotted(entry, locator, item["URL"]),
            () if notes else slotted(running, locator, item["URL"]),
        )


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
            options.append(f"--csl={STYLE_FILES / style}.csl")
        tree = pypandoc.convert_text(document, "json", format="markdown", extra_args=options)
        return json.loads(tree)
