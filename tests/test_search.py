"""Search in the built site: what is found, in which order, and what one sees and can do."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from support import TESTS, Site, arrives, until

FIRST_THREE = """async ([module, queries]) => {
  const { find, read } = await import(module)
  const empty = { theme: [], part: "", work: "", kind: "", collation: "" }
  const answers = []
  for (const q of queries) {
    const { results } = await find({ ...empty, q, kind: "passage" })
    const found = await Promise.all(results.slice(0, 3).map(read))
    answers.push(found.map(one => one.meta.address.split("#")[1]))
  }
  return answers
}"""


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


@pytest.fixture(params=["site", "small_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """The real site at the root of its host, the small one below a path."""
    site: Site = request.getfixturevalue(request.param)
    return site


def references(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator(".hit .found-ref a").all_inner_texts()]


def test_relevance(site: Site, page: Page, record_property: Callable[[str, object], None]) -> None:
    cases: list[dict[str, Any]] = yaml.safe_load((TESTS / "relevance.yml").read_text("utf-8"))
    assert len(cases) >= 60
    page.goto(site.address)
    module = f"{site.address}assets/search.js"
    answers = page.evaluate(FIRST_THREE, [module, [case["q"] for case in cases]])
    missed = [
        f"{case['q']}: {answer}"
        for case, answer in zip(cases, answers, strict=True)
        if not (
            answer[:1] == [case["first"]] if "first" in case else set(case["among"]) <= set(answer)
        )
    ]
    share = 1 - len(missed) / len(cases)
    record_property("relevance", f"{share:.0%} of {len(cases)} queries")
    assert missed == []


def test_what_is_found_has_the_words_and_not_only_our_own_for_it(site: Site, page: Page) -> None:
    page.goto(site.address)
    queries = ["passage", "theme", "term", "read", "congress", "kind", "hidden", "internet"]
    found = page.evaluate(FOUND_BY, [f"{site.address}assets/search.js", queries])
    assert found["internet"] and found["kind"]
    assert not found["hidden"]
    assert {q: [by for by in all if by == 0] for q, all in found.items() if 0 in all} == {}


def test_a_theme_alone_lists_those_about_it_first(site: Site, page: Page) -> None:
    page.goto(f"{site.address}search/?theme=core-technology&kind=passage")
    expect(page.locator("#status")).to_have_text("6 passages")
    assert references(page) == ["V.2 ¶1", "V.2 ¶2", "V intro. ¶1", "V.1 ¶1", "V.2 ¶3", "X ¶3"]


def test_facets_narrow_each_other_and_their_counts_follow(site: Site, page: Page) -> None:
    page.goto(f"{site.address}search/?theme=online-content&part=VII&kind=passage")
    expect(page.locator("#status")).to_have_text("1 passage")
    assert references(page) == ["VII.1 ¶1"]
    ideology = page.locator("label", has=page.locator("[value='ideology-culture']"))
    expect(ideology.locator(".number")).to_have_text("1")
    expect(page.locator("option[value='I']")).to_have_text(
        "I The Past Five Years: Our Work and Historic Change (1)"
    )
    page.get_by_label("Part", exact=True).select_option("I")
    expect(page.locator(".hit .found-ref a")).to_have_text(["I ¶2"])


def test_the_address_is_the_state_and_back_and_forward_work(site: Site, page: Page) -> None:
    page.goto(f"{site.address}search/")
    page.locator("#q").fill("internet")
    expect(page.locator("#status")).to_have_text("5 passages, 18 elsewhere")
    page.get_by_label("Kind").select_option("passage")
    expect(page.locator("#status")).to_have_text("5 passages")
    page.get_by_label("Online content governance").check()
    expect(page.locator("#status")).to_have_text("2 passages")
    arrives(page, f"{site.address}search/?q=internet&theme=online-content&kind=passage")
    page.go_back()
    expect(page.locator("#status")).to_have_text("5 passages")
    expect(page.get_by_label("Online content governance")).not_to_be_checked()
    page.go_forward()
    expect(page.locator("#status")).to_have_text("2 passages")
    page.reload()
    expect(page.locator("#status")).to_have_text("2 passages")
    expect(page.locator("#q")).to_have_value("internet")
    page.get_by_role("button", name="Choose nothing").click()
    expect(page.locator("#status")).to_have_text("")
    arrives(page, f"{site.address}search/")


def test_hidden_words_are_not_shown_but_named(site: Site, page: Page) -> None:
    page.goto(f"{site.address}search/?q={quote('网络强国')}&kind=passage")
    hit = page.locator(".hit").first
    expect(hit.locator(".hit-words")).to_contain_text("These efforts will provide powerful support")
    expect(hit).to_contain_text("Found through term: cyberspace")
    assert "wǎngluò" not in hit.inner_text()
    assert "网络" not in hit.inner_text()


def test_a_note_is_found_by_its_words_and_leads_to_itself(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}search/?q=Third&kind=note")
    expect(page.locator("#status")).to_have_text("0 passages, 1 elsewhere")
    assert references(page) == ["n. 3"]
    expect(page.locator(".hit-words")).to_have_text("Third.")
    page.locator(".hit .found-ref a").click()
    page.wait_for_url("**/read/mina/opening/#opening-n3")
    until(page, "CSS.highlights.has('found')")


def test_the_notes_of_a_section_are_one_result_that_names_them(site: Site, page: Page) -> None:
    page.goto(f"{site.address}search/?q=report&kind=note")
    hit = page.locator(".hit", has_text="Pursuing a holistic approach to national security")
    expect(hit.locator(".number")).to_have_text("Also in III.10 n. 3, III.10 text n. 1")
    hit.get_by_role("link", name="III.10 n. 3").click()
    page.wait_for_url("**/read/19th-congress/iii-10/#iii-10-n3")


def test_nothing_found_says_so_and_offers_what_is_near(site: Site, page: Page) -> None:
    page.goto(f"{site.address}search/?q=qqqsupply-side")
    expect(page.locator("#status")).to_have_text("Nothing found")
    expect(page.locator("#results")).to_contain_text("Nothing has “qqqsupply-side”.")
    page.locator("#results").get_by_role("link", name="supply-side structural reform").click()
    arrives(page, "/reference/glossary/#supply-side-structural-reform")


def test_theme_pages_lead_to_the_search_with_their_theme(site: Site, page: Page) -> None:
    page.goto(f"{site.address}themes/cybersecurity/")
    page.get_by_role("link", name="Search within this theme").click()
    arrives(page, "/search/?theme=cybersecurity")
    expect(page.locator("#status")).to_contain_text("4 passages, ")


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
    page.keyboard.type("ships" if "reader/" in any_site.address else "internet")
    expect(dialog.locator(".hit").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(dialog.locator(".found-ref a").first).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/read/**")
    assert page.url.startswith(any_site.address)


def test_landing_marks_the_words_and_the_marks_go(site: Site, browser: Browser) -> None:
    for width in (390, 1280):
        page = browser.new_page(viewport={"width": width, "height": 800})
        page.goto(f"{site.address}search/?q=innovation&kind=passage")
        page.locator(".found-ref a", has_text="V.2 ¶3").click()
        page.wait_for_url("**/read/19th-congress/v-2/#v-2-p3")
        assert page.locator(":target").get_attribute("id") == "v-2-p3"
        until(page, "CSS.highlights.get('found')?.size === 2")
        header = page.get_by_role("banner").bounding_box()
        box = page.locator("#v-2-p3").bounding_box()
        assert header and box and header["y"] + header["height"] <= box["y"] < 800
        page.get_by_role("button", name="Take the marks away").click()
        assert page.evaluate("CSS.highlights.has('found')") is False
        page.close()


def test_the_single_key_can_be_switched_off(site: Site, page: Page) -> None:
    page.goto(site.address)
    page.keyboard.press("/")
    dialog = page.get_by_role("dialog", name="Search")
    dialog.get_by_label("The key / opens this").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    page.reload()
    for key in ("/", "s", "f", "p", "n", ",", "."):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.get_by_role("dialog", name="Search").count() == 0
    assert page.url == site.address
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()


def test_without_scripts_the_button_leads_to_themes_and_glossary(
    site: Site, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address)
    page.get_by_role("link", name="Search", exact=True).click()
    arrives(page, f"{site.address}search/")
    expect(page.locator("noscript p")).to_be_visible()
    page.locator("noscript").get_by_role("link", name="glossary").click()
    arrives(page, "/reference/glossary/")
    context.close()


def test_search_costs_nothing_before_it_is_used(site: Site, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.address, wait_until="networkidle")
    assert not [
        url for url in asked if "pagefind" in url or "assets/search" in url or "marks" in url
    ]
    page.keyboard.press("/")
    page.keyboard.type("internet")
    expect(page.locator(".hit").first).to_be_visible()
    assert [url for url in asked if "pagefind" in url]
    assert all(url.startswith(site.address) for url in asked)


def test_on_a_narrow_screen_the_results_come_before_the_facets(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{site.address}search/?q=internet")
    box = page.locator(".hit").first.bounding_box()
    assert box and box["y"] < 500
    page.get_by_text("Narrow by theme, part, kind and collation").click()
    expect(page.get_by_label("Online content governance")).to_be_visible()
    page.close()
