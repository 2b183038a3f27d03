"""How many bytes a reader has to wait for, uncompressed."""

from collections import Counter
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Page

from support import Site, visit

KB = 1000
SECTION = "read/harbour/i/"


def loaded(site: Site, page: Page) -> Counter[str]:
    """The bytes of what a section page asks for, by the ends of the files' names."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    visit(page, f"{site.address}{SECTION}")
    page.wait_for_load_state("networkidle")
    sizes: Counter[str] = Counter()
    for url in asked:
        path = site.folder / unquote(urlsplit(url).path).removeprefix(site.base)
        file = path / "index.html" if path.is_dir() else path
        sizes[file.suffix] += file.stat().st_size
    return sizes


def test_a_section_page_loads_little(small_site: Site, page: Page) -> None:
    sizes = loaded(small_site, page)
    assert sizes.keys() == {".html", ".js", ".css", ".woff2", ".svg"}
    assert sizes[".js"] <= 20 * KB
    assert sizes[".css"] <= 180 * KB
    assert sizes[".woff2"] <= 90 * KB


def test_a_section_of_some_paragraphs_is_a_small_page(small_site: Site) -> None:
    for work in small_site.corpus.works:
        for section in work.sections:
            page = small_site.folder / "read" / section.key / "index.html"
            assert page.stat().st_size <= 24 * KB, section.key
