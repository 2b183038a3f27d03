"""What a reader takes away of a passage: link, quotation, citation, file."""

import re
import tomllib
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import ROOT, Site, until

TITLE = "A Report on the Tides"
CHAPTER = "Making the Coast a Place of Exact Measure"
EVENT = "3rd Assembly of the Coast, Port Sample"
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
SITE = f"Harbour Reader, version {VERSION}"
ADDRESS = "https://reader.example/reader/read/tides/i-1/#i-1-p2"
NOTE = f"Fu Lan, “{CHAPTER},” in {TITLE}, {EVENT}, February 29, 2004 ({SITE}), I.1 ¶2, {ADDRESS}."
BUTTON = '[data-ris$="i-1-p2.ris"]'
"""Opens the tools of the passage."""


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


def rich(page: Page) -> str:
    """The clipboard as HTML, without what the browser adds."""
    text = page.evaluate(
        """async () => {
          const [item] = await navigator.clipboard.read()
          return (await item.getType("text/html")).text()
        }"""
    )
    return re.sub(r"<meta[^>]*>", "", str(text))


def test_link_and_quotation_by_mouse(page: Page) -> None:
    page.locator(BUTTON).click()
    popover = page.locator("#popover")
    popover.get_by_role("button", name="Copy link").click()
    expect(popover.get_by_role("status")).not_to_be_empty()
    assert clipboard(page) == ADDRESS
    expect(popover.get_by_role("status")).to_have_text("Link copied: I.1 ¶2")
    popover.get_by_role("button", name="Copy quotation").click()
    expect(popover.get_by_role("status")).to_have_text("Quotation copied: I.1 ¶2")
    words = clipboard(page)
    assert words.startswith("“We will improve the instruments of the survey and raise")
    assert "figures . We will further" in words
    assert words.endswith(
        "no less to be trusted.” "
        f"Fu Lan, “Making the coast a place of exact measure”, in {TITLE}, {EVENT}, "
        "29 February 2004, as published by Sample Press, 31 March 2004, I.1 ¶2. "
        f"This is a selection, not the whole report. {SITE}, {ADDRESS}."
    )
    html = rich(page)
    assert html.startswith('<p>“<span lang="en">We will improve') and f"<em>{TITLE}</em>" in html
    assert not re.search(r"<(?!/?(p|em|span)\b)| (class|style|id|data-)", html)


