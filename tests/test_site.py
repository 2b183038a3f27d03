"""The built site as files: links, fragments, titles, and what a host and a crawler need."""

import re
import shutil
import subprocess
import sys
from collections import Counter, deque
from copy import deepcopy
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree, html

from reader.registry.published import published
from reader.text import normalize_space
from support import CONFIG, ROOT, SMALL, Site, is_withdrawn, pages_of_theme, tree

LINKS = "//@href | //@src"
HERE = "https://here.example/"


def fragments(page: html.HtmlElement) -> set[str]:
    return set(page.xpath("//@id"))


def internal(site: Site) -> list[tuple[str, str, str]]:
    """Every link to the site itself: the page it stands on, the path and the fragment."""
    found = []
    base = site.base.removeprefix("/")
    for address, page in site.pages.items():
        own = page.xpath("//link[@rel='canonical']/@href")
        for href in page.xpath(LINKS):
            if href in own:
                continue
            target = urljoin(f"{HERE}{base}{address}", href)
            if target.startswith(HERE):
                parts = urlsplit(target)
                assert parts.path.startswith(f"/{base}"), f"{address}: {href} leaves the site"
                path = unquote(parts.path).removeprefix(f"/{base}")
                found.append((address, path, unquote(parts.fragment)))
    assert len(found) > 100
    return found


def dead_links(site: Site) -> list[str]:
    """The links of the site that lead to no page, or to no place of one."""
    ids = {address: fragments(page) for address, page in site.pages.items()}
    dead = []
    for page, path, fragment in internal(site):
        file = site.folder / path
        exists = (
            (file / "index.html").is_file() if path.endswith("/") or not path else file.is_file()
        )
        if not exists or (fragment and fragment not in ids.get(path, set())):
            dead.append(f"{page}: {path}#{fragment}")
    return dead


def test_every_link_and_fragment_resolves(any_site: Site) -> None:
    assert dead_links(any_site) == []


def test_every_page_is_reached_from_home(any_site: Site) -> None:
    leads: dict[str, set[str]] = {address: set() for address in any_site.pages}
    for page, path, _ in internal(any_site):
        leads[page].add(path)
    seen, queue = {""}, deque([""])
    while queue:
        for path in leads[queue.popleft()] & set(leads) - seen:
            seen.add(path)
            queue.append(path)
    withdrawn = {address for address, page in any_site.pages.items() if is_withdrawn(page)}
    alone = {"read/"} if len(any_site.corpus.works) == 1 else set()
    assert set(any_site.pages) - seen - withdrawn == {"404.html"} | alone


