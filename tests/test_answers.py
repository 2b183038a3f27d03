"""Whatever was published answers at its address after it was withdrawn, in every form it had."""

import csv
import io
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin

import pytest
import rispy
from click.testing import CliRunner
from lxml import html
from playwright.sync_api import Browser, Page, expect
from pybtex.database import parse_string

from reader.addresses import REGISTRY_DATA, address, full_text, read_section_reference
from reader.addresses import section_reference as printed
from reader.app.check import main as check_command
from reader.cite.files import FORMATS
from reader.corpus.acceptance import (
    ENDING,
    FOLDER,
    acceptance_content,
    acceptance_name,
    acceptance_text,
    read_acceptance,
)
from reader.corpus.model import KIND_NAMES, Corpus, Origin
from reader.documents import Document, page_documents
from reader.pages.paging import MOST_READ, full_pages, most_full_pages
from reader.publish.site import site
from reader.registry.accept import accept, compare, decide
from reader.registry.state import add_up
from support import (
    PUBLICATION,
    SMALL,
    Shared,
    Site,
    arrives,
    build_site,
    context_of,
    edit,
    is_withdrawn,
    read,
    serving,
    sound,
    visit,
)
from test_many import write_themes, write_work

REASON = "It was not so."
WITHDRAWN = r"Withdrawn on (4 March 2002: It was not so|29 February 2000: The tide was not in)"
LONG = "long"


def accepted(corpus: Corpus, reason: str = REASON) -> Corpus:
    """The corpus with one more acceptance, which withdraws whatever is gone."""
    difference = compare(corpus)
    gone = [f"{KIND_NAMES[one.kind]}:{one.key}" for one in difference.gone]
    content = accept(difference, decide(difference, gone, {}), "2002-03-04", reason)
    one = read_acceptance(content, acceptance_name(content), Origin("", {}))
    return replace(corpus, acceptances=(*corpus.acceptances, one))


def accept_in(folder: Path, reason: str = REASON) -> Path:
    """Accepts what is in a folder, in a file that is returned."""
    one = accepted(read(folder)[0], reason).acceptances[-1]
    path = folder / FOLDER / f"{one.name}{ENDING}"
    path.parent.mkdir(exist_ok=True)
    path.write_text(acceptance_text(acceptance_content(one)), "utf-8")
    return path


def other(folder: Path) -> Corpus:
    """A corpus that shares no id with another: one work, and themes of its own."""
    write_work(folder, "new", 2001, 1, 2)
    write_themes(folder)
    for path in (*folder.rglob("*.md"), folder / "themes.yml"):
        text = path.read_text("utf-8").replace("ships", "boats").replace("roads", "ways")
        path.write_text(text, "utf-8")
    return sound(folder)


def write_two(folder: Path) -> None:
    """A corpus with a long text, whose sections are numbered, and a short one."""
    write_work(folder, LONG, 2001, 60, 4)
    for path in (folder / LONG).glob("*.md"):
        edit(path, f"\nid: {path.stem}\n", f"\nid: {path.stem}\npoint: {path.stem[1:]}\n")
    write_work(folder, "short", 2001, 1, 2)
    write_themes(folder)


def without(corpus: Corpus, work: str, sections: range) -> Corpus:
    """The corpus without some of the sections of a work, by their numbers."""
    gone = {f"s{number}" for number in sections}

    def rest(one: str) -> bool:
        return one not in gone

    works = tuple(
        replace(
            one,
            unparted=tuple(filter(rest, one.unparted)),
            files=tuple(section for section in one.files if rest(section.id)),
        )
        if one.id == work
        else one
        for one in corpus.works
    )
    return replace(corpus, works=works)


def parsed(documents: Mapping[str, Document]) -> dict[str, html.HtmlElement]:
    """The generated pages by their addresses."""
    return {
        where: html.fromstring(document.make().split("\n---\n", 1)[1])
        for where, document in page_documents(documents).items()
    }


def ids_in(page: html.HtmlElement) -> list[str]:
    return [str(id) for id in page.xpath("//@id")]