def test_citation_by_keyboard_and_the_style_is_remembered(page: Page) -> None:
    page.locator(BUTTON).focus()
    tools = page.locator("#popover")
    page.keyboard.press("Enter")
    expect(tools.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(tools.get_by_role("status")).to_have_text("Citation copied: I.1 ¶2")
    assert clipboard(page) == NOTE
    expect(tools.get_by_role("button", name="Copy in-text citation")).to_be_hidden()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(tools.get_by_role("status")).to_have_text("In-text citation copied: I.1 ¶2")
    assert clipboard(page) == "(Fu 2004, I.1 ¶2)"
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(tools.get_by_role("status")).to_have_text("Citation copied: I.1 ¶2")
    chicago = clipboard(page)
    assert chicago.startswith(
        f"Fu, Lan. 2004. “{CHAPTER}.” In {TITLE}. {EVENT}, February 29. {SITE}"
    )
    page.keyboard.press("Escape")
    expect(tools).to_be_hidden()
    expect(page.locator(BUTTON)).to_be_focused()
    expect(page.locator(BUTTON)).to_have_attribute("aria-expanded", "false")
    page.reload()
    page.locator(BUTTON).click()
    tools.get_by_role("button", name="Copy citation").click()
    assert clipboard(page) == chicago


@pytest.mark.parametrize(
    ("style", "citation", "in_text"),
    [
        ("chicago-notes", NOTE, ""),
        (
            "chicago-author-date",
            f"Fu, Lan. 2004. “{CHAPTER}.” In {TITLE}. {EVENT}, February 29. {SITE}. {ADDRESS}.",
            "(Fu 2004, I.1 ¶2)",
        ),
        (
            "apa",
            f"Fu, L. (2004, February 29). A report on the tides [Report]. {EVENT}. {SITE}. "
            f"{ADDRESS}",
            "(Fu, 2004, Section I.1, para. 2)",
        ),
        (
            "modern-language-association",
            f"Fu, Lan. “{CHAPTER}.” {TITLE}, 3rd Assembly of the Coast, 29 Feb. 2004, Port Sample. "
            f"{SITE}, {ADDRESS}.",
            f"(Fu, “{CHAPTER},” I.1, par. 2)",
        ),
    ],
)
@pytest.mark.parametrize("place", ["read/tides/i-1/", "read/tides/full/", "themes/tides/"])
def test_every_style_on_every_page(
    page: Page, small_site: Site, place: str, style: str, citation: str, in_text: str
) -> None:
    """The same on the page of the section, in the full text and in a list."""
    page.goto(f"{small_site.address}{place}")
    page.locator(BUTTON).click()
    tools = page.locator("#popover")
    tools.get_by_label("Citation style").select_option(style)
    tools.get_by_role("button", name="Copy citation").click()
    expect(tools.get_by_role("status")).to_have_text("Citation copied: I.1 ¶2")
    assert clipboard(page) == citation
    assert "<em>" in rich(page)
    button = tools.get_by_role("button", name="Copy in-text citation")
    if in_text:
        button.click()
        expect(tools.get_by_role("status")).to_have_text("In-text citation copied: I.1 ¶2")
        assert clipboard(page) == in_text
    else:
        expect(button).to_be_hidden()


@pytest.mark.parametrize("place", ["read/tides/i-1/", "read/tides/full/", "themes/tides/"])
def test_where_copying_is_blocked_the_text_is_shown(
    browser: Browser, small_site: Site, place: str
) -> None:
    """As over plain http, where there is no `navigator.clipboard`."""
    page = browser.new_page()
    page.add_init_script("delete Navigator.prototype.clipboard")
    page.goto(f"{small_site.address}{place}")
    page.locator(BUTTON).click()
    tools = page.locator("#popover")
    tools.get_by_role("button", name="Copy citation").click()
    expect(tools.get_by_role("status")).to_contain_text("Copy the selected text yourself")
    assert page.evaluate("getSelection().toString().trim()") == NOTE
    page.close()


def test_where_citations_cannot_be_loaded_the_rest_is_copied(page: Page, small_site: Site) -> None:
    page.goto(f"{small_site.address}read/tides/full/")
    page.route("**/i-1/", lambda route: route.abort())
    page.locator(BUTTON).click()
    tools = page.locator("#popover")
    expect(tools.get_by_role("status")).to_have_text(
        "The citations could not be loaded. Reload the page to try again."
    )
    tools.get_by_role("button", name="Copy link").click()
    expect(tools.get_by_role("status")).to_have_text("Link copied: I.1 ¶2")
    assert clipboard(page) == ADDRESS
    tools.get_by_role("button", name="Copy quotation").click()
    expect(tools.get_by_role("status")).to_have_text(
        "The text to copy could not be loaded. Reload the page to try again."
    )


def test_the_tools_are_passed_by_tab(page: Page) -> None:
    page.locator(BUTTON).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#popover").get_by_role("button", name="Copy link")).to_be_focused()
    for _ in range(4):
        page.keyboard.press("Tab")
    expect(page.locator("#popover").get_by_role("link", name="Download RIS")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#popover")).to_be_hidden()


def test_ris_is_downloaded(page: Page) -> None:
    page.locator(BUTTON).click()
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
    page.locator(BUTTON).tap()
    page.locator("#popover").get_by_role("button", name="Copy link").tap()
    expect(page.locator("#popover").get_by_role("status")).not_to_be_empty()
    assert clipboard(page) == ADDRESS
    context.close()


def test_a_work_without_parts(context: BrowserContext, small_site: Site) -> None:
    page = context.new_page()
    page.goto(f"{small_site.address}read/letter/i/")
    page.locator('[data-ris$="i-p1.ris"]').click()
    page.locator("#popover").get_by_role("button", name="Copy citation").click()
    expect(page.locator("#popover").get_by_role("status")).to_have_text("Citation copied: ¶1")
    assert clipboard(page) == (
        "Bowen and Ada Quay Jr., A Letter to the Harbour, letter, "
        f"ed. Society of Harbour Letters and Logs, n.d. ({SITE}), ¶1, "
        "https://reader.example/reader/read/letter/i/#i-p1."
    )


SELECT = """([first, last]) => {
  const selection = getSelection()
  selection.removeAllRanges()
  const range = document.createRange()
  range.setStartBefore(document.querySelectorAll(first)[0])
  range.setEndAfter([...document.querySelectorAll(last)].at(-1))
  selection.addRange(range)
}"""


@pytest.mark.parametrize(
    ("place", "passages"),
    [
        ("read/tides/i-1/", ".words"),
        ("read/tides/full/", ".words"),
        ("read/mina/opening/", ".words"),
        ("themes/tides/", ".found blockquote"),
    ],
)
def test_what_is_selected_by_hand_is_copied_as_words(
    page: Page, small_site: Site, place: str, passages: str
) -> None:
    """In Firefox and WebKit: tests/audit/test_copying_by_hand.py."""
    page.goto(f"{small_site.address}{place}")
    words = {one.passage.words for one in small_site.corpus.passages}
    page.evaluate("navigator.clipboard.writeText('')")
    page.evaluate(SELECT, [passages, passages])
    page.keyboard.press("Control+c")
    until(page, "navigator.clipboard.readText().then(text => text.length > 0)")
    copied = clipboard(page).split("\n\n")
    assert len(copied) == page.locator(passages).count() and set(copied) <= words
    assert re.sub(r"<p[^>]*>", "\n", rich(page)).count("<") == len(copied)  # closing tags alone


def test_all_of_a_page_is_copied_as_text(page: Page) -> None:
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    until(page, "navigator.clipboard.readText().then(text => text.includes('Making the coast'))")
    copied = clipboard(page)
    assert "figures . We will further" in copied and "[…]" in copied
    for extra in (
        "Copy link",
        "Same as system",
        "Back to the text",
        "Cite I.1",
        "About this theme",
    ):
        assert extra not in copied


def test_words_as_they_were_are_not_copied_along(page: Page, small_site: Site) -> None:
    page.goto(f"{small_site.address}read/harbour/opening/")
    page.locator("details.history summary").click()
    expect(page.locator("details.history del")).to_be_visible()
    page.keyboard.press("Control+a")
    page.keyboard.press("Control+c")
    until(page, "navigator.clipboard.readText().then(text => text.includes('Friends'))")
    copied = clipboard(page)
    assert "Friends, we are met." in copied
    assert "have" not in copied and "was changed" not in copied


def test_a_selection_without_passages_is_left_to_the_browser(page: Page) -> None:
    page.evaluate("navigator.clipboard.writeText('')")
    page.locator(".notes .note-body").first.evaluate(
        "note => getSelection().selectAllChildren(note)"
    )
    page.keyboard.press("Control+c")
    until(page, "navigator.clipboard.readText().then(text => text.length > 0)")
    assert "<a href" in rich(page)
