"""Corpus to links: everything that follows from the corpus and stands in no file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from heapq import nsmallest

from reader.locators import parent
from reader.markup import citations_in
from reader.model import (
    KINDS,
    Change,
    Citation,
    Corpus,
    Entry,
    Event,
    Kind,
    Links,
    Located,
    Note,
    Noted,
    Part,
    Related,
    Section,
    SectionLinks,
    SourceLinks,
    Span,
    Term,
    TermLinks,
    Theme,
    ThemeLinks,
    Tombstone,
    Work,
)
from reader.terms import Finder, finder_of
from reader.words import marker_offsets

MOST_RELATED = 5
OWN_PAGE: tuple[Kind, ...] = ("works", "sections", "themes")


def link(corpus: Corpus) -> Links:
    """The links of a corpus that keeps the rules."""
    located = corpus.located
    related = _Relations(corpus.vocabulary.themes, located)
    finder = finder_of(corpus.glossary.terms)
    events = _events(corpus)
    memory = _Memory(corpus)
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
                related=related.of(section),
                gone=memory.gone_passages(section),
                gone_notes=tuple(memory.gone_in(section.key, "notes")),
                changed=memory.changed(section),
                spans={
                    passage.id: finder.first(passage.words, f"{section.work}/{passage.id}")
                    for passage in section.passages
                },
                heading_terms=tuple(span.term for span in finder.first(section.heading)),
                events=tuple(events[section.key]),
                sources=tuple(dict.fromkeys(key for n in section.notes for key in _keys(n.body))),
                updated=memory.updated(section),
            )
    return Links(
        sections=sections,
        themes=_by_theme(corpus.vocabulary.themes, located),
        terms=_by_term(corpus, located, sections, finder),
        sources=_by_source(corpus),
        gone_entries={kind: tuple(memory.gone_of(kind)) for kind in ("terms", "sources")},
        gone=tuple(memory.gone_pages()),
        updated=max((change.date for change in corpus.registry.changes), default=""),
    )


def _by_theme(themes: tuple[Theme, ...], located: tuple[Located, ...]) -> dict[str, ThemeLinks]:
    about: defaultdict[str, list[Located]] = defaultdict(list)
    mentions: defaultdict[str, list[Located]] = defaultdict(list)
    for place in located:
        for id in place.passage.about:
            about[id].append(place)
        for id in place.passage.mentions:
            mentions[id].append(place)
    return {
        theme.id: ThemeLinks(tuple(about[theme.id]), tuple(mentions[theme.id])) for theme in themes
    }


def _by_term(
    corpus: Corpus,
    located: tuple[Located, ...],
    sections: Mapping[str, SectionLinks],
    finder: Finder,
) -> dict[str, TermLinks]:
    passages: defaultdict[str, list[Located]] = defaultdict(list)
    headings: defaultdict[str, list[tuple[Work, Section]]] = defaultdict(list)
    parts: defaultdict[str, list[tuple[Work, Part]]] = defaultdict(list)
    notes: defaultdict[str, list[Noted]] = defaultdict(list)
    for place in located:
        for term in finder.anywhere(place.passage.words, f"{place.work.id}/{place.passage.id}"):
            passages[term.id].append(place)
    for work in corpus.works:
        for part in work.parts:
            for span in finder.first(part.title):
                parts[span.term.id].append((work, part))
        for section in work.sections:
            for term in sections[section.key].heading_terms:
                headings[term.id].append((work, section))
            for id, note in _explained(section, sections[section.key].spans):
                notes[id].append(Noted(work, section, note))
    return {
        term.id: TermLinks(
            tuple(passages[term.id]),
            tuple(headings[term.id]),
            tuple(parts[term.id]),
            tuple(notes[term.id]),
        )
        for term in corpus.glossary.terms
    }


def _explained(
    section: Section, spans: Mapping[str, tuple[Span, ...]]
) -> Iterator[tuple[str, Note]]:
    """The ids of terms with the notes that explain them.

    The marker of such a note stands in the phrase or right behind it; a textual note must name the
    term as well, since it may only be about the printing.
    """
    notes = {note.id: note for note in section.notes}
    for passage in section.passages:
        if not spans[passage.id]:
            continue
        for offset, marker in marker_offsets(passage.runs):
            for span in spans[passage.id]:
                between = passage.words[span.end : offset]
                near = span.start < offset and not any(map(str.isalnum, between))
                note = notes[marker.note]
                if near and (note.kind == "context" or _names(note, span.term)):
                    yield span.term.id, note


def _names(note: Note, term: Term) -> bool:
    return term.headword in note.body or bool(term.original and term.original in note.body)


def _by_source(corpus: Corpus) -> dict[str, SourceLinks]:
    notes: defaultdict[str, dict[int, Noted]] = defaultdict(dict)
    terms: defaultdict[str, dict[str, Term]] = defaultdict(dict)
    events: defaultdict[str, dict[str, Event]] = defaultdict(dict)
    works: defaultdict[str, dict[str, Work]] = defaultdict(dict)
    for work in corpus.works:
        for body in (work.about, *(erratum.note for erratum in work.errata)):
            for key in _keys(body):
                works[key][work.id] = work
        for section in work.sections:
            for note in section.notes:
                noted = Noted(work, section, note)
                for key in _keys(note.body):
                    notes[key][id(note)] = noted
    for term in corpus.glossary.terms:
        for key in (*(citation.key for citation in term.sources), *_keys(term.first_use)):
            terms[key][term.id] = term
    for event in corpus.timeline.events:
        for citation in event.sources:
            events[citation.key][event.id] = event
    return {
        source.id: SourceLinks(
            tuple(notes[source.id].values()),
            tuple(terms[source.id].values()),
            tuple(events[source.id].values()),
            tuple(works[source.id].values()),
        )
        for source in corpus.bibliography.sources
    }


def _keys(markdown: str) -> Iterator[str]:
    return (cited.key for cited in citations_in(markdown) if isinstance(cited, Citation))


def _events(corpus: Corpus) -> defaultdict[str, list[Event]]:
    """For each section the events that help to understand it, in order of date."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for event in sorted(corpus.timeline.events, key=lambda event: event.date):
        for section in dict.fromkeys(parent(key) for key in event.passages):
            events[section].append(event)
    return events


