"""The menu names one text, or the list of several, on every page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from reader.app.preview import Preview
from support import CONFIG, Shared, Site, build_site, hand_written, serving
from test_many import write_themes, write_work

MENU = "//nav[@aria-label='Site']//a"


@pytest.fixture(scope="module")
def one_text(shared: Shared) -> Iterator[Site]:
    """The site of a corpus of one work."""

    def build(folder: Path) -> None:
        write_work(folder / "corpus", "alone", 1990, 2, 2)
        write_themes(folder / "corpus")
        build_site(folder, folder / "corpus", "--draft")

    folder = shared("one-text", build)
    with serving(folder / "site") as address:
        yield Site(folder / "site", address, folder / "corpus")


def first_entry(page: html.HtmlElement) -> html.HtmlElement:
    entry: html.HtmlElement = page.xpath(MENU)[0]
    return entry


def test_with_one_text_the_menu_leads_to_it(one_text: Site) -> None:
    for address, page in one_text.pages.items():
        entry = first_entry(page)
        page.make_links_absolute(f"https://reader.example/reader/{address}")
        assert entry.text == "Text", address
        assert entry.get("href") == "https://reader.example/reader/read/alone/", address
        is_current = {"read/alone/": "page"}.get(address, "true" if "read/" in address else None)
        assert entry.get("aria-current") == is_current, address
    assert {"404.html", "privacy/", "read/", "about/"} <= one_text.pages.keys()
    assert one_text.pages["read/alone/"].xpath("//*[@class='crumbs']") == []
    assert "read/alone/" in one_text.pages["404.html"].xpath("//main//a[.='Text']/@href")[0]


def test_with_several_texts_the_menu_leads_to_their_list(small_site: Site) -> None:
    for address, page in small_site.pages.items():
        assert first_entry(page).text == "Texts", address
    assert first_entry(small_site.pages["privacy/"]).get("href") == "../read/"
    assert first_entry(small_site.pages["read/"]).get("aria-current") == "page"
    crumbs = small_site.pages["read/letter/"].xpath("//*[@class='crumbs']/a")
    assert [(link.text, link.get("href")) for link in crumbs] == [("Texts", "../")]


def test_the_preview_notices_a_second_text_and_its_end(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    write_work(corpus, "alone", 1990, 1, 1)
    write_themes(corpus)
    preview = Preview(corpus, hand_written(tmp_path), CONFIG, tmp_path / "preview")

    def entries() -> list[tuple[str, str]]:
        pages = [preview.site.get(address) or b"" for address in ("privacy/", "404.html", "read/")]
        found = [first_entry(html.fromstring(page.decode())) for page in pages]
        return [(str(entry.text), entry.get("href", "")) for entry in found]

    one = [("Text", f"{to}alone/") for to in ("../read/", "/reader/read/", "")]
    several = [("Texts", to) for to in ("../read/", "/reader/read/", "./")]
    assert preview.read() and entries() == one
    write_work(corpus, "other", 1991, 1, 1)
    assert preview.read(docs_changed=False) and entries() == several
    for file in (corpus / "other").iterdir():
        file.unlink()
    (corpus / "other").rmdir()
    assert preview.read(docs_changed=False) and entries() == one
    assert preview.read(docs_changed=True) and entries() == one
