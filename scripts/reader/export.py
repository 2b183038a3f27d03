"""Corpus and links to data: the corpus for those who compute on it."""

import json
from collections.abc import Iterator

from reader.locators import (
    address,
    note_reference,
    passage_reference,
    section_reference,
    section_title,
)
from reader.model import Corpus, Links, Page


def export(corpus: Corpus, links: Links) -> Iterator[Page]:
    """`data/corpus.json`: every work, section, passage, note, term, event and source;
    `data/words.json`: the names of themes and terms, which search offers when it finds nothing.
    """
    document = {
        "updated": links.updated,
        "themes": [
            {
                "id": theme.id,
                "label": theme.label,
                "group": theme.group,
                "definition": theme.definition,
                "address": address("themes", theme.id),
            }
            for theme in corpus.vocabulary.themes
        ],
        "terms": [
            {
                "id": term.id,
                "headword": term.headword,
                "original": term.original,
                "pinyin": term.pinyin,
                "aliases": term.aliases,
                "definition": term.definition,
                "passages": [
                    f"{place.work.id}/{place.passage.id}" for place in links.terms[term.id].passages
                ],
                "address": address("terms", term.id),
            }
            for term in corpus.glossary.terms
        ],
        "events": [
            {
                "id": event.id,
                "date": event.date,
                "event": event.event,
                "sources": [citation.key for citation in event.sources],
                "themes": event.themes,
                "passages": event.passages,
            }
            for event in corpus.timeline.events
        ],
        "sources": [dict(source.csl) for source in corpus.bibliography.sources],
        "works": [
            {
                "id": work.id,
                "title": work.title,
                "short-title": work.short_title,
                "speaker": work.speaker.name,
                "date": work.date,
                "language": work.language,
                "rights": work.rights,
                "address": address("works", work.id),
                "sections": [
                    {
                        "id": section.id,
                        "reference": section_reference(section),
                        "title": section_title(work, section),
                        "address": address("sections", section.key),
                        "passages": [
                            {
                                "id": passage.id,
                                "reference": passage_reference(section, passage),
                                "words": passage.words,
                                "about": passage.about,
                                "mentions": passage.mentions,
                                "collation": passage.collation or "unchecked",
                                "place": passage.place,
                                "address": address("passages", f"{work.id}/{passage.id}"),
                            }
                            for passage in section.passages
                        ],
                        "notes": [
                            {
                                "id": f"{section.id}-{note.id}",
                                "reference": note_reference(section, note),
                                "kind": note.kind,
                                "markdown": note.body,
                                "address": address("notes", f"{section.key}-{note.id}"),
                            }
                            for note in section.notes
                        ],
                    }
                    for section in work.sections
                ],
            }
            for work in corpus.works
        ],
    }
    words = [(theme.label, address("themes", theme.id)) for theme in corpus.vocabulary.themes]
    words += [(term.headword, address("terms", term.id)) for term in corpus.glossary.terms]
    yield Page("data/words.json", json.dumps(words, ensure_ascii=False) + "\n")
    yield Page("data/corpus.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")
