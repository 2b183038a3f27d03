"""The preview: serves the built site, rebuilds it on every save, and reloads the browser.

The site is served as it will be published; only the script that reloads is added, from a file of
its own, so that nothing runs inline. A mistake prints its problem and leaves the last good site up.
"""

import subprocess
import sys
import threading
from pathlib import Path

import click
from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler
from livereload.server import LiveScriptInjector
from livereload.watcher import Watcher
from tornado.ioloop import IOLoop
from tornado.web import Application, StaticFileHandler
from watchfiles import DefaultFilter, watch

from build import FOLDER, ROOT
from reader.write import GENERATED


class SiteHandler(StaticFileHandler):
    """Files of the site as they are now, and the site's own page for what is not there."""

    def should_return_304(self) -> bool:
        return False

    def set_extra_headers(self, path: str) -> None:
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **details: object) -> None:
        page = Path(self.root) / f"{status_code}.html"
        self.finish(page.read_bytes() if page.is_file() else f"{status_code}")


def application(site: Path, port: int) -> Application:
    """The server of `site`, with the script that reloads in the head of every page."""

    class Injector(LiveScriptInjector):  # type: ignore[misc]
        script = f'<script async src="/livereload.js?port={port}"></script>'.encode()

    LiveReloadHandler.watcher = Watcher()
    return Application(
        [
            ("/livereload", LiveReloadHandler),
            ("/livereload.js", LiveReloadJSHandler),
            ("/(.*)", SiteHandler, {"path": str(site), "default_filename": "index.html"}),
        ],
        transforms=[Injector],
    )


def build(corpus: Path, docs: Path, site: Path) -> bool:
    """Builds the site as a draft; prints what the build prints. Whether it went well."""
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--draft"]
    folders = [f"--corpus={corpus}", f"--docs={docs}", f"--site={site}"]
    return subprocess.run([*command, *folders], check=False).returncode == 0


def rebuild_on_save(corpus: Path, docs: Path, site: Path, loop: IOLoop) -> None:
    """Watches what an editor can change and builds on every save, for as long as the program runs.

    What the build itself writes is not watched.
    """
    made = [docs.resolve() / name for name in (*GENERATED, "index.md", ".index.md.new")]
    watched = [corpus, docs, ROOT / "scripts" / "reader", ROOT / "mkdocs.yml"]
    for _ in watch(*watched, watch_filter=DefaultFilter(ignore_paths=made), debounce=200, step=20):
        if build(corpus, docs, site):
            loop.add_callback(LiveReloadHandler.reload_waiters, "*")
        else:
            click.echo("the last good site stays up", err=True)


@click.command()
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The folder of works.")
@click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Where the pages are written.")
@click.option("--site", type=FOLDER, default=ROOT / "site", help="Where the site is put.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
def main(corpus: Path, docs: Path, site: Path, host: str, port: int) -> None:
    """Builds the site, serves it, and rebuilds it whenever a file is saved."""
    if not build(corpus, docs, site) and not site.is_dir():
        raise SystemExit(1)
    loop = IOLoop.current()
    try:
        application(site, port).listen(port, host)
    except OSError as error:
        message = f"port {port} cannot be used ({error.strerror}); try --port {port + 1}"
        raise click.ClickException(message) from error
    arguments = (corpus, docs, site, loop)
    threading.Thread(target=rebuild_on_save, args=arguments, daemon=True).start()
    click.echo(f"http://{host}:{port}/ shows the site; Ctrl-C ends this")
    try:
        loop.start()
    except KeyboardInterrupt:
        click.echo()


if __name__ == "__main__":
    main()
