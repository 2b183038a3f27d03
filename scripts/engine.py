"""MkDocs, kept ready to make single pages, for the preview. A build calls its command instead."""

import logging
from collections.abc import Iterable

from mkdocs.commands.build import _build_page, _build_theme_template, _populate_page
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as EnginePage

from reader.model import Page
from reader.write import GENERATED


class Engine:
    """Makes pages of the site one by one, as a build makes them all.

    `config` is a file like `mkdocs.yml`. `files` names every generated page, for the links that
    lead to it; what an earlier build left of them in the docs folder is passed over. The sitemap,
    which needs all pages, is not made.
    """

    def __init__(self, config: str, files: Iterable[str]) -> None:
        logging.getLogger("mkdocs").setLevel(logging.WARNING)
        self.config = load_config(config)
        self.config.plugins.on_startup(command="serve", dirty=False)
        self.config = self.config.plugins.on_config(self.config)
        found = [file for file in get_files(self.config) if not _generated(file.src_uri)]
        made = [File.generated(self.config, name, content="") for name in files]
        self.files = Files([*found, *made])
        self.env = self.config.theme.get_env()
        self.files.add_files_from_theme(self.env, self.config)
        self.files = self.config.plugins.on_files(self.files, config=self.config)
        set_exclusions(self.files, self.config)
        self.nav = get_navigation(self.files, self.config)
        self.env = self.config.plugins.on_env(self.env, config=self.config, files=self.files)
        self.pages = self.files.documentation_pages(inclusion=InclusionLevel.is_included)
        self.files.copy_static_files(inclusion=InclusionLevel.is_included)
        templates = self.config.theme.static_templates - {"sitemap.xml"}
        for template in templates:
            _build_theme_template(template, self.env, self.files, self.config, self.nav)

        media = (file.dest_uri for file in self.files if not file.is_documentation_page())
        self.static = {*templates, *media}

    @property
    def written(self) -> dict[str, str]:
        """The pages written by hand: their files by their addresses."""
        return {file.url: file.src_uri for file in self.pages if file.generated_by is None}

    def make(self, page: Page) -> None:
        """Puts a generated page into the site."""
        file = self.files.src_uris[page.path]
        file.content_string = page.text
        self._make(file)

    def make_written(self, path: str) -> None:
        """Puts a page written by hand into the site."""
        self._make(self.files.src_uris[path])

    def _make(self, file: File) -> None:
        page = file.page or EnginePage(None, file, self.config)
        _populate_page(page, self.config, self.files)
        _build_page(page, self.config, self.pages, self.nav, self.env)


def _generated(path: str) -> bool:
    return path == "index.md" or path.partition("/")[0] in GENERATED
