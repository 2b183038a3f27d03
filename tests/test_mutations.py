"""Editors' mistakes: whatever happens to a file ends in a site or in messages; nothing is lost.

As many changes as `--cases` says, the same in every run. A change is written over a copy of a
corpus and taken back. What the pure stages make of it is "the site": the pages that MkDocs renders.
"""

import json
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import html
from markupsafe import Markup

from mutations import LEVELS, Change
from reader.corpus.acceptance import acceptance_name, acceptance_text
from reader.corpus.front_matter import split_front_matter
from reader.corpus.model import Corpus, Problem
from reader.graph.link import link
from reader.pages.context import Context
from reader.publish.site import site
from reader.registry.accept import accept, compare
from reader.rules import PUBLICATION_RULES, RULES, check, check_all
from reader.search.records import records
from reader.text import normalize_space
from support import PUBLICATION, REAL, SMALL, read, seconds, tree

LIMIT = 20
SHARE = {SMALL: 0.97, REAL: 0.03}
LINE = re.compile(r"(corpus[^\n]*?):([1-9][0-9]*): \S[^\n]*")


def assert_for_people(problems: list[Problem], folder: Path) -> None:
    """Every problem is one line that names a file of the corpus and a line that the file has."""
    for problem in problems:
        said = LINE.fullmatch(str(problem))
        assert said, str(problem)
        path = folder.parent / problem.position.path
        if path.is_file():
            assert 1 <= problem.position.line <= path.read_bytes().count(b"\n") + 1, str(problem)
        else:
            assert problem.position.line == 1, str(problem)


def words_in(file: Path) -> set[str]:
    """The words below the front matter of a section, but for those of markup, which are not shown
    as they are: ids, markers, citations, addresses, entities."""
    text = file.read_text("utf-8-sig").replace("\r\n", "\n")
    front = split_front_matter(text)
    assert front
    hidden = r"\{#[^{}\s]*\}|\[\^[^\]\s]*\]|\[@[^\]]*\]|\]\([^)]*\)|&#?\w+;|https?://\S+"
    return set(re.findall(r"\w+", re.sub(hidden, " ", front.body)))


def quoted(element: html.HtmlElement) -> str:
    """The words of a passage's element: all but what stands in its apparatus."""
    for apparatus in element.xpath(".//*[contains(@class, 'apparatus')]"):
        apparatus.drop_tree()
    return normalize_space(element.text_content())


def assert_nothing_is_lost(corpus: Corpus, pages: Mapping[str, str], folder: Path) -> None:
    """Every file of a section has its page, with every passage and every word."""
    files = {f"{p.parent.name}/{p.stem}": p for p in folder.glob("*/*.md") if is_read(p)}
    sections = {section.key: section for work in corpus.works for section in work.sections}
    assert files.keys() == sections.keys()
    for key, section in sections.items():
        page = html.fromstring(pages[f"read/{key}/"].split("---\n", 2)[2])
        shown = "".join(page.text_content().split())
        assert [word for word in words_in(files[key]) if word not in shown] == []
        assert section.passages
        for passage in section.passages:
            (element,) = page.xpath("//*[@id=$id]", id=passage.id)
            assert quoted(element) == passage.words


def is_read(path: Path) -> bool:
    """Whether a file is one that the README says is read: not hidden, not an editor's backup."""
    return not path.name.startswith(".") and not path.name.endswith("~")


def site_of(corpus: Corpus) -> dict[str, str]:
    """Every text that the pure stages make of a corpus that keeps the rules.

    What Pandoc makes of the sources is left out here, see `test_pandoc_gives_every_source`.
    """
    links = link(corpus)
    entries = {source.id: Markup("entry") for source in corpus.bibliography.sources}
    documents = site(Context(corpus, links, PUBLICATION, entries, lambda record: ()))
    texts = dict(records(corpus, links, ()))
    for address, document in documents.items():
        assert not {".", ".."} & set(address.split("/")) and "//" not in address, address
        if not address.endswith(".png"):
            made = document.make()
            texts[address] = made if isinstance(made, str) else made.decode()
        if address.endswith(".json"):
            json.loads(texts[address])
    return texts


def outcome(folder: Path) -> str:
    """What becomes of the corpus in `folder`, which must be one of three things."""
    corpus, problems = read(folder)
    problems += check(corpus, RULES)
    later = [] if problems else check(corpus, PUBLICATION_RULES)
    assert_for_people([*problems, *later], folder)
    if problems:
        return "refused"
    assert_nothing_is_lost(corpus, site_of(corpus), folder)
    if not later:
        return "published"
    difference = compare(corpus)
    decided = {entry.id: () for entry in difference.gone}
    content = accept(difference, decided, "2020-01-01", "It is right.")
    path = folder / "registry" / f"{acceptance_name(content)}.json"
    path.write_text(acceptance_text(content), "utf-8")
    again, problems = read(folder)
    path.unlink()
    assert replace(again, acceptances=corpus.acceptances) == corpus
    if refused := check_all(again, problems, draft=False):
        assert_for_people(refused, folder)
        return "refused"
    return "accepted"


@contextmanager
def made(folder: Path, change: Change) -> Iterator[None]:
    """Writes a change into `folder` for as long as the block lasts."""
    path = folder / change[0]
    before = path.read_bytes() if path.is_file() else None
    path.unlink(missing_ok=True)
    if change[1] is not None:
        path.write_bytes(change[1])
    try:
        yield
    finally:
        path.unlink(missing_ok=True)
        if before is not None:
            path.write_bytes(before)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("source", SHARE, ids=["small", "real"])
def test_a_changed_file_is_a_message_or_a_site(
    source: Path, level: str, tmp_path: Path, cases: int, record_property: Callable[..., None]
) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(source, folder)
    files = tree(folder)
    ends: Counter[str] = Counter()

    @settings(
        max_examples=round(cases * SHARE[source] / len(LEVELS)),
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate, Phase.shrink],
    )
    @given(LEVELS[level](files))
    def one(change: Change) -> None:
        with made(folder, change), seconds(LIMIT, f"{change[0]} took longer"):
            ends[outcome(folder)] += 1

    one()
    assert tree(folder) == files
    record_property(f"{level} of {source.name}", dict(ends))
    assert ends.total() >= round(cases * SHARE[source] / len(LEVELS))
    if ends.total() >= 50:
        assert ends["refused"] and (ends["published"] or ends["accepted"])
