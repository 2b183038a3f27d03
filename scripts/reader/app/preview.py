"""The preview: a server of the site as a build would make it, which follows every save.

A document is made when a browser asks for it, so that a save costs no more than the pages one looks
at. Each page gets a script that reloads it, in a file of its own, because the content security
policy forbids inline scripts. With a mistake in the corpus the last good site stays.
"""

import gc
import mimetypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Set
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote, urlsplit

import click
from watchfiles import Change, DefaultFilter, watch

from reader.addresses import GENERATED, markdown_file
from reader.app.messages import display_path, print_problems
from reader.app.preview_site import PreviewSite
from reader.app.project import ROOT, caches, publication
from reader.cite.citeproc import format_bibliography, format_citations
from reader.cite.record import CitationRecord, FormattedCitation
from reader.corpus.load import FileCache, load
from reader.corpus.schema import read_schemas
from reader.documents import PageDocument
from reader.publish.engine import Engine, build_settings
from reader.rules import RULES, check

RELOAD = "/reload.js"
RELOAD_SCRIPT = Path(__file__).with_name("reload.js").read_bytes()
STARTED = time.time_ns()
STILL = "the preview still shows the last version without problems"


class Preview:
    """The site that is served, and what the next one takes over: parsed files, caches, MkDocs."""

    def __init__(self, corpus: Path, docs: Path, config: Path, folder: Path) -> None:
        self.corpus, self.docs, self.config, self.folder = corpus, docs, config, folder
        self.publication = publication(config)
        self.schemas = read_schemas()
        self.files: FileCache = {}
        self.bibliography_cache, self.citation_cache = caches()
        self.engine: Engine | None = None
        self.pages: tuple[str, ...] = ()
        self.number = 0
        self.making = threading.Lock()
        self.changed = threading.Condition()
        self.site: PreviewSite

    def read(self, docs_changed: bool = True) -> bool:
        """Serve the site as the files are now; if they have problems, print these, return False."""
        found, problems = load(self.corpus, self.schemas, display_path(self.corpus), self.files)
        problems += check(found, RULES)
        if problems:
            print_problems(problems)
            return False
        entries = format_bibliography(found.bibliography, self.bibliography_cache)
        self.bibliography_cache.save()
        if docs_changed:
            self.engine = None
        site = PreviewSite(
            found,
            self.publication,
            entries,
            self.format,
            self.engine_of,
            self.docs,
            self.folder / f"pagefind-{self.number + 1}",
            self.making,
        )
        with self.changed:
            self.site, self.number = site, self.number + 1
            self.changed.notify_all()
        return True

    def format(self, record: CitationRecord) -> tuple[FormattedCitation, ...]:
        """Return the citation of a record in every style, from the cache if it is there."""
        found = format_citations({record.key: record}, self.citation_cache)
        self.citation_cache.save()
        return found[record.key]

    def engine_of(self, pages: Mapping[str, PageDocument]) -> Engine:
        """Return the engine if it has pages at the same addresses; else make a new one."""
        if not self.engine or tuple(pages) != self.pages:
            folder = self.folder / "site"
            settings = build_settings(self.config, self.docs, folder, self.publication)
            self.engine = Engine(settings, ROOT / "mkdocs.yml", pages)
            self.pages = tuple(pages)
        return self.engine

    @property
    def state(self) -> str:
        """A text that changes when the site does, or when the program starts again."""
        return f"{STARTED}-{self.number}"


