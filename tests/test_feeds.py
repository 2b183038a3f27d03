"""Feeds: valid, readable, each change told once, and told the same ever after; and the history of
published ids on pages."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

import feedparser
import pytest
from lxml import etree, html

from reader import addresses
from reader.addresses import address, feed
from reader.corpus.acceptance import acceptance, acceptance_name, read_acceptance
from reader.corpus.model import Acceptance, Corpus, Facts, Id, Origin
from reader.documents import page_documents
from reader.graph.link import link
from reader.pages.feeds import MOST_ENTRIES, SITE, Feeds, feed_files
from reader.pages.render import environment
from reader.publish.site import site
from reader.registry.changes import Action, actions, changes_of
from reader.registry.published import published
from reader.registry.state import add_up
from support import PUBLICATION, REAL, SMALL, TESTS, Site, context_of, unchanged

ATOM = "{http://www.w3.org/2005/Atom}"
PASSAGE: Id = ("passages", "harbour/opening-p1")
OTHER: Id = ("passages", "harbour/i-p1")
SECTION: Id = ("sections", "harbour/i")


def accepted(
    corpus: Corpus,
    date: str,
    *,
    added: Mapping[Id, Facts] | None = None,
    changed: Mapping[Id, Mapping[str, tuple[str, str]]] | None = None,
    withdrawn: Mapping[Id, tuple[str, ...]] | None = None,
    restored: tuple[Id, ...] = (),
) -> Corpus:
    """A corpus with one more acceptance."""
    content = acceptance(
        date,
        f"Reason of <{date}>.",
        [one.name for one in add_up(corpus.acceptances).heads],
        added=added or {},
        after={},
        changed=changed or {},
        withdrawn=withdrawn or {},
        restored=restored,
    )
    one = read_acceptance(content, acceptance_name(content), Origin("registry"))
    return replace(corpus, acceptances=(*corpus.acceptances, one))


def feeds(corpus: Corpus) -> dict[str, bytes]:
    files = feed_files(link(corpus), PUBLICATION)
    made = {address: document.make() for address, document in files}
    assert all(isinstance(one, bytes) for one in made.values())
    return {where: one for where, one in made.items() if isinstance(one, bytes)}


def entries(text: bytes) -> dict[str, bytes]:
    """The entries of a feed by their ids."""
    found = etree.fromstring(text).findall(f"{ATOM}entry")
    by_id = {one.findtext(f"{ATOM}id"): etree.tostring(one, with_tail=False) for one in found}
    assert len(by_id) == len(found)
    return by_id


def titles(text: bytes) -> list[str]:
    return [entry.title for entry in feedparser.parse(text).entries]


def later(corpus: Corpus) -> Corpus:
    """A corpus in which everything that an entry may say has changed since."""
    corpus = accepted(
        corpus,
        "2002-01-01",
        changed={
            PASSAGE: {
                "words": ("Friends, we are met.", "Friends, we meet."),
                "about": ("", "ships"),
            },
            OTHER: {"reference": ("I ¶1", "X ¶1")},
            SECTION: {"reference": ("I", "X")},
            ("works", "harbour"): {"reference": ("On the Harbour", "Of the Harbour")},
            ("themes", "ships"): {"label": ("Ships & boats", "Vessels")},
            ("sources", "tide-table"): {"title": ("The Tide Table", "Tides")},
            ("terms", "quay"): {"headword": ("quay", "wharf")},
            ("notes", "harbour/i-n1"): {"text": ("A *long* note [@tide-table].", "A short note.")},
            ("events", "quay-built"): {"date": ("1993-06", "1993")},
        },
    )
    return accepted(
        corpus,
        "2002-01-02",
        added={
            ("passages", "harbour/i-p9"): {"words": "New.", "reference": "X ¶9", "about": "roads"}
        },
        withdrawn={
            ("sections", "tides/iv"): ("tides/i-1",),
            ("passages", "tides/iv-p1"): (),
            ("themes", "measures"): (),
        },
        restored=(("themes", "rails"),),
    )


@pytest.mark.parametrize("corpus", [unchanged(SMALL), later(unchanged(SMALL)), unchanged(REAL)])
def test_feeds_are_valid_and_readable(corpus: Corpus) -> None:
    schema = etree.RelaxNG(etree.parse(TESTS / "atom.rng"))
    found = feeds(corpus)
    for where, text in found.items():
        schema.assertValid(etree.fromstring(text))
        parsed = feedparser.parse(text)
        assert not parsed.bozo, where
        assert parsed.feed.language == "en" and parsed.feed.author == PUBLICATION.name
        links = {one.rel: one.href for one in parsed.feed.links}
        own = PUBLICATION.url + where
        assert links == {"self": own, "alternate": own.removesuffix(addresses.FEED)}
        assert parsed.feed.updated == max(entry.updated for entry in parsed.entries)
        for entry in parsed.entries:
            assert entry.link.startswith(PUBLICATION.url)
            assert html.fromstring(entry.content[0].value).text_content().strip()


def test_everything_that_was_ever_published_has_its_feed() -> None:
    corpus = later(unchanged(SMALL))
    ids = add_up(corpus.acceptances).entries
    wanted = {feed(*id) for id in ids if id[0] in ("works", "sections", "themes")}
    assert feeds(corpus).keys() == {addresses.FEED, *wanted}
    assert feed("themes", "rails") in wanted and feed("sections", "harbour/ii-1") in wanted


def test_nothing_is_told_before_anything_was_accepted() -> None:
    draft = replace(unchanged(SMALL), acceptances=())
    assert not feeds(draft)
    for where, document in page_documents(site(context_of(draft))).items():
        assert addresses.FEED not in document.make(), where


@pytest.mark.parametrize("corpus", [later(unchanged(SMALL)), unchanged(REAL)])
def test_each_change_is_told_by_one_entry_and_each_entry_tells_one(corpus: Corpus) -> None:
    made = Feeds(link(corpus), PUBLICATION)
    named: Counter[tuple[str, Id, Action]] = Counter()
    for one in corpus.acceptances:
        for action, ids in {
            "added": one.added,
            "changed": one.changed,
            "withdrawn": one.withdrawn,
            "restored": one.restored,
        }.items():
            named.update((one.name, id, action) for id in ids)  # type: ignore[misc]
    told = Counter(
        (change.acceptance.name, id, action)
        for change in made.changes[SITE]
        for id, did in change.actions.items()
        for action in did
    )
    assert told == named
    views = [made.entry_view(change) for change in made.changes[SITE]]
    assert len({view.id for view in views}) == len(views)
    for view, change in zip(views, made.changes[SITE], strict=True):
        links = [PUBLICATION.url + address(*id) for id in change.actions]
        assert [item.href for item in view.items] == links


def test_what_was_told_stays_the_same() -> None:
    corpus = unchanged(SMALL)
    before, after = feeds(corpus), feeds(later(corpus))
    for where, text in before.items():
        now = entries(after[where])
        for id, entry in entries(text).items():
            assert now[id] == entry, id
    assert len(entries(after[addresses.FEED])) > len(entries(before[addresses.FEED]))


def test_a_merged_branch_changes_no_entry() -> None:
    """Also not one of which it says something else."""
    corpus = unchanged(SMALL)
    one = accepted(
        corpus, "2002-01-01", changed={("works", "harbour"): {"reference": ("On the Harbour", "A")}}
    )
    two = accepted(corpus, "2002-01-02", changed={OTHER: {"reference": ("I ¶1", "I ¶7")}})
    merged = replace(one, acceptances=(*one.acceptances, two.acceptances[-1]))
    told = entries(feeds(merged)[addresses.FEED])
    for branch in (one, two):
        assert entries(feeds(branch)[addresses.FEED]).items() <= told.items()


def test_a_change_is_told_in_plain_words_with_both_wordings() -> None:
    text = feeds(unchanged(SMALL))[feed("sections", "harbour/opening")]
    entry = feedparser.parse(text).entries[0]
    words = "Passage ¶1 of “On the Harbour” was changed: The tide was not in the speech."
    assert entry.title == words
    assert entry.link == PUBLICATION.url + address(*PASSAGE)
    assert entry.updated == "2000-02-29T00:00:00Z"
    content = html.fromstring(entry.content[0].value)
    assert content.xpath("//del/text() | //ins/text()") == ["have", "are"]
    assert not content.xpath("//@class")


def test_a_withdrawal_says_what_replaced_it() -> None:
    text = feeds(unchanged(SMALL))[feed("sections", "harbour/ii-1")]
    entry = feedparser.parse(text).entries[0]
    assert "was withdrawn" in entry.title
    (item, *_) = html.fromstring(entry.content[0].value).xpath("//p[contains(., 'Replaced by')]")
    assert item.xpath("./a/@href") == [PUBLICATION.url + address("sections", "harbour/ii-2")]


def test_a_theme_hears_of_passages_that_are_or_were_on_it() -> None:
    corpus = unchanged(SMALL)
    corpus = accepted(corpus, "2002-01-01", changed={PASSAGE: {"about": ("", "roads")}})
    corpus = accepted(corpus, "2002-01-02", changed={PASSAGE: {"about": ("roads", "")}})
    corpus = accepted(corpus, "2002-01-03", changed={PASSAGE: {"gap": ("", "A pause.")}})
    made = Feeds(link(corpus), PUBLICATION)

    def dates(theme: str) -> list[str]:
        return [
            change.acceptance.date
            for change in made.changes["themes", theme]
            if change.subject == PASSAGE
        ]

    assert dates("roads") == ["2002-01-03", "2002-01-02", "2002-01-01"]
    assert dates("harbours") == ["2002-01-03", "2002-01-02", "2002-01-01", "2000-02-29"]
    assert not dates("ships")


def test_a_feed_has_its_newest_entries_and_all_of_the_latest_acceptance() -> None:
    corpus = unchanged(SMALL)
    for day in range(1, 29):
        for month in (1, 2):
            pair = (f"{day}.{month}", f"{day}.{month}.")
            date = f"2002-{month:02}-{day:02}"
            corpus = accepted(corpus, date, changed={PASSAGE: {"gap": pair}})
    assert len(entries(feeds(corpus)[addresses.FEED])) == MOST_ENTRIES
    ids: list[Id] = [("passages", f"harbour/i-p{number}") for number in range(10, 80)]
    corpus = accepted(corpus, "2003-01-01", added={id: {"words": "Word."} for id in ids})
    found = entries(feeds(corpus)[addresses.FEED])
    assert len(found) == len(ids) and all("2003-01-01" in id for id in found)


def test_what_shares_its_fate_is_told_together() -> None:
    def subjects(one: Acceptance) -> dict[Id, int]:
        return {change.subject: len(change.actions) for change in changes_of(one)}

    first, second, third, _ = unchanged(SMALL).acceptances
    assert subjects(first)["sections", "harbour/i"] == 8
    assert subjects(first)["themes", ""] == 4
    assert subjects(second)["sections", "harbour/ii-1"] == 3
    assert subjects(second)["passages", "harbour/i-p3"] == 1
    assert subjects(third)["notes", "harbour/i-n4"] == 1
    renumbered = later(unchanged(SMALL)).acceptances[-2]
    assert subjects(renumbered)[SECTION] == 2
    assert OTHER not in subjects(renumbered) and OTHER in actions(renumbered)


def test_every_fact_has_a_name() -> None:
    parts: Any = environment().get_template("_parts.html.j2").module
    facts = {
        name
        for folder in (SMALL, REAL)
        for one in published(unchanged(folder)).values()
        for name in one.facts
    }
    assert facts <= parts.fact_names.keys()


def test_pages_lead_to_their_feeds(small_site: Site) -> None:
    found = {}
    for where, page in small_site.pages.items():
        heads = page.xpath("/html/head/link[@type='application/atom+xml']/@href")
        links = page.xpath("//main//a[text()='Feed of changes']/@href")
        assert links == heads or (where in ("", *links) and not links), where
        for href in heads:
            found[where] = urljoin(small_site.url + where, href).removeprefix(small_site.url)
    for where in found.values():
        assert (small_site.folder / where).is_file()
    corpus = small_site.corpus
    for work in corpus.works:
        assert found[address("works", work.id)] == feed("works", work.id)
        for section in work.sections:
            assert found[address("sections", section.key)] == feed("sections", section.key)
    for theme in corpus.vocabulary.themes:
        assert found[address("themes", theme.id)] == feed("themes", theme.id)
    assert found[addresses.HOME] == found[addresses.ABOUT_SITE] == addresses.FEED


def test_a_section_is_as_new_as_its_return() -> None:
    corpus = accepted(unchanged(SMALL), "2002-01-01", withdrawn={OTHER: ()})
    corpus = accepted(corpus, "2002-01-02", restored=(OTHER,))
    assert link(corpus).sections["harbour/i"].updated == "2002-01-02"


def pages(corpus: Corpus) -> dict[str, html.HtmlElement]:
    return {
        where: html.fromstring(document.make().split("---\n", 2)[2])
        for where, document in page_documents(site(context_of(corpus))).items()
    }


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_passage_shows_its_words_as_they_were() -> None:
    found = pages(later(unchanged(SMALL)))
    (history,) = found["read/harbour/opening/"].xpath("//div[@class='passage']/details")
    assert "apparatus" in history.get("class")
    assert words(history[0]) == "The wording was changed on 1 January 2002 and 29 February 2000"
    assert [words(one) for one in history.xpath(".//dt")] == [
        "1 January 2002: Reason of <2002-01-01>.",
        "29 February 2000: The tide was not in the speech.",
    ]
    last, first = history.xpath(".//dd")
    assert words(first) == ("Wording: Friends, we [deleted: have end] [inserted: are end] met.")
    assert last.xpath("./span[@lang='en']")
    (pointer,) = found["read/harbour/full/"].xpath("//p[@class='change apparatus']/a")
    assert pointer.get("href") == "../opening/#opening-p1"


def test_other_changes_stand_on_the_page_of_what_they_are_about() -> None:
    found = pages(later(unchanged(SMALL)))

    def said(where: str) -> list[str]:
        lists = found[where].xpath("//dl[@class='changes']/dd")
        for spoken in found[where].xpath("//dl[@class='changes']//span[@class='spoken']"):
            spoken.drop_tag() if spoken.text == "paragraph " else spoken.drop_tree()
        return [words(one) for one in lists]

    assert said("read/harbour/i/") == [
        "I, On the Harbour Reference: I X",
        "I ¶paragraph 1, On the Harbour Reference: I ¶1 X ¶1",
        "I n. 1, On the Harbour Text: A long short note.",
    ]
    assert said("read/harbour/opening/")[-1].endswith("About the themes: Vessels")
    assert said("themes/ships/") == ["Name: Ships & boats Vessels"]
    assert said("read/harbour/") == ["Short title: On the Harbour Of the Harbour"]
    assert said("reference/glossary/") == ["Headword: quay wharf"]
    assert said("reference/timeline/") == ["Date: June 1993 1993"]
    assert len(said("reference/sources/")) == 1


def test_acceptances_say_how_much_they_changed() -> None:
    page = pages(later(unchanged(SMALL)))["about/"]
    last, before, *_ = page.xpath("//*[@class='amounts']")
    assert words(last) == (
        "Added: 1 passage. Withdrawn: 1 section, 1 passage, 1 theme. Restored: 1 theme."
    )
    assert words(before).startswith("Changed: 1 text, 1 section, 2 passages, 1 note")
