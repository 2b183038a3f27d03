"""The words are the source's: corpus, registry and built site against the text as received."""

import re
from collections import Counter

from lxml import html

from reader.registry.published import published
from reader.text import normalize_space, sha256
from support import REAL, TESTS, Site, sound

RECEIVED = TESTS / "data" / "text-as-received.txt"
HEADING = re.compile(r"^[ⅠⅢⅤⅦⅧⅩⅫ]+: ")


def received() -> list[str]:
    """The paragraphs of the text, without the page's preface, the headings, and the form below."""
    lines = [line.strip() for line in RECEIVED.read_text("utf-8").splitlines()]
    first = next(number for number, line in enumerate(lines) if HEADING.match(line))
    last = lines.index("News Source: Xinhua News Agency:")
    headings = {section.heading for work in sound(REAL).works for section in work.sections}
    return [
        normalize_space(line)
        for line in lines[first:last]
        if line and not HEADING.match(line) and line not in headings
    ]


def clean(passage: html.HtmlElement) -> str:
    """The words of an element that has a passage's id, as a reader's tool would take them out."""
    for apparatus in passage.find_class("apparatus"):
        apparatus.drop_tree()
    return normalize_space(passage.text_content())


def test_the_corpus_has_exactly_the_received_text() -> None:
    passages = [p for work in sound(REAL).works for s in work.sections for p in s.passages]
    assert [passage.words for passage in passages] == received()
    assert len(passages) == 20


def test_the_titles_of_parts_are_the_received_ones() -> None:
    lines = RECEIVED.read_text("utf-8").splitlines()
    titles = [HEADING.sub("", line).strip() for line in lines if HEADING.match(line)]
    (work,) = sound(REAL).works
    assert [part.title for part in work.parts if part.sections] == titles
    assert all(part.title_by_editors for part in work.parts if not part.sections)


def test_the_sections_are_the_twelve_of_the_design_in_their_order() -> None:
    (work,) = sound(REAL).works
    assert {section.id: len(section.passages) for section in work.sections} == {
        "i": 2,
        "iii-4": 1,
        "iii-10": 1,
        "v-intro": 1,
        "v-1": 2,
        "v-2": 3,
        "vii-1": 1,
        "viii-1": 1,
        "viii-7": 1,
        "x": 3,
        "xii": 3,
        "xiii-8": 1,
    }


def test_the_built_site_has_the_received_text(site: Site) -> None:
    corpus = sound(REAL)
    pages = site.pages
    found: Counter[str] = Counter()
    registered = {key: entry.sha256 for (_, key), entry in corpus.registry.entries.items()}
    for work in corpus.works:
        for section in work.sections:
            for passage in section.passages:
                for page in (f"read/{section.key}/", f"read/{work.id}/full/"):
                    (element,) = html.fromstring(html.tostring(pages[page])).xpath(
                        "//*[@id=$id]", id=passage.id
                    )
                    words = clean(element)
                    assert sha256(words) == registered[f"{work.id}/{passage.id}"]
                    found[words] += 1
    assert found == Counter(received() * 2)


def test_the_registry_is_complete() -> None:
    corpus = sound(REAL)
    assert set(published(corpus)) == {
        id for id, entry in corpus.registry.entries.items() if not entry.withdrawn
    }
