"""Rules for the Markdown of the editors, wherever it is: notes, accounts, errata, first uses."""

from collections.abc import Iterator

from reader import ids
from reader.corpus.inline import Ref, walk
from reader.corpus.model import Corpus, Position, Problem
from reader.rules.common import citations_of, ids_of, invalid_sections, texts_of
from reader.text import did_you_mean


def markup_is_safe(corpus: Corpus) -> Iterator[Problem]:
    """Markdown of the editors must contain no HTML and no images, and link only to what exists."""
    known = {work.id: frozenset(ids_of(work)) for work in corpus.works}
    invalid = {section.id for section in invalid_sections(corpus)}
    for work, path, start, body in texts_of(corpus):
        for fault in body.faults:
            yield Problem(Position(path, start + fault.line), fault.message)
        targets = known[work.id] if work else frozenset[str]()
        for element in walk(body):
            if not isinstance(element, Ref) or not element.target.startswith("#"):
                continue
            id = element.target[1:]
            if id not in targets and ids.section_of(id) not in invalid:
                hint = did_you_mean(id, sorted(targets))
                message = f"must link to an id in this work, not '{element.target}'{hint}"
                yield Problem(Position(path, start + element.line), message)


def citations_name_sources(corpus: Corpus) -> Iterator[Problem]:
    """A citation must name a source in sources.yml."""
    known = [source.id for source in corpus.bibliography.sources]
    if not corpus.bibliography.origin.valid:
        return
    for path, line, cited in citations_of(corpus):
        if cited.key not in known:
            hint = did_you_mean(cited.key, known)
            message = f"must cite a source in sources.yml, not '{cited.key}'{hint}"
            yield Problem(Position(path, line), message)


def a_locator_stands_behind_its_key(corpus: Corpus) -> Iterator[Problem]:
    """Each citation must be in brackets, with keys first, as in [@key, art. 4; @other]."""
    for _, path, start, body in texts_of(corpus):
        for stray in body.strays:
            form = "[@key, art. 4; @other]"
            must = f"must be in brackets, and a locator must follow its key, as in {form}"
            message = f"a citation {must}, not '{stray.message}'"
            yield Problem(Position(path, start + stray.line), message)
