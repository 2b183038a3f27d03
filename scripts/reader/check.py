"""The rules that a corpus must keep. Each rule is a generator; its docstring states it.

What can be said of a file alone (its form, its structure) is found while it is loaded.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from reader.dates import exists
from reader.locators import parent
from reader.markup import citations_in, markup_problems
from reader.model import (
    KIND_NAMES,
    Citation,
    Corpus,
    Origin,
    Position,
    Problem,
    Section,
    Term,
    Theme,
    Work,
)
from reader.registry import gone, published
from reader.structure import nearest
from reader.terms import Finder

ACCEPT = 'python scripts/build.py --accept "reason"'

Rule = Callable[[Corpus], Iterator[Problem]]


def check(corpus: Corpus, rules: tuple[Rule, ...]) -> list[Problem]:
    """What `rules` find in `corpus`."""
    return [problem for rule in rules for problem in rule(corpus)]


def sections_of(corpus: Corpus) -> Iterator[tuple[Work, Section]]:
    for work in corpus.works:
        for section in work.files:
            yield work, section


def a_corpus_has_works(corpus: Corpus) -> Iterator[Problem]:
    """A corpus must have a work."""
    if not corpus.works:
        yield Problem(Position(corpus.path), "must have a work: a folder with work.yml")


def a_work_has_sections(corpus: Corpus) -> Iterator[Problem]:
    """A work must have a section."""
    for work in corpus.works:
        if not work.files:
            yield Problem(work.origin.at(), "must have a section beside it, such as i.md")


def a_name_is_the_id(corpus: Corpus) -> Iterator[Problem]:
    """A work's folder and a section's file must be named as its id."""
    for work in corpus.works:
        folder = work.origin.path.split("/")[-2]
        if work.id != folder:
            yield Problem(
                work.origin.at("id"), f"id must be the folder's name, {folder}: '{work.id}'"
            )
        for section in work.files:
            stem = section.origin.path.split("/")[-1].removesuffix(".md")
            if section.id != stem:
                message = f"id must be the file's name, {stem}: '{section.id}'"
                yield Problem(section.origin.at("id"), message)


def a_passage_carries_its_section(corpus: Corpus) -> Iterator[Problem]:
    """A passage's id must be its section's id, -p and a number."""
    for _, section in sections_of(corpus):
        for passage in section.passages:
            stem, dash, number = passage.id.rpartition("-p")
            whole = dash and number.isascii() and number.isdigit() and not number.startswith("0")
            if len(number) > 6 or stem != section.id or not whole:
                message = f"a passage's id must be {section.id}-p and a number, not '{passage.id}'"
                yield Problem(section.line(passage.line), message)


def an_id_is_given_once(corpus: Corpus) -> Iterator[Problem]:
    """No id may be given twice in a work."""
    for _, section in sections_of(corpus):
        first: dict[str, int] = {}
        for passage in section.passages:
            if passage.id in first:
                message = (
                    f"'{passage.id}' must be given once; it stands on line {first[passage.id]}"
                )
                yield Problem(section.line(passage.line), message)
            first.setdefault(passage.id, passage.line)


def passages_and_tags_match(corpus: Corpus) -> Iterator[Problem]:
    """Every passage must have its tags in the front matter, and all tags their passage."""
    for _, section in sections_of(corpus):
        if not section.origin.whole:
            continue
        found = [passage.id for passage in section.passages]
        for passage in section.passages:
            if passage.id not in section.tagged:
                message = f"'{passage.id}' must stand under passages in the front matter"
                yield Problem(section.line(passage.line), message)
        for id in section.tagged:
            if id not in found:
                message = f"'{id}' must have its words below: a paragraph that ends in {{#{id}}}"
                yield Problem(section.origin.at("passages", id), message)


def a_passage_has_words(corpus: Corpus) -> Iterator[Problem]:
    """A passage must have words."""
    for _, section in sections_of(corpus):
        for passage in section.passages:
            if not passage.words:
                yield Problem(section.line(passage.line), f"'{passage.id}' must have words")


def themes_are_known(corpus: Corpus) -> Iterator[Problem]:
    """A passage's themes must be declared in themes.yml."""
    known = [theme.id for theme in corpus.vocabulary.themes]
    if not corpus.vocabulary.origin.whole:
        return
    for _, section in sections_of(corpus):
        for passage in section.passages:
            for role, ids in (("about", passage.about), ("mentions", passage.mentions)):
                for index, id in enumerate(ids):
                    if id not in known:
                        message = f"must be a theme of themes.yml: '{id}'{nearest(id, known)}"
                        at = section.origin.at("passages", passage.id, role, index)
                        yield Problem(at, message)