def handler(preview: Preview, hosts: Set[str]) -> type[BaseHTTPRequestHandler]:
    """Return a handler of requests for `hosts`; others are refused (DNS rebinding)."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            if self.headers.get("Host") not in hosts:
                self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
            elif path == "/events":
                self.events()
            elif path == RELOAD:
                self.answer(HTTPStatus.OK, RELOAD, RELOAD_SCRIPT)
            else:
                self.document(path.removeprefix("/"))

        def document(self, address: str) -> None:
            site = preview.site
            address = address.removesuffix("index.html")
            try:
                data = site.get(address)
            except Exception as error:  # a template that someone is writing
                click.echo(f"/{address}: {error}", err=True)
                self.send_error(HTTPStatus.INTERNAL_SERVER_ERROR, explain=str(error))
                return
            if data is None and f"{address}/" in site.documents:
                self.send_response(HTTPStatus.FOUND)
                self.send_header("Location", f"/{address}/")
                self.end_headers()
            elif data is None:
                self.answer(HTTPStatus.NOT_FOUND, "404.html", site.get("404.html") or b"")
            else:
                self.answer(HTTPStatus.OK, address, data)

        def answer(self, status: HTTPStatus, name: str, data: bytes) -> None:
            kind = "text/html" if name.endswith("/") or not name else mimetypes.guess_type(name)[0]
            if kind == "text/html":
                tag = f'<script async src="{RELOAD}"></script></head>'.encode()
                data = data.replace(b"</head>", tag, 1)
            charset = "; charset=utf-8" if (kind or "").startswith("text/") else ""
            self.send_response(status)
            self.send_header("Content-Type", f"{kind or 'application/octet-stream'}{charset}")
            self.send_header("Content-Length", str(len(data)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(data)

        def events(self) -> None:
            """Send the state now, and whenever it changes (server-sent events)."""
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            sent = ""

            def changed() -> bool:
                return preview.state != sent

            try:
                while True:
                    with preview.changed:
                        preview.changed.wait_for(changed, timeout=10)
                        sent = preview.state
                    self.wfile.write(f"data: {sent}\n\n".encode())
                    self.wfile.flush()
            except ConnectionError:  # the browser has left the page
                return

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return Handler


def follow(preview: Preview) -> None:
    """Watch what people change, and not what builds write, for as long as the program runs."""
    docs = preview.docs.resolve()
    program = {ROOT / "scripts", ROOT / "mkdocs.yml", preview.config}
    wanted = partial(written_by_people, docs=docs, usual=DefaultFilter())
    for changes in watch(
        preview.corpus, docs, *program, watch_filter=wanted, debounce=200, step=20
    ):
        start = time.monotonic()
        paths = {Path(path) for _, path in changes}
        if any(path.is_relative_to(part) for path in paths for part in program):
            restart()
        elif updated(preview, any(path.is_relative_to(docs) for path in paths)):
            click.echo(f"preview updated in {time.monotonic() - start:.2f} s")
        else:
            click.echo(STILL, err=True)


def updated(preview: Preview, docs_changed: bool) -> bool:
    """Serve the site as the files are now; print why not, if it cannot be made, return False."""
    try:
        return preview.read(docs_changed)
    except Exception as error:  # of Pandoc, MkDocs or the disk: the next save may mend it
        click.echo(str(error), err=True)
        return False


def written_by_people(change: Change, path: str, docs: Path, usual: DefaultFilter) -> bool:
    """Return whether a changed file is one that people write, not one that builds do."""
    file = Path(path)
    if file.is_relative_to(docs):
        name = file.relative_to(docs).parts[0] if file != docs else ""
        made = {*(folder.rstrip("/") for folder in GENERATED), markdown_file("")}
        if name in made or name.startswith("."):
            return False
    return usual(change, path)


def restart() -> None:
    """Start this program again in its place, unless the changed program cannot run."""
    check = [sys.executable, sys.argv[0], "--help"]
    if subprocess.run(check, stdout=subprocess.DEVNULL, check=False).returncode:
        click.echo(STILL, err=True)
        return
    click.echo("the program has changed; restarting")
    os.execv(sys.executable, [sys.executable, *sys.argv])


def serve(corpus: Path, docs: Path, config: Path, host: str, port: int) -> None:
    """Serve the site until Ctrl-C."""
    with TemporaryDirectory() as folder:
        preview = Preview(corpus, docs, config, Path(folder).resolve())
        if not preview.read():
            raise SystemExit(1)
        gc.freeze()  # what is unchanged at a save need not be looked through for garbage
        hosts = {f"{name}:{port}" for name in (host, "localhost", "127.0.0.1")}
        try:
            server = ThreadingHTTPServer((host, port), handler(preview, hosts))
        except OSError as error:
            message = f"port {port} cannot be used ({error.strerror}); try --port {port + 1}"
            raise click.ClickException(message) from error
        server.daemon_threads = True
        threading.Thread(target=follow, args=(preview,), daemon=True).start()
        click.echo(f"preview at http://{host}:{port}/; press Ctrl-C to stop")
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
