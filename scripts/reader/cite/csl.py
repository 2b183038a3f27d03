"""Citations in CSL-JSON (citationstyles.org, 1.0.2)."""

import json
from collections.abc import Iterable
from typing import Any

from reader.cite.kinds import KINDS
from reader.cite.record import CitationRecord
from reader.dates import date_parts
from reader.names import Names


def csl_json(citation: CitationRecord) -> str:
    """Return a citation in CSL-JSON 1.0.2, on one line."""
    return json.dumps(csl_item(citation), ensure_ascii=False)


def csl_item(citation: CitationRecord) -> dict[str, Any]:
    """Return a citation as a CSL-JSON item.

    The reference of a section is its `number`; that of a passage is in the title.
    """
    work, event = citation.work, citation.work.event
    item = {
        "id": citation.key,
        "type": KINDS[work.kind].csl if citation.is_work else "chapter",
        "title": citation.own_title,
        "title-short": citation.short_title,
        "container-title": citation.container,
        "genre": citation.genre if citation.is_work else "",
        "author": csl_names(work.author),
        "editor": csl_names(work.editor),
        "translator": csl_names(work.translator),
        "issued": csl_date(work.date),
        "event-title": event.title,
        "event-place": event.place,
        "event-date": csl_date(citation.event_date),
        "publisher": citation.publication.name_and_version,
        "number": citation.number,
        "language": work.language,
        "keyword": ", ".join(citation.keywords),
        "abstract": citation.abstract,
        "note": f"{extra(citation)} {citation.translation}".strip(),
        "URL": citation.url,
    }
    return {name: value for name, value in item.items() if value}


def csl_names(names: Names) -> list[dict[str, str]]:
    return [name.csl for name in names]


def csl_date(date: str) -> dict[str, list[list[int]]] | None:
    """Return a date as a date variable of CSL-JSON; None if there is none."""
    return {"date-parts": [date_parts(date)]} if date else None


def extra(citation: CitationRecord, lines: Iterable[str] = ()) -> str:
    """Return the note of a citation as Zotero's field Extra has it: variables on lines of their own
    that Zotero has no field for in a book section, and that Pandoc and citeproc-js read, more such
    `lines`, and the remarks."""
    event = citation.work.event
    variables = {
        "number": citation.number,
        "event-title": event.title,
        "event-place": event.place,
        "event-date": citation.event_date,
    }
    own = (f"{name}: {value}" for name, value in variables.items() if value)
    return "\n".join([*own, *lines, citation.remarks])
