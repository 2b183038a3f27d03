"""The preview: what an editor sees after saving a file."""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from watchfiles import Change, DefaultFilter

from reader.app.preview import written_by_people
from support import CONFIG, ROOT, SMALL, build_site, hand_written, tree, unused_port


@dataclass
class Preview:
    corpus: Path
    address: str
    process: subprocess.Popen[str]

    def says(self, pattern: str) -> str:
        """Reads what the preview prints up to the line that has `pattern`, and returns that."""
        assert self.process.stdout
        for line in self.process.stdout:
            if re.search(pattern, line):
                return line
        raise AssertionError(f"the preview ended without saying {pattern}")


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    port = unused_port()
    options = [f"--config={CONFIG}", f"--corpus={corpus}", f"--docs={hand_written(tmp_path)}"]
    process = subprocess.Popen(
        [sys.executable, ROOT / "scripts" / "preview.py", *options, f"--port={port}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    preview = Preview(corpus, f"http://127.0.0.1:{port}/", process)
    preview.says("preview at ")
    yield preview
    process.terminate()
    process.communicate(timeout=10)


def test_a_saved_change_shows_and_a_mistake_does_not(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    with page.expect_response("**/events"):
        page.goto(f"{preview.address}read/letter/i/")
    words = page.locator("#i-p1")
    file = preview.corpus / "letter" / "i.md"
    text = file.read_text("utf-8")

    file.write_text(text.replace("Dear harbour", "Dear quay"), "utf-8")
    expect(words).to_contain_text("Dear quay", timeout=15_000)

    file.write_text(text.replace("{#i-p1}", ""), "utf-8")
    assert ":8: paragraph must end with its passage's id" in preview.says("must end")
    preview.says("the preview still shows the last version without problems")
    page.reload()
    expect(words).to_contain_text("Dear quay")

    file.write_text(text.replace("Dear harbour", "Dear mole"), "utf-8")
    expect(words).to_contain_text("Dear mole", timeout=15_000)
    page.close()


def test_the_script_that_reloads_is_not_inline(preview: Preview, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(preview.address)
    assert page.locator("script[src='/reload.js']").count() == 1
    response = page.goto(f"{preview.address}nowhere/")
    assert response and response.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "Page not found"
    page.close()


def test_after_a_change_every_file_is_what_a_build_makes(preview: Preview, tmp_path: Path) -> None:
    """All but the sitemap, which the preview leaves out, and the index, whose answers are compared
    elsewhere."""

    def shown(path: str) -> bytes:
        with urllib.request.urlopen(f"{preview.address}{path}") as response:
            data: bytes = response.read()
            return data.replace(b'<script async src="/reload.js"></script>', b"")

    for page in ("read/letter/i/", "read/letter/full/", "themes/ships/", "data/corpus.json"):
        assert shown(page)
    letter, glossary = preview.corpus / "letter" / "i.md", preview.corpus / "glossary.yml"
    for file, old, new in (
        (letter, "Dear harbour", "Dear quay"),
        (glossary, "definition: ", "definition: In short, "),
    ):
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")
        preview.says("preview updated in ")
    built = tree(build_site(tmp_path / "clean", preview.corpus, "--draft"))
    compared = [path for path in built if not path.startswith(("pagefind/", "sitemap.xml", "."))]
    assert len(compared) > 40
    assert [path for path in compared if shown(path) != built[path]] == []
    assert shown("pagefind/pagefind-entry.json")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("reading.md", True),
        ("assets/reader.css", True),
        ("read/w/i/index.md", False),
        ("index.md", False),
        (".index.md.new", False),
        (".last-build", False),
    ],
)
def test_what_builds_write_is_not_followed(name: str, wanted: bool, tmp_path: Path) -> None:
    path = str(tmp_path / name)
    found = written_by_people(Change.modified, path, docs=tmp_path, usual=DefaultFilter())
    assert found is wanted