def about_or_mentions(corpus: Corpus) -> Iterator[Problem]:
    """A passage must not be about a theme and mention it too."""
    for _, section in sections_of(corpus):
        for passage in section.passages:
            for index, id in enumerate(passage.mentions):
                if id in passage.about:
                    at = section.origin.at("passages", passage.id, "mentions", index)
                    yield Problem(at, f"'{id}' must not be both under about and under mentions")


def a_passage_has_a_theme(corpus: Corpus) -> Iterator[Problem]:
    """A passage must have a theme that it is about or mentions."""
    for _, section in sections_of(corpus):
        for passage in section.passages:
            if section.origin.whole and passage.id in section.tagged and not passage.themes:
                at = section.origin.at("passages", passage.id)
                yield Problem(at, f"'{passage.id}' must have a theme under about or mentions")


def markers_and_notes_match(corpus: Corpus) -> Iterator[Problem]:
    """Every marker must have its note, every note its marker, and no note may be given twice."""
    for _, section in sections_of(corpus):
        notes = Counter(note.id for note in section.notes)
        marked = {marker.note for passage in section.passages for marker in passage.markers}
        for passage in section.passages:
            for marker in passage.markers:
                if marker.note not in notes:
                    message = f"[^{marker.note}] must have its note, a line that starts "
                    yield Problem(section.line(marker.line), f"{message}[^{marker.note}]:")
        first: dict[str, int] = {}
        for note in section.notes:
            if note.id in first:
                message = f"[^{note.id}]: must be given once; it stands on line {first[note.id]}"
                yield Problem(section.line(note.line), message)
            elif note.id not in marked and section.origin.whole:
                message = f"[^{note.id}]: must have a marker [^{note.id}] in a passage"
                yield Problem(section.line(note.line), message)
            first.setdefault(note.id, note.line)


def a_note_is_named_and_says_something(corpus: Corpus) -> Iterator[Problem]:
    """A note's name must be n or t and a number, and the note must have words."""
    for _, section in sections_of(corpus):
        for note in section.notes:
            number = note.id[1:]
            well = number.isascii() and number.isdigit() and not number.startswith("0")
            if note.id[:1] not in ("n", "t") or not well:
                message = f"[^{note.id}]: must be named n or t and a number, such as [^n1]:"
                yield Problem(section.line(note.line), message)
            elif not note.body:
                yield Problem(section.line(note.line), f"[^{note.id}]: must have words")


def texts_of(corpus: Corpus) -> Iterator[tuple[Work | None, str, int, str]]:
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


def below(key: Position, text: str) -> tuple[str, int]:
    """Where the text of a block scalar starts: the line below its key."""
    return key.path, key.line + ("\n" in text)


def markup_is_safe(corpus: Corpus) -> Iterator[Problem]:
    """Markdown of the editors must hold no HTML and no images, and link only to what exists."""
    known = {work.id: frozenset(ids_of(work)) for work in corpus.works}
    broken = {section.id for _, section in sections_of(corpus) if not section.origin.whole}
    for work, path, start, body in texts_of(corpus):
        ids = known[work.id] if work else frozenset[str]()
        for offset, message, missing in markup_problems(body, ids):
            if parent(missing) in broken:
                continue
            hint = nearest(missing, sorted(ids)) if missing else ""
            yield Problem(Position(path, start + offset), message + hint)


def citations_of(corpus: Corpus) -> Iterator[tuple[str, int, Citation]]:
    """Every citation in the corpus with its file and line."""
    for _, path, start, body in texts_of(corpus):
        for cited in citations_in(body):
            if isinstance(cited, Citation):
                yield path, start + cited.line, cited
    for term in corpus.glossary.terms:
        for index, cited in enumerate(term.sources):
            at = corpus.glossary.origin.at("terms", term.id, "sources", index)
            yield at.path, at.line, cited
    for event in corpus.timeline.events:
        for index, cited in enumerate(event.sources):
            at = corpus.timeline.origin.at("events", event.id, "sources", index)
            yield at.path, at.line, cited


