"""The build: corpus to pages, pages to site.

load → check → link → expand → export → write; then MkDocs renders what was written, and Pagefind
indexes the records of it.
"""

import gc
import os
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import UTC, date, datetime
from importlib.metadata import distributions
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
import yaml

from progress import Progress
from reader.card import card
from reader.check import PUBLICATION_RULES, RULES, check
from reader.cite import citation_files, cited
from reader.citeproc import formatted, styled
from reader.expand import expand
from reader.export import export
from reader.fingerprint import contents, traces
from reader.indexer import indexing
from reader.link import link
from reader.load import load
from reader.locators import address
from reader.model import Corpus, Edition, Links, Problem
from reader.publish import locked, refusal, replacing
from reader.records import records
from reader.registry import accept, registry_text
from reader.structure import read_schemas
from reader.write import GENERATED, write, write_if_changed, write_new

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "corpus" / "schema"
LAST_BUILD = ".last-build"
"""The file in the docs folder that says from what the site was made."""

Stage = Callable[[str], AbstractContextManager[None]]
FOLDER = click.Path(path_type=Path, file_okay=False)
CONFIG = click.Path(path_type=Path, exists=True, dir_okay=False, resolve_path=True)


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
    "--config",
    type=CONFIG,
    default=ROOT / "mkdocs.yml",
    help="The MkDocs configuration of the site.",
)
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
    config: Path,
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
    if not (docs / "overrides" / "base.html").is_file():
        must = "must hold the pages written by hand and the folder overrides"
        raise click.ClickException(f"{shown(docs)} {must}")
    if reason is not None:
        found, problems = load(corpus, read_schemas(SCHEMAS), shown(corpus))
        stop_at([*problems, *check(found, RULES)])
        record(found, corpus / "registry.yml", reason, redirects)
        return
    edition = None if only_check else this_edition(config, site_url)
    left, inputs = docs / LAST_BUILD, ""
    if edition:
        inputs = contents(read_by(corpus, docs, config), known_to(site, edition, draft))
    if inputs and left.is_file() and left.read_text("utf-8") == inputs + made_in(docs, site):
        click.echo(f"nothing has changed: 0 files written or deleted below {shown(docs)}")
        click.echo(f"{shown(site)} is ready after {time.monotonic() - start:.1f} s")
        return
    progress = Progress()
    with progress.stage("load"):
        found, problems = load(corpus, read_schemas(SCHEMAS), shown(corpus))
    with progress.stage("check"):
        problems += check(found, RULES if draft else (*RULES, *PUBLICATION_RULES))
        stop_at(problems)
    click.echo(summary(found))
    gc.freeze()  # the corpus stays to the end, and need not be looked through for garbage
    if edition:
        progress.show()
        if (urlsplit(edition.url).hostname or "").endswith(".example"):
            told = "is a placeholder: set site_url in mkdocs.yml, or use --site-url"
            click.echo(f"{edition.url} {told}")
        with locked(docs, site.resolve().parent):
            left.unlink(missing_ok=True)
            make(found, docs, site, config, edition, progress.stage)
            write_if_changed(left, inputs + made_in(docs, site))
        click.echo(f"{shown(site)} is ready after {time.monotonic() - start:.1f} s")


def make(
    corpus: Corpus, docs: Path, site: Path, config: Path, edition: Edition, stage: Stage
) -> None:
    """Makes the site of a corpus that keeps the rules; Pagefind works beside the other stages."""
    with stage("link"):
        links = link(corpus)
    with replacing(site.resolve()) as folder:
        # MkDocs empties its folder first, except for what is hidden.
        index = folder / ".pagefind"
        with ExitStack() as beside:
            with stage("records"):
                found = records(corpus, links, hand_written(docs))
                beside.enter_context(indexing(found, index))
            with stage("cite"):
                entries = formatted(corpus.bibliography)
                own = cited(corpus, edition)
                styles = styled(own)
            with stage("expand"):
                pages = expand(corpus, links, entries, own, styles, edition)
                made = (page() for page in pages.values())
                changed = write(chain(made, export(corpus, links)), docs)
            click.echo(f"{changed} files written or deleted below {shown(docs)}")
            with stage("render"):
                render(docs, folder, config, edition.url, links.updated)
            with stage("files"):
                write_new(companions(corpus, links, edition), folder)
            with stage("index"):
                beside.close()
        index.rename(folder / "pagefind")


