"""Passages as a table (RFC 4180)."""

import csv
import io
from collections.abc import Iterable

from reader.cite.record import Records
from reader.corpus.model import PassageRef

COLUMNS = ("reference", "words", "about", "mentions", "address", "work")


def csv_table(passages: Iterable[PassageRef], records: Records) -> str:
    """Return a table of passages, in the order given."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for ref in passages:
        citation = records.passage(ref)
        writer.writerow(
            (
                citation.locator,
                citation.abstract,
                "; ".join(records.labels[id] for id in ref.passage.about),
                "; ".join(records.labels[id] for id in ref.passage.mentions),
                citation.url,
                ref.work.short_title,
            )
        )
    return table.getvalue()
