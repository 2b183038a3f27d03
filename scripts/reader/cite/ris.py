"""Citations in RIS (Research Information Systems), for reference managers."""

from typing import Any

import rispy

from reader.cite.record import CitationRecord
from reader.names import Names


class Writer(rispy.RisWriter):  # type: ignore[misc]
    """RIS without the numbers that rispy writes before each record."""

    def set_header(self, count: int) -> str:
        return ""


def ris(citation: CitationRecord) -> str:
    """Return a citation in RIS, with lines that end in CR and LF.

    The reference of a section and its event are in the notes: RIS has no field for either that is
    not read as pages or as a place of publication. So are the editors and translators of a work,
    for whom a report has no field. Themes are keywords.
    """
    work = citation.work
    notes = (
        citation.number,
        citation.named_event,
        citation.contributors,
        citation.remarks,
        citation.translation,
    )
    entry: dict[str, Any] = {
        "type_of_reference": "RPRT" if citation.is_work else "CHAP",
        "authors": _names(work.author),
        "secondary_authors": _names(work.editor),
        "subsidiary_authors": _names(work.translator),
        "title": citation.own_title,
        "secondary_title": citation.container,
        "short_title": citation.short_title,
        "type_of_work": citation.genre if citation.is_work else "",
        "publisher": citation.publication.name_and_version,
        "year": work.date[:4],
        "date": work.date.replace("-", "/"),
        "language": work.language,
        "urls": [citation.url],
        "abstract": citation.abstract,
        "keywords": list(citation.keywords),
        "notes": [note for note in notes if note],
    }
    filled = {name: value for name, value in entry.items() if value}
    text = str(rispy.dumps([filled], implementation=Writer)).lstrip("\n")
    return text.replace("\n", "\r\n")


def _names(names: Names) -> list[str]:
    return [name.inverted for name in names]
