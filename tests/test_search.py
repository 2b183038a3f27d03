"""Search in the built site: what is found, in which order, and what one sees and can do."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from support import Site, arrives, until

FOUND_BY = """async ([module, queries]) => {
  const { find, read } = await import(module)
  const empty = { theme: [], part: "", work: "", kind: "", collation: "" }
  const answers = {}
  for (const q of queries) {
    const { results } = await find({ ...empty, q })
    const found = await Promise.all(results.map(read))
    answers[q] = found.map(one => one.matched.size + one.through.length)
  }
  return answers
}"""


def references(page: Page) -> list[str]:
    """The references of what was found, as they are printed."""
    found = page.locator(".hit .found-ref a").all_inner_texts()
    return [" ".join(text.split()).replace("¶ paragraph ", "¶") for text in found]


def test_what_is_found_has_the_words_and_not_only_our_own_for_it(
    small_site: Site, page: Page
) -> None:
    page.goto(small_site.address)
    queries = ["passage", "theme", "term", "report", "kind", "hidden", "ships"]
    found = page.evaluate(FOUND_BY, [f"{small_site.address}assets/search.js", queries])
    assert found["ships"] and found["passage"]
    assert not found["hidden"]
    assert {q: [by for by in all if by == 0] for q, all in found.items() if 0 in all} == {}


def test_a_theme_alone_lists_those_about_it_first(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}search/?theme=tides&kind=passage")
    expect(page.locator("#status")).to_have_text("5 passages")
    assert references(page) == ["I.1 ¶1", "I.1 ¶2", "I.2 ¶2", "IV ¶1", "I.1 ¶3"]


def test_facets_narrow_each_other_and_their_counts_follow(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}search/?theme=measures&part=IV&kind=passage")
    expect(page.locator("#status")).to_have_text("1 passage")
    assert references(page) == ["IV ¶1"]
    tides = page.locator("label", has=page.locator("[value='tides']"))
    expect(tides.locator(".number")).to_have_text("1")
    expect(page.locator("option[value='I']")).to_have_text("I (3)")
    page.get_by_label("Part", exact=True).select_option("I")
    expect(page.locator("#status")).to_have_text("3 passages")
    assert references(page) == ["I.1 ¶3", "I.2 ¶1", "I.2 ¶2"]


def test_the_address_is_the_state_and_back_and_forward_work(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}search/")
    page.locator("#q").fill("ships")
    expect(page.locator("#status")).to_have_text("8 passages and 3 other results")
    page.get_by_label("Type").select_option("passage")
    expect(page.locator("#status")).to_have_text("8 passages")
    page.get_by_label("Exact measure").check()
    expect(page.locator("#status")).to_have_text("1 passage")
    arrives(page, f"{small_site.address}search/?q=ships&theme=measures&kind=passage")
    page.go_back()
    expect(page.locator("#status")).to_have_text("8 passages")
    expect(page.get_by_label("Exact measure")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#status")).to_have_text("1 passage")
    page.reload()
    expect(page.locator("#status")).to_have_text("1 passage")
    expect(page.locator("#q")).to_have_value("ships")
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator("#status")).to_have_text("")
    arrives(page, f"{small_site.address}search/")


def test_hidden_words_are_not_shown_but_named(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}search/?q={quote('测深')}&kind=passage")
    hit = page.locator(".hit").first
    expect(hit.locator(".hit-words")).to_contain_text("The soundings off the northern bank")
    expect(hit).to_contain_text("Matched by term: soundings")
    assert "cèshēn" not in hit.inner_text()
    assert "测" not in hit.inner_text()


def test_a_note_is_found_by_its_words_and_leads_to_itself(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}search/?q=Third&kind=note")
    expect(page.locator("#status")).to_have_text("No passages, 1 other result")
    assert references(page) == ["n. 3"]
    expect(page.locator(".hit-words")).to_have_text("Third.")
    page.locator(".hit .found-ref a").click()
    page.wait_for_url("**/read/mina/opening/#opening-n3")
    until(page, "CSS.highlights.has('found')")


def test_the_notes_of_a_section_are_one_result_that_names_them(
    small_site: Site, page: Page
) -> None:
    page.goto(f"{small_site.address}search/?q=text&kind=note")
    hit = page.locator(".hit", has_text="Fourth, and a long one")
    expect(hit.locator(".number")).to_have_text("Also in text n. 1")
    hit.get_by_role("link", name="text n. 1").click()
    page.wait_for_url("**/read/mina/opening/#opening-t1")


def test_nothing_found_says_so_and_offers_what_is_near(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}search/?q=qqqsoundings")
    expect(page.locator("#status")).to_have_text("No results")
    expect(page.locator("#results")).to_contain_text("No results for “qqqsoundings”.")
    page.locator("#results").get_by_role("link", name="soundings").click()
    arrives(page, "/reference/glossary/#sounding")


def test_loading_and_a_failure_to_load_are_reported(small_site: Site, page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/pagefind/pagefind.js", lambda route: waiting.append(route))
    page.goto(f"{small_site.address}search/?q=ships")
    status = page.locator("#status")
    expect(status).to_have_text("Searching …")
    waiting.pop().abort()
    expect(status).to_have_text("Search could not be loaded. Reload the page to try again.")
    assert page.locator("#results li").count() == 0
    page.unroute("**/pagefind/pagefind.js")
    page.reload()
    expect(status).to_have_text("8 passages and 3 other results")


def test_theme_pages_lead_to_the_search_with_their_theme(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}themes/tides/")
    page.get_by_role("link", name="Search this theme").click()
    arrives(page, "/search/?theme=tides")
    expect(page.locator("#status")).to_contain_text("5 passages")


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_the_dialog_by_keyboard_alone(any_site: Site, page: Page, key: str) -> None:
    page.goto(f"{any_site.address}themes/")
    before = page.get_by_role("link", name="Reference")
    before.focus()
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(before).to_be_focused()
    page.keyboard.press(key)
    words = any_site.corpus.passages[-1].passage.words
    page.keyboard.type(max(words.split(), key=len))
    expect(dialog.locator(".hit").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".found-ref a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/**")
    assert page.url.startswith(any_site.address)


def test_landing_marks_the_words_and_the_marks_go(small_site: Site, browser: Browser) -> None:
    for width in (390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{small_site.address}search/?q=soundings&kind=passage")
        page.locator(".found-ref a", has_text="I.1 ¶paragraph 3").click()
        page.wait_for_url("**/read/tides/i-1/#i-1-p3")
        assert page.locator(":target").get_attribute("id") == "i-1-p3"
        until(page, "CSS.highlights.get('found')?.size === 2")
        header = page.get_by_role("banner").bounding_box()
        box = page.locator("#i-1-p3").bounding_box()
        assert header and box and header["y"] + header["height"] <= box["y"] < 800
        page.get_by_role("button", name="Remove highlights").click()
        assert page.evaluate("CSS.highlights.has('found')") is False
        page.close()


def test_the_single_key_can_be_switched_off(small_site: Site, page: Page) -> None:
    page.goto(small_site.address)
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_label("Press / to open search").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    page.reload()
    for key in ("/", "s", "f", "p", "n", ",", "."):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.get_by_role("dialog", name="Search").count() == 0
    assert page.url == small_site.address
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()


def test_without_scripts_the_button_leads_to_themes_and_glossary(
    small_site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(small_site.address)
    page.get_by_role("link", name="Search", exact=True).click()
    arrives(page, f"{small_site.address}search/")
    expect(page.locator("noscript p")).to_be_visible()
    page.locator("noscript").get_by_role("link", name="glossary").click()
    arrives(page, "/reference/glossary/")
    context.close()


def test_search_costs_nothing_before_it_is_used(small_site: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(small_site.address, wait_until="networkidle")
    assert not [
        url for url in asked if "pagefind" in url or "assets/search" in url or "marks" in url
    ]
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("ships")
    expect(page.locator(".hit").first).to_be_visible()
    assert [url for url in asked if "pagefind" in url]
    assert all(url.startswith(small_site.address) for url in asked)


def test_on_a_narrow_screen_the_results_come_before_the_facets(
    small_site: Site, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{small_site.address}search/?q=ships")
    box = page.locator(".hit").first.bounding_box()
    assert box and box["y"] < 500
    page.get_by_text("Filters", exact=True).click()
    expect(page.get_by_label("Exact measure")).to_be_visible()
    page.close()
