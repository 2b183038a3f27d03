"""The built site as files: links, fragments, titles, and what a host and a crawler need."""

import re
import shutil
import subprocess
import sys
from collections import Counter, deque
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree, html

from support import REAL, ROOT, Site, edit, sound, tree

LINKS = "//@href | //@src"
HERE = "https://here.example/"


def fragments(page: html.HtmlElement) -> set[str]:
    return set(page.xpath("//@id"))


def internal(site: Site, base: str) -> list[tuple[str, str, str]]:
    """Every link to the site itself: the page it stands on, the path and the fragment."""
    found = []
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


def dead_links(site: Site, base: str) -> list[str]:
    """The links of the site that lead to no page, or to no place of one."""
    ids = {address: fragments(page) for address, page in site.pages.items()}
    dead = []
    for page, path, fragment in internal(site, base):
        file = site.folder / path
        exists = (
            (file / "index.html").is_file() if path.endswith("/") or not path else file.is_file()
        )
        if not exists or (fragment and fragment not in ids.get(path, set())):
            dead.append(f"{page}: {path}#{fragment}")
    return dead


@pytest.mark.parametrize(("name", "base"), [("site", ""), ("small_site", "reader/")])
def test_every_link_and_fragment_resolves(
    name: str, base: str, request: pytest.FixtureRequest
) -> None:
    assert dead_links(request.getfixturevalue(name), base) == []


