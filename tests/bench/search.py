"""Search over 12,000 passages, against stock MkDocs Material's over the same sections, in one run.

    tests/bench/run search [SECTIONS]

Prints what the README of this folder shows: bytes over the network that search causes until the
first results, time from the end of the debounce to the first result, and the time of indexing.
"""

import gzip
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from corpora import make_corpus, make_stock
from reader.graph.link import link
from reader.search.pagefind import index
from reader.search.records import records
from support import BROWSER_ARGUMENTS, accept, browser_path, hand_written, read, run

QUERIES = ["innovation", "internet", "security strategy", "cyberspace", "technology"]
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml")
OURS = (
    "/pagefind/",
    "/assets/search",
    "/assets/query.js",
    "/assets/results.js",
    "/assets/words.js",
    "/data/words.json",
)
STOCK = ("/search/search_index.json", "/assets/javascripts/workers/")
DEBOUNCE = 50

WAIT = """async ([box, text, hit]) => {
  const input = document.querySelector(box)
  const list = () => document.querySelector(hit)
  const before = list()?.textContent
  const start = performance.now()
  input.value = text
  input.dispatchEvent(new Event("input", { bubbles: true }))
  input.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }))
  while (!list() || list().textContent === before) await new Promise(requestAnimationFrame)
  return performance.now() - start
}"""


@dataclass
class Host:
    """A host of static files that compresses text, and the bytes it has sent, by path."""

    address: str = ""
    sent: dict[str, int] = field(default_factory=dict)

    def bytes_of(self, parts: tuple[str, ...]) -> int:
        return sum(n for path, n in self.sent.items() if any(part in path for part in parts))


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    host = Host()

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            path = Path(self.translate_path(self.path))
            path = path / "index.html" if path.is_dir() else path
            if not path.is_file():
                self.send_error(404)
                return
            data = path.read_bytes()
            self.send_response(200)
            if path.suffix in COMPRESSED:
                data = gzip.compress(data, 6)
                self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)
            host.sent[self.path] = host.sent.get(self.path, 0) + len(data)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

        def __init__(self, *arguments: object, **named: object) -> None:
            super().__init__(*arguments, directory=str(folder), **named)  # type: ignore[arg-type]

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    host.address = f"http://127.0.0.1:{server.server_port}/"
    yield host
    server.shutdown()


def measure(browser: Browser, host: Host, ours: bool) -> tuple[float, list[float], int]:
    """Milliseconds to the first result of the first query and of the others; bytes until then."""
    page = browser.new_page()
    page.goto(host.address, wait_until="networkidle")
    page.keyboard.press("Control+k" if ours else "/")
    page.wait_for_timeout(300)
    box, hit = (
        ("#find", ".hits > .hit") if ours else (".md-search__input", ".md-search-result__item")
    )
    first = page.evaluate(WAIT, [box, QUERIES[0], hit])
    sent = host.bytes_of(OURS if ours else STOCK)
    others = [page.evaluate(WAIT, [box, query, hit]) for query in QUERIES[1:]]
    page.close()
    wait = DEBOUNCE if ours else 0
    return first - wait, [time - wait for time in others], sent


def main(sections: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        corpus = make_corpus(folder / "corpus", sections, notes=False)
        accept(corpus, "Benchmark")
        docs, site = hand_written(folder), folder / "site"
        result = run(f"--corpus={corpus}", f"--docs={docs}", f"--site={site}")
        assert result.returncode == 0, result.stderr
        loaded, _ = read(corpus)
        links = link(loaded)
        (folder / "index").mkdir()
        start = time.perf_counter()
        index(records(loaded, links, ()), folder / "index")
        indexing = time.perf_counter() - start
        stock = make_stock(folder / "stock", corpus)
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=stock, check=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=browser_path(), args=BROWSER_ARGUMENTS
            )
            with hosting(site) as ours, hosting(stock / "site") as theirs:
                our_first, our_warm, our_bytes = measure(browser, ours, ours=True)
                their_first, their_warm, their_bytes = measure(browser, theirs, ours=False)
            browser.close()
    passages = sum(len(s.passages) for work in loaded.works for s in work.sections)
    print(f"{sections} sections, {passages} passages\n")
    print("| | ours | stock | ours / stock |")
    print("| --- | ---: | ---: | ---: |")
    print(
        f"| bytes until the first results | {our_bytes:,} | {their_bytes:,} "
        f"| {our_bytes / their_bytes:.0%} |"
    )
    for name, own, their in (
        ("first query, ms", our_first, their_first),
        ("later queries, median ms", statistics.median(our_warm), statistics.median(their_warm)),
    ):
        print(f"| {name} | {own:.0f} | {their:.0f} | {own / their:.0%} |")
    print(f"| indexing, s | {indexing:.1f} | | |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2000)