def citations_name_sources(corpus: Corpus) -> Iterator[Problem]:
    """A citation must name a source of sources.yml."""
    known = {source.id: source for source in corpus.bibliography.sources}
    if not corpus.bibliography.origin.whole:
        return
    for path, line, cited in citations_of(corpus):
        if cited.key not in known:
            hint = nearest(cited.key, list(known))
            message = f"must cite a source of sources.yml: '{cited.key}'{hint}"
            yield Problem(Position(path, line), message)


def a_locator_stands_behind_its_key(corpus: Corpus) -> Iterator[Problem]:
    """Each piece of a citation must start with its key, as in [@key, art. 4; @other-key]."""
    for _, path, start, body in texts_of(corpus):
        for cited in citations_in(body):
            if not isinstance(cited, Citation):
                line, words = cited
                message = f"must stand behind a key, as in [@key, art. 4; @other]: '{words}'"
                yield Problem(Position(path, start + line), message)


def a_note_on_the_context_cites(corpus: Corpus) -> Iterator[Problem]:
    """A note on the context must have a citation."""
    for _, section in sections_of(corpus):
        for note in section.notes:
            if note.kind == "context" and note.body and not any(citations_in(note.body)):
                message = f"[^{note.id}]: must have a citation, such as [@key, art. 4]"
                yield Problem(section.line(note.line), message)


def every_source_is_cited(corpus: Corpus) -> Iterator[Problem]:
    """A source must be cited, and stand in sources.yml only once."""
    bibliography = corpus.bibliography
    cited = {citation.key for _, _, citation in citations_of(corpus)}
    seen: set[str] = set()
    for source in bibliography.sources:
        at = bibliography.origin.at("references", source.index, "id")
        if source.id in seen:
            yield Problem(at, f"'{source.id}' must be given only once")
        elif source.id not in cited and corpus.whole:
            yield Problem(at, f"'{source.id}' must be cited, or left out")
        seen.add(source.id)


def every_term_occurs(corpus: Corpus) -> Iterator[Problem]:
    """A term's phrases must occur in a passage, heading or title, and where they are bound to."""
    if not all(work.origin.whole for work in corpus.works) or unread(corpus):
        return
    words: dict[str, str] = {}
    for _, section in sections_of(corpus):
        for passage in section.passages:
            words.setdefault(f"{section.work}/{passage.id}", passage.words)
    headings = [section.heading for _, section in sections_of(corpus)]
    titles = [part.title for work in corpus.works for part in work.parts]
    glossary = corpus.glossary
    for term in glossary.terms:
        finder = Finder((term,))
        for index, key in enumerate(term.passages):
            at = glossary.origin.at("terms", term.id, "passages", index)
            if key not in words:
                yield Problem(at, f"must be a passage: '{key}'{nearest(key, list(words))}")
            elif not finder.first(words[key], key):
                yield Problem(at, f"'{key}' must have the phrase it is bound to: '{term.headword}'")
        if term.passages:
            continue
        for index, phrase in enumerate(term.phrases):
            one = Finder((replace(term, phrases=(phrase,)),))
            if not any(one.first(text) for text in (*words.values(), *headings, *titles)):
                at = glossary.origin.at("terms", term.id, "phrases", index)
                yield Problem(at, f"must occur in a passage or heading: '{phrase}'")


def a_phrase_is_one_term(corpus: Corpus) -> Iterator[Problem]:
    """Two terms must not have one phrase in the same passage."""
    holders: dict[str, list[Term]] = {}
    for term in corpus.glossary.terms:
        for phrase in term.phrases:
            for other in holders.setdefault(phrase, []):
                both = set(term.passages) & set(other.passages)
                if both or not term.passages or not other.passages:
                    at = corpus.glossary.origin.at("terms", term.id)
                    yield Problem(at, f"'{phrase}' must not be a phrase of '{other.id}' too")
            holders[phrase].append(term)


