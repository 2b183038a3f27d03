"""The ids that a corpus has now, with the facts that readers rely on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from reader import ids
from reader.addresses import note_reference, passage_reference, section_reference
from reader.corpus.inline import Citation, Prose, as_text
from reader.corpus.model import (
    IN_SECTION,
    IN_WORK,
    Corpus,
    Event,
    Facts,
    Id,
    Position,
    Section,
    Source,
    Term,
    Work,
)
from reader.names import listed, read_name
from reader.registry.state import Entry, Registry
from reader.text import LINE_SPACE, normalize_space

REFERENCE = "reference"
WORDS = "words"
HEADING = "heading"
ABOUT, MENTIONS = "about", "mentions"


@dataclass(frozen=True, slots=True)
class Published:
    """An id that the corpus has now: the line that declares it, and its facts.

    The first fact is what the id is an id of: what comes back under it must be the same.
    """

    position: Position
    facts: Facts


@lru_cache(maxsize=2)  # for the rules, and for the links
def published(corpus: Corpus) -> Mapping[Id, Published]:
    """Every id in the corpus, passages in reading order; the first, if one is given twice."""
    found: dict[Id, Published] = {}
    for id, position, facts in _declared(corpus):
        folded = ((name, fact if name == WORDS else _folded(fact)) for name, fact in facts.items())
        kept = {name: fact for name, fact in folded if fact}
        found.setdefault(id, Published(position, kept))
    return found


def same(entry: Entry, current: Published) -> bool:
    """Whether what is in the corpus is what an id was published for, and not another thing."""
    name = next(iter(current.facts), "")
    return entry.facts.get(name) == current.facts.get(name)


def missing(registry: Registry, now: Mapping[Id, Published]) -> Iterator[Entry]:
    """The entries whose id is no longer in the corpus and has not been withdrawn."""
    for id, entry in registry.entries.items():
        if not entry.withdrawn and id not in now:
            yield entry


def containers(id: Id) -> tuple[Id, ...]:
    """The section and the work that an id is part of."""
    kind, key = id
    found: list[Id] = []
    if kind in IN_SECTION:
        found.append(("sections", ids.section_of(key)))
    if kind in IN_WORK:
        found.append(("works", ids.work_of(key)))
    return tuple(found)


def themes_in(fact: str) -> tuple[str, ...]:
    """The ids in what a passage is about or mentions."""
    return tuple(filter(None, fact.split(", ")))


def _declared(corpus: Corpus) -> Iterator[tuple[Id, Position, dict[str, str]]]:
    for work in corpus.works:
        yield from _in_work(work)
    for theme in corpus.vocabulary.themes:
        at = corpus.vocabulary.origin.at("themes", theme.id)
        facts = {"label": theme.label, "definition": theme.definition}
        facts |= {"includes": theme.includes, "excludes": theme.excludes}
        yield ("themes", theme.id), at, facts
    for term in corpus.glossary.terms:
        yield ("terms", term.id), corpus.glossary.origin.at("terms", term.id), _term(term)
    for source in corpus.bibliography.sources:
        at = corpus.bibliography.origin.at("references", source.index)
        yield ("sources", source.id), at, _source(source)
    for event in corpus.timeline.events:
        yield ("events", event.id), corpus.timeline.origin.at("events", event.id), _event(event)


def _in_work(work: Work) -> Iterator[tuple[Id, Position, dict[str, str]]]:
    yield ("works", work.id), work.origin.at("id"), _work(work)
    if work.about:
        yield ("accounts", work.id), work.origin.at("about"), {"text": _prose(work.about)}
    listed = set(work.outline)
    for section in (*work.sections, *(file for file in work.files if file.id not in listed)):
        yield ("sections", section.key), section.origin.at("id"), _section(section)
        for place in work.passages_in(section):
            passage = place.passage
            facts = {
                WORDS: passage.words,
                REFERENCE: passage_reference(section, passage),
                ABOUT: ", ".join(passage.about),
                MENTIONS: ", ".join(passage.mentions),
                "collation": passage.collation if work.translation_of.language else "",
                "gap": as_text(passage.gap),
            }
            yield ("passages", place.key), section.position(passage.line), facts
        for ref in work.notes_in(section):
            text, reference = _prose(ref.note.body), note_reference(section, ref.note)
            facts = {"text": text, REFERENCE: reference}
            yield ("notes", ref.key), section.position(ref.note.line), facts


def _work(work: Work) -> dict[str, str]:
    return {
        "title": work.title,
        REFERENCE: work.short_title,
        "author": listed(work.author),
        "translator": listed(work.translator),
        "date": work.date,
        "event": work.event.title,
        "selection": work.selection,
        "kind": work.kind,
        "language": work.language,
    }


def _section(section: Section) -> dict[str, str]:
    reference = section_reference(section)
    return {HEADING: section.heading, REFERENCE: reference, "omits": as_text(section.omits)}


def _term(term: Term) -> dict[str, str]:
    return {
        "headword": term.headword,
        "original": term.original,
        "definition": as_text(term.definition),
        "first-use": _prose(term.first_use),
        "sources": _cited(term.sources),
    }


def _source(source: Source) -> dict[str, str]:
    issued = source.csl.get("issued", {}).get("date-parts", [[]])[0]
    return {
        "title": str(source.csl.get("title", "")),
        "author": listed(
            read_name(name) for name in source.csl.get("author", ()) if isinstance(name, dict)
        ),
        "date": "-".join(f"{number:02}" for number in issued),
        "address": str(source.csl.get("URL", "")),
    }


def _event(event: Event) -> dict[str, str]:
    return {
        "event": as_text(event.event),
        "date": event.date,
        "sources": _cited(event.sources),
    }


def _folded(text: str) -> str:
    """A text on one line; a no-break space stays."""
    return LINE_SPACE.sub(" ", text).strip(" ")


def _prose(text: Prose) -> str:
    return normalize_space(text.source)


def _cited(citations: tuple[Citation, ...]) -> str:
    return "; ".join(", ".join(filter(None, (one.key, one.locator))) for one in citations)
