"""The citation files and metadata, read by libraries other than those that wrote them."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pypandoc
import pytest
import rispy
from PIL import Image
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person, parse_string

from reader.addresses import passage_reference, section_reference, section_title
from reader.cite.bibtex import bibtex, headline
from reader.cite.citeproc import ADDRESS, REFERENCE, STYLES, slotted
from reader.cite.record import Publication, Records
from reader.cite.ris import ris
from reader.cite.table import csv_table
from reader.corpus.load import load
from reader.corpus.model import Section, Work
from reader.names import Name, Names, listed, read_name
from support import SMALL, Site, edit, filled, pages_of_theme, schemas

Kept = dict[str, Any]
"""What a reference manager keeps of an entry."""


def titles(work: Work, section: Section | None, passage: str = "") -> tuple[str, str]:
    """The title of what is cited, and that of the work if something in it is cited."""
    whole = work.sentence_case or work.title
    part = section and next((p for p in work.parts if p.label == section.part), None)
    if not section or not (section.heading or part):
        title, container = whole, ""
    else:
        inherited = part.sentence_case if part and not section.heading else ""
        title, container = (inherited or section_title(work, section)).removesuffix("."), whole
    return f"{title} ({passage})" if passage else title, container


def wanted(site: Site) -> dict[str, Kept]:
    """What is cited, by its address, as every file must have it."""
    labels = {theme.id: theme.label for theme in site.corpus.vocabulary.themes}

    def kept(work: Work, section: Section | None, address: str, **more: Any) -> tuple[str, Kept]:
        title, container = titles(work, section, more.pop("reference", ""))
        kept = {
            "title": title,
            "container": container,
            "author": [name.inverted for name in work.author],
            "editor": [name.inverted for name in work.editor],
            "translator": [name.inverted for name in work.translator],
            "date": work.date,
            "url": site.url + address,
            **more,
        }
        return site.url + address, kept

    found = {}
    for work in site.corpus.works:
        for place in work.passages:
            url, one = kept(
                work,
                place.section,
                f"read/{place.section.key}/#{place.passage.id}",
                abstract=place.passage.words,
                keywords=[labels[id] for id in place.passage.themes],
                reference=passage_reference(place.section, place.passage),
            )
            found[url] = one
        for section in work.sections:
            words = " ".join(passage.words for passage in section.passages)
            keywords = [labels[id] for id in section.themes]
            address = f"read/{section.key}/"
            url, one = kept(work, section, address, abstract=words, keywords=keywords)
            found[url] = one
        url, one = kept(work, None, f"read/{work.id}/", abstract=work.summary, keywords=[])
        found[url] = one
    return found


def from_ris(path: Path) -> list[Kept]:
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") and not data.startswith(b"\xef\xbb\xbf")
    return [
        {
            "title": entry["title"],
            "container": entry.get("secondary_title", ""),
            "author": entry["authors"],
            "editor": entry.get("secondary_authors", []),
            "translator": entry.get("subsidiary_authors", []),
            "date": entry.get("date", "").replace("/", "-"),
            "url": entry["urls"][0],
            "abstract": entry.get("abstract", ""),
            "keywords": entry.get("keywords", []),
        }
        for entry in rispy.loads(data.decode())
    ]


def plain(text: str) -> str:
    """BibTeX without its braces."""
    return re.sub(r"\\([&%$#_{}])|[{}]", r"\1", text)


def from_bibtex(path: Path) -> list[Kept]:
    entries = parse_string(path.read_text("utf-8"), "bibtex").entries

    def names(entry: Any, role: str) -> list[str]:
        others = map(Person, split_name_list(entry.fields.get(role, "")))
        return [inverted(one) for one in entry.persons.get(role, others)]

    def inverted(person: Person) -> str:
        family = " ".join((*person.prelast_names, *person.last_names))
        given = " ".join((*person.first_names, *person.middle_names))
        return plain(", ".join(filter(None, (family, given, *person.lineage_names))))

    assert not any({"pages", "address", "language"} & set(one.fields) for one in entries.values())
    return [
        {
            "title": plain(entry.fields["title"]),
            "container": plain(entry.fields.get("booktitle", "")),
            "author": names(entry, "author"),
            "editor": names(entry, "editor"),
            "translator": names(entry, "translator"),
            "date": entry.fields.get("date", ""),
            "url": entry.fields["url"],
            "abstract": plain(entry.fields.get("abstract", "")),
            "keywords": list(filter(None, plain(entry.fields.get("keywords", "")).split(", "))),
        }
        for entry in entries.values()
    ]


def from_csl(items: Iterable[Kept]) -> list[Kept]:
    def names(found: list[dict[str, str]]) -> list[str]:
        return [read_name(one).inverted for one in found]

    def date(found: Kept) -> str:
        parts = found.get("issued", {}).get("date-parts", [[]])[0]
        return "-".join(f"{part:02}" for part in parts)

    return [
        {
            "title": item["title"],
            "container": item.get("container-title", ""),
            "author": names(item["author"]),
            "editor": names(item.get("editor", [])),
            "translator": names(item.get("translator", [])),
            "date": date(item),
            "url": item["URL"],
            "abstract": item.get("abstract", ""),
            "keywords": list(filter(None, item.get("keyword", "").split(", "))),
        }
        for item in items
    ]


def in_small_letters(found: list[Kept]) -> list[Kept]:
    """BibTeX has titles as headlines, from which styles make what they need."""
    lower = ("title", "container")
    return [{**one, **{key: one[key].lower() for key in lower}} for one in found]


def bases(site: Site) -> list[tuple[str, list[str]]]:
    """The citation files without their endings, with the addresses of what is in each."""
    found = []
    for work in site.corpus.works:
        sections = [f"read/{one.key}/" for one in work.sections if titles(work, one)[1]]
        found.append((f"read/{work.id}/{work.id}", [f"read/{work.id}/", *sections]))
        found += [(f"read/{one.key}/{one.id}", [f"read/{one.key}/"]) for one in work.sections]
    for theme in site.corpus.vocabulary.themes:
        pages = pages_of_theme(site, theme.id)
        printed = [page.xpath("//p[contains(@class, 'address')]/text()") for page in pages]
        quoted = [text.split()[0] for page in printed for text in page]
        addresses = [address.removeprefix(site.url) for address in quoted]
        found.append((f"themes/{theme.id}/{theme.id}", addresses))
    return found


def test_files_say_what_is_cited(any_site: Site) -> None:
    """A section's file has the section, a work's the work and its sections, a theme's exactly the
    passages that its pages list."""
    expected = wanted(any_site)
    for base, addresses in bases(any_site):
        path = any_site.folder / base
        want = [expected[any_site.url + address] for address in addresses]
        assert from_ris(path.with_name(path.name + ".ris")) == want
        items = json.loads(path.with_name(path.name + ".csl.json").read_text("utf-8"))
        assert from_csl(items) == want
        bib = from_bibtex(path.with_name(path.name + ".bib"))
        assert in_small_letters(bib) == in_small_letters(want)


def test_every_passage_has_its_ris(any_site: Site) -> None:
    expected = wanted(any_site)
    for place in any_site.corpus.passages:
        path = any_site.folder / "read" / place.section.key / f"{place.passage.id}.ris"
        address = f"{any_site.url}read/{place.section.key}/#{place.passage.id}"
        assert from_ris(path) == [expected[address]]
        (entry,) = rispy.loads(path.read_text("utf-8"))
        assert "start_page" not in entry and "place_published" not in entry
        published = f"Text as published by {place.work.source.publisher}"
        assert any(published in note for note in entry["notes"])


def pandoc(path: Path, format: str) -> list[Kept]:
    items: list[Kept] = json.loads(pypandoc.convert_file(path, "csljson", format=format))
    return items


def test_pandoc_reads_the_same_titles_from_all(any_site: Site) -> None:
    """Pandoc makes sentences of the headlines in BibTeX, but for what braces protect."""
    for work in any_site.corpus.works:
        base = any_site.folder / "read" / work.id / work.id
        csl = json.loads(base.with_name(f"{work.id}.csl.json").read_text("utf-8"))
        bib = pandoc(base.with_name(f"{work.id}.bib"), "biblatex")
        for read, item in zip(bib, csl, strict=True):
            keys = ["event-place", "event-date", "issued", "publisher", "URL", "page"]
            if "/" not in item["title"]:  # Pandoc leaves capitals where it is not sure
                keys += ["title", "container-title"]
            assert {key: read.get(key) for key in keys} == {key: item.get(key) for key in keys}
            assert read.get("event") == item.get("event-title")
        found = pandoc(base.with_name(f"{work.id}.ris"), "ris")
        assert [one["title"] for one in found] == [item["title"] for item in csl]


def test_no_two_records_look_alike(any_site: Site) -> None:
    keys: dict[str, str] = {}
    for base, _ in bases(any_site):
        path = any_site.folder / f"{base}.csl.json"
        items = json.loads(path.read_text("utf-8"))
        shown = [(item["title"], item.get("container-title", "")) for item in items]
        assert len(set(shown)) == len(shown), base
        for item in items:
            assert keys.setdefault(item["id"], item["URL"]) == item["URL"]


def test_tables_have_exactly_the_passages(any_site: Site) -> None:
    for theme in any_site.corpus.vocabulary.themes:
        pages = pages_of_theme(any_site, theme.id)
        quotes = [quote for page in pages for quote in page.xpath("//blockquote")]
        listed_words = [" ".join(quote.text_content().split()) for quote in quotes]
        data = (any_site.folder / "themes" / theme.id / f"{theme.id}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert [row["words"] for row in rows] == listed_words
        for row in rows:
            assert row["address"].startswith(f"{any_site.url}read/")
            assert row["author"] and row["heading"] and "version" in row["version"]


def test_cells_are_no_formulas_and_fields_have_one_line(tmp_path: Path) -> None:
    """What an editor writes cannot forge a cell, a record, or a second author."""
    work = tmp_path / "corpus" / "tides" / "work.yml"
    shutil.copytree(SMALL, tmp_path / "corpus")
    edit(work, "short-title: The Tides", 'short-title: "=1+1"')
    edit(work, "title: 3rd Assembly of the Coast", 'title: "3rd\\nER  - \\nTY  - BOOK"')
    edit(work, "  - family: Fu\n    given: Lan", "  - family: Fu and Sons, Ltd\n    given: Lan")
    edit(work, "  publisher: Sample Press", '  publisher: "-Press} @book{x,"')
    corpus, problems = load(tmp_path / "corpus", schemas())
    assert not problems
    found = next(work for work in corpus.works if work.id == "tides")
    records = Records(corpus.vocabulary.themes, Publication("+Reader", "1.0", "https://r.example/"))
    rows = list(csv.reader(io.StringIO(csv_table(found.passages, records), newline="")))
    assert rows[1][5] == "'=1+1" and rows[1][9].startswith("'+Reader")
    record = records.work(found)
    assert len(rispy.loads(ris(record))) == 1
    (entry,) = parse_string(bibtex(record), "bibtex").entries.values()
    assert len(entry.persons["author"]) == 1


def test_pages_name_their_files(any_site: Site) -> None:
    for work in any_site.corpus.works:
        full = f"read/{work.id}/full/"
        for address, base in (
            *((f"read/{one.key}/", one.id) for one in work.sections),
            (f"read/{work.id}/", work.id),
            (full, f"../{work.id}"),
        ):
            links = any_site.pages[address].xpath("//head/link[@rel='alternate']")
            found = [link.get("href") for link in links if "atom" not in link.get("type")]
            assert found == [f"{base}.ris", f"{base}.bib", f"{base}.csl.json"]


Head = dict[str, list[str]]


def head_of(page: Any) -> Head:
    found: Head = {}
    for meta in page.xpath("//head/meta[@name or @property]"):
        found.setdefault(meta.get("name") or meta.get("property"), []).append(meta.get("content"))
    return found


def test_every_text_says_what_zotero_keeps(any_site: Site) -> None:
    """The rules of Zotero's Embedded Metadata translator, tried on it in November 2026.

    `z:itemType` decides what an item is, then Highwire tags do no harm; a COinS span silences all
    tags; the abstract is `eprints.abstract`; what has no field survives in Extra."""
    for work in any_site.corpus.works:
        whole = (f"read/{work.id}/", f"read/{work.id}/full/")
        sections = ((f"read/{one.key}/", one) for one in work.sections)
        for address, section in (*((one, None) for one in whole), *sections):
            page, (title, container) = any_site.pages[address], titles(work, section)
            head = head_of(page)
            assert (head["z:itemType"] == ["bookSection"]) == bool(container)
            assert head["DC.title"] == head["citation_title"] == [title]
            authors = [name.inverted for name in work.author]
            assert head["DC.creator"] == head["citation_author"] == authors
            assert head.get("DC.source", [""]) == head.get("citation_inbook_title", [""])
            assert head.get("DC.source", [""]) == [container]
            assert head.get("DC.date", [""]) == [work.date]
            assert head["DC.language"] == [work.language] and head["DC.rights"] == [work.rights]
            extra = head["z:extra"][0].split("\n")
            if section and section_reference(section):
                assert f"number: {section_reference(section)}" in extra
            if work.event.title:
                assert f"event-title: {work.event.title}" in extra
            assert work.source.publisher in extra[-1]
            if section:
                words = " ".join(passage.words for passage in section.passages)
                assert head["eprints.abstract"] == [words]
            assert not {"z:pages", "z:place", "z:translators"} & head.keys()
            assert not page.find_class("Z3988")


def test_previews_are_on_every_page(any_site: Site) -> None:
    for address, page in any_site.pages.items():
        if address == "404.html":
            continue
        head = head_of(page)
        (canonical,) = page.xpath("//link[@rel='canonical']/@href")
        assert head["og:url"] == [canonical] == [any_site.url + address]
        assert head["og:title"][0] and head["og:description"] == head["description"]
        assert head["og:site_name"] and head["twitter:card"] == ["summary_large_image"]
        (image,) = head["og:image"]
        with Image.open(any_site.folder / image.removeprefix(any_site.url)) as picture:
            size = [str(side) for side in picture.size]
        assert size == [*head["og:image:width"], *head["og:image:height"]]
        assert head["og:image:alt"][0] and head["og:type"][0] in ("article", "website")


def test_lists_offer_a_choice(any_site: Site) -> None:
    """COinS: one span for each passage of a theme, with its fragment, and for each text."""
    expected = wanted(any_site)
    pages = [
        *(f"themes/{theme.id}/" for theme in any_site.corpus.vocabulary.themes),
        "reference/collation/",
        "read/",
    ]
    for address in pages:
        spans = any_site.pages[address].xpath("//span[@class='Z3988']/@title")
        assert spans
        for span in spans:
            fields = parse_qs(span)
            one = expected[fields["rft_id"][0]]
            title = fields["rft.atitle" if one["container"] else "rft.btitle"]
            assert title == [one["title"]]
            assert not one["container"] or fields["rft.btitle"] == [one["container"]]
            names = fields.get("rft.au", []) + fields.get("rft.aucorp", [])
            assert names == one["author"] and "rft.pages" not in fields


def json_ld(page: Any) -> Any:
    (script,) = page.xpath("//script[@type='application/ld+json']/text()")
    return json.loads(script)


def agents(names: Names) -> list[str]:
    return [name.full for name in names]


def test_linked_data_names_chapters_works_and_themes(any_site: Site) -> None:
    for work in any_site.corpus.works:
        data = json_ld(any_site.pages[f"read/{work.id}/"])
        assert data["name"] == work.title
        assert data["@type"] != "Book" and data.get("dateCreated", "") == work.date
        assert [one["name"] for one in data["author"]] == agents(work.author)
        assert data.get("recordedAt", {}).get("name", "") == work.event.title
        assert data["isBasedOn"]["publisher"]["name"] == work.source.publisher
        for section in work.sections:
            data = json_ld(any_site.pages[f"read/{section.key}/"])
            assert (
                data["@type"] == "Chapter" and data["url"] == any_site.url + f"read/{section.key}/"
            )
            assert data["isPartOf"]["name"] == work.title and data["author"]
            assert [part["text"] for part in data["hasPart"]] == [p.words for p in section.passages]
            for part, passage in zip(data["hasPart"], section.passages, strict=True):
                assert part["@type"] == "Quotation"
                assert part["@id"] == f"{any_site.url}read/{section.key}/#{passage.id}"
                about = [f"{any_site.url}themes/{id}/" for id in passage.about]
                assert [theme["@id"] for theme in part.get("about", [])] == about
                assert all(part.values())
    for theme in any_site.corpus.vocabulary.themes:
        data = json_ld(any_site.pages[f"themes/{theme.id}/"])
        assert data["@type"] == "DefinedTerm" and data["subjectOf"]
        assert data["@id"] == f"{any_site.url}themes/{theme.id}/"
        assert data["inDefinedTermSet"] == f"{any_site.url}themes/"


def test_every_work_has_its_picture(any_site: Site) -> None:
    site, places, url = any_site, any_site.corpus.passages, any_site.url
    for work in {place.work.id: place.work for place in places}.values():
        path = f"read/{work.id}/card.png"
        with Image.open(site.folder / path) as picture:
            assert picture.size == (1200, 630) and picture.format == "PNG"
        page = site.pages[f"read/{work.id}/"]
        assert page.xpath("//meta[@property='og:image']/@content") == [f"{url}{path}"]


LINK = f'<a href="{ADDRESS}">{ADDRESS}</a>'


@pytest.mark.parametrize(
    ("text", "reference", "page", "passage"),
    [
        (f"Xi{REFERENCE}, {LINK}.", "V.2", "Xi, V.2, W/.", "Xi, V.2 ¶3, W/."),
        (f"(Xi 2017{REFERENCE})", "V.2", "(Xi 2017, V.2)", "(Xi 2017, V.2 ¶3)"),
        (f"(Xi 2017{REFERENCE})", "", "(Xi 2017)", "(Xi 2017, ¶3)"),
        (f"(Xi, “A”{REFERENCE})", "V.2", "(Xi, “A,” V.2)", "(Xi, “A,” V.2 ¶3)"),
        (f"(Xi, “A”{REFERENCE})", "", "(Xi, “A”)", "(Xi, “A,” ¶3)"),
        (f"(Xi, “A?”{REFERENCE})", "", "(Xi, “A?”)", "(Xi, “A?” ¶3)"),
        (f"(Xi, “A ‘B’”{REFERENCE})", "V.2", "(Xi, “A ‘B,’” V.2)", "(Xi, “A ‘B,’” V.2 ¶3)"),
        (f"(Xi, “A ‘B?’”{REFERENCE})", "", "(Xi, “A ‘B?’”)", "(Xi, “A ‘B?’” ¶3)"),
        (f"(Xi, “A?”{REFERENCE})", "V.2", "(Xi, “A?” V.2)", "(Xi, “A?” V.2 ¶3)"),
        ("", "V.2", "", ""),
    ],
)
def test_a_citation_has_slots_for_a_passage(
    text: str, reference: str, page: str, passage: str
) -> None:
    pieces = slotted(text, reference, "W/", " ¶" if reference else ", ¶")
    assert filled(pieces) == page
    assert filled(pieces, "3") == passage


def test_pages_show_all_styles_with_the_form_in_the_text_apart(any_site: Site) -> None:
    for place in any_site.corpus.passages:
        page = any_site.pages[f"read/{place.section.key}/"]
        cited = page.xpath("//dd[@data-style]")
        assert [text.get("data-style") for text in cited] == list(STYLES)
        for text in cited:
            (entry,) = text.find_class("bibliography")
            (address,) = entry.xpath(".//*[@data-slot='address']")
            assert address.text.startswith(f"{any_site.url}read/")
            assert len(text.find_class("in-text")) == (text.get("data-style") != "chicago-notes")
            assert not entry.find_class("in-text")
        (attribution,) = page.find_class("attribution")
        for said in (listed(place.work.author), place.work.title, place.work.source.publisher):
            assert said in attribution.text_content()


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Pursuing a holistic approach to security", "Pursuing a Holistic Approach to Security"),
        ("The past: a history of the sea", "The Past: A History of the Sea"),
        ("Supply-side reform and what it is for", "Supply-Side Reform and What It Is For"),
        ("Staying with the CPC", "Staying with the CPC"),
    ],
)
def test_headlines(sentence: str, expected: str) -> None:
    assert headline(sentence) == expected


@pytest.mark.parametrize(
    ("name", "full", "inverted"),
    [
        (Name(family="Xi", given="Jinping", static_ordering=True), "Xi Jinping", "Xi, Jinping"),
        (Name(family="Quay", given="Ada", suffix="Jr."), "Ada Quay Jr.", "Quay, Ada, Jr."),
        (Name(family="Suharto"), "Suharto", "Suharto"),
        (Name(family="King", suffix="Jr."), "King Jr.", "King Jr."),
        (Name(family="习", given="近平", static_ordering=True), "习近平", "习, 近平"),
        (Name(literal="State Council"), "State Council", "State Council"),
        (
            Name(family="Leyen", given="Ursula", non_dropping_particle="von der"),
            "Ursula von der Leyen",
            "von der Leyen, Ursula",
        ),
        (
            Name(family="Alembert", given="Jean", dropping_particle="d’"),
            "Jean d’Alembert",
            "Alembert, Jean d’",
        ),
    ],
)
def test_names(name: Name, full: str, inverted: str) -> None:
    assert (name.full, name.inverted) == (full, inverted)


def test_stock_styles_print_no_false_label(any_site: Site) -> None:
    """The style that Pandoc has built in, Chicago (author–date), over the file of a text."""
    for work in any_site.corpus.works:
        path = any_site.folder / "read" / work.id / f"{work.id}.csl.json"
        text = pypandoc.convert_text(
            '---\nnocite: "@*"\n---\n',
            "plain",
            format="markdown",
            extra_args=["--citeproc", f"--bibliography={path}", "--wrap=none"],
        )
        assert not re.search(r"\bpp?\. |\bno\. |\[in |\.\.|,,", text)
        for section in work.sections:
            if titles(work, section)[1] and (reference := section_reference(section)):
                assert re.search(rf", {re.escape(reference)}[.,]? ", text, re.IGNORECASE)
        assert work.event.title in text and any_site.url in text