def original_and_pinyin_go_together(corpus: Corpus) -> Iterator[Problem]:
    """A term in the original language must have its pinyin, and pinyin its original."""
    for term in corpus.glossary.terms:
        if bool(term.original) != bool(term.pinyin):
            missing = "pinyin" if term.original else "original"
            at = corpus.glossary.origin.at("terms", term.id)
            yield Problem(at, f"'{term.id}' must have {missing} too")


def related_problems(
    entry: Term | Theme, key: str, known: list[str], origin: Origin
) -> Iterator[Problem]:
    for index, id in enumerate(entry.related):
        at = origin.at(key, entry.id, "related", index)
        if id == entry.id:
            yield Problem(at, f"must not relate '{id}' to itself")
        elif id not in known:
            name = key.removesuffix("s")
            yield Problem(at, f"must be a {name} of this file: '{id}'{nearest(id, known)}")


def terms_relate_to_terms(corpus: Corpus) -> Iterator[Problem]:
    """A term's `related` must be other terms."""
    known = [term.id for term in corpus.glossary.terms]
    for term in corpus.glossary.terms:
        yield from related_problems(term, "terms", known, corpus.glossary.origin)


def events_name_what_exists(corpus: Corpus) -> Iterator[Problem]:
    """An event's themes and passages must exist."""
    themes = [theme.id for theme in corpus.vocabulary.themes]
    passages = [
        f"{section.work}/{passage.id}"
        for _, section in sections_of(corpus)
        for passage in section.passages
    ]
    if not corpus.vocabulary.origin.whole or unread(corpus):
        return
    for event in corpus.timeline.events:
        for key, known, ids in (
            ("themes", themes, event.themes),
            ("passages", passages, event.passages),
        ):
            for index, id in enumerate(ids):
                if id not in known:
                    at = corpus.timeline.origin.at("events", event.id, key, index)
                    name = key.removesuffix("s")
                    yield Problem(at, f"must be a {name} of the corpus: '{id}'{nearest(id, known)}")


def dates_exist(corpus: Corpus) -> Iterator[Problem]:
    """A date must be one that exists."""
    for event in corpus.timeline.events:
        if not exists(event.date):
            at = corpus.timeline.origin.at("events", event.id, "date")
            yield Problem(at, f"must be a date that exists: '{event.date}'")
    for source in corpus.bibliography.sources:
        for key, value in source.csl.items():
            if isinstance(value, dict) and "date-parts" in value:
                text = "-".join(f"{part:02}" for part in value["date-parts"][0])
                if not exists(text):
                    at = corpus.bibliography.origin.at("references", source.index, key)
                    yield Problem(at, f"must be a date that exists: '{text}'")


def errata_name_passages(corpus: Corpus) -> Iterator[Problem]:
    """The passages of an erratum must exist."""
    for work in corpus.works:
        ids = list(ids_of(work))
        for number, erratum in enumerate(work.errata):
            for index, id in enumerate(erratum.passages):
                if id not in ids and not unread(corpus):
                    at = work.origin.at("errata", number, "passages", index)
                    yield Problem(at, f"must be a passage of this work: '{id}'{nearest(id, ids)}")


def ids_of(work: Work) -> Iterator[str]:
    """The ids of a work that a link in its notes may lead to."""
    for section in work.files:
        yield section.id
        for passage in section.passages:
            yield passage.id
        for note in section.notes:
            yield f"{section.id}-{note.id}"


def faults_are_notes(corpus: Corpus) -> Iterator[Problem]:
    """What `faults` names must be a textual note of the section."""
    for _, section in sections_of(corpus):
        textual = [note.id for note in section.notes if note.kind == "text"]
        for index, id in enumerate(section.faults):
            if id not in textual and section.origin.whole:
                message = f"'{id}' must be a textual note of this section{nearest(id, textual)}"
                yield Problem(section.origin.at("faults", index), message)


