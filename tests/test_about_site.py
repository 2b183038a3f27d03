"""What a publisher may say, what the page about the site says of it, and what a release needs."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from lxml import html

from reader.app.project import publication, to_be_set
from reader.app.publisher import read_publisher
from reader.cite.record import Publication, Publisher
from reader.corpus.model import Acceptance, Collation, Corpus, Origin
from reader.pages.about_site import about_site_page
from reader.pages.render import render
from reader.text import normalize_space
from support import CONFIG, PUBLICATION, SMALL, Site, context_of, hand_written, run, sound, tree

WHOLE = {
    "name": "Harbour Institute",
    "contact": "corrections@harbour.example",
    "editors": ["Ana Alonso, Harbour Institute", "Ben Baker"],
}
SECTIONS = [
    "publisher",
    "editors",
    "method",
    "corrections",
    "licences",
    "version",
    "changes",
    "data",
    "testing",
]


def config(folder: Path, **values: Any) -> Path:
    """A configuration of the site of the tests, with these values in place of its own."""
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump({"INHERIT": str(CONFIG), **values}), "utf-8")
    return file


def sections_of(page: html.HtmlElement) -> dict[str, html.HtmlElement]:
    """What follows each heading of the page, by the heading's id."""
    found: dict[str, html.HtmlElement] = {}
    for element in page.xpath("//div[@class='text prose']/*"):
        if element.tag == "h2":
            found[element.get("id")] = html.Element("div")
        else:
            found[list(found)[-1]].append(element)
    return found


def about(corpus: Corpus, publication: Publication = PUBLICATION) -> dict[str, html.HtmlElement]:
    text = render(about_site_page(context_of(corpus, publication)), "")
    return sections_of(html.fromstring(text.split("---\n", 2)[2]))


def words(element: html.HtmlElement) -> str:
    return normalize_space(element.text_content())


def hrefs(elements: Iterable[html.HtmlElement]) -> list[str]:
    return [href for element in elements for href in element.xpath(".//@href")]


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({"contact": "x"}, ".contact must be an e-mail address or start with https://, not 'x'"),
        (
            {"contact": "http://a.example"},
            ".contact must be an e-mail address or start with https://, not 'http://a.example'",
        ),
        ({"url": "a.example"}, ".url must start with https://, not 'a.example'"),
        ({"url": "https://a b"}, ".url must start with https://, not 'https://a b'"),
        ({"repository": ["https://a"]}, ".repository must start with https://, not ['https://a']"),
        ({"name": 5}, ".name must be text, not 5"),
        ({"editors": "Ana"}, ".editors must be a list of names, not 'Ana'"),
        ({"editors": ["Ana", 5]}, ".editors must be a list of names, not ['Ana', 5]"),
        ({"nmae": "Ana"}, ".nmae must be left out; did you mean 'name'?"),
        ("Ana", " must have name, url, contact, editors, repository, not 'Ana'"),
    ],
)
def test_a_wrong_value_is_named(value: object, message: str) -> None:
    with pytest.raises(click.ClickException) as raised:
        read_publisher(value, "mkdocs.yml: extra.publisher")
    assert raised.value.message == f"mkdocs.yml: extra.publisher{message}"


def test_what_is_empty_has_not_been_said() -> None:
    empty: dict[str, object] = {"name": None, "url": "", "contact": None, "editors": []}
    assert read_publisher(empty, "") == read_publisher({}, "") == Publisher()
    assert Publisher().missing == ("name", "contact", "editors")
    assert Publisher("Institute", editors=("Ana",)).missing == ("contact",)


def test_a_publication_has_what_the_configuration_and_its_parents_say(tmp_path: Path) -> None:
    found = publication(config(tmp_path, extra={"publisher": {"name": "Pilots"}}))
    assert found.publisher.name == "Pilots"
    assert found.publisher.editors == ("Ana Alonso, Harbour Institute", "Ben Baker")
    assert found.copyright == "Made up for tests; free for any use."


def test_what_is_to_be_set_is_named() -> None:
    assert to_be_set(PUBLICATION) == [
        "https://reader.example/ is a placeholder; set site_url in mkdocs.yml",
        "extra.publisher in mkdocs.yml lacks name, contact, editors",
    ]
    publisher = read_publisher(WHOLE, "")
    assert to_be_set(Publication("R", "1", "https://r.test/", publisher)) == []


