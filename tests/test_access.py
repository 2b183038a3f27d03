"""What axe finds on the pages: nothing (WCAG 2.0 to 2.2, A and AA, and best practices)."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from support import Site

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SECTION = "read/19th-congress/x/"
PAGES = [
    "",
    "read/",
    "read/19th-congress/",
    SECTION,
    "read/19th-congress/full/",
    "read/19th-congress/about/",
    "themes/",
    "themes/core-technology/",
    "reference/",
    "reference/glossary/",
    "reference/sources/",
    "reference/timeline/",
    "reference/collation/",
    "reference/theme-map/",
    "how-to-cite/",
    "search/",
    "search/?q=internet",
    "search/?q=zzqq",
    "404.html",
]


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, color_scheme=request.param, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[str]:
    options = {"runOnly": {"type": "tag", "values": TAGS}}
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found
        for node in violation["nodes"]
    ]


def open_search(page: Page) -> None:
    page.keyboard.press("Control+k")
    page.keyboard.type("internet")
    expect(page.get_by_role("dialog").locator(".hit").first).to_be_visible()


def open_tools(page: Page) -> None:
    page.locator(".ref").first.focus()
    expect(page.locator("#card button").first).to_be_visible()


def open_card(page: Page) -> None:
    page.locator("[data-card]").first.focus()
    expect(page.locator("#card")).to_be_visible()


def test_pages(site: Site, page: Page) -> None:
    wrong = {}
    for place in PAGES:
        page.goto(f"{site.address}{place}", wait_until="networkidle")
        if found := violations(page):
            wrong[place] = found
    assert wrong == {}


@pytest.mark.parametrize(
    "act", [open_search, open_card, open_tools], ids=["dialog", "card", "tools"]
)
def test_what_opens(site: Site, page: Page, act: Callable[[Page], None]) -> None:
    page.goto(f"{site.address}{SECTION}")
    act(page)
    assert violations(page) == []
