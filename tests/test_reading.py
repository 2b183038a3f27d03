"""Reading: notes beside the text, a clean text, a theme in the full text, paper."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import Site, arrives, until, visit

SECTION = "read/tides/i-1/"
FULL = "read/tides/full/"
LINES = """() => {
  const lines = {}
  const range = document.createRange()
  for (const words of document.querySelectorAll(".words")) {
    const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (node.parentElement.closest(".apparatus")) continue
      for (let at = 0; at < node.length; at++) {
        range.setStart(node, at)
        range.setEnd(node, at + 1)
        const line = `${words.id} ${Math.round(range.getBoundingClientRect().bottom / 8)}`
        lines[line] = (lines[line] ?? 0) + 1
      }
    }
  }
  return Object.values(lines)
}"""

OVERLAPPING = """() => {
  const boxes = [...document.querySelectorAll(".words, .note, .cite-texts dd")]
    .map(one => one.getBoundingClientRect())
    .sort((one, other) => one.top - other.top)
  return boxes.filter((box, at) => at && box.top < boxes[at - 1].bottom - 1).length
}"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def boxes(page: Page, selector: str) -> list[dict[str, float]]:
    return [box for one in page.locator(selector).all() if (box := one.bounding_box())]  # type: ignore[misc]


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_lines_have_60_to_75_characters(small_site: Site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, f"{small_site.address}{FULL}")
    lines = sorted(page.evaluate(LINES))
    assert len(lines) > 50
    assert 60 <= lines[len(lines) // 2] <= 75, lines


@pytest.mark.parametrize("place", ["read/mina/opening/", "read/mina/full/"])
def test_nine_notes_stand_beside_their_passage(small_site: Site, page: Page, place: str) -> None:
    page.goto(f"{small_site.address}{place}")
    until(page, "document.querySelectorAll('.note[style]').length === 9")
    text = page.locator("#opening-p1").bounding_box()
    notes = sorted(boxes(page, ".note"), key=lambda box: box["y"])
    assert text and len(notes) == 9
    assert all(note["x"] >= text["x"] + text["width"] for note in notes)
    assert all(upper["y"] + upper["height"] <= lower["y"] for upper, lower in pairwise(notes))
    assert abs(notes[0]["y"] - text["y"]) < 40
    end = page.locator(".text").bounding_box()
    assert end and notes[-1]["y"] + notes[-1]["height"] <= end["y"] + end["height"]


def test_notes_stand_at_the_end_where_there_is_no_room(small_site: Site, browser: Browser) -> None:
    for width, scripts in ((1200, True), (390, True), (1440, False)):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.goto(f"{small_site.address}read/mina/opening/")
        end = page.locator("#opening-p2").bounding_box()
        notes = boxes(page, ".note")
        assert end and len(notes) == 9
        assert all(note["y"] > end["y"] for note in notes), (width, scripts)
        context.close()


def test_a_marker_points_at_the_note_beside_it(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}{SECTION}")
    note = page.locator("#i-1-n1")
    page.locator("#i-1-n1-mark").hover()
    expect(note).to_contain_class("pointed")
    expect(page.locator("#popover")).to_be_hidden()
    page.locator("h1").hover()
    expect(note).not_to_contain_class("pointed")
    page.locator("#i-1-n1-mark").click()
    arrives(page, "#i-1-n1")


def test_notes_terms_and_marks_are_switched_off_and_that_is_remembered(
    small_site: Site, page: Page
) -> None:
    page.goto(f"{small_site.address}{SECTION}")
    words = page.locator("#i-1-p1")
    seen = [page.locator(one) for one in ("#i-1-n1-mark", "#i-1-n1", "#terms", "#i-1-p1 .ref")]
    for one in seen:
        expect(one).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    panel = page.get_by_role("dialog", name="Reading settings")
    for name in ("Notes", "Terms", "References and themes"):
        panel.get_by_label(name).uncheck()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    for _ in range(2):
        for one in seen:
            expect(one).to_be_hidden()
        expect(page.locator(".passage-data").first).to_be_hidden()
        assert words.locator("a:visible").count() == words.locator(".term").count() > 0
        assert words.locator("a[href]:visible").count() == 0
        expect(page.locator(".gap").first).to_be_visible()
        page.reload()
    page.goto(f"{small_site.address}read/tides/i-2/")
    expect(page.locator("#i-2-p1 .marker").first).to_be_hidden()
    page.get_by_role("button", name="Settings").click()
    expect(panel.get_by_label("Terms")).not_to_be_checked()
    panel.get_by_label("Terms").check()
    assert page.locator("#i-2-p1 a.term[href]").count() > 0
    panel.get_by_label("Notes").check()
    expect(page.locator("#i-2-n1")).to_be_visible()


def test_colours_follow_the_system_until_they_are_chosen(
    small_site: Site, browser: Browser
) -> None:
    for scheme, other in (("light", "Dark"), ("dark", "Light")):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(small_site.address)
        paper = "getComputedStyle(document.body).backgroundColor"
        first = page.evaluate(paper)
        page.get_by_role("button", name="Settings").click()
        page.get_by_label(other).check()
        assert page.evaluate(paper) != first
        page.reload()
        assert page.evaluate(paper) != first
        context.close()


def test_a_theme_stands_out_in_the_full_text_and_the_address_says_so(
    small_site: Site, page: Page
) -> None:
    page.goto(f"{small_site.address}themes/measures/")
    page.get_by_role("link", name="highlight it in the full text").click()
    arrives(page, f"{small_site.address}{FULL}?theme=measures")
    choice = page.get_by_label("Highlight a theme")
    expect(choice).to_have_value("measures")
    expect(page.get_by_role("status")).to_contain_text("3 passages are about it and 1 mentions it")
    colour = "id => getComputedStyle(document.getElementById(id)).color"
    assert page.evaluate(colour, "i-2-p1") != page.evaluate(colour, "i-1-p1")
    page.get_by_role("status").get_by_role("link", name="I.2 paragraph 1").click()
    arrives(page, "?theme=measures#i-2-p1")
    choice.select_option("ships")
    arrives(page, "?theme=ships#i-2-p1")
    assert page.evaluate(colour, "i-2-p1") == page.evaluate(colour, "iv-p1")
    page.go_back()
    expect(choice).to_have_value("measures")
    choice.select_option("")
    assert "theme" not in page.url
    assert page.locator(".about, .mentioning").count() == 0


def test_an_unknown_theme_is_no_theme(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}{FULL}?theme=nothing")
    expect(page.get_by_label("Highlight a theme")).to_have_value("")
    assert page.locator(".with-theme").count() == 0


@pytest.mark.parametrize("place", [SECTION, FULL])
def test_paper_has_references_notes_addresses_sources_and_the_citation(
    small_site: Site, page: Page, place: str
) -> None:
    visit(page, f"{small_site.address}{place}")
    page.wait_for_selector(".note[style]")
    page.emulate_media(media="print", color_scheme="dark")
    shown = " ".join(page.locator("main").inner_text().split())
    assert "I.1 ¶ paragraph 1" in shown
    assert "https://reader.example/reader/read/tides/i-1/#i-1-p1" in shown
    assert "I.1 n. 1" in shown and "I.1 text n. 1" in shown
    assert "The boards were put up in June" in shown
    assert "Fu, Lan. 2004." in shown
    assert "Tide Table" in shown and "https://press.example/tides" in shown
    for hidden in (".site-head", ".outline", ".passage-data", ".back", "#settings"):
        expect(page.locator(hidden).first).to_be_hidden()
    last = page.locator(".passages").last.bounding_box()
    note = page.locator(".note").first.bounding_box()
    assert last and note and note["y"] > last["y"]
    assert page.evaluate(OVERLAPPING) == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(34, 37, 42)"


def test_text_from_right_to_left(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}read/mina/opening/")
    words = page.locator("#opening-p1")
    assert words.get_attribute("lang") == "ar" and words.get_attribute("dir") == "rtl"
    reference = words.locator(".ref").bounding_box()
    box = words.bounding_box()
    assert reference and box and reference["x"] + reference["width"] <= box["x"]
    page.goto(f"{small_site.address}themes/ships/")
    assert page.locator("blockquote[lang='ar'][dir='rtl']").count() == 2


def test_home_makes_the_point_in_one_screen(small_site: Site, page: Page) -> None:
    page.goto(small_site.address)
    for one in (
        page.get_by_role("heading", level=1),
        page.locator(".groups"),
        page.get_by_role("link", name="Theme map"),
        page.get_by_role("link", name="Start reading"),
        page.get_by_role("searchbox"),
        page.get_by_role("main").get_by_role("link", name="How to cite"),
    ):
        box = one.bounding_box()
        assert box and box["y"] + box["height"] <= 900, one
    page.get_by_role("searchbox").fill("soundings")
    page.get_by_role("button", name="Search").click()
    arrives(page, f"{small_site.address}search/?q=soundings")
    expect(page.locator("#status")).to_contain_text("1 passage")
