"""The built site in a real browser: what a reader meets."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request

from reader.addresses import address
from support import REAL, SMALL, Site, arrives, sound, until, visit

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


@pytest.mark.parametrize(
    ("name", "corpus"), [("site", REAL), ("small_site", SMALL)], ids=["site", "small_site"]
)
def test_every_id_ever_published_opens_at_its_place(
    name: str, corpus: Path, page: Page, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    published = sound(corpus).registry.entries
    assert published
    for kind, key in published:
        place = address(kind, key)
        response = page.goto(f"{site.address}{place}")
        assert response is None or response.ok, place
        fragment = urlsplit(place).fragment
        if fragment:
            assert page.locator(":target").get_attribute("id") == fragment, place
            assert page.evaluate(IN_VIEW, fragment), place


def test_passages_open_in_the_full_text_too(site: Site, page: Page) -> None:
    for work in sound(REAL).works:
        for section in work.sections:
            for passage in section.passages:
                page.goto(f"{site.address}read/{work.id}/full/#{passage.id}")
                assert page.locator(":target").get_attribute("id") == passage.id
                assert page.evaluate(IN_VIEW, passage.id), passage.id


@pytest.mark.parametrize("name", ["site", "small_site"])
def test_no_request_leaves_the_site_and_nothing_breaks_its_policy(
    name: str, page: Page, request: pytest.FixtureRequest
) -> None:
    site: Site = request.getfixturevalue(name)
    asked, wrong = watched(page)
    for place in site.pages:
        visit(page, f"{site.address}{place}")
    page.wait_for_load_state("networkidle")
    assert len(asked) > len(site.pages)
    assert [url for url in asked if not url.startswith((site.address, "data:"))] == []
    assert wrong == []


def test_what_a_reader_does_breaks_no_policy_and_keeps_only_what_the_privacy_page_lists(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    asked, wrong = watched(page)
    page.goto(f"{site.address}read/19th-congress/v-2/")
    for field in page.locator("#settings input").all():
        page.get_by_role("button", name="Reading").click()
        field.set_checked(True) if field.get_attribute("type") == "radio" else field.uncheck()
        page.keyboard.press("Escape")
    page.evaluate("localStorage.removeItem('reader.marks')")
    page.reload()
    page.locator(".ref").first.focus()
    popover = page.locator("#popover")
    popover.get_by_label("Style").select_option("apa")
    popover.get_by_role("button", name="Copy citation").click()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_label("The key / opens this").uncheck()
    dialog.get_by_role("searchbox").fill("innovation")
    dialog.locator(".found-ref a").first.click()
    until(page, "CSS.highlights.has('found')")
    visit(page, f"{site.address}search/?q=internet&theme=online-content")
    page.goto(f"{site.address}read/19th-congress/full/?theme=online-content")
    page.get_by_role("button", name="Reading").click()
    page.get_by_label("References and themes").uncheck()
    kept = set(page.evaluate("Object.keys(localStorage)"))
    page.goto(f"{site.address}privacy/")
    listed = set(page.locator("main code").all_inner_texts())
    assert kept == listed
    assert context.cookies() == []
    assert [url for url in asked if not url.startswith(site.address)] == []
    assert wrong == []
    context.close()


def test_a_violation_of_the_policy_would_be_seen(site: Site, page: Page) -> None:
    _, wrong = watched(page)
    page.goto(site.address)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<i style=\"color: red\">x</i>')")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in line for line in wrong)


def test_the_reference_is_the_link_to_the_passage(site: Site, page: Page) -> None:
    page.goto(f"{site.address}read/19th-congress/iii-10/")
    reference = page.get_by_role("link", name="III.10 paragraph 1")
    reference.focus()
    page.keyboard.press("Enter")
    arrives(page, "/read/19th-congress/iii-10/#iii-10-p1")
    assert page.locator(":target .ref [aria-hidden]").inner_text() == "¶"


def test_the_text_reads_without_scripts(site: Site, without_scripts: Page) -> None:
    page = without_scripts
    page.goto(site.address)
    page.get_by_role("link", name="Start reading").click()
    assert page.locator("#i-p1").is_visible()
    page.locator("a[rel=next]").click()
    assert "/iii-4/" in page.url
    page.get_by_role("link", name="Informatization (IT application)").first.click()
    assert page.get_by_role("heading", level=1).inner_text() == "Informatization (IT application)"
    page.get_by_role("link", name="III.4 paragraph 1").click()
    arrives(page, "/read/19th-congress/iii-4/#iii-4-p1")


def test_selecting_by_hand_leaves_the_apparatus_out(site: Site, page: Page) -> None:
    page.goto(f"{site.address}read/19th-congress/i/")
    words = page.evaluate(
        """() => {
          getSelection().selectAllChildren(document.getElementById('i-p2'));
          return getSelection().toString().trim();
        }"""
    )
    assert words == (
        "The development, administration, and functioning of internet services has been enhanced."
    )


@pytest.mark.parametrize("name", ["site", "small_site"])
def test_no_page_scrolls_sideways(name: str, page: Page, request: pytest.FixtureRequest) -> None:
    site: Site = request.getfixturevalue(name)
    wide = []
    for place in site.pages:
        page.goto(f"{site.address}{place}")
        for width in (320, 390, 768, 1440):
            page.set_viewport_size({"width": width, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((place, width))
    assert wide == []


def test_an_unknown_address_says_so(site: Site, page: Page) -> None:
    page.goto(f"{site.address}404.html")
    assert page.get_by_role("heading", level=1).inner_text() == "Not found"
