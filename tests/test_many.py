"""An archive: more works, years, sections and passages than a page should list."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from reader.dates import periods
from reader.pages.paging import numbers
from support import SMALL, Shared, Site, arrives, build_site, serving
from test_site import dead_links

WORKS = 20
LONG = "long"
FULL = f"read/{LONG}/full/"
AUTHORS = [[{"literal": "Board"}], [{"family": "李", "given": "港"}, {"family": "Ábel"}]]
"""Whose the short works are; the others are by Bowen and Ada Quay Jr."""


def write_work(
    folder: Path, id: str, year: int, sections: int, passages: int, **other: Any
) -> None:
    """A work without parts that is about ships, and whose every passage has a quay in it; `other`
    are values of `work.yml`."""
    work = yaml.safe_load((SMALL / "letter" / "work.yml").read_text("utf-8"))
    ids = [f"s{number}" for number in range(1, sections + 1)]
    work |= {"id": id, "date": f"{year}-01-31", "short-title": f"Letter {id}", "sections": ids}
    work |= other
    (folder / id).mkdir(parents=True)
    (folder / id / "work.yml").write_text(yaml.safe_dump(work), "utf-8")
    for section in ids:
        keys = [f"{section}-p{number}" for number in range(1, passages + 1)]
        front: dict[str, Any] = {"id": section, "heading": f'"{section}" / {id}'}
        front["passages"] = {key: {"about": ["ships"], "mentions": ["roads"]} for key in keys}
        words = "\n\n".join(f"At this quay ships lie, says {key}. {{#{key}}}" for key in keys)
        text = f"---\n{yaml.safe_dump(front)}---\n\n{words}\n"
        (folder / id / f"{section}.md").write_text(text, "utf-8")


def write_themes(corpus: Path) -> None:
    """The themes of such works."""
    themes = yaml.safe_load((SMALL / "themes.yml").read_text("utf-8"))
    themes["themes"] = {id: themes["themes"][id] for id in ("ships", "roads")}
    del themes["themes"]["ships"]["related"]
    (corpus / "themes.yml").write_text(yaml.safe_dump(themes), "utf-8")


def write_archive(folder: Path) -> None:
    """Builds the site of an archive, with its corpus beside it."""
    corpus = folder / "corpus"
    for number in range(WORKS):
        author, kind = AUTHORS[number % len(AUTHORS)], "law" if number < 5 else "letter"
        write_work(corpus, f"w{number + 1}", 1980 + number, 2, 8, author=author, kind=kind)
    write_work(corpus, LONG, 2001, 60, 4)
    write_work(corpus, "speech", 2002, 1, 500)
    write_themes(corpus)
    terms = {
        "quay": {
            "headword": "quay",
            "phrases": ["this quay"],
            "definition": "A wall that ships lie along.",
        }
    }
    (corpus / "glossary.yml").write_text(yaml.safe_dump({"terms": terms}), "utf-8")
    build_site(folder, corpus, "--draft")


@pytest.fixture(scope="module")
def archive(shared: Shared) -> Iterator[Site]:
    folder = shared("archive", write_archive)
    with serving(folder / "site") as address:
        yield Site(folder / "site", address, folder / "corpus")


def test_a_theme_goes_on_over_pages_and_every_passage_is_on_one(archive: Site) -> None:
    listed = []
    pages = [address for address in archive.pages if address.startswith("themes/ships/")]
    assert len(pages) == 11
    for address in pages:
        page = archive.pages[address]
        found = page.xpath("//article[@class='found']/p[@class='found-ref']/a/@href")
        assert 0 < len(found) <= 100
        listed += found
        assert len(page.xpath("//nav[@class='pages']//a")) == 11
        assert page.xpath("//nav[@class='pages']//a[@aria-current]")[0].get("href") == "./"
    assert len(listed) == WORKS * 16 + 240 + 500
    assert len({href.partition("read/")[2] for href in listed}) == len(listed)
    titles = {archive.pages[address].findtext(".//title") for address in pages}
    assert len(titles) == 11


def test_the_theme_map_goes_by_decade(archive: Site) -> None:
    page = archive.pages["reference/theme-map/"]
    assert page.xpath("//th[@colspan]/span/text()")[:3] == ["1980s", "1990s", "2000s"]
    assert page.xpath("//tr[.//a[text()='Roads']]/td/a/@title") == [
        "160 mentioning, in the 1980s",
        "160 mentioning, in the 1990s",
        "740 mentioning, in the 2000s",
    ]
    assert "up to 740" in page.xpath("string(//caption)")
    links = page.xpath("//tr[.//a[text()='Roads']]/td/a/@href")
    assert links == [
        "../../themes/roads/8/#in-1980s",
        "../../themes/roads/8/#in-1990s",
        "../../themes/roads/#in-2000s",
    ]


def test_every_link_resolves(archive: Site) -> None:
    assert dead_links(archive) == []


def test_an_outline_lists_what_is_near(archive: Site) -> None:
    for section in (1, 30, 60):
        page = archive.pages[f"read/{LONG}/s{section}/"]
        outline = page.xpath("//nav[@class='outline']//ol/li")
        assert len(outline) == 26
        assert outline[-1].text_content() == "All 60 sections"
        (current,) = page.xpath("//nav[@class='outline']//a[@aria-current]")
        assert current.get("href") == "./"


def test_the_glossary_and_the_collation_count_what_they_do_not_list(archive: Site) -> None:
    entry = archive.pages["reference/glossary/"].get_element_by_id("quay")
    assert "and 1040 more (search for all)" in " ".join(entry.text_content().split())
    assert len(entry.xpath(".//a")) < 30
    collation = archive.pages["reference/collation/"]
    assert len(collation.xpath("//section//li")) == WORKS + 2


def test_home_has_the_latest_and_the_texts_go_by_year(archive: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(archive.address)
    assert page.locator(".works > li").count() == 12
    expect(page.locator(".works > li").first).to_contain_text("Letter speech")
    expect(page.locator(".lead")).to_contain_text("22 texts by 5 authors, 1060 passages")
    page.get_by_role("link", name="by year").click()
    years, status = page.locator(".filtered h2"), page.get_by_role("status")
    expect(years).to_have_count(22)
    field = page.get_by_label("Filter by title, author, date or summary")
    field.fill("letter w2")
    expect(status).to_have_text("2 of 22 texts")
    assert page.locator(".filtered h2:visible").all_inner_texts() == ["1981", "1999"]
    field.fill("")
    expect(page.locator(".filtered h2:visible")).to_have_count(22)
    page.close()


def test_the_texts_are_listed_by_author_and_by_kind_too(archive: Site) -> None:
    assert {"read/#by-author", "read/#by-kind"} <= set(archive.pages[""].xpath("//main//@href"))
    page = archive.pages["read/"]
    lists = page.xpath("//dl[@class='theme-list']")
    names = [[name.text_content() for name in one.xpath("dt")] for one in lists]
    assert names == [["Ábel", "Board", "Bowen", "Ada Quay Jr.", "李港"], ["Law", "Letter"]]
    counts = [[len(texts.xpath("a")) for texts in one.xpath("dd")] for one in lists]
    assert counts == [[10, 10, 2, 2, 10], [5, 17]]
    first = lists[0].xpath("dd")[1].xpath("a")[0]
    assert (first.text, first.get("href")) == ("Letter w1", "w1/")
    assert [one.text for one in page.xpath("//nav[@class='outline local']//a")] == [
        *("1980s", "1990s", "2000s"),
        *("By author", "By kind"),
    ]
    assert page.xpath("//nav[@class='outline local']//a/@href") == [
        *("#year-1980", "#year-1990", "#year-2001"),
        *("#by-author", "#by-kind"),
    ]


def test_an_author_and_a_kind_narrow_the_texts(archive: Site, page: Page) -> None:
    page.goto(f"{archive.address}read/")
    status, found = page.get_by_role("status"), page.locator(".filtered li:visible a")
    author, kind = page.get_by_label("By author"), page.get_by_label("By kind")
    assert author.locator("option").all_inner_texts()[:2] == ["Every author", "Ábel"]
    assert author.locator("option[lang='zh-Hans']").all_inner_texts() == ["李港"]
    author.select_option("李港")
    expect(status).to_have_text("10 of 22 texts")
    kind.select_option("Law")
    expect(status).to_have_text("2 of 22 texts")
    assert found.all_inner_texts() == ["Letter w2", "Letter w4"]
    page.get_by_label("Filter by title").fill("w4")
    expect(status).to_have_text("1 of 22 texts")
    page.get_by_label("Filter by title").fill("")
    author.select_option("Every author")
    kind.select_option("Every kind")
    expect(status).to_have_text("")
    expect(found).to_have_count(22)
    expect(page.locator("#by-author + dl a:visible")).to_have_count(34)


def test_few_texts_are_listed_once(small_site: Site) -> None:
    page = small_site.pages["read/"]
    assert (
        page.xpath("//form[contains(@class, 'search-line')] | //dl | //nav[@class='outline local']")
        == []
    )
    assert len(page.xpath("//main//a")) == len(small_site.corpus.works)


def test_years_are_named_until_they_are_too_many() -> None:
    years = [str(year) for year in range(1985, 2005)]
    assert periods(years) == {year: year for year in years}
    assert periods([*years, "2010", "No date"]) == {
        "1980s": "1985",
        "1990s": "1990",
        "2000s": "2000",
        "2010s": "2010",
        "No date": "No date",
    }


def test_a_speech_of_five_hundred_paragraphs(archive: Site, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{archive.address}read/speech/s1/#s1-p500")
    assert page.locator(":target").get_attribute("id") == "s1-p500"
    page.goto(f"{archive.address}read/speech/full/?theme=roads")
    expect(page.get_by_role("status")).to_contain_text("500 passages mention it")
    assert page.get_by_role("status").get_by_role("link").count() == 20
    page.goto(f"{archive.address}search/?work=speech&kind=passage")
    expect(page.locator("#status")).to_have_text("500 passages")
    page.close()


def test_of_many_pages_those_near_are_named() -> None:
    assert numbers(7, 13) == list(range(1, 14))
    assert numbers(1, 260) == [1, 2, 3, 4, 260]
    assert numbers(100, 260) == [1, 97, 98, 99, 100, 101, 102, 103, 260]
    assert numbers(259, 260) == [1, 256, 257, 258, 259, 260]


def test_a_long_text_goes_on_over_pages(archive: Site) -> None:
    pages = [archive.pages[f"{FULL}{number}"] for number in ("", "2/")]
    assert f"{FULL}3/" not in archive.pages
    for number, page in enumerate(pages, 1):
        assert page.xpath("//h1/text()") == [f"Full text, page {number}"]
        links = page.xpath("//nav[@class='pages']//a")
        assert [link.get("aria-current") for link in links].index("page") == number - 1
    found = [page.xpath("//*[contains(@class, 'words')]/@id") for page in pages]
    assert [len(ids) for ids in found] == [148, 92]
    assert found[0] + found[1] == [f"s{n}-p{m}" for n in range(1, 61) for m in range(1, 5)]
    links = archive.pages[f"read/{LONG}/"].xpath("//a[text()='Full text on 2 pages']/@href")
    assert set(links) == {"full/"}


def test_in_a_long_text_an_address_and_a_theme_find_their_page(archive: Site, page: Page) -> None:
    page.goto(f"{archive.address}{FULL}#s55-p2")
    page.wait_for_url(f"{archive.address}{FULL}2/#s55-p2")
    assert page.locator(":target").get_attribute("id") == "s55-p2"
    page.goto(f"{archive.address}{FULL}2/?theme=roads")
    status = page.get_by_role("status")
    expect(status).to_contain_text("On this page, 92 passages mention it")
    page.get_by_role("navigation", name="Pages of the full text").get_by_text("Page 1").click()
    expect(status).to_contain_text("On this page, 148 passages mention it")
    arrives(page, f"{archive.address}{FULL}?theme=roads")
