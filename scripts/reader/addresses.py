"""References that people print, and the address of everything on the site.

Addresses are given from the root of the site; those of pages end in a slash. Pages link to each
other by relative addresses, so that the site works wherever it is put.
"""

from urllib.parse import urlencode

from reader import ids
from reader.corpus.model import Kind, Note, Passage, Section, Work

HOME = ""
TEXTS = "read/"
TEXTS_BY_AUTHOR = "read/#by-author"
TEXTS_BY_KIND = "read/#by-kind"
THEMES = "themes/"
REFERENCE = "reference/"
GLOSSARY = "reference/glossary/"
TIMELINE = "reference/timeline/"
SOURCES = "reference/sources/"
COLLATION = "reference/collation/"
THEME_MAP = "reference/theme-map/"
SEARCH = "search/"
ABOUT_SITE = "about/"
HOW_TO_CITE = "how-to-cite/"
ACCESSIBILITY = "accessibility/"
FONT_LICENCE = "assets/fonts/LICENSE.txt"
CORPUS_DATA = "data/corpus.json"
REGISTRY_DATA = "data/registry.json"
WORDS_DATA = "data/words.json"
FEED = "feed.atom"
SEARCH_INDEX = "pagefind/"
SITE_IMAGE = "card.png"
"""The address of the picture that previews of the site show."""
EDITIONS = "v/"
"""The folder of the editions, on the site as it is today."""
GENERATED = (TEXTS, THEMES, REFERENCE, SEARCH, ABOUT_SITE)
"""The folders of pages that are generated; so is home."""


def section_reference(section: Section) -> str:
    """`III.10`, `I` or `V intro.`; empty in a work without parts or points."""
    if section.point.isdigit():
        return ".".join(filter(None, (section.part, section.point)))
    word = f"{section.point}." if section.point else ""
    return " ".join(filter(None, (section.part, word)))


def read_section_reference(reference: str) -> tuple[str, str]:
    """The part and the point of a section with a reference; what may be either is the part."""
    part, dot, point = reference.rpartition(".")
    if point.isdigit() and dot:
        return part, point
    if reference.endswith("."):
        part, _, point = part.rpartition(" ")
        return part, point
    return reference, ""


def passage_reference(section: Section, passage: Passage) -> str:
    """`III.10 ¶1`; `¶1` in a work without parts."""
    return f"{section_reference(section)} ¶{passage.number}".strip()


def note_reference(section: Section, note: Note) -> str:
    """`III.10 n. 1` for a context note, `III.10 text n. 1` for a textual one."""
    word = "n." if note.kind == "context" else "text n."
    return f"{section_reference(section)} {word} {note.number}".strip()


def section_title(work: Work, section: Section) -> str:
    """The section's heading, or the title of its part, or the work's."""
    if section.heading:
        return section.heading
    part = work.part_of(section)
    return part.title if part else work.short_title


def address(kind: Kind, key: str) -> str:
    """The address of an id: `address("passages", "w/i-p1")` is `read/w/i/#i-p1`."""
    if kind == "themes":
        return f"{THEMES}{key}/"
    if kind == "terms":
        return f"{GLOSSARY}#{key}"
    if kind == "sources":
        return f"{SOURCES}#{key}"
    if kind == "events":
        return f"{TIMELINE}#{key}"
    if kind == "accounts":
        return f"{TEXTS}{key}/about/"
    if kind in ("works", "sections"):
        return f"{TEXTS}{key}/"
    return f"{TEXTS}{ids.section_of(key)}/#{ids.without_work(key)}"


def collation(value: str) -> str:
    """The address of what a value of `collation` means."""
    return f"{COLLATION}#{value}"


def full_text(work: str, number: int = 1) -> str:
    """The address of a page of a work's full text: `read/w/full/`, `read/w/full/2/`."""
    return _numbered(f"{address('works', work)}full/", number)


def theme_page(theme: str, number: int = 1) -> str:
    """The address of a page of a theme: `themes/t/`, `themes/t/2/`."""
    return _numbered(address("themes", theme), number)


def _numbered(address: str, number: int) -> str:
    return f"{address}{number}/" if number > 1 else address


def outline(work: str) -> str:
    """The address of the outline on a work's page."""
    return f"{address('works', work)}#outline"


def og_image(work: str) -> str:
    """The address of the picture that previews of a work show."""
    return f"{address('works', work)}card.png"


def files(kind: Kind, key: str) -> str:
    """The address of the citation files of a work, section, passage or theme, without an ending:
    `read/w/i/i-p1` for a passage."""
    return address(kind, key).partition("#")[0] + ids.without_work(key)


def feed(kind: Kind, key: str) -> str:
    """The address of the feed of what changes in a work, section or theme."""
    return f"{address(kind, key)}{FEED}"


def search(**query: str) -> str:
    """The address of a search: `search/?theme=online-content`."""
    return f"{SEARCH}?{urlencode(query)}"


def with_theme(address: str, theme: str) -> str:
    """The address of a full text in which the passages of a theme are highlighted."""
    return f"{address}?{urlencode({'theme': theme})}"


def edition(version: str) -> str:
    """The address of the home page of an edition: `v/1.0.0/`."""
    return f"{EDITIONS}{version}/"


def is_only_today(address: str) -> bool:
    """Whether something is only on the site as it is today: its search, its feeds, the editions."""
    return address.startswith((EDITIONS, SEARCH)) or address.endswith(FEED)


def today(address: str) -> str:
    """An address on the site as it is today, from the root of an edition."""
    return f"../../{address}"


def markdown_file(address: str) -> str:
    """The file, from the docs folder, that a page is made from."""
    return f"{address}index.md"


def relative(target: str, page: str) -> str:
    """The address `target` as seen from the address `page`, both from the root of the site."""
    path, hash, fragment = target.partition("#")
    if path == page:
        return f"{hash}{fragment}" if hash else "./"
    there, here = path.split("/"), page.split("/")
    shared = 0
    while shared < min(len(there), len(here)) - 1 and there[shared] == here[shared]:
        shared += 1
    way = [".."] * (len(here) - 1 - shared) + there[shared:]
    return f"{'/'.join(way) or '.'}{hash}{fragment}"
