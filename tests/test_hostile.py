"""Text that means harm: every string an editor can write, filled with it, is shown as text.

The schemas say which strings there are. One site is made of harmful text and one of harmless words
in the same places: both must have the same elements with the same attributes.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from lxml import etree, html
from playwright.sync_api import Browser, expect

from mutations import places, split, within
from reader.corpus.schema import SCHEMAS
from reader.text import normalize_space
from support import (
    ROOT,
    SMALL,
    Site,
    build_site,
    kinds,
    problems_in,
    seconds,
    serving,
    tree,
)

RUN = "window.pwned=1"
HARM = (
    f"\"><script>{RUN}</script><img src=x onerror={RUN}> ' onmouseover='{RUN}' x=' <!-- </title>"
    f"</style></textarea></noscript><svg/onload={RUN}><a href=javascript:{RUN}> {{{{ 7*7 }}}} "
    f"{{% include 'x' %}} {{# r #}} ${{7*7}} <%= 7*7 %> [x](javascript:{RUN}) ![x](x.png) *a* _b_ "
    f"`c` **d** ~~e~~ {{: onclick={RUN} }} --- ::: [TOC] [[x]] $x$ \\ \\n %0a ]]> &lt;script&gt; "
    "&#60;b&#62; \u200f\u200e\u200b x@y.example @import {#x} |"
)
TEXTS = {"harmful": HARM, "harmless": "words"}
NAMES = {"harmful": re.sub("[,;]", "", HARM), "harmless": "words"}
MARKDOWN = {
    "harmful": f"\\<script>{RUN}\\</script> `<script>{RUN}</script>` &lt;img onerror={RUN}&gt; "
    f"{{{{ 7*7 }}}} {{% include 'x' %}} {{: onclick={RUN} }} $x$ [TOC] \"onload={RUN} "
    f"[x](https://x.example/?'\"onload={RUN}) <https://x.example/?{{{{7*7}}}}'onload={RUN}>",
    "harmless": "words `code` words [x](https://x.example/) <https://x.example/>",
}
RENDERED = (
    f"<script>{RUN}</script> <script>{RUN}</script> <img onerror={RUN}> {{{{ 7*7 }}}} "
    f"{{% include 'x' %}} {{: onclick={RUN} }} $x$ [TOC] \"onload={RUN} x https://x.example/"
)
"""What a reader must see of the harmful Markdown."""

ADDRESSES = {
    "harmful": f"https://x.example/?`{RUN}`&y={{{{7*7}}}}#&#39;onload=({RUN})/../javascript:{RUN}",
    "harmless": "https://x.example/",
}
ADDRESS = "https://"


NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")


@dataclass
class Filler:
    """Fills documents with one kind of text; equal texts stay equal, all others differ."""

    kind: str
    numbers: dict[str, int] = field(default_factory=dict)

    def text(self, schema: dict[str, Any], before: str) -> str | None:
        """A text behind `before` that the schema allows; None if it allows no free text."""
        number = self.numbers.setdefault(before or f"new {len(self.numbers)}", len(self.numbers))
        markdown = "in Markdown" in schema.get("description", "")
        for texts in [MARKDOWN] if markdown else [TEXTS, NAMES]:
            text = f"{before or 'New'} {number}: {texts[self.kind]} {number}."
            if re.search(pattern_of(schema), text):
                return text
        return ADDRESSES[self.kind] if re.search(pattern_of(schema), ADDRESSES["harmful"]) else None

    def value(self, name: str, schema: dict[str, Any], value: Any) -> Any:
        """`value`, or what is made where there is none, with every free text in it filled; None
        where the schema wants something that cannot be made up, such as an id that exists."""
        schema = resolved(name, schema)
        if "enum" in schema:
            return value or schema["enum"][0]
        match schema.get("type"):
            case "object":
                return self.mapping(name, schema, value or {})
            case "array":
                items = [self.value(name, schema["items"], item) for item in value or [None]]
                return [item for item in items if item is not None] or value
            case "string":
                text = self.text(schema, value or "")
                return value if text is None else text
        return value

    def mapping(self, name: str, schema: dict[str, Any], value: dict[str, Any]) -> Any:
        """Leaves alone what must be as another file has it: where a redirect leads, and the part
        of a section that has none; leaves out what must be as another text, and a name of its own
        for an institution where a person has one."""
        rest = schema.get("additionalProperties")
        if isinstance(rest, dict):
            return {key: self.value(name, rest, child) for key, child in value.items()} or None
        filled = {}
        for key, child in schema["properties"].items():
            made = value.get(key)
            unlike = NAME_PARTS if "literal" in value else ("literal",)
            if key == "title-in-sentence-case" or key in unlike:
                continue
            if key != "to" and (key != "part" or made):
                made = self.value(name, child, made)
            if made is not None:
                filled[key] = made
        return filled if set(schema.get("required", ())) <= set(filled) else None


def resolved(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with what it refers to, in its own file or in the common one."""
    if "$ref" not in schema:
        return schema
    definition = schema["$ref"].rpartition("/")[2]
    found = {**raw_schema("common")["$defs"], **raw_schema(name)["$defs"]}[definition]
    return {**found, **{key: value for key, value in schema.items() if key != "$ref"}}


