"""Hooks of MkDocs: a page that is HTML throughout goes into the site as it is.

Python-Markdown and MkDocs each take such a page apart tag by tag, which was nine tenths of the time
that MkDocs took. Without these hooks the pages are the same. What the theme brings for a search and
for debuggers that the reader does not have stays away.
"""

import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

ID = re.compile(r'<[^>]*\sid="([^"]*)"')

USED = re.compile(r"assets/stylesheets/main\..*\.css")
"""What our pages ask for of Material's files."""

bodies: dict[str, str] = {}
"""The bodies of such pages on their way past Markdown, by the path of the page."""


def on_files(files: Files, config: MkDocsConfig, **kwargs: Any) -> Files:
    """Leaves out what Material brings and no page of ours asks for."""
    _, *theirs = config.theme.dirs
    for file in list(files):
        if file.src_dir in theirs and not USED.fullmatch(file.src_uri):
            files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Keeps from Markdown what the front matter says is HTML (`html: true`)."""
    if page.meta.get("html") is not True:
        return markdown
    bodies[page.file.src_uri] = markdown.strip()
    return ""


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Puts it back, and names its ids, which MkDocs checks links of other pages against."""
    body = bodies.pop(page.file.src_uri, None)
    if body is None:
        return html
    page.present_anchor_ids = set(ID.findall(body))
    return body
