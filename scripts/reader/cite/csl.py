"""Citations in CSL-JSON (citationstyles.org, 1.0.2)."""

import json
from typing import Any

from reader.cite.record import CitationRecord


def csl_json(citation: CitationRecord) -> str:
    """Return a citation in CSL-JSON 1.0.2, on one line."""
    return json.dumps(csl_item(citation), ensure_ascii=False)


def csl_item(citation: CitationRecord) -> dict[str, Any]:
    """Return a citation as a CSL-JSON item."""
    work = citation.work
    item = {
        "id": citation.key,
        "type": "book" if citation.is_work else "chapter",
        "title": citation.title,
        "container-title": "" if citation.is_work else work.title,
        "author": [{"family": work.speaker.family, "given": work.speaker.given}],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]},
        "publisher-place": work.place,
        "page": citation.locator,
        "language": work.language,
        "keyword": ", ".join(citation.keywords),
        "abstract": citation.abstract,
        "note": citation.note,
        "URL": citation.url,
    }
    return {name: value for name, value in item.items() if value}
