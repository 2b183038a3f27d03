"""What a reader copies by selecting words, in every browser that people use: the words of passages.

The words are selected on the page, copied with Control+C, and pasted with Control+V into a page of
another origin, as into another program. The audit runs these tests; see tests/audit/drivers.py.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from lxml import html

from audit.drivers import Driver
from reader.corpus.model import PassageRef
from support import Site, serving

TARGET = """<!doctype html>
<meta charset="utf-8">
<title>Paste here</title>
<p contenteditable></p>
<script>
addEventListener("paste", ({ clipboardData, isTrusted }) => {
  const [text, html] = ["text/plain", "text/html"].map(type => clipboardData.getData(type))
  window.pasted = isTrusted && { text, html }
})
document.querySelector("p").focus()
</script>
"""
"""A page that keeps what is pasted into it, if a person does it and not a script."""

PLACE = """
/** A boundary point: after so many letters of the words of an element, or at an edge of it. */
function place([selector, index, letters], edge) {
  const element = [...document.querySelectorAll(selector)].at(index)
  if (letters === null) return [element, edge === "end" ? element.childNodes.length : 0]
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  let before = 0
  while (walker.nextNode()) {
    const text = walker.currentNode
    if (text.parentElement.closest(".apparatus")) continue
    // The space between the reference and the words is not one of their letters.
    const start = before ? 0 : text.length - text.data.trimStart().length
    const length = text.length - start
    if (letters <= before + length) return [text, start + letters - before]
    before += length
  }
}
"""
SELECT = f"""{PLACE}
const [start, end] = arguments
getSelection().setBaseAndExtent(...place(start, "start"), ...place(end, "end"))
return getSelection().toString()
"""
POINTS = f"""{PLACE}
const [start, end] = arguments
const [first, last] = [place(start, "start"), place(end, "end")]
const box = (text, offset) => {{
  const letter = new Range()
  letter.setStart(text, offset)
  letter.setEnd(text, offset + 1)
  return letter.getBoundingClientRect()
}}
first[0].parentElement.scrollIntoView()
const [from, to] = [box(...first), box(last[0], last[1] - 1)]
return [[from.left + 1, from.top + from.height / 2], [to.right - 1, to.top + to.height / 2]]
"""
"""Where to press and release the mouse, to select from one place to another."""

Place = tuple[str, int, int | None]
"""Which element that matches a selector, and how many of its words' letters are before the place.