def see_also_leads_elsewhere(corpus: Corpus) -> Iterator[Problem]:
    """`see-also` must name sections of the corpus, and not the section itself."""
    known = {section.key for _, section in sections_of(corpus)}
    for work, section in sections_of(corpus):
        keys = section.see_also_keys
        for index, (id, key) in enumerate(zip(section.see_also, keys, strict=True)):
            at = section.origin.at("see-also", index)
            if key in keys[:index]:
                yield Problem(at, f"must not name '{id}' twice")
            elif key == section.key:
                yield Problem(at, f"must not name the section itself: '{id}'")
            elif key not in known:
                own = [file.id for file in work.files]
                yield Problem(at, f"must be a section of the corpus: '{id}'{nearest(id, own)}")


def the_outline_lists_every_section_once(corpus: Corpus) -> Iterator[Problem]:
    """The outline must list every section once, and no section without a file."""
    for work in corpus.works:
        if not work.origin.whole:
            continue
        files = {section.id: section for section in work.files}
        seen: set[str] = set()
        for id, at in _listed(work):
            if id in seen:
                yield Problem(at, f"must list the section '{id}' only once")
            elif id not in files:
                path = f"{work.id}/{id}.md"
                known = [file for file in files if file not in work.outline]
                yield Problem(
                    at,
                    f"must list sections that have a file; {path} is missing{nearest(id, known)}",
                )
            seen.add(id)
        for section in work.files:
            if section.id not in seen:
                message = f"must be listed in work.yml, under sections: '{section.id}'"
                yield Problem(section.origin.at("id"), message)


def a_section_stands_in_its_part(corpus: Corpus) -> Iterator[Problem]:
    """A section's `part` must be the label of the part that lists it, and labels be given once."""
    for work in corpus.works:
        labels = [part.label for part in work.parts]
        for index, label in enumerate(labels):
            if label in labels[:index]:
                at = work.origin.at("outline", index, "part")
                yield Problem(at, f"must list the part '{label}' only once")
        part_of = {id: part.label for part in work.parts for id in part.sections}
        part_of |= dict.fromkeys(work.unparted, "")
        for section in work.files:
            expected = part_of.get(section.id, section.part)
            if section.part != expected and section.origin.whole:
                must = f"must be {expected}" if expected else "must be left out"
                message = f"part {must}, as the outline in work.yml has it: '{section.part}'"
                yield Problem(section.origin.at("part"), message)


def _listed(work: Work) -> Iterator[tuple[str, Position]]:
    for index, id in enumerate(work.unparted):
        yield id, work.origin.at("sections", index)
    for number, part in enumerate(work.parts):
        for index, id in enumerate(part.sections):
            yield id, work.origin.at("outline", number, "sections", index)


def every_theme_has_a_passage(corpus: Corpus) -> Iterator[Problem]:
    """A theme must have a passage that is about it or mentions it."""
    if not corpus.whole or not corpus.works:
        return
    used = {id for _, section in sections_of(corpus) for p in section.passages for id in p.themes}
    for theme in corpus.vocabulary.themes:
        if theme.id not in used:
            at = corpus.vocabulary.origin.at("themes", theme.id)
            yield Problem(at, f"a passage must be about '{theme.id}' or mention it")


def themes_relate_to_themes(corpus: Corpus) -> Iterator[Problem]:
    """A theme's `related` must be other themes, and its `group` one of the groups."""
    vocabulary = corpus.vocabulary
    known = [theme.id for theme in vocabulary.themes]
    groups = [group.id for group in vocabulary.groups]
    for theme in vocabulary.themes:
        yield from related_problems(theme, "themes", known, vocabulary.origin)
        if theme.group not in groups and vocabulary.origin.whole:
            at = vocabulary.origin.at("themes", theme.id, "group")
            yield Problem(
                at, f"must be one of the groups: '{theme.group}'{nearest(theme.group, groups)}"
            )


def a_withdrawn_id_stays_withdrawn(corpus: Corpus) -> Iterator[Problem]:
    """An id that was withdrawn must not be used again."""
    withdrawn = {id for id, entry in corpus.registry.entries.items() if entry.withdrawn}
    if not withdrawn:
        return
    for id, found in published(corpus).items():
        if id in withdrawn:
            at = corpus.registry.origin.at(*id)
            message = f"'{id[1]}' must not be used again: it was withdrawn, see {at.path}:{at.line}"
            yield Problem(found.position, message)


