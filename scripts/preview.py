"""The preview: shows the site as it will be published, follows every save, reloads the browser.

A page is made when a browser asks for it, so that a save costs no more than the pages one looks at.
Only the script that reloads is added, from a file of its own, so that nothing runs inline. A
mistake prints its problem and leaves the last good site up.
"""

import gc
import os
import subprocess
import sys
import threading
import time
from collections.abc import Set
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import unquote

import click
import yaml
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptInjector
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop
from tornado.web import Application, HTTPError, StaticFileHandler
from watchfiles import DefaultFilter, watch

from build import (
    CONFIG,
    FOLDER,
    ROOT,
    SCHEMAS,
    epoch,
    print_problems,
    shown,
    site_config,
    this_edition,
)
from engine import Engine
from reader.check import RULES, check
from reader.citeproc import formatted
from reader.load import Memory, load
from reader.model import Bibliography
from reader.structure import read_schemas
from reader.write import GENERATED
from shown import Shown, Styles


class Preview:
    """What is shown now, and what makes the next state of it quick: all that has not changed."""

    def __init__(self, corpus: Path, docs: Path, folder: Path, config: Path) -> None:
        self.corpus, self.docs, self.folder, self.config = corpus, docs, folder, config
        self.edition = this_edition(config, None)
        self.schemas = read_schemas(SCHEMAS)
        self.memory: Memory = {}
        self.styles: Styles = {}
        self.bibliography: Bibliography | None = None
        self.engine: Engine | None = None
        self.files: tuple[str, ...] = ()
        self.number = 0
        self.now: Shown | None = None

    def read(self, docs_changed: bool = True) -> Shown | None:
        """The site as the files are now; prints what is wrong with them, if anything is."""
        found, problems = load(self.corpus, self.schemas, shown(self.corpus), self.memory)
        problems += check(found, RULES)
        if problems:
            print_problems(problems)
            return None
        if found.bibliography is not self.bibliography:
            self.bibliography, self.entries = found.bibliography, formatted(found.bibliography)
        if docs_changed:
            self.engine = None
        return Shown(found, self.entries, self.styles, self.edition, self.engine_of)

    def engine_of(self, files: tuple[str, ...]) -> Engine:
        """The engine for these pages: the one there is, or a new one with a folder of its own."""
        if not self.engine or files != self.files:
            self.number += 1
            folder = self.folder / str(self.number)
            own = folder.with_suffix(".yml")
            options = site_config(self.docs, folder, self.config, self.edition.url)
            own.write_text(yaml.safe_dump(options), "utf-8")
            self.engine, self.files = Engine(str(own), files), files
        return self.engine


class SiteHandler(StaticFileHandler):
    """Files of the site as they are now, and the site's own page for what is not there."""

    def initialize(self, preview: Preview) -> None:  # type: ignore[override]
        assert preview.now
        self.site = preview.now
        super().initialize(str(self.site.folder), "index.html")

    async def prepare(self) -> None:
        path = unquote(self.request.path).removeprefix("/")
        if path.endswith("/") or not path:
            path += "index.html"
        elif f"{path}/" in self.site.pages:
            path += "/index.html"
        if path.startswith("pagefind/"):
            await IOLoop.current().run_in_executor(None, self.site.search)
        if not self.site.provide(path):
            raise HTTPError(404)

    def should_return_304(self) -> bool:
        return False

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **details: object) -> None:
        page = self.site.folder / f"{status_code}.html"
        self.finish(page.read_bytes() if page.is_file() else f"{status_code}")


def application(preview: Preview, port: int) -> Application:
    """The server of the site, with the script that reloads in the head of every page."""

    class Injector(LiveScriptInjector):  # type: ignore[misc]
        script = f'<script async src="/livereload.js?port={port}"></script>'.encode()

    LiveReloadHandler.watcher = Watcher()
    return Application(
        [
            ("/livereload", LiveReloadHandler),
            ("/livereload.js", LiveReloadJSHandler),
            ("/(.*)", SiteHandler, {"preview": preview}),
        ],
        transforms=[Injector],
    )


def follow(preview: Preview, loop: IOLoop) -> None:
    """Watches what an editor can change, for as long as the program runs.

    What a build writes is not watched.
    """
    docs = preview.docs.resolve()
    made = [docs / name for name in (*GENERATED, "index.md", ".index.md.new", ".last-build")]
    configs = {ROOT / "mkdocs.yml", preview.config}
    watched = [preview.corpus, docs, ROOT / "scripts", SCHEMAS, *configs]
    ignoring = DefaultFilter(ignore_paths=made)
    for changes in watch(*watched, watch_filter=ignoring, debounce=200, step=20):
        start = time.monotonic()
        paths = {Path(path) for _, path in changes}
        if is_program(paths, configs):
            restart()
        elif site := preview.read(any(path.is_relative_to(docs) for path in paths)):
            loop.add_callback(show, preview, site)
            click.echo(f"the change is shown after {time.monotonic() - start:.2f} s")
        else:
            click.echo("the last good site stays up", err=True)


def show(preview: Preview, site: Shown) -> None:
    """Serves `site` from now on, and has every browser load its page again."""
    preview.now = site
    LiveReloadHandler.reload_waiters("*")


def is_program(paths: Set[Path], configs: Set[Path]) -> bool:
    """Whether one of the files is of the program, which reads it only when it starts."""
    return any(
        path.suffix == ".py" or path in configs or path.is_relative_to(SCHEMAS) for path in paths
    )


def restart() -> None:
    """Starts this program anew in its place, unless the changed program cannot run."""
    check = [sys.executable, str(ROOT / "scripts" / "preview.py"), "--help"]
    if subprocess.run(check, stdout=subprocess.DEVNULL, check=False).returncode:
        click.echo("the last good site stays up", err=True)
        return
    click.echo("the program has changed and starts again")
    os.execv(sys.executable, [sys.executable, *sys.argv])


@click.command()
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The folder of works.")
@click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Where the pages are written.")
@click.option(
    "--config",
    type=CONFIG,
    default=ROOT / "mkdocs.yml",
    help="The MkDocs configuration of the site.",
)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def main(corpus: Path, docs: Path, config: Path, host: str, port: int) -> None:
    """Shows the site, and shows it anew whenever a file is saved."""
    with TemporaryDirectory() as folder:
        serve(Preview(corpus, docs, Path(folder), config), host, port)


def serve(preview: Preview, host: str, port: int) -> None:
    """Serves the site until Ctrl-C."""
    preview.now = preview.read()
    if not preview.now:
        raise SystemExit(1)
    gc.freeze()  # what is unchanged at a save need not be looked through for garbage
    os.environ.setdefault("SOURCE_DATE_EPOCH", epoch(preview.now.links.updated))
    loop = IOLoop.current()
    try:
        application(preview, port).listen(port, host)
    except OSError as error:
        message = f"port {port} cannot be used ({error.strerror}); try --port {port + 1}"
        raise click.ClickException(message) from error
    threading.Thread(target=follow, args=(preview, loop), daemon=True).start()
    # After a restart browsers that were open come back within seconds, with the old page.
    loop.call_later(3, LiveReloadHandler.reload_waiters, "*")
    click.echo(f"http://{host}:{port}/ shows the site; Ctrl-C ends this")
    try:
        loop.start()
    except KeyboardInterrupt:
        click.echo()


if __name__ == "__main__":
    main()
