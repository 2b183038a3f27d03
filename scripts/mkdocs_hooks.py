"""Hooks of MkDocs, named in mkdocs.yml: pages that are HTML throughout, and the theme's styles.

Python-Markdown and MkDocs each take a page apart tag by tag, which was nine tenths of the time that
MkDocs took. A page whose front matter says `html: true` goes past both, and comes out the same.
"""

import re
from fnmatch import fnmatch
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

THEME_STYLES = "assets/stylesheets/main.*.min.css"
PUBLISHED_STYLES = "assets/material.css"


class HtmlBody:
    """The body of a page that is HTML throughout, read when it is asked for and not kept."""

    def __init__(self, file: File) -> None:
        self.file = file

    def __str__(self) -> str:
        body, _ = get_data(self.file.content_string)
        return body.strip()

    def __contains__(self, id: str) -> bool:
        return f' id="{id}"' in str(self)


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Replace the theme's files by its style sheet, in a cascade layer below ours."""
    theirs = config.theme.dirs[1:]
    for file in list(files):
        if file.src_dir in theirs:
            files.remove(file)
            if fnmatch(file.src_uri, THEME_STYLES):
                styles = in_layer("material", file.content_string)
                files.append(File.generated(config, PUBLISHED_STYLES, content=styles))
    if PUBLISHED_STYLES not in files.src_uris:
        raise PluginError(f"the theme {config.theme.name} has no style sheet {THEME_STYLES}")
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Keep a page that is HTML from Markdown."""
    return "" if is_html(page) else markdown


def on_page_content(html: str, page: Page, **_: Any) -> str | HtmlBody:
    """Give such a page its body, and MkDocs the ids in it to check links against."""
    if not is_html(page):
        return html
    body = HtmlBody(page.file)
    page.present_anchor_ids = body  # type: ignore[assignment]  # it is only asked `id in …`
    return body


def in_layer(name: str, styles: str) -> str:
    """Put a style sheet into a cascade layer, where it can have no @charset and no source map."""
    styles = re.sub(r'^@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/', "", styles)
    return f"@layer {name} {{\n{styles.strip()}\n}}\n"


def is_html(page: Page) -> bool:
    return page.meta.get("html") is True
