"""One edit in the preview: from the save to the changed page in a browser.

    tests/bench/run edit [SECTIONS]

Prints the median of several edits on the real corpus and on one of SECTIONS sections.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from corpora import make_corpus
from support import BROWSER_ARGUMENTS, REAL, ROOT, accept, browser_path, hand_written, unused_port

EDITS = 5


def edited(browser: Browser, corpus: Path, docs: Path) -> tuple[float, list[float]]:
    """Seconds until the preview is up, and from each of several saves to the page that shows it."""
    work = min(path.parent for path in corpus.glob("*/work.yml"))
    section = min(work.glob("*.md"))
    port = unused_port()
    start = time.monotonic()
    process = subprocess.Popen(
        [
            sys.executable,
            str(ROOT / "scripts" / "preview.py"),
            f"--corpus={corpus}",
            f"--docs={docs}",
            f"--port={port}",
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout
        assert any("preview at " in line for line in process.stdout)
        up = time.monotonic() - start
        page = browser.new_page()
        with page.expect_response("**/events"):
            page.goto(f"http://127.0.0.1:{port}/read/{work.name}/{section.stem}/")
        return up, [one_edit(page, section, f"Edit{number}") for number in range(EDITS)]
    finally:
        process.terminate()
        process.wait()


def one_edit(page: Page, section: Path, word: str) -> float:
    """Puts `word` before the first passage; seconds until the page has it."""
    page.wait_for_timeout(500)
    head, _, body = section.read_text("utf-8").partition("\n---\n\n")
    start = time.monotonic()
    with page.expect_event("domcontentloaded", timeout=60_000):
        section.write_text(f"{head}\n---\n\n{word} {body}", "utf-8")
    assert word in page.locator(".words").first.inner_text()
    return time.monotonic() - start


def main(sections: int) -> None:
    print("| corpus | preview is up, s | an edit is seen, median s | slowest, s |")
    print("| --- | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shutil.copytree(REAL, folder / "real")
        made = make_corpus(folder / "made", sections)
        accept(made, "Benchmark")
        browser = playwright.chromium.launch(executable_path=browser_path(), args=BROWSER_ARGUMENTS)
        for title, corpus in (("the real one", folder / "real"), (f"{sections:,} sections", made)):
            up, seconds = edited(browser, corpus, hand_written(folder / title))
            print(
                f"| {title} | {up:.1f} | {statistics.median(seconds):.2f} | {max(seconds):.2f} |",
                flush=True,
            )
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
