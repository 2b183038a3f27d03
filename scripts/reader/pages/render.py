"""Views through their templates: the only module of pages and feeds that touches files."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from reader.dates import format_date
from reader.html import as_html, lang_attributes
from reader.languages import language_name
from reader.pages.page import Page, markdown

PAGES = Path(__file__).parent


@cache
def environment() -> Environment:
    """The templates, which know a view and how to write its trees, dates and languages."""
    found = Environment(
        loader=FileSystemLoader(PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"html": as_html, "date": format_date, "lang_attributes": lang_attributes}
    found.filters["language_name"] = language_name
    return found


def render(page: Page, updated: str) -> str:
    """The Markdown file of a page of a site last changed on the day `updated`."""
    return markdown(page, render_view(f"{page.template}.html.j2", page.view), updated)


def render_view(template: str, view: object) -> str:
    """A view as a template writes it."""
    return environment().get_template(template).render(view=view)