@cache
def raw_schema(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    return schema


def pattern_of(schema: dict[str, Any]) -> str:
    return str(schema.get("pattern", ""))


def to_be_shown(document: Any) -> Iterator[str]:
    """The free texts in a document that a reader must find in the site: not why the registry
    changed, which is told only of what was withdrawn or reworded."""
    for keys in places(document):
        text = within(document, keys)
        if isinstance(text, str) and "[x]" in text and keys[-1] != "reason":
            if number := re.search(r"\d+: (?=\\<)", text):
                yield number[0] + RENDERED
            else:
                yield text.partition(", ")[2] if "sources" in keys else text


def filled(folder: Path, kind: str) -> list[str]:
    """Fills the small corpus in `folder`, and returns what a reader must find in the site."""
    filler = Filler(kind)
    texts: list[str] = []
    phrases: list[str] = []
    for path in sorted(folder.rglob("*.yml")):
        name = path.stem
        document = filler.value(name, raw_schema(name), yaml.safe_load(path.read_text("utf-8")))
        for term in document["terms"].values() if name == "glossary" else ():
            phrases += term["phrases"]
            term.pop("passages", None)
        texts += to_be_shown(document)
        path.write_text(yaml.safe_dump(document, allow_unicode=True), "utf-8")
    for path in sorted(folder.rglob("*.md")):
        before, front, body = split(path.name, path.read_text("utf-8"))
        tags = filler.value("section", raw_schema("section"), yaml.safe_load(front))
        words = " ".join([TEXTS[kind], *phrases])
        texts.append(words)
        body = body.replace(" {#", f" {words} {{#")
        body = re.sub(r"(\[\^[nt]\d\]: )", lambda note: f"{note[1]}{MARKDOWN[kind]} ", body)
        phrases.clear()
        texts += to_be_shown(tags)
        text = yaml.safe_dump(tags, allow_unicode=True, sort_keys=False)
        path.write_text(f"{before}{text}{body}", "utf-8")
    return texts


@dataclass(frozen=True)
class Filled:
    site: Site
    texts: list[str]


@pytest.fixture
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Filled]]:
    with ExitStack() as stack:
        found = {}
        for kind in TEXTS:
            folder = tmp_path_factory.mktemp(kind)
            shutil.copytree(SMALL, folder / "corpus")
            texts = filled(folder / "corpus", kind)
            built = build_site(folder, folder / "corpus", "--draft")
            found[kind] = Filled(Site(built, stack.enter_context(serving(built))), texts)
        yield found


def shape(page: html.HtmlElement) -> list[tuple[Any, ...]]:
    """The elements of a page with the names of their attributes, and how long its scripts and
    styles are; but for plain pieces of text, which Pandoc makes of quotation marks."""
    return [
        (element.tag, *sorted(element.attrib), len(element.text or "") if code(element) else 0)
        for element in page.iter(etree.Element)
        if element.attrib or element.tag not in ("span", "em")
    ]


