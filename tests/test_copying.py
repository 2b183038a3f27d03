"""What a reader takes away of a passage: link, quotation, citation, file."""

import tomllib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import ROOT, Site, until

TITLE = "A Report on the Tides"
CHAPTER = "Making the coast a place of exact measure"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
ADDRESS = "https://reader.example/reader/read/tides/i-1/#i-1-p2"
REFERENCE = "#i-1-p2 .ref"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800},
        permissions=["clipboard-read", "clipboard-write"],
        accept_downloads=True,
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, small_site: Site) -> Page:
    page = context.new_page()
    page.goto(f"{small_site.address}read/tides/i-1/")
    return page


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_link_and_quotation_by_mouse(page: Page) -> None:
    page.locator(REFERENCE).hover()
    popover = page.locator("#popover")
    popover.get_by_role("button", name="Copy link").click()
    assert clipboard(page) == ADDRESS
    expect(popover.get_by_role("status")).to_have_text("Link copied: I.1 ¶2")
    popover.get_by_role("button", name="Copy quotation").click()
    words = clipboard(page)
    assert words.startswith("“We will improve the instruments of the survey and raise")
    assert "figures . We will further" in words
    assert words.endswith(
        f"no less to be trusted.” Fu Lan, {TITLE}, 29 February 2004, I.1 ¶2. "
        f"This is a selection, not the whole report. Harbour Reader, version {VERSION}, {ADDRESS}"
    )


def test_citation_by_keyboard_and_the_style_is_remembered(page: Page) -> None:
    page.locator(REFERENCE).focus()
    tools = page.locator("#popover")
    page.keyboard.press("Tab")
    expect(tools.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(tools.get_by_role("status")).to_have_text("Citation copied: I.1 ¶2")
    assert clipboard(page) == (
        f"Fu Lan, “{CHAPTER},” in {TITLE} (Port Sample, 2004), I.1 ¶2, {ADDRESS}."
    )
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    until(page, "navigator.clipboard.readText().then(text => text.includes('2004. “'))")
    chicago = f"Fu, Lan. 2004. “{CHAPTER}.” In {TITLE}. Port Sample. {ADDRESS}. (Fu 2004, I.1 ¶2)"
    assert clipboard(page) == chicago
    page.keyboard.press("Escape")
    expect(tools).to_be_hidden()
    expect(page.locator(REFERENCE)).to_be_focused()
    page.reload()
    page.locator(REFERENCE).hover()
    tools.get_by_role("button", name="Copy citation").click()
    assert clipboard(page) == chicago


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        (
            "chicago-notes",
            f"Fu Lan, “{CHAPTER},” in {TITLE} (Port Sample, 2004), I.1 ¶2, {ADDRESS}.",
        ),
        (
            "chicago-author-date",
            f"Fu, Lan. 2004. “{CHAPTER}.” In {TITLE}. Port Sample. {ADDRESS}. (Fu 2004, I.1 ¶2)",
        ),
        (
            "apa",
            f"Fu, L. (2004). {CHAPTER}. In {TITLE}. {ADDRESS} (Fu, 2004, I.1 ¶2)",
        ),
        (
            "modern-language-association",
            f"Fu, Lan. “{CHAPTER}.” {TITLE}, Port Sample, 2004, "
            f"{ADDRESS}. (Fu, “{CHAPTER}” I.1 ¶2)",
        ),
    ],
)
def test_every_style(page: Page, style: str, citation: str) -> None:
    page.locator(REFERENCE).hover()
    tools = page.locator("#popover")
    tools.get_by_label("Citation style").select_option(style)
    tools.get_by_role("button", name="Copy citation").click()
    expect(tools.get_by_role("status")).to_have_text("Citation copied: I.1 ¶2")
    assert clipboard(page) == citation


def test_the_tools_are_passed_by_tab(page: Page) -> None:
    page.locator(REFERENCE).focus()
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.locator("#popover").get_by_role("link", name="Download RIS")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#i-1-p2 [data-popover]").first).to_be_focused()


def test_ris_is_downloaded(page: Page) -> None:
    page.locator(REFERENCE).hover()
    with page.expect_download() as download:
        page.locator("#popover").get_by_role("link", name="Download RIS").click()
    text = download.value.path().read_text("utf-8")
    assert f"UR  - {ADDRESS}" in text


def test_by_touch(browser: Browser, small_site: Site) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(f"{small_site.address}read/tides/i-1/")
    page.locator(REFERENCE).tap()
    page.locator("#popover").get_by_role("button", name="Copy link").tap()
    assert clipboard(page) == ADDRESS
    context.close()


def test_in_the_full_text_too(context: BrowserContext, small_site: Site) -> None:
    page = context.new_page()
    page.goto(f"{small_site.address}read/tides/full/")
    page.locator(REFERENCE).hover()
    page.locator("#popover").get_by_role("button", name="Copy quotation").click()
    assert clipboard(page).endswith(ADDRESS)


def test_a_work_without_parts(context: BrowserContext, small_site: Site) -> None:
    page = context.new_page()
    page.goto(f"{small_site.address}read/letter/i/")
    page.locator("#i-p1 .ref").hover()
    page.locator("#popover").get_by_role("button", name="Copy citation").click()
    assert clipboard(page) == (
        "Bo Wen, “A Letter,” in A Letter to the Harbour (2001), ¶1, "
        "https://reader.example/reader/read/letter/i/#i-p1."
    )
