"""Citations in BibTeX."""

from bibtexparser.bibdatabase import BibDatabase
from bibtexparser.bwriter import BibTexWriter

from reader.cite.record import CitationRecord

BIBTEX_SPECIALS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)


def bibtex(citation: CitationRecord) -> str:
    """A citation in BibTeX; addresses are verbatim, everything else is escaped."""
    work = citation.work
    fields = {
        "title": f"{{{_escaped(citation.title)}}}",
        "author": f"{_escaped(work.speaker.family)}, {_escaped(work.speaker.given)}",
        "booktitle": "" if citation.whole else f"{{{_escaped(work.title)}}}",
        "year": work.date[:4],
        "date": work.date,
        "address": _escaped(work.place),
        "pages": _escaped(citation.locator),
        "language": work.language,
        "keywords": _escaped(", ".join(citation.keywords)),
        "abstract": _escaped(citation.abstract),
        "note": _escaped(citation.note),
        "url": citation.url,
    }
    kind = {"ENTRYTYPE": "book" if citation.whole else "incollection", "ID": citation.key}
    database = BibDatabase()
    database.entries = [{**kind, **{name: value for name, value in fields.items() if value}}]
    return str(BibTexWriter().write(database))


def _escaped(text: str) -> str:
    return text.translate(BIBTEX_SPECIALS)
