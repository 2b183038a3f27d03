"""Rules for `work.yml` and the folder of a work."""

from collections.abc import Iterator

from reader.corpus.model import Corpus, Position, Problem, Work
from reader.rules.common import ids_of, invalid_sections
from reader.text import did_you_mean


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


def the_outline_lists_every_section_once(corpus: Corpus) -> Iterator[Problem]:
    """The outline must list every section once, and no section without a file."""
    for work in corpus.works:
        if not work.origin.valid:
            continue
        files = {section.id: section for section in work.files}
        seen: set[str] = set()
        for id, at in _listed(work):
            if id in seen:
                yield Problem(at, f"must list the section '{id}' only once")
            elif id not in files:
                path = f"{work.id}/{id}.md"
                known = [file for file in files if file not in work.outline]
                hint = did_you_mean(id, known)
                message = f"must list sections that have a file; {path} is missing{hint}"
                yield Problem(at, message)
            seen.add(id)
        for section in work.files:
            if section.id not in seen:
                message = f"must be listed in work.yml, under sections: '{section.id}'"
                yield Problem(section.origin.at("id"), message)


def _listed(work: Work) -> Iterator[tuple[str, Position]]:
    for index, id in enumerate(work.unparted):
        yield id, work.origin.at("sections", index)
    for number, part in enumerate(work.parts):
        for index, id in enumerate(part.sections):
            yield id, work.origin.at("outline", number, "sections", index)


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
            if section.part != expected and section.origin.valid:
                must = f"must be {expected}" if expected else "must be left out"
                message = f"part {must}, as the outline in work.yml has it: '{section.part}'"
                yield Problem(section.origin.at("part"), message)


def errata_name_passages(corpus: Corpus) -> Iterator[Problem]:
    """The passages of an erratum must exist."""
    for work in corpus.works:
        ids = list(ids_of(work))
        for number, erratum in enumerate(work.errata):
            for index, id in enumerate(erratum.passages):
                if id not in ids and not invalid_sections(corpus):
                    at = work.origin.at("errata", number, "passages", index)
                    yield Problem(
                        at, f"must be a passage of this work: '{id}'{did_you_mean(id, ids)}"
                    )
