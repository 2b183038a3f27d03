"""The build: corpus to pages, pages to site.

load → check → link → expand → export → write; then MkDocs renders what was written, and Pagefind
indexes the records of it.
"""

import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
import yaml

from reader.card import card
from reader.check import PUBLICATION_RULES, RULES, check
from reader.cite import citation_files, cited
from reader.citeproc import formatted, styled
from reader.expand import expand
from reader.export import export
from reader.indexer import index
from reader.link import link
from reader.load import load
from reader.locators import address
from reader.model import Corpus, Edition, Links, Problem
from reader.publish import locked, refusal, replacing
from reader.records import records
from reader.registry import accept, registry_text
from reader.structure import read_schemas
from reader.write import write, write_if_changed, write_new

ROOT = Path(__file__).resolve().parent.parent
FOLDER = click.Path(path_type=Path, file_okay=False)


@contextmanager
def telling() -> Iterator[None]:
    """Ends the run with a sentence where the disk, or a program that the build calls, fails."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{error.filename or 'the disk'}: {error.strerror}") from error
    except RuntimeError as error:
        raise click.ClickException(without_traceback(str(error)).strip()) from error


@click.command()
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The folder of works.")
@click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Where the pages are written.")
@click.option("--site", type=FOLDER, default=ROOT / "site", help="Where the site is put.")
@click.option(
    "--site-url", default=None, help="Where the site will stand, if not as in mkdocs.yml."
)
@click.option("--check", "only_check", is_flag=True, help="Only say what is wrong with the corpus.")
@click.option("--draft", is_flag=True, help="For a preview: allow ids and words not yet accepted.")
@click.option("--accept", "reason", metavar="REASON", help="Record new, changed and gone ids.")
@click.option(
    "--redirect",
    "redirects",
    metavar="OLD=NEW[,NEW]",
    multiple=True,
    help="With --accept: where an id that has gone leads, such as 19th-congress/i-p1.",
)
@telling()
def main(
    corpus: Path,
    docs: Path,
    site: Path,
    site_url: str | None,
    only_check: bool,
    draft: bool,
    reason: str | None,
    redirects: tuple[str, ...],
) -> None:
    """Builds the site from the corpus.

    Prints every problem of the corpus as path:line: message and ends with 1 if there is one;
    nothing is written then.
    """
    start = time.monotonic()
    if redirects and reason is None:
        raise click.UsageError("--redirect goes with --accept")
    if sentence := refusal(site):
        raise click.ClickException(sentence)
    if not (docs / "overrides" / "main.html").is_file():
        must = "must hold the pages written by hand and the folder overrides"
        raise click.ClickException(f"{shown(docs)} {must}")
    found, problems = load(corpus, read_schemas(ROOT / "corpus" / "schema"), shown(corpus))
    problems += check(found, RULES)
    if reason is not None:
        stop_at(problems)
        record(found, corpus / "registry.yml", reason, redirects)
        return
    if not draft:
        problems += check(found, PUBLICATION_RULES)
    stop_at(problems)
    click.echo(summary(found))
    if only_check:
        return
    edition = this_edition(site_url)
    links = link(found)
    entries = formatted(found.bibliography)
    own = cited(found, edition)
    with locked(docs, site.resolve().parent):
        pages = expand(found, links, entries, own, styled(own), edition)
        changed = write([*pages, *export(found, links)], docs)
        click.echo(f"{changed} files written or deleted below {shown(docs)}")
        with replacing(site.resolve()) as folder:
            render(docs, folder, edition.url, links.updated)
            write_new(companions(found, links, edition), folder)
            index(records(found, links, hand_written(docs)), folder)
    click.echo(f"{shown(site)} is ready after {time.monotonic() - start:.1f} s")


def shown(path: Path) -> str:
    """`path` as the editor would type it from here."""
    return os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)


def stop_at(problems: Iterable[Problem]) -> None:
    """Prints the problems, sorted, and ends the run with 1; returns if there are none."""
    lines = [str(problem) for problem in sorted(set(problems))]
    if not lines:
        return
    click.echo("\n".join(lines), err=True)
    click.echo(f"{counted(len(lines), 'problem')}; nothing was written", err=True)
    sys.exit(1)


def record(corpus: Corpus, path: Path, reason: str, redirects: tuple[str, ...]) -> None:
    """Writes the registry with what the corpus has now."""
    if not reason.strip():
        raise click.UsageError('--accept must have a reason, such as "A new section"')
    pairs = {}
    for redirect in redirects:
        old, sign, new = redirect.partition("=")
        if not (old and sign and new):
            raise click.UsageError(f"--redirect must be OLD=NEW or OLD=NEW,NEW, not {redirect}")
        if old in pairs:
            raise click.UsageError(f"--redirect {old} must be given once, as OLD=NEW,NEW")
        pairs[old] = tuple(new.split(","))
    try:
        registry = accept(corpus, reason.strip(), today().isoformat(), pairs)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    changed = write_if_changed(path, registry_text(registry))
    click.echo(f"{shown(path)} {'is written' if changed else 'has everything already'}")


def today() -> date:
    """The day, in UTC; SOURCE_DATE_EPOCH if that is set (reproducible-builds.org)."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)).date()


