"""Reading: notes beside the text, a clean text, a theme in the full text, paper."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from support import SIDEWAYS, SPACING, Site, arrives, until, visit

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

LONGER = """() => {
  for (const one of document.querySelectorAll(".words, .sidenote")) {
    const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) walker.currentNode.data += walker.currentNode.data
  }
}"""

SIDENOTES = """() => {
  const passages = [...document.querySelectorAll(".passage")]
  const text = passages[0].getBoundingClientRect()
  const boxes = []
  const astray = []
  for (const [at, passage] of passages.entries()) {
    const { top, bottom } = passage.getBoundingClientRect()
    const end = passages[at + 1]?.getBoundingClientRect().top ?? bottom + 60
    for (const note of passage.querySelectorAll(".sidenote.shown")) {
      const box = note.getBoundingClientRect()
      boxes.push(box)
      const within = box.top >= top - 1 && box.bottom <= end && box.height > 15
      if (!within || box.left < text.right) astray.push([note.dataset.note, top, box.top, end])
    }
  }
  boxes.sort((one, other) => one.top - other.top)
  for (const [at, box] of boxes.entries()) {
    if (at && box.top < boxes[at - 1].bottom) astray.push(["overlap", at, box.top])
  }
  return { shown: boxes.length, astray }
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


def spacing(page: Page) -> None:
    """Text spacing as of WCAG 2.2, 1.4.12."""
    page.evaluate(SPACING)


def larger(page: Page) -> None:
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Larger").check()
    page.keyboard.press("Escape")


def translated(page: Page) -> None:
    """As a browser translates: words grow, in place, at any time."""
    page.evaluate(LONGER)


@pytest.mark.parametrize("width", [1280, 1366, 1440, 2560])
@pytest.mark.parametrize("place", ["read/mina/opening/", FULL])
def test_a_note_stands_beside_its_passage_or_not_at_all(
    small_site: Site, page: Page, width: int, place: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, f"{small_site.address}{place}")
    until(page, "document.querySelectorAll('.sidenote[style]').length > 0")
    for change in (None, larger, translated, spacing):
        if change:
            change(page)
            page.wait_for_timeout(150)
        found = page.evaluate(SIDENOTES)
        assert found["shown"] > 0
        assert found["astray"] == [], change
        assert not page.evaluate(SIDEWAYS)


def test_a_sidenote_that_is_shortened_opens_whole(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}read/mina/opening/")
    until(page, "document.querySelectorAll('.sidenote[style]').length > 0")
    assert 0 < page.locator(".sidenote.shown").count() < page.locator(".sidenote").count()
    first = page.locator(".sidenote").first
    box = first.bounding_box()
    words = page.locator("#opening-p1").bounding_box()
    assert box and words and abs(box["y"] - words["y"]) < 40
    first.click()
    popover = page.locator("#popover")
    expect(popover).to_contain_text(page.locator("#opening-n1 .note-body").inner_text()[:80])
    page.locator("h1").hover()
    expect(popover).to_be_hidden()


def test_a_sidenote_is_its_note_without_citations(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}{SECTION}")
    until(page, "document.querySelectorAll('.sidenote[style]').length > 0")
    text = " ".join(page.locator("[data-note='i-1-n1']").inner_text().split())
    assert text == "1 The boards were put up in June."
    expect(page.locator("#i-1-n1")).to_contain_text("in June (Tide Table 1993).")


def test_notes_are_whole_at_the_end_at_every_width(small_site: Site, browser: Browser) -> None:
    for width, scripts in ((1440, True), (1200, True), (390, True), (1440, False)):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, java_script_enabled=scripts
        )
        page = context.new_page()
        page.goto(f"{small_site.address}read/mina/opening/")
        end = page.locator("#opening-p2").bounding_box()
        notes = boxes(page, ".note")
        assert end and len(notes) == 9
        assert all(note["y"] > end["y"] for note in notes), (width, scripts)
        if width >= 1280 and scripts:
            expect(page.locator(".sidenote:visible").first).to_be_visible()
        context.close()