def unread(corpus: Corpus) -> set[str]:
    """The files of sections that could not be read whole, of whose ids nothing can be said."""
    return {section.origin.path for _, section in sections_of(corpus) if not section.origin.whole}


def nothing_published_goes(corpus: Corpus) -> Iterator[Problem]:
    """What was published must still be there."""
    broken = {section.key for _, section in sections_of(corpus) if not section.origin.whole}
    shared = {
        "themes": corpus.vocabulary.origin,
        "terms": corpus.glossary.origin,
        "sources": corpus.bibliography.origin,
    }
    for entry in gone(corpus.registry, published(corpus)):
        work, _, id = entry.key.partition("/")
        if entry.kind in shared and not shared[entry.kind].whole:
            continue
        if f"{work}/{parent(id)}" in broken:
            continue
        at = corpus.registry.origin.at(entry.kind, entry.key)
        name = KIND_NAMES[entry.kind]
        yield Problem(
            at, f"the {name} '{entry.key}' must not go; to withdraw or redirect it: {ACCEPT}"
        )


def published_words_stay(corpus: Corpus) -> Iterator[Problem]:
    """The words of a published passage must be those that were published."""
    broken = unread(corpus)
    for id, found in published(corpus).items():
        entry = corpus.registry.entries.get(id)
        if not entry or entry.withdrawn or found.position.path in broken:
            continue
        if entry.sha256 != found.sha256:
            message = (
                f"the words of '{id[1]}' must be those published; if the change is right: {ACCEPT}"
            )
            yield Problem(found.position, message)


def every_id_is_registered(corpus: Corpus) -> Iterator[Problem]:
    """Every id must be in the registry."""
    registry = corpus.registry
    if not registry.exists:
        yield Problem(registry.origin.at(), f"must exist; to make it: {ACCEPT}")
    elif registry.origin.whole:
        broken = unread(corpus)
        for id, found in published(corpus).items():
            if id not in registry.entries and found.position.path not in broken:
                name = KIND_NAMES[id[0]]
                yield Problem(
                    found.position, f"the {name} '{id[1]}' is new; to publish it: {ACCEPT}"
                )


def redirects_lead_somewhere(corpus: Corpus) -> Iterator[Problem]:
    """A withdrawn id may lead only to ids of the registry, and changes must have been recorded."""
    registry = corpus.registry
    keys = {key for _, key in registry.entries}
    for entry in registry.entries.values():
        messages = [
            f"'{entry.key}' must lead to an id of the registry, not '{target}'"
            for target in entry.to
            if target not in keys
        ]
        messages += [
            f"'{entry.key}' must name a change that is listed, not {number}"
            for number in (entry.added, entry.withdrawn, *entry.changed)
            if number > len(registry.changes)
        ]
        for message in messages:
            yield Problem(registry.origin.at(entry.kind, entry.key), message)


RULES: tuple[Rule, ...] = (
    a_corpus_has_works,
    a_work_has_sections,
    a_name_is_the_id,
    a_passage_carries_its_section,
    an_id_is_given_once,
    passages_and_tags_match,
    a_passage_has_words,
    themes_are_known,
    about_or_mentions,
    a_passage_has_a_theme,
    markers_and_notes_match,
    a_note_is_named_and_says_something,
    markup_is_safe,
    citations_name_sources,
    a_locator_stands_behind_its_key,
    a_note_on_the_context_cites,
    every_source_is_cited,
    every_term_occurs,
    a_phrase_is_one_term,
    original_and_pinyin_go_together,
    terms_relate_to_terms,
    events_name_what_exists,
    dates_exist,
    errata_name_passages,
    faults_are_notes,
    see_also_leads_elsewhere,
    the_outline_lists_every_section_once,
    a_section_stands_in_its_part,
    every_theme_has_a_passage,
    themes_relate_to_themes,
    a_withdrawn_id_stays_withdrawn,
    redirects_lead_somewhere,
)
"""What must be so before anything else is done."""

PUBLICATION_RULES: tuple[Rule, ...] = (
    nothing_published_goes,
    published_words_stay,
    every_id_is_registered,
)
"""What must be so before a site is published; `--accept` is how an editor answers them."""