def answers(before: Corpus, after: Corpus) -> dict[str, Document]:
    """What is left of a site, of which every address and every id must answer."""
    old, new = site(context_of(before)), site(context_of(after))
    assert not old.keys() - new.keys()
    pages = parsed(new)
    ids = {where: ids_in(page) for where, page in pages.items()}
    for where, found in ids.items():
        assert len(found) == len(set(found)), where
    for kind, key in add_up(after.acceptances).entries:
        page, _, fragment = address(kind, key).partition("#")
        assert page in pages, (kind, key)
        assert not fragment or fragment in ids[page], (kind, key)
        if kind in ("passages", "notes"):
            assert fragment in ids[full_text(key.partition("/")[0])], (kind, key)
    for where, page in pages.items():
        for href in page.xpath("//a/@href"):
            target, _, fragment = urljoin(f"/{where}", href.partition("?")[0])[1:].partition("#")
            if target in pages and fragment:
                assert fragment in ids[target], (where, href)
            elif target.startswith(("read/", "themes/", "reference/")):
                assert target in new, (where, href)
    for name in old:
        if name.endswith((".csv", *FORMATS)):
            parse_citations(name, new)
    return new


def parse_citations(name: str, documents: Mapping[str, Document]) -> list[str]:
    """The remarks of the records in a citation file, whose addresses all answer."""
    data = documents[name].make()
    assert isinstance(data, bytes)
    text = data.decode("utf-8-sig")
    if name.endswith(".ris"):
        found = [(one["urls"][0], " ".join(one.get("notes", []))) for one in rispy.loads(text)]
    elif name.endswith(".bib"):
        entries = parse_string(text, "bibtex").entries.values()
        found = [(one.fields["url"], one.fields.get("note", "")) for one in entries]
    elif name.endswith(".json"):
        found = [(one["URL"], one.get("note", "")) for one in json.loads(text)]
    else:
        rows = csv.DictReader(io.StringIO(text, newline=""))
        found = [(row["address"], row["withdrawn"]) for row in rows]
    assert found or name.endswith(".csv"), name
    for url, _ in found:
        assert url.removeprefix(PUBLICATION.url).partition("#")[0] in documents, name
    return [remark for _, remark in found]


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """A corpus whose full text and themes go on over pages, accepted."""
    folder = tmp_path_factory.mktemp("many")
    write_two(folder)
    return accepted(sound(folder))


def test_everything_answers_when_all_is_withdrawn(tmp_path: Path) -> None:
    before = accepted(sound(SMALL))
    after = accepted(replace(other(tmp_path), acceptances=before.acceptances))
    new = answers(before, after)
    present = {
        name for name in new if name.startswith(("read/new/", "themes/boats/", "themes/ways/"))
    }
    for name in new.keys() - present:
        if name.endswith((".csv", *FORMATS)):
            remarks = parse_citations(name, new)
            assert all(re.search(WITHDRAWN, remark) for remark in remarks), name
    assert new["read/harbour/card.png"].make()[:4] == b"\x89PNG"
    for where, document in page_documents(new).items():
        gone = re.match("(read|themes)/[^/]+/|reference/(glossary|timeline|sources)/", where)
        assert ("noindex: true" in document.make()) == (bool(gone) and where not in present), where


def test_everything_answers_when_a_long_text_is_withdrawn(many: Corpus) -> None:
    works = tuple(work for work in many.works if work.id == "short")
    new = answers(many, accepted(replace(many, works=works)))
    assert {f"read/{LONG}/full/2/", "themes/ships/2/", "themes/ships/3/"} <= new.keys()


def test_everything_answers_when_a_long_text_gets_shorter(many: Corpus) -> None:
    new = answers(many, accepted(without(many, LONG, range(10, 61))))
    page = parsed(new)[full_text(LONG, 2)]
    assert page.xpath("//nav[@class='pages']/a/@href") == ["../"]
    assert len(parsed(new)[full_text(LONG)].xpath("//*[@class='elsewhere']//a")) == 51 * 4


def test_the_first_page_of_a_long_text_says_where_all_of_it_is(many: Corpus) -> None:
    new = site(context_of(accepted(without(many, LONG, range(60, 61)))))
    pages = parsed(new)
    items = pages[full_text(LONG)].xpath("//*[@class='elsewhere']//li")
    assert len(items) == 60 - 37
    assert [" ".join(item.text_content().split()) for item in items[-2:]] == [
        '59, "s59" / long, page 2; paragraphs 1 2 3 4',
        '60, "s60" / long, withdrawn; paragraphs 1 2 3 4',
    ]
    assert items[-2].xpath("a/@href")[0] == "2/#s59-p1"
    assert items[-1].xpath("a/@href")[0] == "../s60/#s60-p1"
    for where, page in pages.items():
        assert bool(page.xpath("//*[@class='elsewhere']")) == (where == full_text(LONG)), where