def test_every_page_has_a_title_and_description_of_its_own(any_site: Site) -> None:
    titles = Counter(page.findtext(".//title") for page in any_site.pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []
    descriptions = Counter(
        page.xpath("string(//meta[@name='description']/@content)")
        for address, page in any_site.pages.items()
        if address != "404.html"
    )
    assert [text for text, count in descriptions.items() if count > 1 or not text] == []


def test_every_page_has_one_h1_and_no_id_twice(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        assert len(page.xpath("//h1")) == 1, address
        twice = [id for id, count in Counter(page.xpath("//@id")).items() if count > 1]
        assert twice == [], address


def test_chinese_says_that_it_is_chinese(any_site: Site) -> None:
    seen = 0
    for address, page in any_site.pages.items():
        for text in page.xpath("//body//text()[not(ancestor::script)]"):
            if re.search(r"[\u4e00-\u9fff]", text):
                (language, *_) = text.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang")
                assert language.startswith("zh"), f"{address}: {text}"
                seen += 1
        if page.xpath("//p[@class='words'][starts-with(@lang, 'zh')]"):
            continue  # the title of such a page may be Chinese, and cannot say so
        for value in page.xpath("//@title | //@aria-label | //@alt | //@content | //title/text()"):
            assert not re.search(r"[\u4e00-\u9fff]", value), f"{address}: {value}"
    assert seen > 3 or any_site.source != SMALL


def test_mkdocs_by_hand_makes_the_same_pages(small_site: Site, tmp_path: Path) -> None:
    """In the project's root, by someone who knows MkDocs, after a build has written the pages."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "base.yml")
    own = CONFIG.read_text("utf-8").replace("../mkdocs.yml", "base.yml")
    (tmp_path / "mkdocs.yml").write_text(own, "utf-8")
    (tmp_path / "docs").symlink_to(small_site.folder.parent / "docs")
    (tmp_path / "scripts").symlink_to(ROOT / "scripts")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr

    def made(folder: Path) -> dict[str, bytes]:
        found = {
            name: data for name, data in tree(folder).items() if name.endswith((".html", ".css"))
        }
        return {name: data for name, data in found.items() if not name.startswith("pagefind/")}

    by_hand, built = made(tmp_path / "site"), made(small_site.folder)
    assert by_hand.keys() == built.keys() and "assets/material.css" in built
    assert [name for name, data in built.items() if by_hand[name] != data] == []


def test_all_that_style_sheets_ask_for_is_there(small_site: Site) -> None:
    asked = 0
    for sheet in small_site.folder.glob("assets/**/*.css"):
        for given in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text("utf-8")):
            assert given.startswith("data:") or (sheet.parent / given).is_file(), (
                f"{sheet}: {given}"
            )
            asked += 1
    assert asked > 5


def test_nothing_is_loaded_from_another_host(any_site: Site) -> None:
    loading = "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src"
    for address, page in any_site.pages.items():
        for source in page.xpath(loading):
            assert not urlsplit(source).netloc, f"{address}: {source}"
    for sheet in any_site.folder.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", sheet.read_text("utf-8")), sheet


def test_the_policy_comes_first_and_nothing_stands_inline(any_site: Site) -> None:
    policies = set()
    for address, page in any_site.pages.items():
        first = page.find("head")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", address
        policies.add(first.get("content"))
        inline = "//script[not(@src)][not(@type='application/ld+json')] | //style | //@style"
        assert page.xpath(inline) == [], address
        assert [a for a in page.xpath("//@*") if a.attrname.startswith("on")] == [], address
    (policy,) = policies
    assert "unsafe-inline" not in policy and "sha256" not in policy
    assert "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'" in policy
    headers = (any_site.folder / "_headers").read_text("utf-8")
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in headers


def test_robots_are_let_in_and_shown_the_sitemap(any_site: Site) -> None:
    robots = (any_site.folder / "robots.txt").read_text("utf-8").splitlines()
    assert robots == ["User-agent: *", "Allow: /", f"Sitemap: {any_site.url}sitemap.xml"]


def test_a_theme_page_lists_passages_about_it_before_those_that_mention_it(any_site: Site) -> None:
    places = any_site.corpus.passages
    by_address = {f"{place.section.key}/#{place.passage.id}": place.passage for place in places}
    for theme in any_site.corpus.vocabulary.themes:
        pages = pages_of_theme(any_site, theme.id)
        path = "//article[@class='found']/p[@class='found-ref']/a/@href"
        links = [link for page in pages for link in page.xpath(path)]
        listed = [by_address[link.partition("read/")[2]] for link in links]
        about = [theme.id in passage.about for passage in listed]
        assert about == sorted(about, reverse=True)
        wanted = [passage for passage in by_address.values() if theme.id in passage.themes]
        assert Counter(p.words for p in listed) == Counter(p.words for p in wanted)
        quotes = [quote for page in pages for quote in page.xpath("//blockquote")]
        words = [" ".join(quote.text_content().split()) for quote in quotes]
        assert words == [passage.words for passage in listed]


def test_the_outline_names_parts_and_the_sections_of_the_current_one_only(
    small_site: Site,
) -> None:
    page = small_site.pages["read/harbour/ii-2/"]
    (outline,) = page.xpath("//nav[@class='outline']")
    assert [item.text_content().split()[0] for item in outline.xpath("./ol/li")] == [
        "Opening",
        "I",
        "II",
        "III",
    ]
    assert [a.get("href") for a in outline.xpath("./ol/li/ol/li/a")] == ["../ii-intro/", "./"]
    assert outline.xpath("string(.//a[@aria-current='page'])").split()[0] == "II.2"


def test_the_sitemap_has_the_days_of_the_content(any_site: Site) -> None:
    tree = etree.parse(any_site.folder / "sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {
        url.findtext("s:loc", namespaces=space): url.findtext("s:lastmod", namespaces=space)
        for url in tree.getroot().findall("s:url", space)
    }
    changes = {one.date for one in any_site.corpus.acceptances}
    for work in any_site.corpus.works:
        for section in work.sections:
            assert days[f"{any_site.url}read/{section.key}/"] in changes
    assert set(days.values()) - {None} <= changes


def test_every_passage_has_its_words_on_its_page_and_in_the_full_text(any_site: Site) -> None:
    registered = any_site.registry.entries
    for place in any_site.corpus.passages:
        full = f"read/{place.work.id}/full/"
        found = [
            clean(element)
            for address, page in any_site.pages.items()
            if address == f"read/{place.section.key}/" or address.startswith(full)
            for element in page.xpath("//*[@id=$id]", id=place.passage.id)
        ]
        assert found == [place.passage.words] * 2
        assert found[0] == registered["passages", place.key].facts["words"]


def clean(passage: html.HtmlElement) -> str:
    """The words of an element that has a passage's id, as a reader's tool would take them out."""
    passage = deepcopy(passage)
    for apparatus in passage.find_class("apparatus"):
        apparatus.drop_tree()
    return normalize_space(passage.text_content())


def test_the_registry_is_complete(any_site: Site) -> None:
    corpus = any_site.corpus
    assert set(published(corpus)) == {
        id for id, entry in any_site.registry.entries.items() if not entry.withdrawn
    }
