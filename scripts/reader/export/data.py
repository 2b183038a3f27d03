"""The corpus as data, for those who compute on it."""

import json
from collections.abc import Iterator

from reader.addresses import (
    CORPUS_DATA,
    REGISTRY_DATA,
    WORDS_DATA,
    address,
    note_reference,
    passage_reference,
    section_reference,
    section_title,
)
from reader.corpus.acceptance import acceptance_content
from reader.corpus.inline import as_text
from reader.corpus.model import KIND_NAMES, Corpus, Edition
from reader.documents import FileDocument
from reader.graph.model import Links
from reader.names import Names
from reader.registry.published import REFERENCE
from reader.registry.state import Entry, Registry


def data_files(corpus: Corpus, links: Links) -> Iterator[tuple[str, FileDocument]]:
    """Yield the files of data with their addresses, as JSON."""
    yield WORDS_DATA, FileDocument(lambda: words_json(corpus).encode())
    yield CORPUS_DATA, FileDocument(lambda: corpus_json(corpus, links).encode())
    yield (
        REGISTRY_DATA,
        FileDocument(lambda: registry_json(links.registry, corpus.editions).encode()),
    )


def words_json(corpus: Corpus) -> str:
    """Return the names of themes and terms, which search offers when it finds nothing."""
    words = [(theme.label, address("themes", theme.id)) for theme in corpus.vocabulary.themes]
    words += [(term.headword, address("terms", term.id)) for term in corpus.glossary.terms]
    return json.dumps(words, ensure_ascii=False) + "\n"


def corpus_json(corpus: Corpus, links: Links) -> str:
    """Return every work, section, passage, note, theme, term, event and source."""
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
                "kind": work.kind,
                "author": names(work.author),
                "editor": names(work.editor),
                "translator": names(work.translator),
                "recipient": names(work.recipient),
                "date": work.date,
                "event": work.event.title,
                "event-place": work.event.place,
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
                                "id": one.passage.id,
                                "reference": passage_reference(section, one.passage),
                                "words": one.passage.words,
                                "about": one.passage.about,
                                "mentions": one.passage.mentions,
                                "collation": one.passage.collation,
                                "place": one.passage.place,
                                "address": address("passages", one.key),
                            }
                            for one in work.passages_in(section)
                        ],
                        "notes": [
                            {
                                "id": one.id,
                                "reference": note_reference(section, one.note),
                                "kind": one.note.kind,
                                "markdown": one.note.body.source,
                                "address": address("notes", one.key),
                            }
                            for one in work.notes_in(section)
                        ],
                    }
                    for section in work.sections
                ],
            }
            for work in corpus.works
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def registry_json(registry: Registry, editions: tuple[Edition, ...]) -> str:
    """Return every acceptance, what they add up to, which is every id ever published, and every
    edition."""
    document = {
        "acceptances": [
            {"name": one.name, **acceptance_content(one)} for one in registry.acceptances
        ],
        "ids": [_id(registry, entry) for entry in registry.entries.values()],
        "editions": [
            {
                "version": one.version,
                "date": one.date,
                "commit": one.commit,
                "archive": {"name": one.archive, "sha256": one.sha256},
                "acceptances": one.acceptances,
            }
            for one in editions
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _id(registry: Registry, entry: Entry) -> dict[str, object]:
    """An id without what it has nothing of; of a withdrawn one what replaced it, as it is now."""
    withdrawn = entry.withdrawn
    found = {
        "kind": KIND_NAMES[entry.kind],
        "key": entry.key,
        "address": address(entry.kind, entry.key),
        REFERENCE: entry.facts.get(REFERENCE),
        "added": entry.added.date,
        "changed": [one.acceptance.date for one in entry.revisions],
        "withdrawn": withdrawn and {"date": withdrawn.date, "reason": withdrawn.reason},
        "replaced-by": withdrawn and registry.replacements(entry.id),
    }
    return {name: value for name, value in found.items() if value}


def names(found: Names) -> list[dict[str, str]]:
    """Names as CSL has them, each with the name as it is written."""
    return [{"name": name.full, **name.csl} for name in found]
