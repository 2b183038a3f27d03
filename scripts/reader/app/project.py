"""The project that the program is in: its folders, its version, and what is published from it."""

import os
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from reader.app.messages import display_path
from reader.app.publisher import read_publisher
from reader.cite.cache import CitationCache
from reader.cite.record import Publication
from reader.publish.engine import settings

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False, resolve_path=True)
"""What options of the commands name."""

ROOT = Path(__file__).resolve().parents[3]
CONFIG = ROOT / "mkdocs.yml"
CACHE = ROOT / ".cache"
MOST_CITATIONS, MOST_BIBLIOGRAPHIES = 20_000, 8
"""The most values in the caches: citations of 5,000 pages, and some states of a bibliography."""


def caches() -> tuple[CitationCache, CitationCache]:
    """Return the caches of bibliographies and of citations."""
    return (
        CitationCache(CACHE / "bibliography.json", MOST_BIBLIOGRAPHIES),
        CitationCache(CACHE / "citations.json", MOST_CITATIONS),
    )


def version() -> str:
    """Return the version of the project from `pyproject.toml`."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def publication(config: Path, url: str | None = None) -> Publication:
    """Return what people cite from: the name and address of the site, the project's version, and
    who publishes it.

    Raise `ClickException` if the address is not one of the web, or the publisher has a wrong value.
    """
    site = settings(config)
    address = url or site["site_url"]
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        must = "must start with https:// or http://"
        raise click.ClickException(f"the site's address {must}, not {address}")
    given = (site.get("extra") or {}).get("publisher") or {}
    publisher = read_publisher(given, f"{display_path(config)}: extra.publisher")
    return Publication(
        site["site_name"],
        version(),
        f"{address.rstrip('/')}/",
        publisher,
        site.get("copyright") or "",
    )


def to_be_set(publication: Publication) -> list[str]:
    """Return what a publisher has still to set in the configuration, in sentences."""
    found = []
    if (urlsplit(publication.url).hostname or "").endswith(".example"):
        found.append(f"{publication.url} is a placeholder; set site_url in mkdocs.yml")
    if missing := publication.publisher.missing:
        found.append(f"extra.publisher in mkdocs.yml lacks {', '.join(missing)}")
    return found


def today() -> date:
    """Return the day in UTC; that of SOURCE_DATE_EPOCH if set (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()
