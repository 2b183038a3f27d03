"""What a reader takes away of a passage: link, quotation, citation, file."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import Site, until

TITLE = (
    "Secure a Decisive Victory in Building a Moderately Prosperous Society in All Respects and "
    "Strive for the Great Success of Socialism with Chinese Characteristics for a New Era"
)
ADDRESS = "https://reader.example/read/19th-congress/v-2/#v-2-p2"
REFERENCE = "#v-2-p2 .ref"


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
def page(context: BrowserContext, site: Site) -> Page:
    page = context.new_page()
    page.goto(f"{site.address}read/19th-congress/v-2/")
    return page


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_link_and_quotation_by_mouse(page: Page) -> None:
    page.locator(REFERENCE).hover()
    popover = page.locator("#popover")
    popover.get_by_role("button", name="Copy link").click()
    assert clipboard(page) == ADDRESS
    expect(popover.get_by_role("status")).to_have_text("The link of V.2 ¶2 is copied")
    popover.get_by_role("button", name="Copy quotation").click()
    words = clipboard(page)
    assert words.startswith("“We will improve our national innovation system and boost")
    assert "strength . We will further reform" in words
    assert words.endswith(
        f"science and technology.” Xi Jinping, {TITLE}, 18 October 2017, V.2 ¶2. "
        f"This is a selection, not the whole speech. Annotated Reader, version 0.1.0, {ADDRESS}"
    )


def test_citation_by_keyboard_and_the_style_is_remembered(page: Page) -> None:
    page.locator(REFERENCE).focus()
    tools = page.locator("#popover")
    page.keyboard.press("Tab")
    expect(tools.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(tools.get_by_role("status")).to_have_text("The citation of V.2 ¶2 is copied")
    assert clipboard(page) == (
        f"Xi Jinping, “Making China a country of innovators,” in {TITLE} (Beijing, 2017), "
        f"V.2 ¶2, {ADDRESS}."
    )
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    until(page, "navigator.clipboard.readText().then(text => text.includes('2017. “'))")
    chicago = (
        f"Xi, Jinping. 2017. “Making China a country of innovators.” In {TITLE}. Beijing. "
        f"{ADDRESS}. (Xi 2017, V.2 ¶2)"
    )
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
            f"Xi Jinping, “Making China a country of innovators,” in {TITLE} (Beijing, 2017), "
            f"V.2 ¶2, {ADDRESS}.",
        ),
        (
            "chicago-author-date",
            f"Xi, Jinping. 2017. “Making China a country of innovators.” In {TITLE}. Beijing. "
            f"{ADDRESS}. (Xi 2017, V.2 ¶2)",
        ),
        (
            "apa",
            f"Xi, J. (2017). Making China a country of innovators. In {TITLE}. {ADDRESS} "
            "(Xi, 2017, V.2 ¶2)",
        ),
        (
            "modern-language-association",
            f"Xi, Jinping. “Making China a country of innovators.” {TITLE}, Beijing, 2017, "
            f"{ADDRESS}. (Xi, “Making China a country of innovators” V.2 ¶2)",
        ),
    ],
)
def test_every_style(page: Page, style: str, citation: str) -> None:
    page.locator(REFERENCE).hover()
    tools = page.locator("#popover")
    tools.get_by_label("Style").select_option(style)
    tools.get_by_role("button", name="Copy citation").click()
    expect(tools.get_by_role("status")).to_have_text("The citation of V.2 ¶2 is copied")
    assert clipboard(page) == citation


def test_the_tools_are_passed_by_tab(page: Page) -> None:
    page.locator(REFERENCE).focus()
    for _ in range(5):
        page.keyboard.press("Tab")
    expect(page.locator("#popover").get_by_role("link", name="RIS")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#v-2-p2 [data-popover]").first).to_be_focused()


def test_ris_is_downloaded(page: Page) -> None:
    page.locator(REFERENCE).hover()
    with page.expect_download() as download:
        page.locator("#popover").get_by_role("link", name="RIS").click()
    text = download.value.path().read_text("utf-8")
    assert f"UR  - {ADDRESS}" in text


def test_by_touch(browser: Browser, site: Site) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    page = context.new_page()
    page.goto(f"{site.address}read/19th-congress/v-2/")
    page.locator(REFERENCE).tap()
    page.locator("#popover").get_by_role("button", name="Copy link").tap()
    assert clipboard(page) == ADDRESS
    context.close()


def test_in_the_full_text_too(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    page.goto(f"{site.address}read/19th-congress/full/")
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
