"""What was, as the corpus had it: what was withdrawn, made from its facts, and the words in an
edition."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reader import ids
from reader.addresses import read_section_reference
from reader.corpus.model import (
    IN_SECTION,
    IN_WORK,
    Acceptance,
    Corpus,
    Edition,
    Facts,
    Id,
    Occasion,
    Origin,
    Passage,
    PassageRef,
    Section,
    Theme,
    Work,
    work_kind,
)
from reader.dates import format_date
from reader.names import Name
from reader.registry.published import (
    ABOUT,
    HEADING,
    MENTIONS,
    REFERENCE,
    WORDS,
    themes_in,
)
from reader.registry.state import add_up, up_to
from reader.registry.tombstones import Tombstone, Tombstones

OF_WORKS = ("works", *IN_WORK)


@dataclass(frozen=True, slots=True)
class Past:
    """What was withdrawn, as it was; sections and passages also of works that are still there.

    `remarks` say when and why an id was withdrawn. `tagged` has for each theme the passages that
    ever had it and are known, `held` how many passages and notes a work ever had, if anything of it
    was withdrawn.
    """

    works: tuple[Work, ...]
    sections: tuple[tuple[Work, Section], ...]
    passages: tuple[PassageRef, ...]
    themes: tuple[Theme, ...]
    remarks: Mapping[Id, str]
    tagged: Mapping[str, tuple[PassageRef, ...]]
    held: Mapping[str, int]


def past(corpus: Corpus, history: Tombstones) -> Past:
    """Return what was withdrawn of a corpus."""
    entries = history.registry.entries
    stones = {(one.kind, one.key): one for one in history.tombstones(entries.values())}
    in_section: defaultdict[str, list[Passage]] = defaultdict(list)
    for (kind, key), stone in stones.items():
        if kind == "passages":
            in_section[ids.section_of(key)].append(_passage(stone))
    gone = {
        key: _section(stone, tuple(in_section[key]))
        for (kind, key), stone in stones.items()
        if kind == "sections"
    }
    in_work: defaultdict[str, list[Section]] = defaultdict(list)
    for section in gone.values():
        in_work[section.work].append(section)
    works = tuple(
        _work(stone, tuple(in_work[key]))
        for (kind, key), stone in stones.items()
        if kind == "works"
    )
    work_of = {work.id: work for work in (*corpus.works, *works)}
    section_of = {section.key: section for _, section in corpus.files} | gone
    passages = tuple(
        PassageRef(work_of[section_of[key].work], section_of[key], passage)
        for key, found in in_section.items()
        if key in section_of
        for passage in found
        if section_of[key].work in work_of
    )
    return Past(
        works,
        tuple((work_of[one.work], one) for one in gone.values() if one.work in work_of),
        passages,
        tuple(_theme(stone) for (kind, _), stone in stones.items() if kind == "themes"),
        {id: remark(stone) for id, stone in stones.items()},
        _tagged(history, {place.key: place for place in (*corpus.passages, *passages)}),
        _held(history, {ids.work_of(key) for kind, key in stones if kind in OF_WORKS} & {*work_of}),
    )


def words_in(edition: Edition, acceptances: Iterable[Acceptance]) -> dict[str, str]:
    """Return the words of the passages of an edition by their keys, given all acceptances."""
    registry = add_up(up_to(edition.acceptances, acceptances))
    return {
        key: entry.facts.get(WORDS, "")
        for (kind, key), entry in registry.entries.items()
        if kind == "passages" and not entry.withdrawn
    }


def remark(stone: Tombstone) -> str:
    """When and why something was withdrawn, in a sentence."""
    reason = stone.acceptance.reason.removesuffix(".")
    return f"Withdrawn on {format_date(stone.acceptance.date)}: {reason}."


def _tagged(
    history: Tombstones, places: Mapping[str, PassageRef]
) -> dict[str, tuple[PassageRef, ...]]:
    found: defaultdict[str, list[PassageRef]] = defaultdict(list)
    for (kind, key), entry in history.registry.entries.items():
        if kind == "passages" and key in places:
            values = entry.ever(ABOUT) | entry.ever(MENTIONS)
            for theme in {id for value in values for id in themes_in(value)}:
                found[theme].append(places[key])
    return {theme: tuple(tagged) for theme, tagged in found.items()}


def _held(history: Tombstones, works: set[str]) -> Counter[str]:
    keys = (key for kind, key in history.registry.entries if kind in IN_SECTION)
    return Counter(work for key in keys if (work := ids.work_of(key)) in works)


def _work(stone: Tombstone, sections: tuple[Section, ...]) -> Work:
    facts = stone.facts
    title = facts.get("title", stone.key)
    return Work(
        id=stone.key,
        origin=Origin(""),
        title=title,
        short_title=facts.get(REFERENCE, title),
        author=_names(facts, "author"),
        translator=_names(facts, "translator"),
        date=facts.get("date", ""),
        event=Occasion(facts.get("event", "")),
        selection=facts.get("selection", ""),
        kind=work_kind(facts.get("kind", "")),
        language=facts.get("language", ""),
        unparted=tuple(section.id for section in sections),
        files=sections,
    )


def _names(facts: Facts, name: str) -> tuple[Name, ...]:
    """The names in a fact, which has them in one, as they are printed."""
    return (Name(literal=facts[name]),) if name in facts else ()


def _section(stone: Tombstone, passages: tuple[Passage, ...]) -> Section:
    work, _, id = stone.key.partition("/")
    part, point = read_section_reference(stone.facts.get(REFERENCE, ""))
    heading = stone.facts.get(HEADING, "")
    return Section(id, work, Origin(""), part, point, heading, passages=passages)


def _passage(stone: Tombstone) -> Passage:
    id = ids.without_work(stone.key)
    parts = ids.in_section(id)
    return Passage(
        id,
        content=(),
        line=0,
        words=stone.facts.get(WORDS, ""),
        number=parts[1].number if parts else 0,
        about=themes_in(stone.facts.get(ABOUT, "")),
        mentions=themes_in(stone.facts.get(MENTIONS, "")),
    )


def _theme(stone: Tombstone) -> Theme:
    facts = stone.facts
    return Theme(stone.key, facts.get("label", stone.key), "", facts.get("definition", ""))