Cited = defaultdict[str, list[tuple[Work, Section]]]


def _see_also(corpus: Corpus) -> tuple[Cited, Cited]:
    """For each section those it names, and those that name it."""
    by_key = {section.key: (work, section) for work in corpus.works for section in work.sections}
    named: Cited = defaultdict(list)
    named_by: Cited = defaultdict(list)
    for work, section in by_key.values():
        for key in section.see_also_keys:
            other = by_key[key]
            named[section.key].append(other)
            if section.key not in other[1].see_also_keys:
                named_by[other[1].key].append((work, section))
    return named, named_by


class _Relations:
    """Finds the passages that share most themes with a section.

    Passages are compared by their set of themes, kept as a bit mask: there are far fewer sets than
    passages, so that the cost grows with the number of sets and not with that of pairs.
    """

    def __init__(self, themes: tuple[Theme, ...], located: tuple[Located, ...]) -> None:
        self.themes = themes
        self.bit = {theme.id: 1 << index for index, theme in enumerate(themes)}
        self.by_set: defaultdict[int, list[Located]] = defaultdict(list)
        for place in located:
            self.by_set[self.mask(place.passage.themes)].append(place)
        self.sets = tuple(self.by_set)
        self.ranked = _ranked(self.sets)

    def mask(self, ids: tuple[str, ...]) -> int:
        mask = 0
        for id in ids:
            mask |= self.bit[id]
        return mask

    def of(self, section: Section) -> tuple[Related, ...]:
        own = self.mask(tuple(id for passage in section.passages for id in passage.themes))
        found: list[Related] = []
        for mask in self.nearest(own, MOST_RELATED + len(section.passages)):
            shared = tuple(theme for theme in self.themes if self.bit[theme.id] & mask & own)
            for place in self.by_set[mask]:
                if place.section is not section:
                    found.append(Related(place, shared))
                    if len(found) == MOST_RELATED:
                        return tuple(found)
        return tuple(found)

    def nearest(self, own: int, most: int) -> tuple[int, ...]:
        """The sets of themes that meet `own`: most shared first, then those with least besides."""
        if (own, most) not in self.ranked:
            meeting = [
                (-(mask & own).bit_count(), (mask & ~own).bit_count(), place)
                for place, mask in enumerate(self.sets)
                if mask & own
            ]
            nearest = tuple(self.sets[place] for _, _, place in nsmallest(most, meeting))
            self.ranked[own, most] = nearest
        return self.ranked[own, most]


