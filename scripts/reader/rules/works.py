"""Rules for `work.yml` and the folder of a work."""

from collections.abc import Iterator

from reader import ids
from reader.corpus.model import Corpus, Keys, Position, Problem, Work
from reader.dates import is_valid_date
from reader.rules.common import ids_of, invalid_sections
from reader.text import did_you_mean, normalize_space


def a_corpus_has_works(corpus: Corpus) -> Iterator[Problem]:
    """A corpus must have at least one work."""
    if not corpus.works:
        yield Problem(Position(corpus.path), "must have at least one work, a folder with work.yml")


def a_work_has_sections(corpus: Corpus) -> Iterator[Problem]:
    """A work must have at least one section."""
    for work in corpus.works:
        if not work.files:
            message = "must have at least one section in its folder, such as i.md"
            yield Problem(work.origin.at(), message)


def a_name_is_the_id(corpus: Corpus) -> Iterator[Problem]:
    """A work's id must be the name of its folder, and a section's id that of its file."""
    for work in corpus.works:
        folder = work.origin.path.split("/")[-2]
        if work.id != folder:
            message = f"id must be the same as the folder's name, '{folder}', not '{work.id}'"
            yield Problem(work.origin.at("id"), message)
        for section in work.files:
            stem = section.origin.path.split("/")[-1].removesuffix(".md")
            if section.id != stem:
                message = f"id must be the same as the file's name, '{stem}', not '{section.id}'"
                yield Problem(section.origin.at("id"), message)


def the_outline_lists_every_section_once(corpus: Corpus) -> Iterator[Problem]:
    """The outline must list every section once, and no section without a file."""
    for work in corpus.works:
        if not work.origin.valid:
            continue
        files = {section.id: section for section in work.files}
        seen: set[str] = set()
        for id, at in _listed(work):
            if id in seen:
                yield Problem(at, f"section '{id}' must be listed only once")
            elif id not in files:
                path = f"{work.id}/{id}.md"
                known = [file for file in files if file not in work.outline]
                hint = did_you_mean(id, known)
                message = f"section '{id}' must have a file; {path} is missing{hint}"
                yield Problem(at, message)
            seen.add(id)
        for section in work.files:
            if section.id not in seen:
                message = f"section '{section.id}' must be listed under 'sections' in work.yml"
                yield Problem(section.origin.at("id"), message)


def _listed(work: Work) -> Iterator[tuple[str, Position]]:
    for index, id in enumerate(work.unparted):
        yield id, work.origin.at("sections", index)
    for number, part in enumerate(work.parts):
        for index, id in enumerate(part.sections):
            yield id, work.origin.at("outline", number, "sections", index)


def a_section_stands_in_its_part(corpus: Corpus) -> Iterator[Problem]:
    """A section's `part` must be the label of the part that lists it; labels must be used once."""
    for work in corpus.works:
        labels = [part.label for part in work.parts]
        for index, label in enumerate(labels):
            if label in labels[:index]:
                at = work.origin.at("outline", index, "part")
                yield Problem(at, f"part '{label}' must be listed only once")
        part_of = {id: part.label for part in work.parts for id in part.sections}
        part_of |= dict.fromkeys(work.unparted, "")
        for section in work.files:
            expected = part_of.get(section.id, section.part)
            if section.part != expected and section.origin.valid:
                must = f"part must be {expected or 'left out'}, as in the outline in work.yml"
                found = f", not '{section.part}'" if expected else f"; it is '{section.part}'"
                state = found if section.part else "; it is missing"
                yield Problem(section.origin.at("part"), must + state)


def errata_name_passages(corpus: Corpus) -> Iterator[Problem]:
    """The passages of an erratum must be in its work."""
    for work in corpus.works:
        ids = list(ids_of(work))
        for number, erratum in enumerate(work.errata):
            for index, id in enumerate(erratum.passages):
                if id not in ids and not invalid_sections(corpus):
                    at = work.origin.at("errata", number, "passages", index)
                    hint = did_you_mean(id, ids)
                    yield Problem(at, f"must be a passage in this work, not '{id}'{hint}")


def works_have_dates_that_exist(corpus: Corpus) -> Iterator[Problem]:
    """The dates of a work, of its event, original and source page must be real dates."""
    for work in corpus.works:
        dates: dict[Keys, str] = {
            ("date",): work.date,
            ("event", "date"): work.event.date,
            ("translation-of", "date"): work.translation_of.date,
            ("source", "date"): work.source.date,
            ("source", "accessed"): work.source.accessed,
        }
        for keys, date in dates.items():
            if not is_valid_date(date):
                what = "a real date, or an interval that ends after it begins"
                must = what if "/" in date else "a real date"
                yield Problem(work.origin.at(*keys), f"must be {must}, not '{date}'")


def sentence_case_changes_only_capitals(corpus: Corpus) -> Iterator[Problem]:
    """A title in sentence case must differ from the title in capitals only."""
    for work in corpus.works:
        titles: list[tuple[Keys, str, str]] = [((), work.title, work.sentence_case)]
        for number, part in enumerate(work.parts):
            titles.append((("outline", number), part.title, part.sentence_case))
        for keys, title, sentence_case in titles:
            if sentence_case and normalize_space(sentence_case).lower() != title.lower():
                at = work.origin.at(*keys, "title-in-sentence-case")
                yield Problem(at, f"must differ from '{title}' in capitals only")


def a_citation_key_is_given_once(corpus: Corpus) -> Iterator[Problem]:
    """What is cited must not have the citation key of something in another work."""
    given: dict[str, str] = {}
    for work in corpus.works:
        own = {work.id: work.origin.at("id")}
        for section in work.files:
            own[ids.citation_key(section.key)] = section.origin.at("id")
            for passage in section.passages:
                key = ids.key(work.id, passage.id)
                own[ids.citation_key(key)] = section.position(passage.line)
        for key, at in own.items():
            if key in given:
                state = f"its citation key, '{key}', is already used in work '{given[key]}'"
                yield Problem(at, f"must have another id; {state}")
        given |= dict.fromkeys(own.keys() - given.keys(), work.id)
