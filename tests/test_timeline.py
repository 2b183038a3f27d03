"""The timeline: where things stand in its figure, and how figure and list look."""

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page

from reader.corpus.inline import plain
from reader.corpus.model import Event
from reader.dates import day_and_month, decimal_year
from reader.pages.timeline_figure import (
    APART,
    INSET,
    MOST_LABELS,
    MOST_NAMED,
    MOST_ROWS,
    axis_of,
    figure,
    lanes,
    rows,
)
from support import SIDEWAYS, SMALL, Shared, Site, build_site, serving, sound, visit

Box = dict[str, float]

PLACE = "reference/timeline/"
NARROW = {"width": 390, "height": 844}
WIDE = {"width": 1440, "height": 900}
VOCABULARY = sound(SMALL).vocabulary


def event(id: str, date: str, *themes: str, text: str = "A ship comes in.") -> Event:
    return Event(id, date, plain(text), themes=themes)


def test_dots_that_would_meet_are_in_different_rows() -> None:
    assert list(rows([10, 10 + APART - 0.1, 10 + APART, 50], APART, MOST_ROWS)) == [0, 1, 0, 0]
    assert list(rows([10] * MOST_ROWS, APART, MOST_ROWS)) == list(range(MOST_ROWS))


def test_where_no_row_has_room_the_one_with_most_is_taken() -> None:
    assert list(rows([10, 11, 12, 13], APART, 2)) == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        (["2017"], [2017, 2018]),
        (["2013-03-23", "2017-10-27"], [2013, 2014, 2015, 2016, 2017, 2018]),
        (["1901", "2004-02-29"], [1900, 1920, 1940, 1960, 1980, 2000, 2020]),
        (["2000-01-01", "2000-12-31"], [2000, 2001]),
        (["0221", "1999"], [0, 500, 1000, 1500, 2000]),
    ],
)
def test_an_axis_names_few_round_years(dates: list[str], years: list[int]) -> None:
    axis = axis_of(map(decimal_year, dates))
    assert [year for year, _ in axis.years] == years
    assert len(years) <= MOST_LABELS + 1
    assert set(axis.years) <= set(axis.ticks)
    assert (axis.place(years[0]), axis.place(years[-1])) == (INSET, 100 - INSET)
    for date in dates:
        assert INSET <= axis.place(decimal_year(date)) <= 100 - INSET


def test_an_event_is_in_the_lane_of_each_group_of_its_themes() -> None:
    one = event("one", "2000", "ships", "tides", "roads")
    two = event("two", "2001", "ships")
    assert lanes([one, two], VOCABULARY) == [("Sea", [one, two]), ("Land", [one])]
    other = event("other", "2002")
    assert lanes([two, other], VOCABULARY) == [("Sea", [two]), ("Land", []), ("Other", [other])]


def test_lanes_are_as_high_as_their_rows_and_below_each_other() -> None:
    days = ["2000-01-01", "2000-01-02", "2000-01-03", "2005-01-01"]
    drawn = figure(
        [event(f"e{n}", day, "ships", "roads") for n, day in enumerate(days)],
        VOCABULARY,
        [("2000-01-02", "A Letter")],
    )
    sea, land = drawn.lanes
    assert [dot.y - sea.line for dot in sea.dots] == [0, 1, 2, 0]
    assert [dot.marked for dot in land.dots] == [False, True, False, False]
    assert drawn.top < sea.line < max(dot.y for dot in sea.dots) < land.line
    assert max(dot.y for dot in land.dots) < drawn.base < drawn.height
    (day,) = drawn.days
    assert day.x == sea.dots[1].x


def test_a_few_texts_are_named_beside_their_days_and_many_are_not() -> None:
    texts = [(f"{2000 + n}-05-04", "A very long speech " * 9) for n in range(MOST_NAMED)]
    named = figure([event("one", "2000")], VOCABULARY, texts)
    assert {(day.anchor, day.x < 50) for day in named.days} == {("start", True), ("end", False)}
    assert all(day.name.endswith("…") for day in named.days)
    assert len(max(named.days, key=lambda day: day.x).name) > 40
    assert len({day.y for day in named.days}) == MOST_NAMED
    many = figure([event("one", "2000")], VOCABULARY, [*texts, ("2010-05-04", "A Letter")])
    assert many.top == 0
    assert {day.name for day in many.days} == {""}
    assert figure([event("one", "2000")], VOCABULARY, []).days == ()


def test_a_dot_says_the_date_and_the_first_words() -> None:
    long = event("long", "2000-05-04", text="The ship " + "sails on and " * 20)
    law = event("law", "2001", text="The Harbour Law is passed (港口法).")
    (_, _, lane) = figure([long, law], VOCABULARY, []).lanes
    first, second = (dot.title for dot in lane.dots)
    assert first.startswith("4 May 2000: The ship sails") and first.endswith("…")
    assert second == "2001: The Harbour Law is passed"


def test_a_day_stands_without_its_year() -> None:
    dates = ("2017-10-18", "2017-10", "2017")
    assert [day_and_month(date) for date in dates] == ["18 October", "October", ""]


def write_busy(folder: Path) -> None:
    """Builds the site of a corpus with an event in each month of six years and five dated works."""
    corpus = folder / "corpus"
    shutil.copytree(SMALL, corpus)
    for number, work in enumerate(sorted(corpus.glob("*/work.yml"))):
        changed = yaml.safe_load(work.read_text("utf-8"))
        changed |= {
            "date": f"{2000 + number}-05-04",
            "short-title": f"A Long Name of a Text, the {number}th of Them",
        }
        work.write_text(yaml.safe_dump(changed, allow_unicode=True), "utf-8")
    themes = ["ships", "roads", "harbours", "tides"]
    events: dict[str, Any] = {
        f"e{year}-{month}": {
            "date": f"{year}-{month:02}-04",
            "event": "A ship comes in.",
            "sources": ["tide-table"],
            "themes": themes[: month % 5],
        }
        for year in range(2000, 2006)
        for month in range(1, 13)
    }
    (corpus / "timeline.yml").write_text(yaml.safe_dump({"events": events}), "utf-8")
    build_site(folder, corpus, "--draft")