@pytest.mark.parametrize("width", [390, 1000, 1440])
def test_a_note_opens_the_same_way_at_every_width(small_site: Site, page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{small_site.address}{SECTION}")
    marker, popover = page.locator("#i-1-n1-mark"), page.locator("#popover")
    marker.click()
    expect(popover).to_be_visible()
    assert page.url == f"{small_site.address}{SECTION}"
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()
    marker.press("Enter")
    expect(popover).to_be_focused()
    popover.get_by_role("link", name="Go to the note").click()
    arrives(page, "#i-1-n1")
    page.locator(":target .back a").click()
    arrives(page, "#i-1-n1-mark")


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


def test_the_text_is_larger_for_who_wants_it(small_site: Site, page: Page) -> None:
    size = "parseFloat(getComputedStyle(document.querySelector('.words')).fontSize)"
    page.goto(f"{small_site.address}{SECTION}")
    normal = page.evaluate(size)
    for name, factor in (("Larger", 1.35), ("Large", 1.15), ("Small", 0.9), ("Normal", 1)):
        page.get_by_role("button", name="Settings").click()
        page.get_by_label(name, exact=True).check()
        page.keyboard.press("Escape")
        assert page.evaluate(size) == pytest.approx(normal * factor, rel=0.01)
        page.reload()
        assert page.evaluate(size) == pytest.approx(normal * factor, rel=0.01)


def test_contents_are_at_hand_anywhere_on_a_phone(small_site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{small_site.address}{SECTION}")
    page.locator(".words").last.evaluate("one => one.scrollIntoView({ block: 'end' })")
    page.get_by_role("button", name="Contents").click()
    contents = page.get_by_role("navigation", name="Contents of the text")
    expect(contents.locator("[aria-current]")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(contents).to_be_hidden()
    page.get_by_role("button", name="Contents").press("Enter")
    contents.get_by_role("link", name="I.2").click()
    arrives(page, "/read/tides/i-2/")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(contents).to_be_visible()
    expect(page.get_by_role("button", name="Contents")).to_be_hidden()


def test_without_scripts_contents_are_a_link_away(small_site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{small_site.address}{SECTION}")
    page.get_by_role("link", name="Contents").click()
    expect(page.get_by_role("navigation", name="Contents of the text")).to_be_in_viewport()
    context.close()


def test_home_leads_back_to_where_one_was(small_site: Site, page: Page) -> None:
    home = page.get_by_role("link", name="Continue at")
    page.goto(small_site.address)
    expect(home).to_be_hidden()
    page.goto(f"{small_site.address}{FULL}")
    page.locator("#i-2-p1").evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 400)")
    page.goto(small_site.address)
    expect(home).to_have_accessible_name("Continue at I.2 paragraph 1, The Tides")
    home.click()
    arrives(page, f"{FULL}#i-2-p1")
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Continue where I was").uncheck()
    assert page.evaluate("localStorage.getItem('reader.place')") is None
    page.goto(small_site.address)
    expect(home).to_be_hidden()


def test_home_knows_where_one_was_when_one_comes_back(small_site: Site, page: Page) -> None:
    page.goto(small_site.address)
    page.get_by_role("link", name="Start reading").click()
    expect(page.locator(".words").first).to_be_visible()
    page.wait_for_load_state("networkidle")  # the script that keeps the place is there
    page.go_back()
    expect(page.get_by_role("link", name="Continue at")).to_be_visible()
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Continue where I was").uncheck()
    expect(page.get_by_role("link", name="Continue at")).to_be_hidden()


@pytest.mark.parametrize(
    "kept",
    ['["javascript:alert(1)","X","Y"]', '["//evil.example/","X","Y"]', '["../x","X","Y"]', "x", ""],
)
def test_home_leads_nowhere_else(small_site: Site, page: Page, kept: str) -> None:
    page.goto(small_site.address)
    page.evaluate("kept => localStorage.setItem('reader.place', kept)", kept)
    page.reload()
    expect(page.get_by_role("link", name="Continue at")).to_be_hidden()


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
    page.locator(".more").get_by_role("link", name="The Tides").click()
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
    page.wait_for_selector(".sidenote[style]")
    page.emulate_media(media="print", color_scheme="dark")
    shown = " ".join(page.locator("main").inner_text().split())
    assert "I.1 ¶ paragraph 1" in shown
    assert "https://reader.example/reader/read/tides/i-1/#i-1-p1" in shown
    assert "I.1 n. 1" in shown and "I.1 text n. 1" in shown
    assert "Official translation: same wording" in shown
    head = page.locator("html").get_attribute("data-running")
    assert head == "The Tides – Fu Lan, 29 February 2004 – excerpts"
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
