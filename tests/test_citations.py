"""The citation files, read by libraries other than those that wrote them where there is one."""

import csv
import io
import json
import re

import pytest
import rispy
from PIL import Image
from pybtex.database import parse_string

from reader.addresses import passage_reference, section_reference, section_title
from reader.cite.citeproc import ADDRESS, PLACE, STYLES, slotted
from reader.cite.record import Slot
from reader.corpus.model import PassageRef
from support import ROOT, Site, pages_of_theme


def expected(place: PassageRef, url: str) -> dict[str, str]:
    work, section, passage = place.work, place.section, place.passage
    return {
        "author": f"{work.speaker.family}, {work.speaker.given}",
        "title": section_title(work, section),
        "book": work.title,
        "date": work.date,
        "locator": passage_reference(section, passage),
        "url": f"{url}read/{section.key}/#{passage.id}",
        "words": passage.words,
    }


def test_every_passage_has_its_ris(any_site: Site) -> None:
    site, places, url = any_site, any_site.corpus.passages, any_site.url
    labels = {theme.id: theme.label for theme in site.corpus.vocabulary.themes}
    for place in places:
        path = site.folder / "read" / place.section.key / f"{place.passage.id}.ris"
        (entry,) = rispy.loads(path.read_text("utf-8"))
        assert entry["type_of_reference"] == "CHAP"
        assert {
            "author": entry["authors"][0],
            "title": entry["title"],
            "book": entry["secondary_title"],
            "date": entry["date"].replace("/", "-"),
            "locator": entry["start_page"],
            "url": entry["urls"][0],
            "words": entry["abstract"],
        } == expected(place, url)
        assert entry["keywords"] == [labels[id] for id in place.passage.themes]
        assert "Text as published by" in entry["notes"][0]
        assert "translator" not in path.read_text("utf-8").lower()


def plain(text: str) -> str:
    return re.sub(r"\\([&%$#_{}])", r"\1", text.removeprefix("{").removesuffix("}"))


def test_every_section_has_its_three_files(any_site: Site) -> None:
    site, places, url = any_site, any_site.corpus.passages, any_site.url
    for section in {place.section.key: place.section for place in places}.values():
        folder = site.folder / "read" / section.key
        own = [place for place in places if place.section is section]
        wanted = [expected(place, url) for place in own]
        bib = parse_string((folder / f"{section.id}.bib").read_text("utf-8"), "bibtex")
        _, *entries = bib.entries.values()
        assert [
            {
                "author": str(entry.persons["author"][0]),
                "title": plain(entry.fields["title"]),
                "book": plain(entry.fields["booktitle"]),
                "date": entry.fields["date"],
                "locator": plain(entry.fields["pages"]),
                "url": entry.fields["url"],
                "words": plain(entry.fields["abstract"]),
            }
            for entry in entries
        ] == wanted
        _, *items = json.loads((folder / f"{section.id}.csl.json").read_text("utf-8"))
        assert [
            {
                "author": f"{item['author'][0]['family']}, {item['author'][0]['given']}",
                "title": item["title"],
                "book": item["container-title"],
                "date": "-".join(f"{part:02}" for part in item["issued"]["date-parts"][0]),
                "locator": item["page"],
                "url": item["URL"],
                "words": item["abstract"],
            }
            for item in items
        ] == wanted
        ris = rispy.loads((folder / f"{section.id}.ris").read_text("utf-8"))
        assert [entry["urls"][0] for entry in ris[1:]] == [want["url"] for want in wanted]
        assert ris[0]["urls"] == [f"{url}read/{section.key}/"]


def test_a_theme_has_exactly_its_list(any_site: Site) -> None:
    for theme in any_site.corpus.vocabulary.themes:
        folder = any_site.folder / "themes" / theme.id
        pages = pages_of_theme(any_site, theme.id)
        quotes = [quote for page in pages for quote in page.xpath("//blockquote")]
        listed = [" ".join(quote.text_content().split()) for quote in quotes]
        text = (folder / f"{theme.id}.csv").read_bytes().decode()
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [row["words"] for row in rows] == listed
        assert all(row["address"].startswith(f"{any_site.url}read/") for row in rows)
        ris = rispy.loads((folder / f"{theme.id}.ris").read_text("utf-8"))
        assert [entry["abstract"] for entry in ris] == listed


def test_a_work_is_cited_with_all_its_passages(any_site: Site) -> None:
    for work in any_site.corpus.works:
        file = any_site.folder / "read" / work.id / f"{work.id}.csl.json"
        book, *chapters = json.loads(file.read_text("utf-8"))
        assert book["type"] == "book" and book["URL"] == f"{any_site.url}read/{work.id}/"
        passages = [passage for section in work.sections for passage in section.passages]
        assert [item["abstract"] for item in chapters] == [passage.words for passage in passages]


def test_pages_name_their_files(any_site: Site) -> None:
    for work in any_site.corpus.works:
        for section in work.sections:
            page = any_site.pages[f"read/{section.key}/"]
            assert page.xpath("//head/link[@rel='alternate']/@href") == [
                f"{section.id}.ris",
                f"{section.id}.bib",
                f"{section.id}.csl.json",
            ]


