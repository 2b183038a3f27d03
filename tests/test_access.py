"""Access: what axe finds (nothing), and what axe cannot see.

One page of each kind here; every page, light and dark, with --thorough, as the audit runs it.
"""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from support import SIDEWAYS, SPACING, TESTS, Site, kinds, visit

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SECTION = "read/harbour/i/"
TREES = TESTS / "trees"
# What is shortened on purpose is whole elsewhere: notes at the end, titles on their pages.
CUT = """() => [...document.querySelectorAll("body *:not(.spoken, .sidenote, .outline-parts *)")]
  .filter(one => {
    const { overflowX, overflowY } = getComputedStyle(one)
    const hides = value => value === "hidden" || value === "clip"
    const seen = one.getClientRects().length && one.clientWidth > 2
    return seen && (hides(overflowX) && one.scrollWidth > one.clientWidth + 1
      || hides(overflowY) && one.scrollHeight > one.clientHeight + 1)
  })
  .map(one => one.outerHTML.slice(0, 100))"""


@pytest.fixture(params=["light", "dark"])
def scheme_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, color_scheme=request.param, reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


COLOURS = "color-contrast"
ONLY_COLOURS = {"runOnly": {"type": "rule", "values": [COLOURS]}}
ALL = {"runOnly": {"type": "tag", "values": TAGS}}
ALL_BUT_COLOURS = {**ALL, "rules": {COLOURS: {"enabled": False}}}


def violations(page: Page, options: dict[str, Any] = ALL) -> list[str]:
    found = Axe().run(page, options={**options, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


def open_search(page: Page) -> None:
    page.keyboard.press("Control+k")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ships")
    expect(dialog.locator(".hit").first).to_be_visible()


def open_settings(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    expect(page.get_by_role("dialog", name="Reading settings")).to_be_visible()


def open_tools(page: Page) -> None:
    page.locator("[data-ris]").first.click()
    expect(page.locator("#popover button").first).to_be_visible()


def open_note(page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 800})
    page.locator(".marker a").first.press("Enter")
    expect(page.locator("#popover")).to_be_visible()


def open_term(page: Page) -> None:
    page.locator("a.term").first.press("Enter")
    expect(page.locator("#popover")).to_be_visible()


OPENED = [open_search, open_settings, open_tools, open_note, open_term]


def test_axe_finds_nothing_on_any_kind_of_page(
    site: Site, small_site: Site, scheme_page: Page, thorough: bool
) -> None:
    dark = bool(scheme_page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
    pages = {f"{small_site.address}{place}" for place in kinds(small_site)}
    if thorough:
        for one in (site, small_site):
            pages |= {f"{one.address}{place}" for place in [*one.pages, *kinds(one)]}
    wrong = {}
    for address in sorted(pages):
        visit(scheme_page, address)
        if found := violations(scheme_page, ONLY_COLOURS if dark and not thorough else ALL):
            wrong[address] = found
    assert wrong == {}


def test_axe_finds_nothing_in_what_the_corpus_says(site: Site, page: Page) -> None:
    """All but the colours, which no corpus chooses and which take longest."""
    wrong = {}
    for place in kinds(site):
        visit(page, f"{site.address}{place}")
        if found := violations(page, ALL_BUT_COLOURS):
            wrong[place] = found
    assert wrong == {}


@pytest.mark.parametrize("act", OPENED)
def test_axe_finds_nothing_in_what_opens(
    small_site: Site, scheme_page: Page, act: Callable[[Page], None]
) -> None:
    scheme_page.goto(f"{small_site.address}{SECTION}")
    act(scheme_page)
    assert violations(scheme_page) == []


def test_axe_finds_nothing_with_more_contrast(small_site: Site, page: Page) -> None:
    page.emulate_media(contrast="more")
    for place in ("", SECTION, "reference/theme-map/"):
        visit(page, f"{small_site.address}{place}")
        assert violations(page) == []


def test_forced_colours_leave_the_target_outlined_and_dots_filled(
    small_site: Site, page: Page
) -> None:
    page.emulate_media(forced_colors="active")
    style = "one => getComputedStyle(one).outlineStyle"
    page.goto(f"{small_site.address}{SECTION}#i-p1")
    assert page.locator("#i-p1").evaluate(style) == "solid"
    page.goto(f"{small_site.address}reference/theme-map/")
    colours = "one => getComputedStyle(one).backgroundColor"
    about, mentions = page.locator(".dot.about").first, page.locator(".dot:not(.about)").first
    assert about.evaluate(colours) != mentions.evaluate(colours) == "rgba(0, 0, 0, 0)"


def test_more_contrast_is_given_to_who_asks_for_it(small_site: Site, page: Page) -> None:
    colours = "getComputedStyle(document.body).color + getComputedStyle(document.body).background"
    page.goto(small_site.address)
    usual = page.evaluate(colours)
    page.emulate_media(contrast="more")
    assert "rgb(0, 0, 0)" in page.evaluate(colours) != usual


def test_nothing_moves_for_who_wants_no_motion(small_site: Site, page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{small_site.address}{SECTION}")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("*")].filter(one => {
          const { transitionDuration, animationName } = getComputedStyle(one)
          return parseFloat(transitionDuration) > 0 || animationName !== "none"
        }).length"""
    )
    assert moving == 0


@pytest.mark.parametrize("width", [320, 1280])
def test_text_may_be_spaced_out(small_site: Site, page: Page, width: int) -> None:
    """WCAG 1.4.12: nothing is cut off and nothing scrolls sideways."""
    page.set_viewport_size({"width": width, "height": 800})
    for place in kinds(small_site):
        page.goto(f"{small_site.address}{place}")
        page.evaluate(SPACING)
        assert page.evaluate(CUT) == [], place
        assert not page.evaluate(SIDEWAYS), place


@pytest.mark.parametrize("width", [640, 1280])
def test_text_may_be_twice_as_large(small_site: Site, page: Page, width: int) -> None:
    """WCAG 1.4.4: at 200 % text size, and at 200 % zoom of a window of 1280."""
    page.set_viewport_size({"width": width, "height": 800})
    for place in kinds(small_site):
        page.goto(f"{small_site.address}{place}")
        if width == 1280:
            page.evaluate("document.documentElement.style.fontSize = '250%'")
            size = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
            assert size >= 28
        assert page.evaluate(CUT) == [], place
        assert not page.evaluate(SIDEWAYS), place


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("home", ""),
        ("section", "read/harbour/i/"),
        ("full", "read/harbour/full/"),
        ("theme", "themes/ships/"),
        ("theme-map", "reference/theme-map/"),
        ("search", "search/"),
    ],
)
def test_what_a_screen_reader_is_told(
    small_site: Site, page: Page, update: bool, name: str, place: str
) -> None:
    """Order, roles and names in the accessibility tree that Chromium reports."""
    visit(page, f"{small_site.address}{place}")
    told = page.locator("body").aria_snapshot()
    found = told.replace(small_site.address, "/reader/") + "\n"
    file = TREES / f"{name}.yml"
    if update:
        TREES.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    assert found == file.read_text("utf-8")