def read_by(corpus: Path, docs: Path, config: Path) -> list[Path]:
    """The files and folders that a build reads."""
    made = (*GENERATED, "index.md", LAST_BUILD)
    written = sorted(path for path in docs.iterdir() if path.name not in made)
    return [corpus, SCHEMAS, ROOT / "scripts", ROOT / "mkdocs.yml", config, *written]


def known_to(site: Path, edition: Edition, draft: bool) -> list[str]:
    """What else decides how a site comes out."""
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    return [str(site.resolve()), repr(edition), str(draft), sys.version, *packages]


def made_in(docs: Path, site: Path) -> str:
    """The traces of what builds wrote."""
    return traces([*(docs / name for name in GENERATED), site])


def shown(path: Path) -> str:
    """`path` as the editor would type it from here."""
    return os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)


def stop_at(problems: Iterable[Problem]) -> None:
    """Prints the problems and ends the run with 1; returns if there are none."""
    if found := set(problems):
        print_problems(found)
        click.echo(f"{counted(len(found), 'problem')}; nothing was written", err=True)
        sys.exit(1)


def print_problems(problems: Iterable[Problem]) -> None:
    """Prints the problems, sorted, each once."""
    click.echo("\n".join(str(problem) for problem in sorted(set(problems))), err=True)


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


def settings(config: Path) -> dict[str, Any]:
    """What a configuration of MkDocs says, with what it inherits."""
    own: dict[str, Any] = yaml.safe_load(config.read_text("utf-8"))
    parent = own.pop("INHERIT", None)
    return {**settings(config.parent / parent), **own} if parent else own


def this_edition(config: Path, given: str | None) -> Edition:
    """What people cite from: the site's name and address, and the project's version."""
    site = settings(config)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    url = given or site["site_url"]
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise click.ClickException(f"the address of the site must start with https://: {url}")
    return Edition(site["site_name"], project["version"], f"{url.rstrip('/')}/")


def companions(corpus: Corpus, links: Links, edition: Edition) -> Iterator[tuple[str, bytes]]:
    """The files that stand beside the pages: citations, and a picture for each work."""
    for group in citation_files(corpus, links, edition).values():
        for page in group():
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


def site_config(docs: Path, folder: Path, config: Path, site_url: str) -> dict[str, Any]:
    """What MkDocs is told to make the site from `docs` in `folder`."""
    return {
        "INHERIT": str(config),
        "site_url": site_url,
        "docs_dir": str(docs.resolve()),
        "site_dir": str(folder),
        "theme": {"custom_dir": str(docs.resolve() / "overrides")},
        "extra": {"stylesheet": material_stylesheet()},
        "hooks": [str(ROOT / "scripts" / "mkdocs_hooks.py")],
    }


def epoch(updated: str) -> str:
    """A date as seconds, which MkDocs takes for the time of the build."""
    day = datetime.fromisoformat(f"{updated or '1970-01-01'}T00:00:00+00:00")
    return str(int(day.timestamp()))


def render(docs: Path, folder: Path, config: Path, site_url: str, updated: str) -> None:
    """Has MkDocs make the site from `docs` in `folder`.

    Not with --quiet: that hides warnings from --strict.
    """
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "-"],
        input=yaml.safe_dump(site_config(docs, folder, config, site_url)),
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={"SOURCE_DATE_EPOCH": epoch(updated), **os.environ},
        check=False,
        close_fds=False,  # holds the lock of the build while it writes
    )
    if run.returncode:
        click.echo(without_traceback(run.stdout), err=True)
        raise click.ClickException("MkDocs did not make the site; the old one stays")


def material_stylesheet() -> str:
    """The address of Material's style sheet on the site; each release names it anew."""
    templates = Path(str(files("material"))) / "templates"
    (sheet,) = (templates / "assets" / "stylesheets").glob("main.*.min.css")
    return sheet.relative_to(templates).as_posix()


def without_traceback(output: str) -> str:
    """What a program said, and of a traceback only the error."""
    said, traceback, rest = output.partition("Traceback (most recent call last):")
    return said + rest.strip().rpartition("\n")[2] if traceback else said


if __name__ == "__main__":
    main()
