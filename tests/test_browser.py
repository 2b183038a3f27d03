"""The built site in a real browser: what a reader meets."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from reader.addresses import address
from support import ROOT, SIDEWAYS, Site, arrives, kinds, until, visit

IN_VIEW = """id => {
  const box = document.getElementById(id).getBoundingClientRect();
  const header = document.querySelector('header').getBoundingClientRect();
  return box.top >= header.bottom - 1 && box.top < innerHeight;
}"""


def left(sent: Request) -> bool:
    """Whether a request ended because the page was left."""
    return sent.failure == "net::ERR_ABORTED"


def watched(page: Page) -> tuple[list[str], list[str]]:
    """What the page asks for, and what goes wrong in it, violations of its policy among that."""
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda sent: asked.append(sent.url))
    page.on("requestfailed", lambda sent: None if left(sent) else wrong.append(sent.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    return asked, wrong


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_every_id_ever_published_opens_at_its_place(any_site: Site, page: Page) -> None:
    published = any_site.registry.entries
    assert published
    for place in sorted(address(kind, key) for kind, key in published):
        response = page.goto(f"{any_site.address}{place}")
        assert response is None or response.ok, place
        fragment = urlsplit(place).fragment
        if fragment:
            assert page.locator(":target").get_attribute("id") == fragment, place
            assert page.evaluate(IN_VIEW, fragment), place


def test_passages_open_in_the_full_text_too(any_site: Site, page: Page) -> None:
    for place in any_site.corpus.passages:
        id = place.passage.id
        page.goto(f"{any_site.address}read/{place.work.id}/full/#{id}")
        expect(page.locator(":target")).to_have_id(id)
        assert page.evaluate(IN_VIEW, id), id


def test_no_request_leaves_the_site_and_nothing_breaks_its_policy(
    any_site: Site, page: Page, thorough: bool
) -> None:
    asked, wrong = watched(page)
    pages = list(any_site.pages) if thorough else kinds(any_site)
    for place in pages:
        visit(page, f"{any_site.address}{place}")
    page.wait_for_load_state("networkidle")
    assert len(asked) > len(pages)
    assert [url for url in asked if not url.startswith((any_site.address, "data:"))] == []
    assert wrong == []


def test_what_a_reader_does_breaks_no_policy_and_keeps_only_what_the_privacy_page_lists(
    small_site: Site, browser: Browser
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    asked, wrong = watched(page)
    page.goto(f"{small_site.address}read/harbour/i/")
    page.reload()
    place = set(page.evaluate("Object.keys(localStorage)"))
    for field in page.locator("#settings input").all():
        page.get_by_role("button", name="Settings").click()
        field.set_checked(True) if field.get_attribute("type") == "radio" else field.uncheck()
        page.keyboard.press("Escape")
    page.evaluate("localStorage.removeItem('reader.marks')")
    page.reload()
    page.locator("[data-ris]").first.click()
    popover = page.locator("#popover")
    popover.get_by_label("Citation style").select_option("apa")
    popover.get_by_role("button", name="Copy citation").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_label("Press / to open search").uncheck()
    dialog.get_by_role("searchbox").fill("ships")
    dialog.locator(".found-ref a").first.click()
    until(page, "CSS.highlights.has('found')")
    visit(page, f"{small_site.address}search/?q=ships&theme=harbours")
    page.goto(f"{small_site.address}read/harbour/full/?theme=harbours")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("References and themes").uncheck()
    kept = place | set(page.evaluate("Object.keys(localStorage)"))
    privacy = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    assert kept == set(re.findall(r"\breader\.\w+", privacy))
    assert context.cookies() == []
    assert [url for url in asked if not url.startswith(small_site.address)] == []
    assert wrong == []
    context.close()


def test_a_violation_of_the_policy_would_be_seen(small_site: Site, page: Page) -> None:
    _, wrong = watched(page)
    page.goto(small_site.address)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\">x</i>')")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in line for line in wrong)


def test_the_reference_is_the_link_to_the_passage(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}read/tides/i-1/")
    reference = page.get_by_role("link", name="I.1 paragraph 2", exact=True)
    reference.focus()
    page.keyboard.press("Enter")
    arrives(page, "/read/tides/i-1/#i-1-p2")
    assert page.locator(":target .ref [aria-hidden]").inner_text() == "¶"


def test_the_text_reads_without_scripts(small_site: Site, without_scripts: Page) -> None:
    page = without_scripts
    page.goto(f"{small_site.address}read/tides/")
    page.get_by_role("link", name="Start reading").click()
    assert page.locator("#i-1-p1").is_visible()
    page.locator("a[rel=next]").click()
    assert "/i-2/" in page.url
    page.get_by_role("link", name="Exact measure").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Exact measure"
    page.get_by_role("link", name="I.2 paragraph 1", exact=True).click()
    arrives(page, "/read/tides/i-2/#i-2-p1")


def test_selecting_by_hand_leaves_the_apparatus_out(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}read/harbour/i/")
    words = page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.getElementById('i-p2'));
          return getSelection().toString().trim();
        }"""
    )
    assert words == "Ships came , and ships went."


def test_no_page_scrolls_sideways(any_site: Site, page: Page, thorough: bool) -> None:
    wide = []
    for place in any_site.pages if thorough else kinds(any_site):
        page.goto(f"{any_site.address}{place}")
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate(SIDEWAYS):
                wide.append((place, width))
    assert wide == []


def test_an_unknown_address_says_so(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}404.html")
    assert page.get_by_role("heading", level=1).inner_text() == "Page not found"
