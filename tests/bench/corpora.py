"""Corpora of any size, in the proportions of the real one: six passages a section, several works.

The same size gives the same corpus. A passage has a run of words of the real ones, so that a word
of theirs occurs about as often as there, and words of a made-up language that are as unevenly
frequent as those of a real one (Zipf).
"""

import random
from collections import Counter
from itertools import accumulate
from pathlib import Path

import yaml

from support import REAL, read

PASSAGES = 6
SECTIONS_A_WORK = 40
PARTS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def make_corpus(folder: Path, sections: int, notes: bool = True) -> Path:
    """Writes a corpus of `sections` sections into `folder`, without a registry.

    Without `notes` it has no sources either.
    """
    corpus, _ = read(REAL)
    draw = random.Random(sections)
    words = " ".join(p.words for work in corpus.works for s in work.sections for p in s.passages)
    vocabulary = words.split()
    rare = _language()
    themes = [theme.id for theme in corpus.vocabulary.themes]
    folder.mkdir(parents=True)
    for name in ("themes.yml", "sources.yml") if notes else ("themes.yml",):
        (folder / name).write_bytes((REAL / name).read_bytes())
    if notes:
        _glossary(folder / "glossary.yml", vocabulary, draw)
        _timeline(folder / "timeline.yml", sections)
    sources = [source.id for source in corpus.bibliography.sources] if notes else []
    for start in range(0, sections, SECTIONS_A_WORK):
        number = start // SECTIONS_A_WORK + 1
        ids = _work(folder / f"work-{number}", number, min(SECTIONS_A_WORK, sections - start))
        for index, (id, part) in enumerate(ids):
            text = _section(id, part, index, draw, vocabulary, rare, themes, sources, ids)
            (folder / f"work-{number}" / f"{id}.md").write_text(text, "utf-8")
    return folder


def make_stock(folder: Path, corpus: Path) -> Path:
    """The bare sections of `corpus` as a site of stock MkDocs Material: heading, words, tags."""
    docs = folder / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Home\n", "utf-8")
    loaded, _ = read(corpus)
    for work in loaded.works:
        (docs / work.id).mkdir()
        for section in work.sections:
            tags = sorted({theme for passage in section.passages for theme in passage.themes})
            paragraphs = "\n\n".join(passage.words for passage in section.passages)
            text = f"---\ntags: {tags}\n---\n\n# {section.heading}\n\n{paragraphs}\n"
            (docs / work.id / f"{section.id}.md").write_text(text, "utf-8")
    config = {
        "site_name": "Stock",
        "theme": {"name": "material", "font": False},
        "plugins": ["search", "tags"],
    }
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config), "utf-8")
    return folder


def _language() -> tuple[list[str], list[float]]:
    """Twenty thousand made-up words and their cumulative weights, one over the rank."""
    draw = random.Random("language")
    syllables = [c + v for c in "bdfgklmnprstvz" for v in ("a", "e", "i", "o", "u", "an", "er")]
    words: dict[str, None] = {}
    while len(words) < 20_000:
        words["".join(draw.choices(syllables, k=draw.randrange(2, 5)))] = None
    return list(words), list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def _glossary(path: Path, vocabulary: list[str], draw: random.Random) -> None:
    """The real glossary, with headwords that occur in the drawn words about as often as its own."""
    terms = yaml.safe_load((REAL / "glossary.yml").read_text("utf-8"))["terms"]
    often = Counter(word for word in vocabulary if word.isalpha() and len(word) > 5)
    words = draw.sample([word for word, number in often.items() if number > 1], len(terms))
    for term, word in zip(terms.values(), words, strict=True):
        term.pop("passages", None)
        term.pop("phrases", None)
        term["headword"] = word
    path.write_text(yaml.safe_dump({"terms": terms}, allow_unicode=True), "utf-8")


def _timeline(path: Path, sections: int) -> None:
    """The real timeline, its events bound to passages of the first section."""
    events = yaml.safe_load((REAL / "timeline.yml").read_text("utf-8"))["events"]
    first = _ids(min(SECTIONS_A_WORK, sections))[0][0]
    for number, event in enumerate(events.values()):
        event["passages"] = [f"work-1/{first}-p{number % PASSAGES + 1}"]
    path.write_text(yaml.safe_dump({"events": events}, allow_unicode=True), "utf-8")


def _ids(count: int) -> list[tuple[str, str]]:
    """The ids of a work's sections, each with its part."""
    parts = (PARTS[number * len(PARTS) // count] for number in range(count))
    return [(f"{part.lower()}-{number}", part) for number, part in enumerate(parts, 1)]


def _work(folder: Path, number: int, count: int) -> list[tuple[str, str]]:
    folder.mkdir()
    parted = _ids(count)
    outline = [
        {
            "part": part,
            "title": f"Part {part} of work {number}",
            "sections": [id for id, own in parted if own == part],
        }
        for part in PARTS
    ]
    work = {
        "id": folder.name,
        "title": f"Work number {number} of the benchmark",
        "short-title": f"Work {number}",
        "kind": "speech",
        "author": [{"family": "An", "given": "Nuo", "static-ordering": True}],
        "date": f"{1980 + number % 40}-01-01",
        "language": "en",
        "translation-of": {"language": "zh-Hans"},
        "source": {"title": "Made up", "publisher": "Benchmark", "date": "2020-01-01"},
        "rights": "Made up.",
        "selection": "This is a selection.",
        "outline": outline,
    }
    (folder / "work.yml").write_text(yaml.safe_dump(work, sort_keys=False), "utf-8")
    return parted


def _section(
    id: str,
    part: str,
    index: int,
    draw: random.Random,
    vocabulary: list[str],
    rare: tuple[list[str], list[float]],
    themes: list[str],
    sources: list[str],
    siblings: list[tuple[str, str]],
) -> str:
    passages = {}
    body: list[str] = []
    notes: list[str] = []
    for number in range(1, PASSAGES + 1):
        chosen = draw.sample(themes, 4)
        passages[f"{id}-p{number}"] = {
            "about": chosen[: draw.choice((1, 1, 2))],
            "mentions": chosen[2 : 2 + draw.choice((0, 1, 1, 2))],
            "collation": draw.choice(("official", "close", "unchecked")),
            "place": f"Part {part}",
        }
        start = draw.randrange(len(vocabulary) - 40)
        words = vocabulary[start : start + draw.randrange(10, 30)]
        words += draw.choices(rare[0], cum_weights=rare[1], k=draw.randrange(25, 70))
        at = draw.randrange(10, 25)
        for kind in ("n", "n", "t") if sources else ():
            note = f"{kind}{sum(text.startswith(f'[^{kind}') for text in notes) + 1}"
            words.insert(at, f"{words.pop(at)}[^{note}]")
            at += 3
            place = index * 18 + len(notes)
            cited = [sources[(place + step) % len(sources)] for step in (0, 1, 2)]
            said = " ".join(draw.sample(vocabulary, 40)).replace("’", "")
            notes.append(f"[^{note}]: {said} [@{cited[0]}; @{cited[1]}, art. 4; @{cited[2]}].")
        body.append(f"{' '.join(words)} {{#{id}-p{number}}}")
    front = {
        "id": id,
        "part": part,
        "point": index + 1,
        "heading": " ".join(draw.choices(rare[0], cum_weights=rare[1], k=5)).capitalize(),
        "see-also": [id for id, _ in siblings[index - 1 : index]],
        "passages": passages,
    }
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True)
    return f"---\n{head}---\n\n" + "\n\n".join([*body, *notes]) + "\n"