def summary(corpus: Corpus) -> str:
    sections = [section for work in corpus.works for section in work.sections]
    return ", ".join(
        (
            counted(len(corpus.works), "work"),
            counted(len(sections), "section"),
            counted(len(corpus.located), "passage"),
            counted(len(corpus.vocabulary.themes), "theme"),
        )
    )


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def this_edition(given: str | None) -> Edition:
    """What people cite from: the site's name and address, and the project's version.

    Says so if the address is only a placeholder.
    """
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    url = given or config["site_url"]
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.ClickException(f"the address of the site must start with https://: {url}")
    if parts.hostname.endswith(".example"):
        click.echo(f"{url} is a placeholder: set site_url in mkdocs.yml, or use --site-url")
    return Edition(config["site_name"], project["version"], f"{url.rstrip('/')}/")


def companions(corpus: Corpus, links: Links, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The files that stand beside the pages: citations, and a picture for each work."""
    for page in citation_files(corpus, links, edition):
        yield page.path, page.text.encode()
    for work in corpus.works:
        yield f"{address('works', work.id)}card.png", card(work, edition.name)


def hand_written(docs: Path) -> dict[str, str]:
    """The pages written by hand, by address, with their text."""
    return {
        f"{path.stem}/": path.read_text("utf-8")
        for path in sorted(docs.glob("*.md"))
        if path.stem != "index"
    }


def render(docs: Path, folder: Path, site_url: str, updated: str) -> None:
    """Has MkDocs make the site from `docs` in `folder`.

    Not with --quiet: that hides warnings from --strict.
    """
    config = {
        "INHERIT": str(ROOT / "mkdocs.yml"),
        "site_url": site_url,
        "docs_dir": str(docs.resolve()),
        "site_dir": str(folder),
        "theme": {"custom_dir": str(docs.resolve() / "overrides")},
    }
    day = datetime.fromisoformat(f"{updated or '1970-01-01'}T00:00:00+00:00")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "-"],
        input=yaml.safe_dump(config),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"SOURCE_DATE_EPOCH": str(int(day.timestamp())), **os.environ},
        check=False,
        close_fds=False,  # holds the lock of the build while it writes
    )
    if run.returncode:
        click.echo(without_traceback(run.stdout), err=True)
        raise click.ClickException("MkDocs did not make the site; the old one stays")


def without_traceback(output: str) -> str:
    """What a program said, and of a traceback only the error."""
    said, traceback, rest = output.partition("Traceback (most recent call last):")
    return said + rest.strip().rpartition("\n")[2] if traceback else said


if __name__ == "__main__":
    main()