With None, the place is the edge of the element.
"""

WORDS = "p.words"


@dataclass(frozen=True, slots=True)
class Pasted:
    text: str
    html: str

    @property
    def paragraphs(self) -> list[tuple[dict[str, str], str]]:
        """The attributes and the words of each paragraph. Fails if there is anything but these."""
        body = html.document_fromstring(self.html).find("body")
        assert {one.tag for one in body.iterdescendants()} == {"p"}
        assert not "".join(body.xpath("text()")).strip()
        for one in body:
            # WebKit adds a style to what another origin reads, which has the initial values only.
            if "font-family" not in one.get("style", ""):
                one.attrib.pop("style", None)
        return [(dict(one.attrib), one.text_content()) for one in body]


@pytest.fixture(scope="module")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("target")
    (folder / "index.html").write_text(TARGET, "utf-8")
    with serving(folder, "/") as address:
        yield address


def until(driver: Driver, expression: str) -> None:
    """Waits until a JavaScript expression is true on the page."""
    for _ in range(200):
        if driver.evaluate(f"return Boolean({expression})"):
            return
        time.sleep(0.05)
    raise AssertionError(f"not true after ten seconds: {expression}")


def paste(driver: Driver, target: str) -> Pasted:
    driver.open(target)
    driver.press("Control+v")
    until(driver, "window.pasted")
    return Pasted(**driver.evaluate("return pasted"))


def copied(driver: Driver, target: str, start: Place, end: Place) -> Pasted:
    """What can be pasted elsewhere after copying what is between two places of the page."""
    assert driver.evaluate(SELECT, start, end)
    driver.press("Control+c")
    return paste(driver, target)


def language(passage: PassageRef) -> dict[str, str]:
    """The attributes of the paragraph of a passage."""
    attributes = {"lang": passage.work.language}
    return attributes | {"dir": "rtl"} if passage.work.language == "ar" else attributes


def check(pasted: Pasted, parts: Sequence[tuple[PassageRef, str]]) -> None:
    """Fails if more or less was copied than these words of passages: a paragraph for each."""
    assert pasted.text == "\n\n".join(words for _, words in parts)
    assert pasted.paragraphs == [(language(one), words) for one, words in parts]


def whole(passages: Sequence[PassageRef]) -> list[tuple[PassageRef, str]]:
    return [(one, one.passage.words) for one in passages]


def of_section(site: Site, work: str, section: str) -> list[PassageRef]:
    passages = [
        one for one in site.corpus.passages if (one.work.id, one.section.id) == (work, section)
    ]
    assert passages
    return passages


@pytest.mark.parametrize(
    ("work", "section"), [("tides", "i-1"), ("harbour", "i"), ("gang", "i"), ("mina", "opening")]
)
def test_all_of_a_section(
    driver: Driver, small_site: Site, target: str, work: str, section: str
) -> None:
    driver.open(f"{small_site.address}read/{work}/{section}/")
    pasted = copied(driver, target, (WORDS, 0, None), (WORDS, -1, None))
    check(pasted, whole(of_section(small_site, work, section)))


def test_from_the_middle_of_a_passage_to_that_of_one_in_another_part(
    driver: Driver, small_site: Site, target: str
) -> None:
    first, *between, last = [one for one in small_site.corpus.passages if one.work.id == "tides"]
    start, end = (len(one.passage.words) // 2 for one in (first, last))
    start, end = first.passage.words.index(" ", start) + 1, last.passage.words.index(" ", end)
    driver.open(f"{small_site.address}read/tides/full/")
    pasted = copied(driver, target, (WORDS, 0, start), (WORDS, -1, end))
    parts = [(first, first.passage.words[start:]), *whole(between)]
    check(pasted, [*parts, (last, last.passage.words[:end])])


AROUND_A_MARKER = "with marks on it, and a lamp beside the board. What is not simple is"


def test_a_part_of_a_passage_around_a_note_marker(
    driver: Driver, small_site: Site, target: str
) -> None:
    passage, *_ = of_section(small_site, "tides", "i-1")
    start = passage.passage.words.index(AROUND_A_MARKER)
    driver.open(f"{small_site.address}read/tides/i-1/")
    end = start + len(AROUND_A_MARKER)
    pasted = copied(driver, target, (WORDS, 0, start), (WORDS, 0, end))
    check(pasted, [(passage, AROUND_A_MARKER)])


def test_with_the_mouse(driver: Driver, small_site: Site, target: str) -> None:
    first, second, *_ = of_section(small_site, "tides", "i-1")
    start = first.passage.words.index("nothing else")
    end = second.passage.words.index(" of the survey")
    driver.open(f"{small_site.address}read/tides/i-1/")
    until(driver, "document.fonts.status === 'loaded'")
    driver.drag(*driver.evaluate(POINTS, (WORDS, 0, start), (WORDS, 1, end)))
    driver.press("Control+c")
    parts = [(first, first.passage.words[start:]), (second, second.passage.words[:end])]
    check(paste(driver, target), parts)


def test_the_quotations_of_a_theme(driver: Driver, small_site: Site, target: str) -> None:
    passages = small_site.corpus.passages
    about = [one for one in passages if "ships" in one.passage.about]
    mentions = [one for one in passages if "ships" in one.passage.mentions]
    assert len({one.work.language for one in about}) > 1
    driver.open(f"{small_site.address}themes/ships/")
    pasted = copied(driver, target, ("blockquote", 0, None), ("blockquote", -1, None))
    check(pasted, whole([*about, *mentions]))


@pytest.mark.parametrize(
    ("address", "place", "markup"),
    [
        ("read/tides/i-1/", "#i-1-n1 .note-body p", "<a "),
        ("read/tides/i-1/", "#content h1", "Making the coast"),
        ("how-to-cite/", "#content p", "<"),
    ],
)
def test_what_is_not_in_a_passage_is_left_to_the_browser(
    driver: Driver, small_site: Site, target: str, address: str, place: str, markup: str
) -> None:
    driver.open(f"{small_site.address}{address}")
    words = driver.evaluate(f"return document.querySelector('{place}').innerText")
    pasted = copied(driver, target, (place, 0, None), (place, 0, None))
    assert pasted.text.strip() == words.strip()
    assert markup in pasted.html


def test_the_quotation_is_copied_with_the_keyboard(
    driver: Driver, small_site: Site, target: str
) -> None:
    _, passage, *_ = of_section(small_site, "tides", "i-1")
    driver.open(f"{small_site.address}read/tides/i-1/")
    driver.evaluate("document.querySelectorAll('[data-ris]')[1].focus()")
    driver.press("Enter")
    until(driver, "document.activeElement.textContent === 'Copy link'")
    driver.press("Tab")
    until(driver, "document.activeElement.textContent === 'Copy quotation'")
    driver.press("Enter")
    until(driver, "document.querySelector('#popover [role=status]').textContent")
    said = driver.evaluate("return document.querySelector('#popover [role=status]').textContent")
    assert said == "Quotation copied: I.1 ¶2"
    assert paste(driver, target).text.startswith(f"“{passage.passage.words}” Fu Lan")
