"""The ids that a corpus has now, and which of the published ones are missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reader import ids
from reader.corpus.model import Corpus, Entry, Kind, NoteRef, Position, Registry
from reader.text import sha256

Id = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Published:
    """An id that the corpus has now: the line that declares it, and the hash of a passage."""

    position: Position
    sha256: str = ""


def published(corpus: Corpus) -> dict[Id, Published]:
    """Every id in the corpus, each kind in reading order."""
    found: dict[Id, Published] = {}
    for work in corpus.works:
        found.setdefault(("works", work.id), Published(work.origin.at("id")))
        listed = set(work.outline)
        for section in (*work.sections, *(file for file in work.files if file.id not in listed)):
            found.setdefault(("sections", section.key), Published(section.origin.at("id")))
            for passage in section.passages:
                found.setdefault(
                    ("passages", ids.key(section.work, passage.id)),
                    Published(section.position(passage.line), sha256(passage.words)),
                )
            for note in section.notes:
                key = NoteRef(work, section, note).key
                found.setdefault(("notes", key), Published(section.position(note.line)))
    for theme in corpus.vocabulary.themes:
        position = corpus.vocabulary.origin.at("themes", theme.id)
        found.setdefault(("themes", theme.id), Published(position))
    for term in corpus.glossary.terms:
        position = corpus.glossary.origin.at("terms", term.id)
        found.setdefault(("terms", term.id), Published(position))
    for source in corpus.bibliography.sources:
        position = corpus.bibliography.origin.at("references", source.index)
        found.setdefault(("sources", source.id), Published(position))
    return found


def missing(registry: Registry, now: Mapping[Id, Published]) -> Iterator[Entry]:
    """The entries whose id is no longer in the corpus and has not been withdrawn."""
    for id, entry in registry.entries.items():
        if not entry.withdrawn and id not in now:
            yield entry
