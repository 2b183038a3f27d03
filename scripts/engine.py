"""MkDocs, kept ready to make single pages, for the preview. A build calls its command instead."""

import logging
from collections.abc import Iterable
from urllib.parse import urlsplit

from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page as EnginePage
from mkdocs.utils import write_file
from mkdocs.utils.meta import get_data

from reader.model import Page
from reader.write import GENERATED


class Engine:
    """Make pages of the site one by one, as a build makes them all.

    `config` is a file that inherits from `base`, the project's mkdocs.yml, where its paths start.
    `files` names every generated page, for the links that lead to it; what an earlier build left
    of them in the docs folder is passed over. The sitemap, which needs all pages, is not made.
    """

    def __init__(self, config: str, base: str, files: Iterable[str]) -> None:
        logging.getLogger("mkdocs").setLevel(logging.WARNING)
        self.config = load_config(config, config_file_path=base)
        self.config = self.config.plugins.on_config(self.config)
        found = [file for file in get_files(self.config) if not _generated(file.src_uri)]
        made = [File.generated(self.config, name, content="") for name in files]
        self.files = Files([*found, *made])
        self.env = self.config.theme.get_env()
        self.files.add_files_from_theme(self.env, self.config)
        self.files = self.config.plugins.on_files(self.files, config=self.config)
        set_exclusions(self.files, self.config)
        self.nav = get_navigation(self.files, self.config)
        self.pages = self.files.documentation_pages()
        self.files.copy_static_files()
        templates = self.config.theme.static_templates - {"sitemap.xml"}
        for template in templates:
            self._render(template, f"{self.config.site_dir}/{template}")
        media = (file.dest_uri for file in self.files if not file.is_documentation_page())
        self.static = {*templates, *media}

    @property
    def written(self) -> dict[str, str]:
        """The pages written by hand: their files by their addresses."""
        return {file.url: file.src_uri for file in self.pages if file.generated_by is None}

    def make(self, page: Page) -> None:
        """Put a generated page into the site: HTML, which needs no Markdown."""
        made = self._page(page.path)
        body, made.meta = get_data(page.text)
        made.content = body.strip()
        self._render("main.html", made.file.abs_dest_path, made)

    def make_written(self, path: str) -> None:
        """Put a page written by hand into the site."""
        made = self._page(path)
        made.read_source(self.config)
        made.render(self.config, self.files)
        self._render("main.html", made.file.abs_dest_path, made)

    def _page(self, path: str) -> EnginePage:
        file = self.files.src_uris[path]
        return file.page or EnginePage(None, file, self.config)

    def _render(self, template: str, path: str, page: EnginePage | None = None) -> None:
        # What is no page, such as 404.html, may be shown at any address, and asks from the root.
        root = urlsplit(self.config.site_url or "").path
        context = get_context(self.nav, self.pages, self.config, page, base_url=root)
        write_file(self.env.get_template(template).render(context).encode(), path)


def _generated(path: str) -> bool:
    return path == "index.md" or path.partition("/")[0] in GENERATED
