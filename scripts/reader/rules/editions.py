"""Rules for the records of editions."""

from collections.abc import Iterator

from reader.corpus.model import Corpus, Problem


def a_record_is_named_after_its_version(corpus: Corpus) -> Iterator[Problem]:
    """The record of an edition must be named after its version."""
    for edition in corpus.editions:
        name = f"{edition.version}.json"
        if not edition.origin.path.endswith(f"/{name}"):
            yield Problem(edition.origin.at("version"), f"must be named {name}, after its version")


def an_edition_names_acceptances(corpus: Corpus) -> Iterator[Problem]:
    """The record of an edition must name acceptances in the registry."""
    known = {one.name for one in corpus.acceptances}
    for edition in corpus.editions:
        for index, name in enumerate(edition.acceptances):
            if name not in known:
                at = edition.origin.at("acceptances", index)
                yield Problem(at, f"must be an acceptance in the registry, not '{name}'")
