"""What the rules share: walks over the corpus with the lines of what they meet."""

from collections.abc import Callable, Iterator

from reader.corpus.inline import Citation, Prose, citations
from reader.corpus.model import (
    Corpus,
    Note,
    Origin,
    Passage,
    Position,
    Problem,
    Section,
    Term,
    Theme,
    Work,
)
from reader.text import did_you_mean

Rule = Callable[[Corpus], Iterator[Problem]]


def passages_of(corpus: Corpus) -> Iterator[tuple[Section, Passage]]:
    """Every passage with its section, in the order of files."""
    for _, section in corpus.files:
        for passage in section.passages:
            yield section, passage


def notes_of(corpus: Corpus) -> Iterator[tuple[Section, Note]]:
    """Every note with its section, in the order of files."""
    for _, section in corpus.files:
        for note in section.notes:
            yield section, note


def texts_of(corpus: Corpus) -> Iterator[tuple[Work | None, str, int, Prose]]:
    """Every Markdown text of the editors, with its work if it has one, its file and first line."""
    for work in corpus.works:
        yield work, *below(work.origin.at("about"), work.about), work.about
        for index, erratum in enumerate(work.errata):
            at = work.origin.at("errata", index, "note")
            yield work, *below(at, erratum.note), erratum.note
        for section in work.files:
            for note in section.notes:
                yield work, section.origin.path, note.line, note.body
    for term in corpus.glossary.terms:
        at = corpus.glossary.origin.at("terms", term.id, "first-use")
        yield None, *below(at, term.first_use), term.first_use


def below(key: Position, text: Prose) -> tuple[str, int]:
    """The file and first line of a block scalar: the line below its key."""
    return key.path, key.line + ("\n" in text.source)


def citations_of(corpus: Corpus) -> Iterator[tuple[str, int, Citation]]:
    """Every citation in the corpus with its file and line."""
    for _, path, start, body in texts_of(corpus):
        for cited in citations(body):
            yield path, start + cited.line, cited
    for term in corpus.glossary.terms:
        for index, cited in enumerate(term.sources):
            at = corpus.glossary.origin.at("terms", term.id, "sources", index)
            yield at.path, at.line, cited
    for event in corpus.timeline.events:
        for index, cited in enumerate(event.sources):
            at = corpus.timeline.origin.at("events", event.id, "sources", index)
            yield at.path, at.line, cited


def ids_of(work: Work) -> Iterator[str]:
    """The ids of a work that a link in its notes may lead to."""
    for section in work.files:
        yield section.id
        for passage in section.passages:
            yield passage.id
        for note in work.notes_in(section):
            yield note.id


def invalid_sections(corpus: Corpus) -> list[Section]:
    """The sections whose file is not valid, of whose ids nothing can be said."""
    return [section for _, section in corpus.files if not section.origin.valid]


def related_problems(
    entry: Term | Theme, key: str, known: list[str], origin: Origin
) -> Iterator[Problem]:
    """What is wrong with the `related` of an entry under `key`, whose file has the ids `known`."""
    for index, id in enumerate(entry.related):
        at = origin.at(key, entry.id, "related", index)
        if id == entry.id:
            yield Problem(at, f"'{id}' must not be related to itself")
        elif id not in known:
            name = key.removesuffix("s")
            yield Problem(at, f"must be a {name} in this file, not '{id}'{did_you_mean(id, known)}")
