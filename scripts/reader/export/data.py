"""The corpus as data, for those who compute on it."""

import json
from collections.abc import Iterator

from reader.addresses import (
    CORPUS_DATA,
    WORDS_DATA,
    address,
    note_reference,
    passage_reference,
    section_reference,
    section_title,
)
from reader.corpus.inline import as_text
from reader.corpus.model import Corpus, NoteRef, PassageRef
from reader.documents import File
from reader.graph.model import Links


def data_files(corpus: Corpus, links: Links) -> Iterator[tuple[str, File]]:
    """`data/corpus.json` has every work, section, passage, note, term, event and source;
    `data/words.json` the names of themes and terms, which search offers when it finds nothing.
    """
    yield WORDS_DATA, File(lambda: words_json(corpus).encode())
    yield CORPUS_DATA, File(lambda: corpus_json(corpus, links).encode())


def words_json(corpus: Corpus) -> str:
    words = [(theme.label, address("themes", theme.id)) for theme in corpus.vocabulary.themes]
    words += [(term.headword, address("terms", term.id)) for term in corpus.glossary.terms]
    return json.dumps(words, ensure_ascii=False) + "\n"


def corpus_json(corpus: Corpus, links: Links) -> str:
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
                "definition": as_text(term.definition),
                "passages": [place.key for place in links.terms[term.id].passages],
                "address": address("terms", term.id),
            }
            for term in corpus.glossary.terms
        ],
        "events": [
            {
                "id": event.id,
                "date": event.date,
                "event": as_text(event.event),
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
                                "collation": passage.collation,
                                "place": passage.place,
                                "address": address(
                                    "passages", PassageRef(work, section, passage).key
                                ),
                            }
                            for passage in section.passages
                        ],
                        "notes": [
                            {
                                "id": NoteRef(work, section, note).id,
                                "reference": note_reference(section, note),
                                "kind": note.kind,
                                "markdown": note.body.source,
                                "address": address("notes", NoteRef(work, section, note).key),
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
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
