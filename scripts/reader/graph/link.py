"""Links between everything that a corpus holds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from reader import ids
from reader.corpus import inline
from reader.corpus.inline import NoteMarker, Text, as_text, citations
from reader.corpus.model import (
    Corpus,
    Event,
    Note,
    NoteRef,
    Part,
    PassageRef,
    Section,
    Term,
    Theme,
    Work,
)
from reader.graph.model import Links, SectionLinks, SourceLinks, TermLinks, ThemeLinks
from reader.graph.related import related_passages
from reader.registry.past import past
from reader.registry.tombstones import Tombstones
from reader.terms import Finder, Span, finder_of, mark_terms


def link(corpus: Corpus) -> Links:
    """Return the links of a corpus that keeps the rules."""
    passages = corpus.passages
    related = related_passages(corpus.vocabulary.themes, passages)
    finder = finder_of(corpus.glossary.terms)
    events = _events(corpus)
    history = Tombstones(corpus)
    see_also, seen_from = _see_also(corpus)
    sections: dict[str, SectionLinks] = {}
    for work in corpus.works:
        order = work.sections
        for section, previous, next in zip(
            order, (None, *order[:-1]), (*order[1:], None), strict=True
        ):
            sections[section.key] = SectionLinks(
                previous=previous,
                next=next,
                see_also=tuple(see_also[section.key]),
                seen_from=tuple(seen_from[section.key]),
                related=related(section),
                withdrawn=history.withdrawn_passages(section),
                withdrawn_notes=tuple(history.withdrawn_in(section.key, "notes")),
                spans={
                    passage.id: finder.first(passage.words, ids.key(work.id, passage.id))
                    for passage in section.passages
                },
                heading_terms=tuple(span.term for span in finder.first(section.heading)),
                events=tuple(events[section.key]),
                sources=_sources(section),
                updated=history.updated(section),
            )
    return Links(
        sections=sections,
        themes=_by_theme(corpus.vocabulary.themes, passages),
        terms=_by_term(corpus, passages, sections, finder),
        sources=_by_source(corpus),
        withdrawn_entries={
            kind: tuple(history.withdrawn_of(kind)) for kind in ("terms", "sources", "events")
        },
        withdrawn_pages=tuple(history.withdrawn_pages()),
        past=past(corpus, history),
        registry=history.registry,
        updated=max((one.date for one in corpus.acceptances), default=""),
    )


def _by_theme(themes: tuple[Theme, ...], passages: tuple[PassageRef, ...]) -> dict[str, ThemeLinks]:
    about: defaultdict[str, list[PassageRef]] = defaultdict(list)
    mentions: defaultdict[str, list[PassageRef]] = defaultdict(list)
    for ref in passages:
        for id in ref.passage.about:
            about[id].append(ref)
        for id in ref.passage.mentions:
            mentions[id].append(ref)
    return {
        theme.id: ThemeLinks(tuple(about[theme.id]), tuple(mentions[theme.id])) for theme in themes
    }


def _by_term(
    corpus: Corpus,
    passages: tuple[PassageRef, ...],
    sections: Mapping[str, SectionLinks],
    finder: Finder,
) -> dict[str, TermLinks]:
    occurrences: defaultdict[str, list[PassageRef]] = defaultdict(list)
    headings: defaultdict[str, list[tuple[Work, Section]]] = defaultdict(list)
    parts: defaultdict[str, list[tuple[Work, Part]]] = defaultdict(list)
    notes: defaultdict[str, list[NoteRef]] = defaultdict(list)
    for ref in passages:
        for term in finder.terms(ref.passage.words, ref.key):
            occurrences[term.id].append(ref)
    for work in corpus.works:
        for part in work.parts:
            for span in finder.first(part.title):
                parts[span.term.id].append((work, part))
    for work, section in corpus.sections:
        for term in sections[section.key].heading_terms:
            headings[term.id].append((work, section))
        for id, note in _explained(work, section, sections[section.key].spans):
            notes[id].append(note)
    return {
        term.id: TermLinks(
            tuple(occurrences[term.id]),
            tuple(headings[term.id]),
            tuple(parts[term.id]),
            tuple(notes[term.id]),
        )
        for term in corpus.glossary.terms
    }


def _explained(
    work: Work, section: Section, spans: Mapping[str, tuple[Span, ...]]
) -> Iterator[tuple[str, NoteRef]]:
    """Yield the ids of terms with the notes that explain them.

    The marker of such a note is in the phrase or right behind it; a textual note must name the term
    as well, since it may only be about the printing.
    """
    notes = {ref.note.id: ref for ref in work.notes_in(section)}
    terms = {span.term.id: span.term for found in spans.values() for span in found}
    for passage in section.passages:
        last: Term | None = None
        for element in mark_terms(passage.content, spans[passage.id]):
            if isinstance(element, inline.Term):
                last = terms[element.ref]
            elif isinstance(element, Text) and any(map(str.isalnum, element.content)):
                last = None
            elif isinstance(element, NoteMarker) and last:
                ref = notes[element.note]
                if ref.note.kind == "context" or _names(ref.note, last):
                    yield last.id, ref


def _names(note: Note, term: Term) -> bool:
    words = as_text(note.body)
    return term.headword in words or bool(term.original and term.original in words)


def _sources(section: Section) -> tuple[str, ...]:
    """The ids of what the notes of a section cite, each once."""
    bodies = (note.body for note in section.notes)
    return tuple(dict.fromkeys(cited.key for body in bodies for cited in citations(body)))


def _by_source(corpus: Corpus) -> dict[str, SourceLinks]:
    notes: defaultdict[str, dict[str, NoteRef]] = defaultdict(dict)
    terms: defaultdict[str, dict[str, Term]] = defaultdict(dict)
    events: defaultdict[str, dict[str, Event]] = defaultdict(dict)
    works: defaultdict[str, dict[str, Work]] = defaultdict(dict)
    for work in corpus.works:
        for body in (work.about, *(erratum.note for erratum in work.errata)):
            for cited in citations(body):
                works[cited.key][work.id] = work
        for section in work.sections:
            for ref in work.notes_in(section):
                for cited in citations(ref.note.body):
                    notes[cited.key][ref.key] = ref
    for term in corpus.glossary.terms:
        for cited in (*term.sources, *citations(term.first_use)):
            terms[cited.key][term.id] = term
    for event in corpus.timeline.events:
        for cited in event.sources:
            events[cited.key][event.id] = event
    return {
        source.id: SourceLinks(
            tuple(notes[source.id].values()),
            tuple(terms[source.id].values()),
            tuple(events[source.id].values()),
            tuple(works[source.id].values()),
        )
        for source in corpus.bibliography.sources
    }


def _events(corpus: Corpus) -> defaultdict[str, list[Event]]:
    """For each section the events that help to understand it, in order of date."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(corpus.timeline.events, key=lambda event: event.date):
        for section in dict.fromkeys(ids.section_of(key) for key in event.passages):
            events[section].append(event)
    return events


SeeAlso = defaultdict[str, list[tuple[Work, Section]]]


def _see_also(corpus: Corpus) -> tuple[SeeAlso, SeeAlso]:
    """For each section those it names, and those that name it."""
    by_key = {section.key: (work, section) for work, section in corpus.sections}
    named: SeeAlso = defaultdict(list)
    named_by: SeeAlso = defaultdict(list)
    for work, section in by_key.values():
        for key in section.see_also_keys:
            other = by_key[key]
            named[section.key].append(other)
            if section.key not in other[1].see_also_keys:
                named_by[other[1].key].append((work, section))
    return named, named_by