def test_no_full_text_had_more_pages_than_can_have_been(many: Corpus) -> None:
    (work,) = (one for one in many.works if one.id == LONG)
    for step in range(1, 60):
        ids = work.unparted[::step]
        held = sum(len(one.passages) + len(one.notes) for one in work.files if one.id in ids)
        assert len(full_pages(replace(work, unparted=ids))) <= most_full_pages(held)
    assert most_full_pages(MOST_READ) == 1


def test_the_registry_is_published_and_proves_the_corpus(tmp_path: Path) -> None:
    corpus = sound(SMALL)
    data = site(context_of(corpus))[REGISTRY_DATA].make()
    assert isinstance(data, bytes)
    registry = json.loads(data)
    files = {path.stem: json.loads(path.read_text("utf-8")) for path in (SMALL / FOLDER).iterdir()}
    assert {one.pop("name"): one for one in registry["acceptances"]} == files
    ids = {(one["kind"], one["key"]): one for one in registry["ids"]}
    assert len(ids) == len(add_up(corpus.acceptances).entries)
    assert ids["section", "harbour/ii-1"] == {
        "kind": "section",
        "key": "harbour/ii-1",
        "address": "read/harbour/ii-1/",
        "reference": "II.1",
        "added": "1999-01-01",
        "withdrawn": {"date": "2000-02-29", "reason": "The tide was not in the speech."},
        "replaced-by": ["harbour/ii-2"],
    }
    published, folder = tmp_path / "registry.json", tmp_path / "corpus"
    published.write_bytes(data)
    write_work(folder, "w", 2001, 1, 1)
    write_themes(folder)
    first = accept_in(folder)
    published.write_bytes(site(context_of(sound(folder)))[REGISTRY_DATA].make())  # type: ignore[arg-type]
    arguments = ["--corpus", str(folder), "--against", str(published)]
    result = CliRunner().invoke(check_command, arguments)
    assert result.exit_code == 0, result.output
    first.unlink()
    accept_in(folder, "It was accepted otherwise.")
    result = CliRunner().invoke(check_command, arguments)
    assert result.exit_code == 1 and f"{first.stem}.json" in result.output


def test_the_reference_of_a_section_is_read_as_it_is_printed() -> None:
    for _, section in sound(SMALL).files:
        part, point = read_section_reference(printed(section))
        assert printed(replace(section, part=part, point=point)) == printed(section)
    assert read_section_reference("Annex A.3") == ("Annex A", "3")
    assert read_section_reference("V intro.") == ("V", "intro")


def write_withdrawn(folder: Path) -> None:
    """Builds the site of a long text, of which a section, a theme and another text are withdrawn,
    with its corpus beside it."""
    corpus = folder / "corpus"
    write_two(corpus)
    themes = (corpus / "themes.yml").read_text("utf-8")
    (corpus / "themes.yml").write_text(themes.replace("ships", "boats"), "utf-8")
    for path in corpus.rglob("*.md"):
        text = path.read_text("utf-8").replace("- ships", "- boats")
        path.write_text(text, "utf-8")
    accept_in(corpus)
    write_themes(corpus)
    shutil.rmtree(corpus / "short")
    for path in corpus.rglob("*.md"):
        text = path.read_text("utf-8").replace("- boats", "- ships")
        path.write_text(text, "utf-8")
    work = corpus / LONG / "work.yml"
    work.write_text(work.read_text("utf-8").replace("- s60\n", ""), "utf-8")
    (corpus / LONG / "s60.md").unlink()
    accept_in(corpus)
    build_site(folder, corpus)


@pytest.fixture(scope="module", params=["/", "/reader/"])
def withdrawn(request: pytest.FixtureRequest, shared: Shared) -> Iterator[Site]:
    """Such a site, served at the root and below a path."""
    folder = shared("withdrawn", write_withdrawn)
    with serving(folder / "site", request.param) as address:
        yield Site(folder / "site", address, folder / "corpus")


