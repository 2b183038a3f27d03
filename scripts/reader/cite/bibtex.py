"""Citations in BibTeX, with the fields of biblatex besides."""

import re

from bibtexparser.entrypoint import write_string
from bibtexparser.library import Library
from bibtexparser.middlewares.parsestack import default_unparse_stack
from bibtexparser.model import Entry, Field
from bibtexparser.writer import BibtexFormat

from reader.cite.record import CitationRecord
from reader.languages import base_language, language_name
from reader.names import Name, Names

SPECIALS = str.maketrans(
    {sign: f"\\{sign}" for sign in "&%$#_{}"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
COMMANDS = str.maketrans({"{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
LAYOUT = BibtexFormat()  # type: ignore[no-untyped-call]
LAYOUT.indent = " "

LOWER_CASE = re.compile(
    "an?|and|as|at|but|by|for|from|in|into|nor|of|off|on|onto|or|over|per|so|than|the|to|up|via|vs|"
    "with|yet"
)
"""The words that stay in lower case in a headline (Chicago Manual of Style, 18th edition)."""


def bibtex(citation: CitationRecord) -> str:
    """Return a citation in BibTeX; addresses are verbatim, everything else is escaped."""
    work, event = citation.work, citation.work.event
    kind, publisher = "incollection", "publisher"
    if citation.is_work:
        kind, publisher = "techreport", "institution"
    if citation.is_work and not citation.genre:
        kind, publisher = "misc", "howpublished"
    fields = {
        "abstract": _escaped(citation.abstract),
        "author": _names(work.author),
        "booktitle": _title(citation.container, work.language),
        "date": work.date,
        "editor": _names(work.editor),
        "eventdate": citation.event_date,
        "eventtitle": f"{{{_escaped(event.title)}}}" if event.title else "",
        publisher: _escaped(citation.publication.name_and_version),
        "keywords": _escaped(", ".join(citation.keywords)),
        "langid": _babel_name(work.language),
        "note": _escaped(_note(citation)),
        "shorttitle": _title(citation.short_title, work.language),
        "title": _title(citation.own_title, work.language),
        "translator": _names(work.translator),
        "type": citation.genre if citation.is_work else "",
        "url": citation.url,
        "venue": _escaped(event.place),
        "year": work.date[:4],
    }
    filled = [Field(name, value) for name, value in fields.items() if value]
    library = Library([Entry(kind, citation.key, filled)])
    return write_string(
        library, default_unparse_stack(allow_inplace_modification=True), bibtex_format=LAYOUT
    )


def headline(title: str) -> str:
    """Return an English title in the capitals of a headline; what has capitals keeps them."""
    words = title.split(" ")
    last = len(words) - 1
    return " ".join(
        word
        if LOWER_CASE.fullmatch(word) and 0 < at < last and not words[at - 1].endswith(":")
        else "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
        for at, word in enumerate(words)
    )


def _title(title: str, language: str) -> str:
    """A title whose capitals a style may change, but for those of names; one in another language
    than English stays as it is."""
    if base_language(language) != "en":
        return f"{{{_escaped(title)}}}" if title else ""
    words = zip(title.split(" "), headline(title).split(" "), strict=True)
    return " ".join(
        f"{{{_escaped(written)}}}"
        if at and written == cased and written.lower() != written
        else _escaped(cased)
        for at, (written, cased) in enumerate(words)
    )


def _note(citation: CitationRecord) -> str:
    """What styles do not print of entries of these types, and the remarks, without a full stop,
    which styles add: the event; of a section the reference, of a work editors and translators."""
    sentences = (
        citation.named_event,
        citation.number,
        citation.contributors,
        citation.remarks,
    )
    return ". ".join(one.removesuffix(".") for one in sentences if one)


def _names(names: Names) -> str:
    return " and ".join(map(_name, names))


def _name(name: Name) -> str:
    """A name as BibTeX takes it apart at commas, spaces and “and”, which braces protect."""
    if name.literal:
        return f"{{{_escaped(name.literal)}}}"
    if not name.given:
        return _part(name.inverted)
    particle = name.non_dropping_particle
    family = f"{particle} {_part(name.family)}" if particle else _part(name.family)
    given = " ".join(filter(None, (_escaped(name.given), name.dropping_particle)))
    return ", ".join(filter(None, (family, _escaped(name.suffix), given)))


def _part(name: str) -> str:
    return f"{{{_escaped(name)}}}" if " " in name or "," in name else _escaped(name)


def _babel_name(language: str) -> str:
    """The name of a language in the LaTeX package babel: english, spanish; empty if unknown."""
    name = language_name(base_language(language))
    return name.lower() if name.isalpha() and name != language else ""


def _escaped(text: str) -> str:
    """Text as LaTeX; BibTeX counts braces even behind a backslash, so that they must match."""
    depth = lowest = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        lowest = min(lowest, depth)
    return text.translate(SPECIALS | (COMMANDS if depth or lowest else {}))
