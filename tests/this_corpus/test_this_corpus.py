"""What is true of the work in `corpus/`: its words are the source's, and searches find them.

A team that publishes other texts has no use for this folder: where the work is not, these tests are
skipped.
"""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from reader.corpus.model import Work
from reader.text import normalize_space
from support import REAL, Site, accept, unchanged, visit
from test_readme import add_section
from test_search import FOUND_BY

HERE = Path(__file__).parent
DATA = yaml.safe_load((HERE / "data.yml").read_text("utf-8"))
RECEIVED = (HERE / "text-as-received.txt").read_text("utf-8").splitlines()
HEADING = re.compile(r"^[ⅠⅢⅤⅦⅧⅩⅫ]+: ")


@pytest.fixture(autouse=True)
def work() -> Work:
    for work in unchanged(REAL).works:
        if work.id == DATA["work"]:
            return work
    pytest.skip(f"corpus/ does not contain {DATA['work']}, which tests/this_corpus/ is about")


def received(work: Work) -> list[str]:
    """The paragraphs of the text, without the page's preface, the headings, and the form below."""
    lines = [line.strip() for line in RECEIVED]
    first = next(number for number, line in enumerate(lines) if HEADING.match(line))
    last = lines.index("News Source: Xinhua News Agency:")
    headings = {section.heading for section in work.sections}
    return [
        normalize_space(line)
        for line in lines[first:last]
        if line and not HEADING.match(line) and line not in headings
    ]


def test_the_sections_of_the_received_text_are_there_in_their_order(work: Work) -> None:
    found = [(section.id, len(section.passages)) for section in work.sections]
    assert [one for one in found if one[0] in DATA["received"]] == list(DATA["received"].items())


def test_their_passages_are_exactly_the_received_text(work: Work) -> None:
    sections = [section for section in work.sections if section.id in DATA["received"]]
    passages = [passage for section in sections for passage in section.passages]
    assert [passage.words for passage in passages] == received(work)
    assert len(passages) == 20


def test_the_titles_of_parts_are_the_received_ones(work: Work) -> None:
    titles = [HEADING.sub("", line).strip() for line in RECEIVED if HEADING.match(line)]
    parts = [part for part in work.parts if DATA["received"].keys() & set(part.sections)]
    assert [part.title for part in parts] == titles
    assert all(part.title_by_editors for part in work.parts if not part.sections)


FIRST_THREE = """async ([module, queries]) => {
  const { find, read } = await import(module)
  const empty = { theme: [], part: "", work: "", kind: "", collation: "" }
  const answers = []
  for (const q of queries) {
    const { results } = await find({ ...empty, q, kind: "passage" })
    const found = await Promise.all(results.slice(0, 3).map(read))
    answers.push(found.map(one => one.meta.address.split("#")[1]))
  }
  return answers
}"""


def test_relevance(site: Site, page: Page, record_property: Callable[[str, object], None]) -> None:
    cases: list[dict[str, Any]] = yaml.safe_load((HERE / "relevance.yml").read_text("utf-8"))
    assert len(cases) >= 60
    page.goto(site.address)
    module = f"{site.address}assets/search.js"
    answers = page.evaluate(FIRST_THREE, [module, [case["q"] for case in cases]])
    missed = [
        f"{case['q']}: {answer}"
        for case, answer in zip(cases, answers, strict=True)
        if not (
            answer[:1] == [case["first"]] if "first" in case else set(case["among"]) <= set(answer)
        )
    ]
    share = 1 - len(missed) / len(cases)
    record_property("relevance", f"{share:.0%} of {len(cases)} queries")
    assert missed == []


def test_what_is_found_has_the_words_and_not_only_our_own_for_it(site: Site, page: Page) -> None:
    page.goto(site.address)
    queries = ["passage", "theme", "term", "read", "congress", "kind", "hidden", "internet"]
    found = page.evaluate(FOUND_BY, [f"{site.address}assets/search.js", queries])
    assert found["internet"] and found["kind"]
    assert not found["hidden"]
    assert {q: [by for by in all if by == 0] for q, all in found.items() if 0 in all} == {}


def test_the_search_names_the_parts_of_the_one_work(work: Work, site: Site) -> None:
    options = site.pages["search/"].xpath("//select[@name='part']/option[@value]")
    titles = {option.get("value"): option.text_content() for option in options}
    for part in work.parts:
        if part.sections:
            assert titles[part.label] == f"{part.label} {part.title}"


def test_the_section_that_the_readme_adds_is_taken(work: Work, tmp_path: Path) -> None:
    if "vi-4" in {section.id for section in work.sections}:
        pytest.skip("corpus/ has the section that README adds")
    corpus = tmp_path / "corpus"
    shutil.copytree(REAL, corpus)
    add_section(corpus)
    accept(corpus, "Add section VI.4")


@pytest.mark.parametrize(("place", "most"), [("full", 12), ("x", 3)])
def test_paper_takes_few_sheets(site: Site, page: Page, work: Work, place: str, most: int) -> None:
    visit(page, f"{site.address}read/{work.id}/{place}/")
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True))
    assert 0 < len(sheets) <= most
