"""The main tasks by keyboard alone, with scripts and without: read, find by theme, cite."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from support import Site, arrives, visit

FOCUSED = """() => {
  const now = document.activeElement
  if (now === document.body) return null
  const box = now.getClientRects()[0] ?? now.getBoundingClientRect()
  const style = getComputedStyle(now)
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const top = document.elementFromPoint(x, y)
  return {
    name: (now.getAttribute("aria-label") ?? now.textContent).replace(/\\s+/g, " ").trim(),
    tag: now.tagName,
    html: now.outerHTML.slice(0, 120),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: Boolean(top) && (now.contains(top) || top.contains(now)),
  }
}"""


@pytest.fixture(params=[True, False], ids=["scripts", "no-scripts"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=request.param
    )
    yield context.new_page()
    context.close()


def tab_to(page: Page, name: str, steps: int = 200) -> None:
    """Presses Tab until the element of that name has the focus."""
    for _ in range(steps):
        page.keyboard.press("Tab")
        if (now := page.evaluate(FOCUSED)) and now["name"] == name:
            return
    raise AssertionError(f"Tab does not lead to {name}")


def test_to_read(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}read/tides/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED)["name"] == "Skip to content"
    page.keyboard.press("Enter")
    tab_to(page, "Start reading", 5)
    page.keyboard.press("Enter")
    page.wait_for_url("**/i-1/")
    tab_to(page, "Note 1")
    page.keyboard.press("Enter")
    if page.evaluate("document.documentElement.classList.contains('js')"):
        page.get_by_role("dialog", name="Note 1").get_by_role("link").last.press("Enter")
    arrives(page, "#i-1-n1")
    assert page.locator("#i-1-n1").is_visible()
    tab_to(page, "Next I.2 Keeping the clocks of the coast together")
    page.keyboard.press("Enter")
    page.wait_for_url("**/i-2/")


def test_to_find_by_theme(small_site: Site, page: Page) -> None:
    page.goto(small_site.address)
    tab_to(page, "Themes", 4)
    page.keyboard.press("Enter")
    page.wait_for_url("**/themes/")
    tab_to(page, "Exact measure")
    page.keyboard.press("Enter")
    page.wait_for_url("**/themes/measures/")
    tab_to(page, "I.2 ¶paragraph 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/i-2/#i-2-p1")
    assert page.locator(":target").get_attribute("id") == "i-2-p1"


def test_to_cite(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}read/tides/i-1/")
    tab_to(page, "I.1 ¶paragraph 1")
    page.keyboard.press("Enter")
    arrives(page, "/i-1/#i-1-p1")
    page.keyboard.press("Escape")
    scripts = page.evaluate("document.documentElement.classList.contains('js')")
    if scripts:
        tab_to(page, "Cite I.1 paragraph 1")
        page.keyboard.press("Enter")
        expect(page.locator("#popover").get_by_role("button", name="Copy link")).to_be_focused()
    tab_to(page, "Download RIS" if scripts else "RIS")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert "I.1" in download.value.path().read_text("utf-8")
    expect(page.locator(".cite-texts dd").first).to_be_visible()


@pytest.mark.parametrize("place", ["", "read/harbour/i/", "read/harbour/full/", "search/?q=ships"])
@pytest.mark.parametrize("width", [390, 1440])
def test_what_has_the_focus_is_seen_and_outlined(
    small_site: Site, browser: Browser, place: str, width: int
) -> None:
    """WCAG 2.4.7 and 2.4.11, over all that Tab reaches, there and back."""
    page = browser.new_page(viewport={"width": width, "height": 800})
    visit(page, f"{small_site.address}{place}")
    wrong, reached = [], 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(400):
            page.keyboard.press(key)
            now = page.evaluate(FOCUSED)
            if now is None:
                break
            reached += 1
            if not (now["outlined"] and now["seen"]):
                wrong.append((key, now))
    page.close()
    assert reached > 40
    assert wrong == []
