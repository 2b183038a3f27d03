"""What the tests share: the corpora, the sites built from them, and a browser."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from reader.corpus import markdown, yaml_file
from reader.corpus import schema as schema_module
from reader.corpus.model import Problem
from reader.corpus.yaml_file import Document
from reader.publish.swap import locked
from support import BROWSER_ARGUMENTS, REAL, ROOT, Shared, Site, browser_path, build_site, serving

expect.set_options(timeout=15_000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="Write what the tests find into the golden files; read the diff afterwards.",
    )
    parser.addoption("--thorough", action="store_true", help="Leave no case out, as in the audit.")
    parser.addoption(
        "--cases",
        type=int,
        default=500,
        help="How many random mistakes to try; from 10000 on, also interrupt builds at random.",
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Prints what tests recorded, such as the share of searches that find their passage."""
    for report in terminalreporter.stats.get("passed", []):
        for name, value in getattr(report, "user_properties", ()):
            terminalreporter.write_line(f"{name}: {value}")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-goldens"))


@pytest.fixture(scope="session")
def cases(request: pytest.FixtureRequest) -> int:
    return int(request.config.getoption("--cases"))


@pytest.fixture(scope="session")
def thorough(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--thorough"))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """Has a folder filled by the first worker that asks for it, for all of them."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def folder(name: str, fill: Callable[[Path], object]) -> Path:
        made = base / name / "made"
        made.parent.mkdir(exist_ok=True)
        with locked(made.parent):
            if not made.exists():
                new = made.with_name("new")
                shutil.rmtree(new, ignore_errors=True)
                new.mkdir()
                fill(new)
                new.rename(made)
        return made

    return folder


@pytest.fixture(scope="session")
def site(shared: Shared) -> Iterator[Site]:
    """The site of what is in `corpus/`, built by the command and served at the root."""

    def build(folder: Path) -> None:
        address = "--site-url=https://reader.example/"
        config = f"--config={ROOT / 'mkdocs.yml'}"
        build_site(folder, REAL, address, config, pages=ROOT / "docs")

    folder = shared("real", build) / "site"
    with serving(folder, "/") as address:
        yield Site(folder, address, REAL)


@pytest.fixture(scope="session")
def small_site(shared: Shared) -> Iterator[Site]:
    """The site of the small corpus, served below a path, as on a host that is shared."""
    folder = shared("small", build_site) / "site"
    with serving(folder) as address:
        yield Site(folder, address)


@pytest.fixture(params=["site", "small_site"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """What holds for any corpus: the one in `corpus/`, and the small one."""
    site: Site = request.getfixturevalue(request.param)
    return site


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=BROWSER_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a case does not change is worked out once: the YAML of a text, its structure, and its
    Markdown."""
    documents: dict[tuple[str, str, int], Document] = {}
    found: dict[int, list[Problem]] = {}

    def read_yaml(text: str, path: str, first_line: int = 1) -> Document:
        key = (text, path, first_line)
        if key not in documents:
            documents[key] = yaml_file.read(*key)
        return documents[key]

    def structural_problems(document: Document, schema: Any) -> list[Problem]:
        if id(document) not in found:
            found[id(document)] = list(schema_module.structural_problems(document, schema))
        return found[id(document)]

    parse = cache(markdown.parse)
    monkeypatch.setattr("reader.corpus.load.parse", parse)
    monkeypatch.setattr("reader.corpus.body.parse", parse)
    monkeypatch.setattr("reader.corpus.load.read_yaml", read_yaml)
    monkeypatch.setattr("reader.corpus.load.structural_problems", structural_problems)