@pytest.fixture(scope="module")
def busy(shared: Shared) -> Iterator[Site]:
    folder = shared("busy", write_busy)
    with serving(folder / "site") as address:
        yield Site(folder / "site", address, folder / "corpus")


@pytest.fixture(params=["site", "small_site", "busy"])
def drawn(request: pytest.FixtureRequest) -> Site:
    site: Site = request.getfixturevalue(request.param)
    has_events(site)
    return site


def has_events(site: Site) -> None:
    if not site.corpus.timeline.events:
        pytest.skip("this corpus has no events")


def boxes(page: Page, selector: str) -> list[Box]:
    found: list[Box] = page.locator(f".timeline :is({selector})").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    return found


def meet(one: Box, other: Box) -> bool:
    """Whether boxes share more than the pixel to which they are rounded."""
    width = min(one["right"], other["right"]) - max(one["left"], other["left"])
    height = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
    return min(width, height) > 1


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_dots_and_names_do_not_meet_and_nothing_overflows(
    drawn: Site, page: Page, size: Any
) -> None:
    page.set_viewport_size(size)
    visit(page, f"{drawn.address}{PLACE}")
    assert not page.evaluate(SIDEWAYS)
    (figure,) = boxes(page, "svg")
    found = boxes(page, "circle, text")
    assert [pair for pair in combinations(found, 2) if meet(*pair)] == []
    for box in found:
        assert figure["left"] <= box["left"] and box["right"] <= figure["right"]
        assert figure["top"] <= box["top"] and box["bottom"] <= figure["bottom"]


def test_dots_and_words_keep_their_size_at_any_width(small_site: Site, page: Page) -> None:
    sizes = []
    for size in (NARROW, WIDE):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        visit(page, f"{small_site.address}{PLACE}")
        found = boxes(page, "circle, text")
        sizes.append([(round(box["width"]), round(box["height"])) for box in found])
    assert sizes[0] == sizes[1]


def test_each_dot_leads_to_its_event_in_the_list(any_site: Site) -> None:
    has_events(any_site)
    page = any_site.pages[PLACE]
    (svg,) = page.xpath("//figure/svg[@aria-hidden='true']")
    dots = svg.xpath(".//a[@tabindex='-1']")
    events = page.xpath("//ol[contains(@class, 'rail')]/li")
    wanted = [one.id for one in any_site.corpus.timeline.events]
    assert sorted(one.get("id") for one in events) == sorted(wanted)
    assert {dot.get("href") for dot in dots} == {f"#{id}" for id in wanted}
    marked = {one.get("id") for one in events if one.get("class") == "marked"}
    days = {work.date for work in any_site.corpus.works}
    assert marked == {one.id for one in any_site.corpus.timeline.events if one.date in days}
    assert {dot.get("href") for dot in dots if dot.get("class")} == {f"#{id}" for id in marked}


def test_the_list_goes_by_year(small_site: Site) -> None:
    page = small_site.pages[PLACE]
    assert page.xpath("//h2/@id") == ["year_1901", "year_1993", "year_1998"]
    assert page.xpath("//nav[@aria-label='Years']//a/@href") == [
        "#year_1901",
        "#year_1993",
        "#year_1998",
    ]
    times = page.xpath("//ol//time")
    assert [time.get("datetime") for time in times] == ["1993-06", "1998-05-04"]
    assert [time.text_content() for time in times] == ["June 1993", "4 May 1998"]


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["narrow", "wide"])
def test_the_dots_of_the_list_are_on_its_line(small_site: Site, page: Page, size: Any) -> None:
    page.set_viewport_size(size)
    visit(page, f"{small_site.address}{PLACE}")
    line, dot, text = page.locator(".rail").first.evaluate(
        """rail => {
          const { left } = rail.getBoundingClientRect()
          const dot = getComputedStyle(rail.firstElementChild, "::before")
          const item = rail.firstElementChild.getBoundingClientRect()
          const middle = item.left + parseFloat(dot.left) + parseFloat(dot.width) / 2
          return [left, middle, rail.querySelector("p").getBoundingClientRect().left]
        }"""
    )
    assert abs(line - dot) <= 1
    assert 8 <= dot < text - 8


def test_dates_stand_in_the_margin_where_there_is_one(small_site: Site, page: Page) -> None:
    page.goto(f"{small_site.address}{PLACE}")
    words, date = (page.locator(f"#speech > {one}").first for one in ("p", "time"))
    for size, beside in ((WIDE, True), (NARROW, False)):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        text, day = words.bounding_box(), date.bounding_box()
        assert text and day
        assert (day["x"] + day["width"] < text["x"]) == beside
        assert (day["y"] + day["height"] <= text["y"]) != beside


def test_forced_colours_leave_events_marked_and_the_target_outlined(
    small_site: Site, page: Page
) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(f"{small_site.address}{PLACE}#speech")
    style = "one => getComputedStyle(one).outlineStyle"
    assert page.locator("#speech").evaluate(style) == "solid"
    fill = "one => getComputedStyle(one).fill"
    marked, other = (page.locator(f".timeline a{one} circle").first for one in (".marked", ""))
    assert marked.evaluate(fill) != other.evaluate(fill)
