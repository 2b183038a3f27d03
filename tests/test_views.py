"""The views of the small corpus, which say what a page shows before there is any HTML."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from reader.corpus.inline import Foreign, Inlines, Text, as_text
from reader.corpus.model import Section, Theme, Work
from reader.pages.context import Context
from reader.pages.full import FullView, full_page
from reader.pages.search import SearchView, search_page
from reader.pages.section import SectionView, section_page
from reader.pages.themes import ThemeView, theme_page
from reader.pages.withdrawn import WithdrawnView, withdrawn_page
from reader.pages.works import HomeView, home_page
from support import PUBLICATION, SMALL, context_of, forge, sound


@pytest.fixture(scope="module")
def context() -> Context:
    return context_of(sound(SMALL))


def work_of(context: Context, id: str) -> Work:
    return next(work for work in context.corpus.works if work.id == id)


def section_of(work: Work, id: str) -> Section:
    return next(section for section in work.sections if section.id == id)


def theme_of(context: Context, id: str) -> Theme:
    return next(theme for theme in context.corpus.vocabulary.themes if theme.id == id)


def label(words: str) -> Inlines:
    return (Text(words),)


def test_section(context: Context) -> None:
    harbour = work_of(context, "harbour")
    page = section_page(context, harbour, section_of(harbour, "i"))
    view = page.view
    assert isinstance(view, SectionView)
    assert (page.template, page.citations, page.updated) == ("section", "i", "2000-03-01")
    assert view.section.reference == "I"
    assert (view.section.href, view.section.complete) == ("./", False)
    assert view.original == "旧码头"
    assert view.selection == "This is a selection."

    first, second = view.passages.passages
    assert (first.passage.id, first.reference) == ("i-p1", "I ¶1")
    assert [theme.href for theme in first.about] == ["../../../themes/harbours/"]
    assert [theme.label for theme in first.mentions] == [label("Ships & boats")]
    assert first.faults == ("#i-t1",)
    pieces = [(piece.text, piece.term, piece.note) for piece in first.segments]
    assert pieces[:4] == [
        ("5. Five years ago ", "", ""),
        ("this quay", "quay", ""),
        ("", "", "n4"),
        ("", "", "n1"),
    ]
    assert [stone.id for stone in second.tombstones] == ["i-p3"]
    assert as_text(view.passages.omits) == "The last paragraph."

    assert [(note.id, note.kind) for note in view.notes] == [
        ("i-n1", "context"),
        ("i-t1", "text"),
        ("i-n2", "context"),
        ("i-n4", "context"),
    ]
    assert [stone.id for stone in view.withdrawn_notes] == ["i-n3"]
    assert [term.id for _, term in view.terms] == ["old-quay", "quay", "ship"]
    assert [event.id for _, event in view.events] == ["harbour-law", "quay-built", "speech"]
    assert [source.id for source in view.sources] == ["an-1998", "harbour-law", "tide-table"]


def test_a_section_leads_on(context: Context) -> None:
    harbour = work_of(context, "harbour")
    view = section_page(context, harbour, section_of(harbour, "i")).view
    assert isinstance(view, SectionView)
    assert view.previous
    assert view.next
    assert [view.previous.href, view.next.href] == ["../opening/", "../ii-intro/"]
    assert [(other.href, other.work == view.section.work) for other in view.see_also] == [
        ("../ii-2/", True),
        ("../../letter/i/", False),
        ("../../mina/opening/", False),
    ]
    assert view.related == ()
    assert [(item.part.label, item.href) for item in view.outline.parts] == [
        ("I", "./"),
        ("II", "../ii-intro/"),
        ("III", ""),
    ]


def test_a_section_leads_to_three_places_unless_editors_name_more(context: Context) -> None:
    letter = work_of(context, "letter")
    view = section_page(context, letter, section_of(letter, "i")).view
    assert isinstance(view, SectionView)
    assert len(view.see_also) + len(view.related) == 3
    place, shared = view.related[0]
    assert (place.link.href, place.language) == ("../../gang/i/#i-p1", "zh-Hans")
    assert [theme.label for theme in shared] == [label("Ships & boats"), label("Harbours")]


def test_theme(context: Context) -> None:
    page = theme_page(context, theme_of(context, "harbours"), 1)
    view = page.view
    assert isinstance(view, ThemeView)
    assert (page.title, page.citations) == ("Theme: Harbours", "harbours")
    assert (view.about_count, view.mentioning_count) == (6, 1)
    assert [(id, place.link.href) for id, place in view.about] == [
        ("in-gang/i-p1", "../../read/gang/i/#i-p1"),
        ("in-harbour/i-p1", "../../read/harbour/i/#i-p1"),
        ("in-harbour/ii-2-p1", "../../read/harbour/ii-2/#ii-2-p1"),
        ("in-letter/i-p1", "../../read/letter/i/#i-p1"),
        ("in-mina/opening-p1", "../../read/mina/opening/#opening-p1"),
        ("in-mina/close-p1", "../../read/mina/close/#close-p1"),
    ]
    assert [mark.found for mark in view.marks][:2] == ["#in-gang/i-p1", "#in-harbour/opening-p1"]
    _, first = view.about[0]
    assert [theme.label for theme in first.about] == [label("Ships & boats")]
    (heading,) = first.section.title
    assert isinstance(heading, Foreign)
    assert heading.language == "zh-Hans"
    assert view.full_texts[1].href == "../../read/harbour/full/?theme=harbours"
    assert view.pages == ((1, "./"),)


def test_full_text(context: Context) -> None:
    page = full_page(context, work_of(context, "harbour"), 1)
    view = page.view
    assert isinstance(view, FullView)
    assert page.module == "full"
    assert [(one.section.id, one.part and one.part.label) for one in view.sections] == [
        ("opening", None),
        ("i", "I"),
        ("ii-intro", "II"),
        ("ii-2", None),
    ]
    assert [theme.id for theme in view.themes] == ["ships", "harbours", "roads"]
    assert len(view.notes) == 4
    assert view.pages == ()
    passages = [place for one in view.sections for place in one.passages.passages]
    assert not any(piece.term for place in passages for piece in place.segments)


def test_withdrawn(context: Context) -> None:
    found = {stone.key: (stone, inside) for stone, inside in context.links.withdrawn_pages}
    page = withdrawn_page(context, *found["harbour/ii-1"])
    view = page.view
    assert isinstance(view, WithdrawnView)
    assert page.title == "Withdrawn: II.1, Sea roads"
    assert page.description == "The section II.1, Sea roads was withdrawn on 29 February 2000."
    assert (view.tombstone.kind, view.tombstone.id) == ("section", "")
    assert view.tombstone.change.date == "2000-02-29"
    assert [to.href for to in view.tombstone.to] == ["../ii-2/"]
    assert [(stone.kind, stone.id) for stone in view.inside] == [
        ("passage", "ii-1-p1"),
        ("note", "ii-1-n1"),
    ]


def test_a_withdrawn_work_is_a_text_to_readers(tmp_path: Path) -> None:
    shutil.copytree(SMALL, tmp_path / "corpus")
    added = {"works": {"moorings": {"title": "On Moorings"}}}
    forge(tmp_path / "corpus", added=added)
    forge(tmp_path / "corpus", withdrawn={"works": {"moorings": []}})
    context = context_of(sound(tmp_path / "corpus"))
    stone, inside = next(one for one in context.links.withdrawn_pages if one[0].kind == "works")
    page = withdrawn_page(context, stone, inside)
    assert isinstance(page.view, WithdrawnView)
    assert page.view.tombstone.kind == "text"
    assert page.description == "The text On Moorings was withdrawn on 31 March 2001."


def test_chinese_is_offered_only_where_a_term_has_it(context: Context) -> None:
    corpus = context.corpus
    terms = tuple(replace(term, original="", pinyin="") for term in corpus.glossary.terms)
    without = replace(corpus, glossary=replace(corpus.glossary, terms=terms))
    other = Context(without, context.links, PUBLICATION, context.bibliography, lambda record: ())
    for page in (home_page, search_page):
        view, plain = page(context).view, page(other).view
        assert isinstance(view, HomeView | SearchView)
        assert isinstance(plain, HomeView | SearchView)
        assert (view.has_chinese, plain.has_chinese) == (True, False)
