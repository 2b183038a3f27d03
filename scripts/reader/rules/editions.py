"""Rules for the records of editions."""

from collections.abc import Iterator

from reader.corpus.model import Corpus, Problem


def a_record_is_named_after_its_version(corpus: Corpus) -> Iterator[Problem]:
    """The record of an edition must be named after its version."""
    for edition in corpus.editions:
        name = f"{edition.version}.json"
        if not edition.origin.path.endswith(f"/{name}"):
            yield Problem(edition.origin.at("version"), f"must be named {name}, after its version")
