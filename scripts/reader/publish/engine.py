"""MkDocs, which puts the site around pages: its command for builds, single pages for previews.

Nothing else knows MkDocs, but for the hooks that it calls.
"""

import io
import logging
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data
from mkdocs.utils.yaml import yaml_load

from reader.addresses import GENERATED, markdown_file
from reader.cite.record import Publication
from reader.dates import format_date
from reader.documents import FileDocument, PageDocument


def settings(config: Path) -> dict[str, Any]:
    """Read a configuration of MkDocs with those it inherits from, but no file that it names."""
    with config.open("rb") as file:
        return yaml_load(file)


def build_settings(
    config: Path, docs: Path, folder: Path, publication: Publication
) -> dict[str, Any]:
    """Return the settings with which MkDocs makes a site from `docs` in `folder`."""
    day = publication.frozen
    edition = {"version": publication.version, "date": day, "day": format_date(day)}
    return {
        "INHERIT": str(config),
        "site_url": publication.url,
        "docs_dir": str(docs.resolve()),
        "site_dir": str(folder),
        "theme": {"custom_dir": str(docs.resolve() / "overrides")},
        "extra": {"edition": edition} if day else {},
    }


def source_date_epoch(updated: str) -> str:
    """Return a date (ISO 8601) in seconds, as MkDocs takes the time of the build."""
    day = datetime.fromisoformat(f"{updated or '1970-01-01'}T00:00:00+00:00")
    return str(int(day.timestamp()))


def run_mkdocs(settings: dict[str, Any], root: Path, updated: str) -> None:
    """Run `mkdocs build --strict` in `root`, where the paths of its configuration start.

    Raise `RuntimeError` with what it printed if it fails. Not with --quiet, which hides warnings
    from --strict.
    """
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "-"],
        input=yaml.safe_dump(settings),
        cwd=root,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"SOURCE_DATE_EPOCH": source_date_epoch(updated), **os.environ},
        check=False,
        close_fds=False,  # holds the lock of the build while it writes
    )
    if run.returncode:
        raise RuntimeError(run.stdout)


class Engine:
    """MkDocs kept ready, to make pages one by one as its command makes them all.

    `settings` inherit from the configuration `base`, where their paths start. `pages` are the
    generated pages by their addresses, for the links that lead to them; what an earlier build left
    of them in the docs folder is passed over. Those in the menu are made at once, since every page
    has what they say of their entries. The sitemap, which needs all pages, is not made.
    """

    def __init__(
        self, settings: dict[str, Any], base: Path, pages: Mapping[str, PageDocument]
    ) -> None:
        logging.getLogger("mkdocs").setLevel(logging.WARNING)
        self.config = load_config(_Settings(settings), config_file_path=str(base))
        self.config = self.config.plugins.on_config(self.config)
        found = [file for file in get_files(self.config) if not _generated(file.src_uri)]
        made = [File.generated(self.config, markdown_file(page), content="") for page in pages]
        self.files = Files([*found, *made])
        self.env = self.config.theme.get_env()
        self.files.add_files_from_theme(self.env, self.config)
        self.files = self.config.plugins.on_files(self.files, config=self.config)
        set_exclusions(self.files, self.config)
        self.nav = get_navigation(self.files, self.config)
        self.pages = self.files.documentation_pages()
        for page in self.nav.pages:
            if document := pages.get(page.url.removeprefix("./")):
                _, page.meta = get_data(document.make())

    def documents(self) -> Iterator[tuple[str, FileDocument]]:
        """Yield what is not generated with its address: pages written by hand, scripts, styles."""
        for name in self.config.theme.static_templates - {"sitemap.xml"}:
            yield name, FileDocument(partial(self._render, name))
        for file in self.files:
            included = file.inclusion.is_included()  # type: ignore[no-untyped-call]
            if included and not file.is_documentation_page():
                yield file.dest_uri, FileDocument(partial(_bytes, file))
        for file in self.pages:
            if file.generated_by is None:
                yield file.url.removeprefix("./"), FileDocument(partial(self._written, file))

    def frame(self, address: str, text: str) -> bytes:
        """Return the generated page at `address` in its frame; `text` is its Markdown file."""
        page = self._page(self.files.src_uris[markdown_file(address)])
        body, page.meta = get_data(text)
        page.content = body.strip()
        return self._render("main.html", page)

    def _written(self, file: File) -> bytes:
        page = self._page(file)
        page.read_source(self.config)
        if page.meta.get("html") is True:
            page.content = (page.markdown or "").strip()
        else:
            page.render(self.config, self.files)
        return self._render("main.html", page)

    def _page(self, file: File) -> Page:
        return file.page or Page(None, file, self.config)

    def _render(self, template: str, page: Page | None = None) -> bytes:
        # What is no page, such as 404.html, may be shown at any address, and asks from the root.
        root = urlsplit(self.config.site_url or "").path
        context = get_context(self.nav, self.pages, self.config, page, base_url=root)
        return self.env.get_template(template).render(context).encode()


class _Settings(io.BytesIO):
    """Settings as MkDocs reads them: a file, which has a name."""

    name = "settings"

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(yaml.safe_dump(settings).encode())


def _bytes(file: File) -> bytes:
    return file.content_bytes


def _generated(path: str) -> bool:
    return path == markdown_file("") or path.startswith(GENERATED)