@pytest.mark.parametrize(("name", "base"), [("site", ""), ("small_site", "reader/")])
def test_every_page_is_reached_from_home(
    name: str, base: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    leads: dict[str, set[str]] = {address: set() for address in site.pages}
    for page, path, _ in internal(site, base):
        leads[page].add(path)
    seen, queue = {""}, deque([""])
    while queue:
        for path in leads[queue.popleft()] & set(leads) - seen:
            seen.add(path)
            queue.append(path)
    withdrawn = {address for address, page in site.pages.items() if is_withdrawn(page)}
    assert set(site.pages) - seen - withdrawn == {"404.html"}


def is_withdrawn(page: html.HtmlElement) -> bool:
    return bool(page.xpath("//h1[text()='Withdrawn']"))


@pytest.mark.parametrize("name", ["site", "small_site"])
def test_every_page_has_a_title_and_description_of_its_own(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    titles = Counter(page.findtext(".//title") for page in site.pages.values())
    assert [title for title, count in titles.items() if count > 1 or not title] == []
    descriptions = Counter(
        page.xpath("string(//meta[@name='description']/@content)")
        for address, page in site.pages.items()
        if address != "404.html"
    )
    assert [text for text, count in descriptions.items() if count > 1 or not text] == []


@pytest.mark.parametrize("name", ["site", "small_site"])
def test_every_page_has_one_h1_and_no_id_twice(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    for address, page in site.pages.items():
        assert len(page.xpath("//h1")) == 1, address
        twice = [id for id, count in Counter(page.xpath("//@id")).items() if count > 1]
        assert twice == [], address


@pytest.mark.parametrize("name", ["site", "small_site"])
def test_chinese_says_that_it_is_chinese(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    seen = 0
    for address, page in site.pages.items():
        for text in page.xpath("//body//text()[not(ancestor::script)]"):
            if re.search(r"[\u4e00-\u9fff]", text):
                (language, *_) = text.getparent().xpath("ancestor-or-self::*[@lang][1]/@lang")
                assert language.startswith("zh"), f"{address}: {text}"
                seen += 1
        if page.xpath("//p[@class='words'][starts-with(@lang, 'zh')]"):
            continue  # the title of such a page may be Chinese, and cannot say so
        for value in page.xpath("//@title | //@aria-label | //@alt | //@content | //title/text()"):
            assert not re.search(r"[\u4e00-\u9fff]", value), f"{address}: {value}"
    assert seen > 3


def test_mkdocs_by_hand_makes_the_same_pages(small_site: Site, tmp_path: Path) -> None:
    """In the project's root, by someone who knows MkDocs, after a build has written the pages."""
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    edit(tmp_path / "mkdocs.yml", "https://reader.example/", "https://reader.example/reader/")
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


@pytest.mark.parametrize("name", ["site", "small_site"])
def test_all_that_style_sheets_ask_for_is_there(name: str, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    asked = 0
    for sheet in site.folder.glob("assets/**/*.css"):
        for given in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text("utf-8")):
            assert given.startswith("data:") or (sheet.parent / given).is_file(), (
                f"{sheet}: {given}"
            )
            asked += 1
    assert asked > 5


def test_nothing_is_loaded_from_another_host(site: Site) -> None:
    loading = "//script/@src | //link[not(@rel='canonical')]/@href | //img/@src | //iframe/@src"
    for address, page in site.pages.items():
        for source in page.xpath(loading):
            assert not urlsplit(source).netloc, f"{address}: {source}"
    for sheet in site.folder.rglob("*.css"):
        assert not re.search(r"url\(['\"]?(https?:)?//", sheet.read_text("utf-8")), sheet


@pytest.mark.parametrize("name", ["site", "small_site"])
def test_the_policy_comes_first_and_nothing_stands_inline(
    name: str, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    policies = set()
    for address, page in site.pages.items():
        first = page.find("head")[0]
        assert first.get("http-equiv") == "Content-Security-Policy", address
        policies.add(first.get("content"))
        inline = "//script[not(@src)][not(@type='application/ld+json')] | //style | //@style"
        assert page.xpath(inline) == [], address
        assert [a for a in page.xpath("//@*") if a.attrname.startswith("on")] == [], address
    (policy,) = policies
    assert "unsafe-inline" not in policy and "sha256" not in policy
    assert "script-src 'self' 'wasm-unsafe-eval'; style-src 'self'" in policy
    headers = (site.folder / "_headers").read_text("utf-8")
    assert f"  Content-Security-Policy: {policy}; frame-ancestors 'none'\n" in headers


def test_robots_are_let_in_and_shown_the_sitemap(site: Site) -> None:
    robots = (site.folder / "robots.txt").read_text("utf-8").splitlines()
    assert robots == ["User-agent: *", "Allow: /", "Sitemap: https://reader.example/sitemap.xml"]


def test_a_theme_page_lists_passages_about_it_before_those_that_mention_it(site: Site) -> None:
    corpus = sound(REAL)
    by_id = {p.id: p for work in corpus.works for s in work.sections for p in s.passages}
    for theme in corpus.vocabulary.themes:
        page = site.pages[f"themes/{theme.id}/"]
        links = page.xpath("//article[@class='found']/p[@class='found-ref']/a/@href")
        listed = [by_id[link.partition("#")[2]] for link in links]
        about = [theme.id in passage.about for passage in listed]
        assert about == sorted(about, reverse=True)
        assert {p.id for p in listed} == {p.id for p in by_id.values() if theme.id in p.themes}
        words = [" ".join(q.text_content().split()) for q in page.xpath("//blockquote")]
        assert words == [passage.words for passage in listed]


def test_the_outline_names_parts_and_the_sections_of_the_current_one_only(site: Site) -> None:
    page = site.pages["read/19th-congress/v-2/"]
    (outline,) = page.xpath("//nav[@class='outline']")
    assert len(outline.xpath("./ol/li")) == 13
    assert [a.get("href") for a in outline.xpath("./ol/li/ol/li/a")] == [
        "../v-intro/",
        "../v-1/",
        "./",
    ]
    assert outline.xpath("string(.//a[@aria-current='page'])").split()[0] == "V.2"


def test_the_sitemap_has_the_days_of_the_content(site: Site) -> None:
    tree = etree.parse(site.folder / "sitemap.xml")
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {
        url.findtext("s:loc", namespaces=space): url.findtext("s:lastmod", namespaces=space)
        for url in tree.getroot().findall("s:url", space)
    }
    changes = {change.date for change in sound(REAL).registry.changes}
    assert days["https://reader.example/read/19th-congress/iii-10/"] in changes
    assert set(days.values()) - {None} <= changes
