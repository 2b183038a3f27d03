"""Notes and terms beside their markers: by mouse, keyboard and touch; there and back."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import Site, arrives

NOTE = "a[data-popover='i-n1']"
TERM = "a[data-popover='term-quay']"


@pytest.fixture
def page(browser: Browser, small_site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1100, "height": 800})
    page = context.new_page()
    page.goto(f"{small_site.address}read/harbour/i/")
    yield page
    context.close()


@pytest.fixture
def touch(browser: Browser, small_site: Site) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    page = context.new_page()
    page.goto(f"{small_site.address}read/harbour/i/")
    yield page
    context.close()


def test_hovering_shows_the_note_and_the_popover_can_be_hovered(page: Page) -> None:
    popover = page.locator("#popover")
    page.locator(NOTE).hover()
    expect(popover).to_contain_text("built in 1993")
    popover.hover()
    page.wait_for_timeout(600)
    expect(popover).to_be_visible()
    assert popover.locator("a[href='https://press.example/quay']").is_visible()
    page.locator("h1").hover()
    expect(popover).to_be_hidden()


def test_escape_closes_the_popover_of_a_hovered_marker(page: Page) -> None:
    page.locator(NOTE).hover()
    expect(page.locator("#popover")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#popover")).to_be_hidden()


def test_enter_shows_the_note_and_escape_gives_the_focus_back(page: Page) -> None:
    popover, marker = page.locator("#popover"), page.locator(NOTE)
    marker.focus()
    page.wait_for_timeout(300)
    expect(popover).to_be_hidden()
    page.keyboard.press("Enter")
    expect(popover).to_contain_text("built in 1993")
    expect(popover).to_be_focused()
    expect(page.get_by_role("dialog", name="Note 1")).to_be_visible()
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    expect(marker).to_be_focused()


def test_tab_goes_through_the_links_of_an_open_note_and_on(page: Page) -> None:
    links = page.locator("#popover").get_by_role("link")
    page.locator(NOTE).focus()
    page.keyboard.press("Enter")
    expect(links.first).to_have_text("I n. 1")
    expect(links.last).to_have_text("Go to the note")
    for link in links.all():
        page.keyboard.press("Tab")
        expect(link).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#popover")).to_be_hidden()


def test_where_a_browser_has_no_popovers_the_markers_are_links(
    small_site: Site, context: BrowserContext
) -> None:
    context.add_init_script(
        "for (const name of ['popover', 'showPopover', 'hidePopover', 'togglePopover'])"
        " delete HTMLElement.prototype[name]"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"{small_site.address}read/harbour/i/")
    page.locator(NOTE).hover()
    page.wait_for_timeout(300)
    assert page.locator("#popover").count() == 0
    page.locator(NOTE).click()
    arrives(page, "#i-n1")
    assert wrong == []


def test_a_term_shows_chinese_pinyin_and_definition(page: Page) -> None:
    popover = page.locator("#popover")
    page.locator(TERM).hover()
    expect(popover.locator("[lang='zh-Hans']").first).to_have_text("码头")
    expect(popover.locator("[lang='zh-Latn-pinyin']")).to_have_text("mǎtóu")
    expect(popover).to_contain_text("A wall that ships lie along")


def test_touch_shows_first_and_closes_on_a_second_tap_or_elsewhere(touch: Page) -> None:
    popover = touch.locator("#popover")
    address = touch.url
    for marker in (NOTE, TERM):
        touch.locator(marker).tap()
        expect(popover).to_be_visible()
        box = popover.bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 390
        touch.locator(marker).tap()
        expect(popover).to_be_hidden()
        touch.locator(marker).tap()
        expect(popover).to_be_visible()
        touch.locator("h1").tap()
        expect(popover).to_be_hidden()
    assert touch.url == address


def test_to_a_note_and_back(page: Page) -> None:
    page.locator(NOTE).press("Enter")
    page.locator("#popover").get_by_role("link", name="Go to the note").press("Enter")
    arrives(page, "#i-n1")
    expect(page.locator(":target")).to_contain_text("I n. 1")
    page.locator(":target .back a").press("Enter")
    arrives(page, "#i-n1-mark")


def test_to_a_term_and_back(page: Page) -> None:
    page.locator(TERM).press("Enter")
    page.locator("#popover").get_by_role("link", name="Go to the glossary").press("Enter")
    arrives(page, "/reference/glossary/#quay")
    entry = page.locator(":target")
    expect(entry.locator("h3")).to_have_text("quay")
    entry.get_by_role("link", name="I paragraph 1, On the Harbour").click()
    arrives(page, "/read/harbour/i/#i-p1")


def test_a_citation_leads_to_the_source_and_back(page: Page) -> None:
    page.locator("#i-n1").get_by_role("link", name="Tide Table 1993").click()
    arrives(page, "/reference/sources/#tide-table")
    page.locator(":target").get_by_role("link", name="I n. 1, On the Harbour").click()
    arrives(page, "/read/harbour/i/#i-n1")