@cache
def _ranked(sets: tuple[int, ...]) -> dict[tuple[int, int], tuple[int, ...]]:
    """What was found among `sets`; words can change without any of it changing."""
    return {}


class _Memory:
    """What the registry remembers of ids that were withdrawn and of words that changed."""

    def __init__(self, corpus: Corpus) -> None:
        self.registry = corpus.registry
        self.by_section: defaultdict[tuple[str, Kind], list[Entry]] = defaultdict(list)
        for (kind, key), entry in self.registry.entries.items():
            if kind in ("passages", "notes"):
                work, _, id = key.partition("/")
                self.by_section[f"{work}/{parent(id)}", kind].append(entry)

    def change(self, number: int) -> Change:
        return self.registry.changes[number - 1]

    def tombstone(self, entry: Entry) -> Tombstone:
        targets = tuple((self.kind_of(key, entry.kind), key) for key in entry.to)
        return Tombstone(entry.kind, entry.key, self.change(entry.withdrawn), targets)

    def kind_of(self, key: str, likely: Kind) -> Kind:
        return next(kind for kind in (likely, *KINDS) if (kind, key) in self.registry.entries)

    def gone_in(self, section: str, kind: Kind) -> Iterator[Tombstone]:
        for entry in self.by_section[section, kind]:
            if entry.withdrawn:
                yield self.tombstone(entry)

    def gone_passages(self, section: Section) -> dict[str, tuple[Tombstone, ...]]:
        behind: defaultdict[str, list[Tombstone]] = defaultdict(list)
        here = {passage.id for passage in section.passages}
        before = ""
        for entry in self.by_section[section.key, "passages"]:
            id = entry.key.partition("/")[2]
            if entry.withdrawn:
                behind[before].append(self.tombstone(entry))
            elif id in here:
                before = id
        return {id: tuple(tombstones) for id, tombstones in behind.items()}

    def changed(self, section: Section) -> dict[str, tuple[Change, ...]]:
        return {
            entry.key.partition("/")[2]: tuple(self.change(number) for number in entry.changed)
            for entry in self.by_section[section.key, "passages"]
            if entry.changed and not entry.withdrawn
        }

    def updated(self, section: Section) -> str:
        own = self.registry.entries.get(("sections", section.key))
        entries = [own] if own else []
        entries += self.by_section[section.key, "passages"]
        entries += self.by_section[section.key, "notes"]
        numbers = [n for entry in entries for n in (entry.added, entry.withdrawn, *entry.changed)]
        return max((self.change(number).date for number in numbers if number), default="")

    def gone_of(self, kind: Kind) -> Iterator[Tombstone]:
        for (other, _), entry in self.registry.entries.items():
            if other == kind and entry.withdrawn:
                yield self.tombstone(entry)

    def gone_pages(self) -> Iterator[tuple[Tombstone, tuple[Tombstone, ...]]]:
        for (kind, key), entry in self.registry.entries.items():
            if not entry.withdrawn or kind not in OWN_PAGE:
                continue
            inside = (*self.gone_in(key, "passages"), *self.gone_in(key, "notes"))
            yield self.tombstone(entry), inside if kind == "sections" else ()
