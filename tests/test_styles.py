"""Citations in every style, against a table that was compared with the style manuals.

The works of `tests/citations/` are of the kinds on which the manuals differ. `tests/citations.yml`
has for each the entry and the citation in the text, of the work, and of its second passage as the
tools of a page fill it in. What the Chicago Manual of Style (18th edition), the manual of the APA
(7th edition) and the MLA Handbook (9th edition) say:

- a speech or report is no book: it has its event, place and full date, and no place of publication
- a passage is a numbered paragraph: ¶ in Chicago, para. in APA, par. in MLA, never p.; in all but
  notes it is in the text, not in the list
- of two authors only the first is inverted, of institutions none; Chinese names keep their order
- APA lists the whole work and takes titles in sentence case, and no full stop after an address
- no date is n.d., in MLA nothing; no second mark after a title that ends in one
"""

from pathlib import Path

import pytest
import yaml

from reader.app.build import cited_records
from reader.cite.citeproc import format_citations
from reader.cite.record import FormattedCitation
from support import PUBLICATION, TESTS, filled, sound

WORKS = TESTS / "citations"
TABLE = TESTS / "citations.yml"


def row(citation: FormattedCitation, paragraph: str = "", address: str = "") -> list[str]:
    forms = (citation.bibliography, citation.in_text)
    return [filled(form, paragraph, address).replace("&amp;", "&") for form in forms if form]


def found() -> dict[str, dict[str, dict[str, list[str]]]]:
    corpus = sound(WORKS)
    citations = format_citations(dict(cited_records(corpus, PUBLICATION)))
    table = {}
    for work in corpus.works:
        (section,) = work.sections
        second = section.passages[1].id
        address = f"{PUBLICATION.url}read/{section.key}/#{second}"
        whole, part = citations[work.id], citations[f"{work.id}-{section.id}"]
        table[work.id] = {
            "work": {one.style: row(one) for one in whole},
            "passage": {one.style: row(one, "2", address) for one in part},
        }
    return table


@pytest.fixture(scope="module")
def table(update: bool) -> dict[str, dict[str, dict[str, list[str]]]]:
    if update:
        text = yaml.safe_dump(found(), allow_unicode=True, sort_keys=False, width=10_000)
        TABLE.write_text(text, "utf-8")
    read: dict[str, dict[str, dict[str, list[str]]]] = yaml.safe_load(TABLE.read_text("utf-8"))
    return read


def test_citations_are_those_of_the_table(
    table: dict[str, dict[str, dict[str, list[str]]]],
) -> None:
    assert found() == table


def test_every_style_is_small_and_ours() -> None:
    folder = Path(format_citations.__code__.co_filename).parent / "styles"
    for path in folder.iterdir():
        assert path.suffix == ".csl" and len(path.read_text("utf-8").splitlines()) < 100