def test_what_was_published_opens_without_scripts(withdrawn: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for place in (
        "read/long/s1/#s1-p1",
        "read/long/full/#s37-p4",
        "read/long/full/#s59-p2",
        "read/long/full/2/#s59-p2",
        "read/long/full/#s60-p4",
        "read/long/s60/#s60-p4",
        "read/short/full/#s1-p2",
        "read/short/s1/#s1-p2",
    ):
        page.goto(f"{withdrawn.address}{place}")
        expect(page.locator(":target")).to_have_id(place.partition("#")[2])
        expect(page.locator(":target")).to_be_in_viewport()
    for place in ("read/short/", "themes/boats/", "themes/boats/3/", "read/long/s60/"):
        page.goto(f"{withdrawn.address}{place}")
        expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.goto(f"{withdrawn.address}read/long/full/#s59-p2")
    page.locator(":target").click()
    page.wait_for_url("**/read/long/full/2/#s59-p2")
    page.goto(f"{withdrawn.address}read/long/full/#s60-p4")
    page.locator(":target").click()
    page.get_by_text("The words that stood here").last.click()
    expect(page.get_by_text("At this quay ships lie, says s60-p4.")).to_be_visible()
    context.close()


def test_with_scripts_an_address_leads_on_at_once(withdrawn: Site, page: Page) -> None:
    for place, end in (
        ("read/long/full/#s59-p2", "read/long/full/2/#s59-p2"),
        ("read/long/full/?theme=roads#s59-p2", "read/long/full/2/?theme=roads#s59-p2"),
        ("read/long/full/2/#s1-p1", "read/long/full/#s1-p1"),
        ("read/long/full/3/#s59-p2", "read/long/full/2/#s59-p2"),
        ("read/long/full/#s60-p4", "read/long/s60/#s60-p4"),
        ("read/short/full/#s1-p2", "read/short/s1/#s1-p2"),
    ):
        page.goto(f"{withdrawn.address}{place}")
        page.wait_for_url(f"{withdrawn.address}{end}")
        expect(page.locator(":target")).to_be_in_viewport()


def test_an_address_that_never_was_leads_to_the_first_page_and_stays(
    withdrawn: Site, page: Page
) -> None:
    visited: list[str] = []
    page.on("framenavigated", lambda frame: visited.append(frame.url))
    visit(page, f"{withdrawn.address}read/long/full/2/#nowhere")
    arrives(page, "/read/long/full/#nowhere")
    page.wait_for_timeout(500)
    assert len(visited) == 2


def test_a_filter_that_nothing_has_finds_nothing_and_says_so(withdrawn: Site, page: Page) -> None:
    results, status = page.locator("#results"), page.locator("#status")
    for query, said in (
        ("theme=boats", "The theme Ships & boats was withdrawn."),
        ("q=quay&theme=boats&theme=roads", "The theme Ships & boats was withdrawn."),
        ("theme=unknown", "Nothing here has the theme “unknown”."),
        ("part=XL", "Nothing here has the part “XL”."),
        ("work=short", "The text Letter short was withdrawn."),
        ("work=unknown", "Nothing here has the text “unknown”."),
        ("kind=x", "Nothing here has the type “x”."),
    ):
        visit(page, f"{withdrawn.address}search/?{query}")
        expect(results.locator("li")).to_have_text([said])
        expect(status).to_have_text("No results")
    visit(page, f"{withdrawn.address}search/?theme=boats")
    page.get_by_role("searchbox").first.fill("quay")
    expect(status).to_have_text("236 passages")
    page.wait_for_url("**/search/?q=quay")
    visit(page, f"{withdrawn.address}search/?theme=boats")
    results.get_by_role("link", name="Ships & boats").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdrawn: Ships & boats")
    visit(page, f"{withdrawn.address}search/?theme=ships&work=long&kind=passage")
    expect(status).to_have_text("236 passages")
    page.goto(f"{withdrawn.address}read/long/full/?theme=boats")
    expect(page.get_by_role("status")).to_have_text("The theme Ships & boats was withdrawn.")


def test_search_engines_are_told_of_nothing_withdrawn(withdrawn: Site) -> None:
    gone = re.compile("read/short/|themes/boats/|read/long/s60/|read/long/full/3/")
    found = {where for where, page in withdrawn.pages.items() if is_withdrawn(page)}
    assert found == {where for where in withdrawn.pages if gone.match(where)}
    sitemap = (withdrawn.folder / "sitemap.xml").read_text("utf-8")
    assert sitemap.count("<loc>") == len(withdrawn.pages.keys() - found - {"404.html"})
    assert not gone.search(sitemap)