def test_every_section_says_what_zotero_keeps(any_site: Site) -> None:
    """The rules of Zotero's Embedded Metadata translator, tried on it in June 2026: a book section
    needs `z:itemType`; a COinS span silences the tags; `citation_…` tags drop half of them."""
    site, places, url = any_site, any_site.corpus.passages, any_site.url
    for section in {place.section.key: place.section for place in places}.values():
        work = next(place.work for place in places if place.section is section)
        page = site.pages[f"read/{section.key}/"]
        head = {
            meta.get("name") or meta.get("property"): meta.get("content")
            for meta in page.xpath("//head/meta[@name or @property]")
        }
        assert head["z:itemType"] == "bookSection"
        assert head["DC.title"] == head["og:title"] == section_title(work, section)
        assert head["DC.creator"] == f"{work.speaker.family}, {work.speaker.given}"
        assert head["DC.source"] == work.title
        assert head["DC.date"] == work.date and head["DC.language"] == work.language
        assert head["DC.rights"] == work.rights
        assert head.get("z:pages", "") == section_reference(section)
        assert head.get("z:place", "") == work.place
        assert work.source.publisher in head["z:extra"]
        assert all(passage.words in head["DCTERMS.abstract"] for passage in section.passages)
        assert head["og:description"] == head["description"]
        assert "z:translators" not in head
        assert not [name for name in head if name.startswith("citation_")]
        assert not page.find_class("Z3988")
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert head["og:url"] == canonical == f"{url}read/{section.key}/"


def test_linked_data_names_chapter_book_and_quotations(any_site: Site) -> None:
    site, places, url = any_site, any_site.corpus.passages, any_site.url
    for section in {place.section.key: place.section for place in places}.values():
        page = site.pages[f"read/{section.key}/"]
        (script,) = page.xpath("//script[@type='application/ld+json']/text()")
        data = json.loads(script)
        assert data["@type"] == "Chapter" and data["isPartOf"]["@type"] == "Book"
        assert data["isBasedOn"]["publisher"]["name"]
        assert [part["text"] for part in data["hasPart"]] == [p.words for p in section.passages]
        for part, passage in zip(data["hasPart"], section.passages, strict=True):
            assert part["@type"] == "Quotation"
            assert part["@id"] == f"{url}read/{section.key}/#{passage.id}"
            about = [f"{url}themes/{id}/" for id in passage.about]
            assert [theme["@id"] for theme in part["about"]] == about


def test_every_work_has_its_picture(any_site: Site) -> None:
    site, places, url = any_site, any_site.corpus.passages, any_site.url
    for work in {place.work.id: place.work for place in places}.values():
        path = f"read/{work.id}/card.png"
        with Image.open(site.folder / path) as picture:
            assert picture.size == (1200, 630) and picture.format == "PNG"
        page = site.pages[f"read/{work.id}/"]
        assert page.xpath("//meta[@property='og:image']/@content") == [f"{url}{path}"]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_stands_alone_and_has_its_licence(style: str) -> None:
    text = (ROOT / "scripts" / "reader" / "cite" / "styles" / f"{style}.csl").read_text("utf-8")
    assert "creativecommons.org/licenses/by-sa/3.0/" in text
    for alone in ("disambiguate-add-", "subsequent-author-substitute", '<if disambiguate="true">'):
        assert alone not in text


def filled(pieces: tuple[str | Slot, ...], reference: str = "", address: str = "") -> str:
    """A citation with its slots as they are, or as a passage fills them."""
    values = {"reference": reference, "address": address}
    return "".join(
        piece
        if isinstance(piece, str)
        else piece.lead + values[piece.name]
        if values[piece.name]
        else piece.text
        for piece in pieces
    )


@pytest.mark.parametrize(
    ("text", "locator", "page", "passage"),
    [
        (f"Xi (2017), {PLACE}, {ADDRESS}.", "V.2", "Xi (2017), V.2, W/.", "Xi (2017), R, P."),
        (f"(Xi, 2017, p. {PLACE})", "V.2", "(Xi, 2017, V.2)", "(Xi, 2017, R)"),
        (f"Xi. 2017. {ADDRESS}.", "V.2", "Xi. 2017. W/.", "Xi. 2017. P."),
        (f"Xi (2017), {ADDRESS}.", "", "Xi (2017), W/.", "Xi (2017), R, P."),
        (f"Xi. 2017. {ADDRESS}", "", "Xi. 2017. W/", "Xi. 2017. P"),
        ("(Xi 2017)", "", "(Xi 2017)", "(Xi 2017, R)"),
        ("", "", "", ""),
    ],
)
def test_a_citation_has_slots_for_a_passage(
    text: str, locator: str, page: str, passage: str
) -> None:
    pieces = slotted(text, locator, "W/")
    assert filled(pieces) == page
    assert filled(pieces, "R", "P") == passage


def test_what_is_not_for_the_eye_is_hidden(any_site: Site) -> None:
    site, places, url = any_site, any_site.corpus.passages, any_site.url
    for key in {place.section.key for place in places}:
        cited = site.pages[f"read/{key}/"].xpath("//dd[@data-style]")
        assert [text.get("data-style") for text in cited] == list(STYLES)
        for text in cited:
            (address,) = text.xpath(".//*[@data-slot='address']")
            assert address.text == f"{url}read/{key}/"
            assert all(running.get("hidden") is not None for running in text.find_class("in-text"))
            (visible,) = text.find_class("bibliography")
            assert len(text.find_class("in-text")) == (text.get("data-style") != "chicago-notes")
            assert visible.get("hidden") is None
