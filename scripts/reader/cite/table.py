"""Passages as a table (RFC 4180)."""

import csv
import io
from collections.abc import Iterable

from reader.cite.record import Records
from reader.corpus.model import PassageRef

COLUMNS = ("reference", "words", "about", "mentions", "address", "work")


def csv_table(places: Iterable[PassageRef], records: Records) -> str:
    """A table of passages, in the order given."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for place in places:
        citation = records.passage(place)
        writer.writerow(
            (
                citation.locator,
                citation.abstract,
                "; ".join(records.labels[id] for id in place.passage.about),
                "; ".join(records.labels[id] for id in place.passage.mentions),
                citation.url,
                place.work.short_title,
            )
        )
    return table.getvalue()
