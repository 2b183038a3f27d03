"""The theme map: its columns, the order of its rows, and where its dots lead."""

from dataclasses import replace
from math import inf

import pytest
from playwright.sync_api import Browser, Page, expect

from reader.corpus.model import Corpus, PassageRef
from reader.graph.link import link
from reader.graph.model import ThemeLinks
from reader.pages.theme_map import Mark, ThemeMap, middle, theme_map
from support import SIDEWAYS, SMALL, Site, arrives, unchanged

MAP = "reference/theme-map/"
MODULE = "reader.pages.theme_map"


def small(*works: str) -> Corpus:
    """The small corpus, or some of its works."""
    corpus = unchanged(SMALL)
    kept = tuple(work for work in corpus.works if not works or work.id in works)
    return replace(corpus, works=kept)


def map_of(corpus: Corpus) -> ThemeMap:
    keys = {place.key for place in corpus.passages}

    def kept(places: tuple[PassageRef, ...]) -> tuple[PassageRef, ...]:
        return tuple(place for place in places if place.key in keys)

    found = link(unchanged(SMALL)).themes
    themes = {id: ThemeLinks(kept(one.about), kept(one.mentions)) for id, one in found.items()}
    return theme_map(corpus, themes)


def heads(found: ThemeMap) -> list[tuple[str, int]]:
    return [(head.label, len(columns)) for head, columns in found.heads]


def dots(found: ThemeMap, theme: str) -> str:
    """A row in letters."""
    signs = {0: ".", 1: "o", 2: "x"}
    return "".join(signs[2 if one.about else bool(one.mentions)] for one in found.rows[theme])


def ids(found: ThemeMap) -> list[str]:
    return [column.id for column in found.columns]


def mark(passages: int) -> Mark:
    return Mark(passages, 0, 1, "", "")


def test_few_passages_have_a_column_each_under_their_works() -> None:
    found = map_of(small())
    assert found.unit == "passage"
    assert heads(found) == [
        ("A Greeting", 1),
        ("On the Harbour", 6),
        ("A Letter", 1),
        ("A Word to the Port", 3),
        ("The Tides", 6),
    ]
    assert found.starts == {0, 1, 7, 8, 11}
    assert dots(found, "ships") == "x.ox...xox.o....."
    second = found.rows["ships"][3]
    assert second.href == "read/harbour/i/#i-p2"
    assert second.found == "themes/ships/#in-harbour/i-p2"
    assert found.columns[3].label == "I ¶2, On the Harbour"
    assert len(set(ids(found))) == len(found.columns)


def test_the_passages_of_one_work_stand_under_its_parts() -> None:
    found = map_of(small("harbour"))
    assert heads(found) == [("–", 1), ("I", 2), ("II", 3)]
    assert [head.title for head, _ in found.heads][:2] == ["On the Harbour", "The Quay"]
    assert found.columns[1].id == "in-i-p1"
    assert found.columns[1].label == "I ¶1"
    assert heads(map_of(small("letter"))) == [("A Letter", 1)]


def test_many_passages_share_the_columns_of_works_parts_or_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(f"{MODULE}.MOST_DOTS", 5)
    works = map_of(small())
    assert (works.unit, ids(works)[1]) == ("text", "in-harbour")
    assert [(one.about, one.mentions) for one in works.rows["harbours"]] == [
        (1, 0),
        (2, 1),
        (1, 0),
        (2, 0),
        (0, 0),
    ]
    assert works.rows["harbours"][1].href == "themes/harbours/#in-harbour"
    parts = map_of(small("harbour"))
    assert (parts.unit, ids(parts)) == ("part", ["in-harbour", "in-I", "in-II"])
    monkeypatch.setattr(f"{MODULE}.MOST_COLUMNS", 4)
    decades = map_of(small())
    assert (decades.unit, ids(decades)) == ("decade", ["in-1990s", "in-2000s", "in-n.d."])
    several = small()
    years = replace(several, works=tuple(replace(one, date="2004-05") for one in several.works))
    assert (map_of(years).unit, ids(map_of(years))) == ("year", ["in-2004"])


def test_dots_too_close_together_are_no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{MODULE}.MOST_DOTS", 2)
    assert {one.href for row in map_of(small()).rows.values() for one in row} == {""}


def test_sizes_say_how_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{MODULE}.MOST_DOTS", 5)
    found = map_of(small())
    assert found.limits == (0, 1, 2, 5)
    sizes = {one.passages: one.size for row in found.rows.values() for one in row}
    assert sizes == {0: 0, 1: 2, 2: 3, 3: 4, 4: 4, 5: 4}


def test_rows_are_sorted_by_the_mean_position_of_their_passages() -> None:
    assert middle((mark(1), mark(0), mark(3))) == 1.5
    assert middle((mark(0),)) == middle(()) == inf
    found = map_of(small())
    assert list(found.rows) == ["harbours", "roads", "ships", "tides", "measures"]


def test_an_empty_corpus_has_no_columns() -> None:
    found = map_of(replace(small(), works=()))
    assert (found.columns, found.heads) == ((), ())


def test_a_dot_leads_to_its_passage(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}{MAP}")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name="Ships & boats"))
    row.get_by_role("link", name="mentions: I paragraph 1, On the Harbour").click()
    arrives(page, "/read/harbour/i/#i-p1")
    expect(page.locator(":target")).to_contain_text("Five years ago")


def test_the_row_on_a_theme_leads_down_its_page(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}themes/ships/")
    strip = page.get_by_role("table", name="Where this theme comes up")
    strip.get_by_role("link", name="about: paragraph 1, A Letter").click()
    arrives(page, "/themes/ships/#in-letter/i-p1")
    expect(page.locator(":target")).to_contain_text("Dear harbour, keep the ships.")
    box = strip.bounding_box()
    assert box and box["height"] <= 60


@pytest.mark.parametrize("place", [MAP, "themes/ships/"])
def test_on_a_phone_dots_say_what_they_are_and_lead_nowhere(
    any_site: Site, browser: Browser, place: str
) -> None:
    place = place.replace("ships", any_site.corpus.vocabulary.themes[0].id)
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{any_site.address}{place}")
    assert not page.evaluate(SIDEWAYS)
    assert page.locator(".map td a:visible").count() == 0
    dots = page.locator(".map td:has(.dot)")
    said = {dot.inner_text() for dot in dots.all()}
    assert said and said <= {"about", "mentions"}
    for dot in page.locator(".map td .dot").all():
        box = dot.bounding_box()
        assert box and box["width"] >= 8
    page.close()


@pytest.mark.parametrize("width", [390, 768, 1440])
def test_dots_stand_below_their_heads(small_site: Site, browser: Browser, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{small_site.address}{MAP}")
    for number, head in enumerate(page.locator(".references th").all()):
        cell = page.locator(".map tbody").last.locator("tr").last.locator("td").nth(number)
        above, below = head.bounding_box(), cell.bounding_box()
        assert above and below and abs(above["x"] - below["x"]) <= 2
    page.close()