def code(element: html.HtmlElement) -> bool:
    return element.tag == "style" or (
        element.tag == "script" and "json" not in element.get("type", "")
    )


def assert_no_element_and_no_attribute(sites: dict[str, Filled]) -> None:
    harmful, harmless = (sites[kind].site.pages for kind in TEXTS)
    assert harmful.keys() == harmless.keys()
    assert len(harmful) > 20
    for address, page in harmful.items():
        assert shape(page) == shape(harmless[address]), address


def assert_shown_as_text(sites: dict[str, Filled]) -> None:
    harmful = sites["harmful"]
    data = json.loads((harmful.site.folder / "data" / "corpus.json").read_text("utf-8"))
    found = [str(within(data, keys)) for keys in places(data)]
    for page in harmful.site.pages.values():
        found += [page.text_content(), *page.xpath("//@*")]
    found += [path.read_text("utf-8") for path in harmful.site.folder.rglob("*.ris")]
    shown = "\n".join(normalize_space(text) for text in found)
    assert len(set(harmful.texts)) > 150
    # Citations have titles without a full stop at their end.
    texts = [normalize_space(text).removesuffix(".") for text in harmful.texts]
    assert [text for text in texts if text not in shown] == []


WATCH = """() => {
  window.harm = []
  addEventListener("securitypolicyviolation", event => harm.push(event.violatedDirective))
}"""


def assert_nothing_runs(sites: dict[str, Filled], browser: Browser, thorough: bool) -> None:
    site = sites["harmful"].site
    harm: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(f"({WATCH})()")
    page = context.new_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: harm.append(dialog.message))
    page.on("pageerror", lambda error: harm.append(str(error)))
    page.on("request", lambda sent: asked.append(sent.url))

    def assert_calm() -> None:
        assert page.evaluate("[window.pwned ?? 'calm', ...harm]") == ["calm"], page.url
        assert harm == [], page.url
        assert [url for url in asked if not url.startswith((site.address, "data:"))] == []

    for address in site.pages if thorough else kinds(site):
        page.goto(f"{site.address}{address}")
        for marker in page.locator("[data-popover]:visible").all():
            marker.focus()
        assert_calm()
    for query in ("harbour", "quay", "script", "7*7", HARM):
        page.goto(f"{site.address}search/?q={quote(query)}&theme={quote(HARM)}&part={quote(HARM)}")
        page.goto(f"{site.address}search/?q={quote(query)}")
        expect(page.get_by_role("status")).not_to_be_empty()
        assert_calm()
    page.goto(site.address)
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("dialog").get_by_role("searchbox").fill("harbour")
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_contain_text("<script>")
    assert_calm()
    context.close()


def test_harm_is_text_and_nothing_else(
    sites: dict[str, Filled], browser: Browser, thorough: bool
) -> None:
    assert_no_element_and_no_attribute(sites)
    assert_shown_as_text(sites)
    assert_nothing_runs(sites, browser, thorough)


IDS = r"(?<=[ \[\"'])(?=[a-z0-9/-]+[\],:\"' \n])(harbour|letter|i|ii|opening|ships|quay)\b"


def test_names_that_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    """Every id of every file is made to climb out of its folder."""
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    climbing = 0
    for path in sorted(corpus.rglob("*")):
        if path.suffix in (".yml", ".md"):
            before, front, after = split(path.name, path.read_text("utf-8"))
            front, number = re.subn(IDS, r"../\1", front)
            climbing += number
            path.write_text(f"{before}{front}{after}", "utf-8")
    assert climbing > 50
    files = tree(tmp_path)
    problems = problems_in(corpus)
    for file in ("harbour/i.md", "harbour/work.yml", "glossary.yml", "themes.yml"):
        assert any(problem.startswith(f"corpus/{file}:") for problem in problems), file
    assert len(problems) > 25
    assert tree(tmp_path) == files


