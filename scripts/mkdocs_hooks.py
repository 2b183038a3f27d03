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
from mkdocs.utils.templates import TemplateContext

ID = re.compile(r'<[^>]*\sid="([^"]*)"')

USED = re.compile(r"assets/stylesheets/main\..*\.css")
"""What our pages ask for of Material's files."""

anchors: dict[str, set[str]] = {}
"""The ids in such pages on their way past Markdown, by the path of the page."""


def on_files(files: Files, config: MkDocsConfig, **kwargs: Any) -> Files:
    """Leaves out what Material brings and no page of ours asks for."""
    _, *theirs = config.theme.dirs
    for file in list(files):
        if file.src_dir in theirs and not USED.fullmatch(file.src_uri):
            files.remove(file)
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Keeps from Markdown what the front matter says is HTML (`html: true`)."""
    if not is_html(page):
        return markdown
    anchors[page.file.src_uri] = set(ID.findall(markdown))
    return ""


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Names its ids, which MkDocs checks links of other pages against."""
    if is_html(page):
        page.present_anchor_ids = anchors.pop(page.file.src_uri)
    return html


def on_page_context(context: TemplateContext, page: Page, **_: Any) -> TemplateContext:
    """Puts its body in only when it is made: MkDocs reads all pages first."""
    if is_html(page):
        page.content = page.file.content_string.split("---\n", 2)[2].strip()
    return context


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Lets go of the body."""
    if is_html(page):
        page.content = ""
    return output


def is_html(page: Page) -> bool:
    return page.meta.get("html") is True
