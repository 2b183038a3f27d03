"""Citations in BibTeX."""

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from reader.cite.record import CitationRecord

SPECIALS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
LAYOUT = BibtexFormat()  # type: ignore[no-untyped-call]
LAYOUT.indent = " "


def bibtex(citation: CitationRecord) -> str:
    """Return a citation in BibTeX; addresses are verbatim, everything else is escaped."""
    work = citation.work
    fields = {
        "abstract": _escaped(citation.abstract),
        "address": _escaped(work.place),
        "author": f"{_escaped(work.speaker.family)}, {_escaped(work.speaker.given)}",
        "booktitle": "" if citation.is_work else f"{{{_escaped(work.title)}}}",
        "date": work.date,
        "keywords": _escaped(", ".join(citation.keywords)),
        "language": work.language,
        "note": _escaped(citation.note),
        "pages": _escaped(citation.locator),
        "title": f"{{{_escaped(citation.title)}}}",
        "url": citation.url,
        "year": work.date[:4],
    }
    kind = "book" if citation.is_work else "incollection"
    filled = [Field(name, value) for name, value in fields.items() if value]
    library = Library([Entry(kind, citation.key, filled)])
    return write_string(
        library, default_unparse_stack(allow_inplace_modification=True), bibtex_format=LAYOUT
    )


def _escaped(text: str) -> str:
    return text.translate(SPECIALS)
