"""The ids that a corpus has now, and which of the published ones are missing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reader.corpus.model import Corpus, Entry, Kind, Position, Registry
from reader.text import sha256

Id = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class Published:
    """An id that the corpus has now: the line that declares it, and the hash of a passage."""

    position: Position
    sha256: str = ""


def published(corpus: Corpus) -> dict[Id, Published]:
    """Every id in the corpus, each kind in reading order; the first, if one is given twice."""
    found: dict[Id, Published] = {}
    for id, declared in _declared(corpus):
        found.setdefault(id, declared)
    return found


def _declared(corpus: Corpus) -> Iterator[tuple[Id, Published]]:
    for work in corpus.works:
        yield ("works", work.id), Published(work.origin.at("id"))
        listed = set(work.outline)
        for section in (*work.sections, *(file for file in work.files if file.id not in listed)):
            yield ("sections", section.key), Published(section.origin.at("id"))
            for ref in work.passages_in(section):
                passage = ref.passage
                position = section.position(passage.line)
                yield ("passages", ref.key), Published(position, sha256(passage.words))
            for note in work.notes_in(section):
                yield ("notes", note.key), Published(section.position(note.note.line))
    for theme in corpus.vocabulary.themes:
        yield ("themes", theme.id), Published(corpus.vocabulary.origin.at("themes", theme.id))
    for term in corpus.glossary.terms:
        yield ("terms", term.id), Published(corpus.glossary.origin.at("terms", term.id))
    for source in corpus.bibliography.sources:
        position = corpus.bibliography.origin.at("references", source.index)
        yield ("sources", source.id), Published(position)


def missing(registry: Registry, now: Mapping[Id, Published]) -> Iterator[Entry]:
    """The entries whose id is no longer in the corpus and has not been withdrawn."""
    for id, entry in registry.entries.items():
        if not entry.withdrawn and id not in now:
            yield entry