def test_a_release_needs_an_address_and_a_publisher(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    bare = config(tmp_path, extra={"publisher": dict.fromkeys(WHOLE)})
    options = [f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}", "--release"]
    before = tree(docs)
    for missing, more in (
        (("is a placeholder", "lacks name, contact, editors"), [f"--config={bare}"]),
        (("is a placeholder",), []),
        (("lacks name, contact, editors",), [f"--config={bare}", "--site-url=https://r.test/"]),
    ):
        result = run(*options, *more)
        assert result.returncode == 1
        *said, last = result.stderr.splitlines()
        assert [one in line for one, line in zip(missing, said, strict=True)] == [True] * len(said)
        assert last == "nothing was written"
        assert not site.exists() and tree(docs) == before
    assert run(*options, "--draft").returncode == 2
    result = run(*options, "--site-url=https://r.test/")
    assert result.returncode == 0, result.stderr
    assert "placeholder" not in result.stdout and "lacks" not in result.stdout

    wrong = config(tmp_path, extra={"publisher": {"contact": "x"}})
    result = run(*options[:-1], f"--config={wrong}")
    assert result.returncode == 1
    assert "extra.publisher.contact must be an e-mail address" in result.stderr


def test_a_change_of_the_publisher_is_built(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    options = [f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}"]
    for name in ("Pilots", "Lighters"):
        file = config(tmp_path, extra={"publisher": {"name": name}})
        assert run(*options, f"--config={file}").returncode == 0
        assert name in (site / "about" / "index.html").read_text("utf-8")


def test_the_page_says_what_is_missing() -> None:
    page = about(sound(SMALL))
    assert list(page) == SECTIONS
    assert words(page["publisher"]) == "The publisher of this site has not been named yet."
    assert words(page["editors"]) == "The editors of this site have not been named yet."
    assert words(page["corrections"]).startswith("No address for reporting errors")
    assert "Not stated yet." in words(page["licences"])


def test_the_page_says_who_publishes_and_edits(small_site: Site) -> None:
    page = small_site.pages["about/"]
    assert page.xpath("//nav[@aria-label='On this page']//a/@href") == [f"#{id}" for id in SECTIONS]
    found = sections_of(page)
    assert words(found["publisher"]) == "This site is published by Harbour Institute."
    assert hrefs([found["publisher"]]) == ["https://harbour.example/"]
    names = ["Ana Alonso, Harbour Institute", "Ben Baker"]
    assert found["editors"].xpath(".//li/text()") == names
    assert hrefs([found["corrections"]]) == ["mailto:corrections@harbour.example"]
    assert "https://code.example/harbour/reader" in hrefs([found["version"]])
    footers = [
        page.xpath("//footer//a[text()='About this site']") for page in small_site.pages.values()
    ]
    assert all(len(links) == 1 for links in footers)


def test_errors_can_be_reported_at_an_address_of_the_web() -> None:
    publisher = Publisher(contact="https://harbour.example/@press")
    page = about(sound(SMALL), replace(PUBLICATION, publisher=publisher))
    assert hrefs([page["corrections"]]) == ["https://harbour.example/@press"]


def test_texts_are_named_with_their_rights() -> None:
    def rows(corpus: Corpus) -> list[list[str]]:
        publication = replace(PUBLICATION, copyright="Notes: <b>free</b>")
        found = about(corpus, publication)["licences"].xpath(".//tbody/tr")
        return [[words(cell) for cell in row] for row in found]

    corpus = sound(SMALL)
    first, *others = corpus.works
    all_texts, *rest = rows(corpus)
    assert all_texts == ["All texts", first.rights]
    assert rest[0] == ["Notes, themes and the editors’ other text", "Notes: free"]
    assert [name for name, _ in rest[1:]] == ["Software", "Fonts"]
    two = rows(replace(corpus, works=(replace(first, rights="Crown & town"), *others)))
    assert two[0] == [first.short_title, "Crown & town"]
    assert two[1] == [", ".join(work.short_title for work in others), first.rights]
    assert two[2:] == rest


def test_the_latest_changes_come_first_and_are_no_more_than_ten() -> None:
    corpus = sound(SMALL)
    rows = about(corpus)["changes"].xpath("./dl/dd")
    assert [row.text.strip() for row in rows] == [one.reason for one in corpus.acceptances[::-1]]
    many = tuple(
        Acceptance(f"2001-01-{day:02}-0", "", Origin(""), f"2001-01-{day:02}", f"Change {day}")
        for day in range(1, 13)
    )
    changes = about(replace(corpus, acceptances=many))["changes"]
    assert [words(row) for row in changes.xpath("./dl/dd")] == [
        f"Change {day}" for day in range(12, 2, -1)
    ]
    assert "The latest 10 of 12 changes." in words(changes)


def test_a_comparison_is_named_only_where_there_is_one() -> None:
    def collated(corpus: Corpus, collation: Collation) -> Corpus:
        works = tuple(
            replace(
                work,
                files=tuple(
                    replace(
                        section,
                        passages=tuple(
                            replace(passage, collation=collation) for passage in section.passages
                        ),
                    )
                    for section in work.files
                ),
            )
            for work in corpus.works
        )
        return replace(corpus, works=works)

    link = "../reference/collation/"
    assert link in hrefs([about(collated(sound(SMALL), "official"))["method"]])
    assert link not in hrefs([about(collated(sound(SMALL), "unchecked"))["method"]])
