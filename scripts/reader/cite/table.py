"""Passages as a table (RFC 4180) that spreadsheets open as it is meant."""

import csv
import io
from collections.abc import Iterable

from reader.cite.record import Records
from reader.corpus.model import PassageRef
from reader.names import listed

COLUMNS = (
    "reference",
    "words",
    "about",
    "mentions",
    "address",
    "work",
    "heading",
    "author",
    "date",
    "version",
    "withdrawn",
)
FORMULA = ("=", "+", "-", "@")
"""What makes a cell a formula to a spreadsheet."""


def csv_table(passages: Iterable[PassageRef], records: Records) -> str:
    """Return a table of passages, in the order given, with a byte order mark for Excel.

    A cell that would be a formula starts with an apostrophe (OWASP, CSV Injection).
    """
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for ref in passages:
        citation = records.passage(ref)
        cells = (
            citation.locator,
            citation.abstract,
            "; ".join(records.labels[id] for id in ref.passage.about),
            "; ".join(records.labels[id] for id in ref.passage.mentions),
            citation.url,
            ref.work.short_title,
            citation.title,
            listed(ref.work.author),
            ref.work.date,
            citation.publication.name_and_version,
            citation.withdrawn,
        )
        writer.writerow(f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells)
    return "\ufeff" + table.getvalue()
