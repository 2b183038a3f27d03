"""Citations in RIS (Research Information Systems), for reference managers."""

from typing import Any

import rispy

from reader.cite.record import CitationRecord


class Writer(rispy.RisWriter):  # type: ignore[misc]
    """RIS without the numbers that rispy writes before each record."""

    def set_header(self, count: int) -> str:
        return ""


def ris(citation: CitationRecord) -> str:
    """Return a citation in RIS; the locator is the start page, themes are keywords."""
    work = citation.work
    entry: dict[str, Any] = {
        "type_of_reference": "BOOK" if citation.is_work else "CHAP",
        "authors": [f"{work.speaker.family}, {work.speaker.given}"],
        "title": citation.title,
        "year": work.date[:4],
        "date": work.date.replace("-", "/"),
        "language": work.language,
        "urls": [citation.url],
        "abstract": citation.abstract,
        "notes": [citation.note],
    }
    if not citation.is_work:
        entry["secondary_title"] = work.title
    if citation.locator:
        entry["start_page"] = citation.locator
    if work.place:
        entry["place_published"] = work.place
    if citation.keywords:
        entry["keywords"] = list(citation.keywords)
    return str(rispy.dumps([entry], implementation=Writer))