@pytest.mark.parametrize(
    "name",
    [
        "<script>.md",
        "{{7*7}}.md",
        "a\nb.md",
        "\u202edm.i",
        "-rf.md",
        " .md",
        "%2e%2e.md",
        "\x1b[2J",
    ],
)
def test_file_names_that_mean_harm_are_refused(name: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    shutil.copy(SMALL / "letter" / "i.md", corpus / "letter" / name)
    problems = problems_in(corpus)
    assert problems
    for problem in problems:
        assert problem.startswith("corpus/letter/") and problem.isprintable()


def test_links_out_of_the_corpus_are_not_followed(tmp_path: Path) -> None:
    corpus, outside = tmp_path / "corpus", tmp_path / "outside"
    shutil.copytree(SMALL, corpus)
    shutil.copytree(SMALL, outside)
    links = {
        "other": outside / "letter",
        "harbour/away.md": outside / "letter" / "i.md",
        "harbour/loop.md": corpus / "harbour" / "loop.md",
        "harbour/round": corpus,
        "harbour/zero.md": Path("/dev/zero"),
        "harbour/home.md": Path("..") / ".." / "outside" / "harbour" / "i.md",
    }
    for name, target in links.items():
        (corpus / name).symlink_to(target)
    (corpus / "sources.yml").unlink()
    (corpus / "sources.yml").symlink_to(outside / "sources.yml")
    said = problems_in(corpus)
    for name in [*links, "sources.yml"]:
        (problem,) = (problem for problem in said if problem.startswith(f"corpus/{name}:1: "))
        assert re.search("must not be a (broken )?link|must be work.yml or a section", problem)


BOMB = "".join(
    f"x{level}: &x{level} [{', '.join([f'*x{level - 1}'] * 9) if level else 'lol'}]\n"
    for level in range(40)
)
SPITE = {
    "aliases": BOMB,
    "depth": "a: " + "[\n" * 900 + "]" * 900,
    "indents": "".join(f"{' ' * level}a:\n" for level in range(1000)),
    "keys": "? " * 3000 + "a",
    "numbers": f"a: {'9' * 40_000}\nb: 1e{'9' * 40_000}\nc: {':59' * 9_000}",
    "tags": "a: !!python/object/apply:os.system ['touch pwned']\nb: !!python/name:os.system",
    "many": "".join(f"k{number}: [{number}]\n" for number in range(5_000)),
}


@pytest.mark.parametrize("kind", SPITE)
def test_spiteful_yaml_is_refused_soon(kind: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    (corpus / "letter" / "work.yml").write_text(SPITE[kind], "utf-8")
    with seconds(60, f"{kind} took longer"):
        problems = problems_in(corpus)
    assert any(problem.startswith("corpus/letter/work.yml:") for problem in problems)
    assert not (ROOT / "pwned").exists()


SPITEFUL = ["[^", "{#", "{#a} ", "[@", "[", "*a ", "a_", "`", "<", "![", "[](", "[@a\n", "&a ", " "]


@pytest.mark.parametrize("piece", SPITEFUL)
def test_spiteful_text_is_read_soon(piece: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    text = piece * (15_000 // len(piece))
    file = corpus / "letter" / "i.md"
    passage = file.read_text("utf-8").replace("Dear harbour", f"Dear{text}harbour[^n1]")
    file.write_text(f"{passage}\n[^n1]: Note{text}\n", "utf-8")
    with seconds(40, f"{piece} took longer"):
        problems = problems_in(corpus)
    assert all(problem.startswith("corpus/letter/i.md:") for problem in problems)


@pytest.mark.parametrize(
    "sign", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x1b\x00\x85\u2028"
)
@pytest.mark.parametrize("path", ["letter/i.md", "letter/work.yml", "glossary.yml"])
def test_signs_that_turn_text_around_are_refused(path: str, sign: str, tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    lines = (corpus / path).read_text("utf-8").split("\n")
    lines[2] += sign
    (corpus / path).write_text("\n".join(lines), "utf-8")
    said = f"corpus/{path}:3: must not contain the control character U+{ord(sign):04X}"
    assert said in problems_in(corpus)
