"""Rules for a section file: its passages, their tags, and its notes."""

from collections.abc import Iterator

from reader import ids
from reader.corpus.inline import citations
from reader.corpus.model import Corpus, Problem
from reader.rules.common import notes_of, passages_of
from reader.text import did_you_mean


def a_passage_carries_its_section(corpus: Corpus) -> Iterator[Problem]:
    """A passage's id must be its section's id, -p and a number."""
    for section, passage in passages_of(corpus):
        found = ids.in_section(passage.id)
        if not found or found[0] != section.id or found[1].letter != "p":
            message = f"a passage's id must be {section.id}-p and a number, not '{passage.id}'"
            yield Problem(section.position(passage.line), message)


def an_id_is_given_once(corpus: Corpus) -> Iterator[Problem]:
    """A passage's id must be used only once."""
    for _, section in corpus.files:
        first: dict[str, int] = {}
        for passage in section.passages:
            if passage.id in first:
                message = f"'{passage.id}' must be used only once"
                where = f"it is already on line {first[passage.id]}"
                yield Problem(section.position(passage.line), f"{message}; {where}")
            first.setdefault(passage.id, passage.line)


def passages_and_tags_match(corpus: Corpus) -> Iterator[Problem]:
    """Every passage must be listed in the front matter, and have its text below."""
    for _, section in corpus.files:
        if not section.origin.valid:
            continue
        found = [passage.id for passage in section.passages]
        for passage in section.passages:
            if passage.id not in section.tagged:
                message = f"'{passage.id}' must be listed under 'passages' in the front matter"
                yield Problem(section.position(passage.line), message)
        for id in section.tagged:
            if id not in found:
                message = f"'{id}' must have its text below: a paragraph that ends with {{#{id}}}"
                yield Problem(section.origin.at("passages", id), message)


def a_passage_has_words(corpus: Corpus) -> Iterator[Problem]:
    """A passage must not be empty."""
    for section, passage in passages_of(corpus):
        if not passage.words:
            message = f"passage '{passage.id}' must not be empty"
            yield Problem(section.position(passage.line), message)


def themes_are_known(corpus: Corpus) -> Iterator[Problem]:
    """A passage's themes must be declared in themes.yml."""
    known = [theme.id for theme in corpus.vocabulary.themes]
    if not corpus.vocabulary.origin.valid:
        return
    for section, passage in passages_of(corpus):
        for role, tags in (("about", passage.about), ("mentions", passage.mentions)):
            for index, id in enumerate(tags):
                if id not in known:
                    hint = did_you_mean(id, known)
                    message = f"must be a theme in themes.yml, not '{id}'{hint}"
                    at = section.origin.at("passages", passage.id, role, index)
                    yield Problem(at, message)


def about_or_mentions(corpus: Corpus) -> Iterator[Problem]:
    """A passage must not be both about a theme and mention it."""
    for section, passage in passages_of(corpus):
        for index, id in enumerate(passage.mentions):
            if id in passage.about:
                at = section.origin.at("passages", passage.id, "mentions", index)
                yield Problem(at, f"'{id}' must not be under both 'about' and 'mentions'")


def a_passage_has_a_theme(corpus: Corpus) -> Iterator[Problem]:
    """A passage must have at least one theme that it is about or mentions."""
    for section, passage in passages_of(corpus):
        if section.origin.valid and passage.id in section.tagged and not passage.themes:
            at = section.origin.at("passages", passage.id)
            message = "must have at least one theme under 'about' or 'mentions'"
            yield Problem(at, f"passage '{passage.id}' {message}")


def markers_and_notes_match(corpus: Corpus) -> Iterator[Problem]:
    """Every marker must have a note, every note a marker, and no name may be used twice."""
    for _, section in corpus.files:
        notes = {note.id for note in section.notes}
        marked: dict[str, int] = {}
        for marker in (marker for passage in section.passages for marker in passage.markers):
            mark = f"[^{marker.note}]"
            if marker.note not in notes:
                message = f"marker {mark} must have a note: a line that starts with {mark}:"
                yield Problem(section.position(marker.line), message)
            elif marker.note in marked:
                where = f"it is already on line {marked[marker.note]}"
                message = f"marker {mark} must be used only once; {where}"
                yield Problem(section.position(marker.line), message)
            marked.setdefault(marker.note, marker.line)
        first: dict[str, int] = {}
        for note in section.notes:
            if note.id in first:
                message = f"note [^{note.id}] must be used only once"
                where = f"it is already on line {first[note.id]}"
                yield Problem(section.position(note.line), f"{message}; {where}")
            elif note.id not in marked and section.origin.valid:
                message = f"note [^{note.id}] must have a marker, [^{note.id}], in a passage"
                yield Problem(section.position(note.line), message)
            first.setdefault(note.id, note.line)


def a_note_is_named_and_says_something(corpus: Corpus) -> Iterator[Problem]:
    """A note must be named n or t and a number, and must not be empty."""
    for section, note in notes_of(corpus):
        found = ids.numbered(note.id)
        if not found or found.letter == "p":
            message = f"note [^{note.id}] must be named n or t and a number, such as [^n1]"
            yield Problem(section.position(note.line), message)
        elif not note.body:
            yield Problem(section.position(note.line), f"note [^{note.id}] must not be empty")


def a_note_on_the_context_cites(corpus: Corpus) -> Iterator[Problem]:
    """A context note must have a citation."""
    for section, note in notes_of(corpus):
        cites = any(citations(note.body)) or note.body.strays
        if note.kind == "context" and note.body and not cites:
            message = f"context note [^{note.id}] must have a citation, such as [@key, art. 4]"
            yield Problem(section.position(note.line), message)


def faults_are_notes(corpus: Corpus) -> Iterator[Problem]:
    """What `faults` lists must be a textual note in the section."""
    for _, section in corpus.files:
        textual = [note.id for note in section.notes if note.kind == "text"]
        for index, id in enumerate(section.faults):
            if id not in textual and section.origin.valid:
                hint = did_you_mean(id, textual)
                message = f"must be a textual note in this section, not '{id}'{hint}"
                yield Problem(section.origin.at("faults", index), message)


def see_also_leads_elsewhere(corpus: Corpus) -> Iterator[Problem]:
    """`see-also` must list other sections in the corpus."""
    known = {section.key for _, section in corpus.files}
    for work, section in corpus.files:
        keys = section.see_also_keys
        for index, (id, key) in enumerate(zip(section.see_also, keys, strict=True)):
            at = section.origin.at("see-also", index)
            if key in keys[:index]:
                yield Problem(at, f"'{id}' must not be listed twice")
            elif key == section.key:
                yield Problem(at, f"must be another section, not '{id}' itself")
            elif key not in known:
                own = [file.id for file in work.files]
                message = f"must be a section in the corpus, not '{id}'{did_you_mean(id, own)}"
                yield Problem(at, message)
