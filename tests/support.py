"""Helpers of the tests."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import FrameType
from typing import Any
from urllib.parse import quote, urlsplit

from click import Command
from click.testing import CliRunner, Result
from lxml import html
from markupsafe import Markup
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect

from reader.app import accept as accept_module
from reader.app.build import cited_records
from reader.cite.citeproc import format_bibliography, format_citations
from reader.cite.record import Publication, Slot, Slotted
from reader.corpus.acceptance import acceptance_name, acceptance_text
from reader.corpus.load import load
from reader.corpus.model import Corpus, Problem
from reader.corpus.schema import Schemas, read_schemas
from reader.documents import Document
from reader.graph.link import link
from reader.pages.context import Context
from reader.publish.site import site
from reader.registry.state import Registry, add_up
from reader.rules import RULES, check, check_all

ROOT = Path(__file__).resolve().parent.parent
TESTS = ROOT / "tests"
REAL = ROOT / "corpus"
SMALL = TESTS / "corpus"
CONFIG = TESTS / "mkdocs.yml"
BUILD = ROOT / "scripts" / "build.py"
COMMAND: list[str | Path] = [sys.executable, BUILD, f"--config={CONFIG}"]
"""The build, for the site of the tests."""

Shared = Callable[[str, Callable[[Path], object]], Path]
"""Has a folder of that name filled once for all workers."""

SIDEWAYS = "document.documentElement.scrollWidth > innerWidth"
"""Whether a page is wider than the window."""

SPACING = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
"""Gives a page the text spacing of WCAG 2.2, 1.4.12."""

BROWSER_ARGUMENTS = ["--disable-gpu", "--disable-background-networking"]
if os.name == "posix" and os.geteuid() == 0:
    BROWSER_ARGUMENTS.append("--no-sandbox")


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, where it is served, and the folder of its corpus; `address` ends in a slash."""

    folder: Path
    address: str
    source: Path = SMALL

    @property
    def base(self) -> str:
        """The path below which it stands on its host."""
        return urlsplit(self.address).path

    @property
    def url(self) -> str:
        """The address that it declares."""
        return f"https://reader.example{self.base}"

    @property
    def corpus(self) -> Corpus:
        return unchanged(self.source)

    @property
    def registry(self) -> Registry:
        return add_up(self.corpus.acceptances)

    @property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page by its address from the root of the site, such as `read/w/i/`."""
        return parsed(self.folder)


@cache
def parsed(folder: Path) -> dict[str, html.HtmlElement]:
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        address = path.relative_to(folder).as_posix().removesuffix("index.html")
        pages[address] = html.fromstring(path.read_text("utf-8"))
    assert pages
    return pages


def kinds(site: Site) -> list[str]:
    """The address of one page of each kind, the longest, and of what shows only when asked for."""
    longest: dict[tuple[str, bool], tuple[int, str]] = {}
    for address, page in site.pages.items():
        kind = re.sub("^(read|themes)/[^/]+/", r"\1/*/", address)
        kind = re.sub(r"^read/\*/(?!full/|about/)[^/]+/", "read/*/*/", kind)
        length = len(list(page.iter()))
        key = (kind, is_withdrawn(page))
        longest[key] = max(longest.get(key, (0, "")), (length, address))
    passage = site.corpus.passages[-1]
    word = max(passage.passage.words.split(), key=len)
    return [
        *(address for _, address in longest.values()),
        f"read/{passage.work.id}/full/?theme={passage.passage.themes[0]}",
        f"search/?q={quote(word)}",
        "search/?q=zzqq",
    ]


def pages_of_theme(site: Site, id: str) -> list[html.HtmlElement]:
    """The pages of a theme in their order."""
    found = [address for address in site.pages if address.startswith(f"themes/{id}/")]
    return [site.pages[address] for address in sorted(found, key=lambda one: (len(one), one))]


def is_withdrawn(page: html.HtmlElement) -> bool:
    return bool(page.xpath("//meta[@name='robots']"))


@cache
def schemas() -> Schemas:
    return read_schemas()


def read(folder: Path) -> tuple[Corpus, list[Problem]]:
    return load(folder, schemas(), "corpus")


def problems_in(folder: Path) -> list[str]:
    """What a build says of the corpus in `folder`, named `corpus` in the messages."""
    corpus, problems = read(folder)
    return [str(problem) for problem in sorted(set(check_all(corpus, problems, draft=False)))]


PUBLICATION = Publication("Test Reader", "1.0", "https://reader.example/")
"""A site with a version that does not change."""


def context_of(corpus: Corpus, publication: Publication = PUBLICATION) -> Context:
    """What views of a corpus are made from, its bibliography and citations left unformatted."""
    entries = {source.id: Markup("An entry.") for source in corpus.bibliography.sources}
    return Context(corpus, link(corpus), publication, entries, lambda record: ())


def documents_of(corpus: Corpus) -> dict[str, Document]:
    """The site of a corpus as the build generates it."""
    citations = format_citations(dict(cited_records(corpus, PUBLICATION)))
    entries = format_bibliography(corpus.bibliography)
    return site(Context(corpus, link(corpus), PUBLICATION, entries, lambda one: citations[one.key]))


def filled(pieces: Slotted, paragraph: str = "", address: str = "") -> str:
    """A citation, as HTML, with its slots as they are, or as a passage fills them."""
    values = {"paragraph": paragraph, "address": address}

    def piece(one: Markup | Slot) -> str:
        if not isinstance(one, Slot):
            return str(one)
        value = values[one.name]
        return one.lead + value if value else one.text

    return "".join(map(piece, pieces))


def sound(folder: Path) -> Corpus:
    """The corpus in `folder`, which must keep all rules but those of publication."""
    corpus, problems = read(folder)
    assert not [*problems, *check(corpus, RULES)]
    return corpus


@cache
def unchanged(folder: Path) -> Corpus:
    """The corpus in a folder that no test changes."""
    return sound(folder)


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs the build script as an editor would, from the project's root."""
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def run_command(command: Command, *arguments: str) -> Result:
    """Runs what a script such as `scripts/accept` calls, in this process."""
    result = CliRunner().invoke(command, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def accept(corpus: Path, reason: str, *options: str) -> str:
    """Accepts what is new, changed and gone in a corpus; returns what the command said."""
    result = run_command(accept_module.main, reason, "--yes", f"--corpus={corpus}", *options)
    assert result.exit_code == 0, result.stderr
    assert problems_in(corpus) == []
    return result.stdout


def forge(corpus: Path, **parts: Any) -> Path:
    """Writes an acceptance that no command would, as it would; its parents are the latest ones."""
    heads = add_up(read(corpus)[0].acceptances).heads
    content = {"date": heads[0].date, "reason": "Forged.", "parents": [one.name for one in heads]}
    content |= parts
    path = corpus / "registry" / f"{acceptance_name(content)}.json"
    path.write_text(acceptance_text(content), "utf-8")
    return path


def hand_written(folder: Path, pages: Path = TESTS / "docs") -> Path:
    """A docs folder with these pages, what the theme needs, and nothing that was generated."""
    docs = folder / "docs"
    made = shutil.ignore_patterns(
        "index.md", "read", "themes", "reference", "search", "about", "data"
    )
    shutil.copytree(pages, docs, ignore=made)
    for name in ("assets", "overrides"):
        shutil.copytree(ROOT / "docs" / name, docs / name, dirs_exist_ok=True)
    return docs


def build_site(
    folder: Path, corpus: Path = SMALL, *arguments: str, pages: Path = TESTS / "docs"
) -> Path:
    docs = hand_written(folder, pages)
    site = folder / "site"
    result = run(f"--corpus={corpus}", f"--docs={docs}", f"--site={site}", *arguments)
    assert result.returncode == 0, result.stdout + result.stderr
    return site


@contextmanager
def serving(folder: Path, prefix: str = "/reader/") -> Iterator[str]:
    """Serves `folder` under `prefix` on this machine, as a plain static host does."""

    class Handler(SimpleHTTPRequestHandler):
        def translate_path(self, path: str) -> str:
            if not path.startswith(prefix):
                return str(folder / "nothing-here")
            return super().translate_path("/" + path.removeprefix(prefix))

        def log_message(self, format: str, *arguments: object) -> None:
            pass

        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, directory=str(folder), **named)  # type: ignore[arg-type]

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def edit(path: Path, old: str, new: str) -> None:
    """Replaces what stands once in a file."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def visit(page: BrowserPage, address: str) -> None:
    """Opens a page and waits until it has all it asked for, the results of a search as well."""
    page.goto(address)
    until(page, "document.fonts.status === 'loaded'")
    if "search/?" in address:
        until(page, "!['', 'Searching …'].includes(document.getElementById('status').textContent)")


def arrives(page: BrowserPage, end: str) -> None:
    """Waits until the address of the page ends so: a press of a key leads there in its own time."""
    expect(page).to_have_url(re.compile(re.escape(end) + "$"))


def until(page: BrowserPage, condition: str) -> None:
    """Waits until a JavaScript expression is true on the page.

    Playwright's own `wait_for_function` evaluates in the page, where the policy forbids it.
    """
    for _ in range(400):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"not true after twenty seconds: {condition}")


def browser_path() -> str | None:
    """The system's Chromium; None where Playwright has its own."""
    return shutil.which("chromium") or shutil.which("chromium-browser")


def tree(folder: Path) -> Mapping[str, bytes]:
    """Every file below `folder` with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def unused_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def seconds(limit: float, message: str) -> Iterator[None]:
    """Fails the test when the block has not ended after `limit` seconds."""

    def late(number: int, frame: FrameType | None) -> None:
        raise AssertionError(f"{message} than {limit} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.setitimer(signal.ITIMER_REAL, limit)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
