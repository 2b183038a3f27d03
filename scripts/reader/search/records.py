"""What search finds: a small HTML record of every passage, term, event and page written by hand,
and of the notes of every section.

A record starts with the words that a result shows. After them come words that people use for the
same thing, which are found but not shown: originals and pinyin of terms, other renderings, labels
of themes, the reference. `hidden` has the place where each of these begins, so that a result can
name what it was found by.

Data of a record, such as its address, is the id of an element: Pagefind returns ids with a result
and does not search them, as it would its metadata.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate
from urllib.parse import quote

from markupsafe import escape

from reader import addresses
from reader.addresses import (
    address,
    note_reference,
    passage_reference,
    section_reference,
    section_title,
)
from reader.corpus.inline import as_text
from reader.corpus.model import Corpus, PassageRef, Section, Term, Theme, Work
from reader.corpus.written_pages import WrittenPage
from reader.dates import format_date
from reader.graph.model import Links
from reader.text import without_marks

RECORD = (
    '<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>'
    '<body data-pagefind-body data-pagefind-sort="order:{order:07}">'
    '<i id="{data}"></i><p>{words}</p>{hidden}</body></html>\n'
)
EVERY = "qqevery"
"""A word of every record: a search for filters alone asks for it (`assets/search.js`)."""

TITLE = '<meta data-pagefind-meta="title[content]" content="{title}">'
FILTER = '<meta data-pagefind-filter="{name}[content]" content="{value}">'
HIDDEN = '<p data-pagefind-weight="{weight}">{words}</p>'


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that find a record but are not shown; a result found by them shows the `label`."""

    words: str
    label: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Record:
    """Something to be found: its address, what is shown of it, and what else it is found by."""

    kind: str
    address: str
    reference: str
    title: str
    words: str
    hidden: tuple[Hidden, ...] = ()
    filters: tuple[tuple[str, str], ...] = ()
    data: Mapping[str, object] = field(default_factory=dict)


def records(
    corpus: Corpus, links: Links, pages: Iterable[WrittenPage]
) -> Iterator[tuple[str, str]]:
    """Yield the records in the order of the corpus, each the name of a file and its HTML."""
    for order, record in enumerate(_records(corpus, links, pages)):
        yield f"{order:06}.html", _html(record, order)


def _html(record: Record, order: int) -> str:
    position = len(record.words.split())
    ranges = []
    for hidden in record.hidden:
        ranges.append([position, hidden.label])
        position += len(hidden.words.split())
    data = {
        "title": record.title,
        "reference": record.reference,
        "address": record.address,
        "kind": record.kind,
        "count": len(record.words.split()),
        "hidden": ranges,
        **record.data,
    }
    head = [TITLE.format(title=escape(record.title))]
    head.append(FILTER.format(name="kind", value=record.kind))
    head += [FILTER.format(name=name, value=escape(value)) for name, value in record.filters]
    return RECORD.format(
        title=escape(record.title or record.reference),
        head="".join(head),
        order=order,
        data=quote(json.dumps(data, ensure_ascii=False)),
        words=escape(record.words),
        hidden="".join(
            HIDDEN.format(weight=hidden.weight, words=escape(hidden.words))
            for hidden in (*record.hidden, Hidden(EVERY))
        ),
    )


def _records(corpus: Corpus, links: Links, pages: Iterable[WrittenPage]) -> Iterator[Record]:
    themes = {theme.id: theme for theme in corpus.vocabulary.themes}
    for work, section in corpus.sections:
        link = links.sections[section.key]
        for ref in work.passages_in(section):
            terms = {span.term.id: span.term for span in link.spans[ref.passage.id]}
            terms |= {term.id: term for term in link.heading_terms}
            yield _passage(ref, tuple(terms.values()), themes, len(corpus.works) > 1)
        if section.notes:
            yield _notes(work, section)
    for term in corpus.glossary.terms:
        yield Record(
            kind="term",
            address=address("terms", term.id),
            reference=term.headword,
            title="",
            words=f"{term.headword}: {as_text(term.definition)}",
            hidden=_words_of_term(term),
        )
    for event in corpus.timeline.events:
        yield Record(
            kind="event",
            address=addresses.address("events", event.id),
            reference=format_date(event.date),
            title="",
            words=as_text(event.event),
            filters=tuple(("theme", id) for id in event.themes),
        )
    for page in pages:
        yield Record(
            kind="page",
            address=page.address,
            reference=page.title,
            title=page.description,
            words=page.words,
        )


def _notes(work: Work, section: Section) -> Record:
    """The notes of a section as one record, since Pagefind takes 60 KB of memory for each.

    `notes` has the number of each note's first word, so that a result can show the right one.
    """
    refs = work.notes_in(section)
    texts = [as_text(note.body) for note in section.notes]
    starts = accumulate((len(text.split()) for text in texts), initial=0)
    notes = [
        (start, note_reference(section, ref.note), address("notes", ref.key))
        for start, ref in zip(starts, refs, strict=False)
    ]
    _, reference, first = notes[0]
    return Record(
        kind="note",
        address=first,
        reference=reference,
        title=section_title(work, section),
        words=" ".join(texts),
        filters=tuple(_part_of(work, section)),
        data={"notes": notes},
    )


def _passage(
    ref: PassageRef, terms: tuple[Term, ...], themes: Mapping[str, Theme], several_works: bool
) -> Record:
    work, section, passage = ref.work, ref.section, ref.passage
    reference = passage_reference(section, passage)
    hidden = [words for term in terms for words in _words_of_term(term)]
    for weight, tags in ((0.5, passage.about), (0.2, passage.mentions)):
        labels = (themes[id].label for id in tags)
        hidden += [Hidden(label, f"theme: {label}", weight) for label in labels]
    numbers = f"{section_reference(section)} {reference.replace('¶', '')} {passage.id}"
    hidden.append(Hidden(f"{numbers} {section_title(work, section)}", "", 0.7))
    filters = [("theme", id) for id in passage.themes]
    filters += [("about", id) for id in passage.about]
    filters += [("collation", passage.collation), *_part_of(work, section)]
    return Record(
        kind="passage",
        address=address("passages", ref.key),
        reference=reference,
        title=section_title(work, section) + (f", {work.short_title}" if several_works else ""),
        words=passage.words,
        hidden=tuple(hidden),
        filters=tuple(filters),
        data={
            "themes": [[address("themes", id), themes[id].label] for id in passage.themes],
            "language": work.language,
        },
    )


def _part_of(work: Work, section: Section) -> Iterator[tuple[str, str]]:
    """The filters of everything in a section."""
    yield "work", work.id
    if section.part:
        yield "part", section.part


@lru_cache(maxsize=2**13)  # terms: most are in many passages
def _words_of_term(term: Term) -> tuple[Hidden, ...]:
    """What a term is also found by: its original and the parts of that, pinyin, renderings."""
    words = [
        " ".join(_suffixes(term.original)),
        " ".join(dict.fromkeys(_spellings(term.pinyin))),
        *term.aliases,
    ]
    return tuple(Hidden(one, f"term: {term.headword}") for one in words if one)


def _suffixes(original: str) -> Iterator[str]:
    """Yield the end of each run of letters from every letter on: search matches beginnings."""
    for run in re.findall(r"\w+", original):
        for start in range(len(run)):
            yield run[start:]


def _spellings(pinyin: str) -> Iterator[str]:
    """Yield pinyin with and without tone marks, with and without spaces."""
    for spelling in (pinyin.lower(), without_marks(pinyin)):
        yield spelling
        yield re.sub(r"[\s,]+", "", spelling)
