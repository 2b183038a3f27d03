"""The command that checks a corpus, and that nothing was taken from its history."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import click

from reader.app.build import read
from reader.app.messages import cli_errors, stop_at, summary
from reader.app.project import FOLDER, ROOT, today
from reader.corpus.acceptance import ENDING, is_name
from reader.corpus.acceptance import FOLDER as REGISTRY
from reader.corpus.model import Corpus, Position, Problem
from reader.rules import check_all
from reader.text import counted

EDITIONS = "editions"
FOLDERS = (REGISTRY, EDITIONS)
OPTIONS_END = "--end-of-options"


@click.command()
@click.option(
    "--against",
    "reference",
    metavar="REF",
    help="Also check that no acceptance and no edition of REF is missing: a git revision, a folder "
    "with a corpus, or the registry.json of a published site.",
)
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The corpus folder.")
@cli_errors()
def main(reference: str | None, corpus: Path) -> None:
    """Check the corpus; write nothing."""
    found, problems = read(corpus)
    stop_at(check_all(found, problems, draft=False))
    stop_at(from_the_future(found))
    click.echo(summary(found))
    if reference is not None:
        before = history_of(reference, corpus)
        stop_at(lost(found, before, reference))
        counts = counted(len(before.acceptances), "acceptance")
        if before.editions:
            counts += f" and {counted(len(before.editions), 'edition')}"
        click.echo(f"nothing is missing of {reference}: {counts}")


@dataclass(frozen=True, slots=True)
class History:
    """What was published: the names of acceptances, which end in a digest of what each says, and
    the versions of editions with the digests of their archives."""

    acceptances: tuple[str, ...]
    editions: Mapping[str, str]


def lost(corpus: Corpus, before: History, reference: str) -> Iterator[Problem]:
    """Yield what `reference` has and the corpus has not, or has otherwise."""
    have = {one.name for one in corpus.acceptances}
    for name in before.acceptances:
        if name not in have:
            at = Position(f"{corpus.path}/{REGISTRY}/{name}{ENDING}")
            yield Problem(
                at, f"must exist, since {reference} has it; no acceptance is ever deleted"
            )
    archives = {one.version: one.sha256 for one in corpus.editions}
    for version, digest in before.editions.items():
        if archives.get(version) != digest:
            at = Position(f"{corpus.path}/{EDITIONS}/{version}{ENDING}")
            yield Problem(at, f"must be as in {reference}; no edition is ever changed or deleted")


def from_the_future(corpus: Corpus) -> list[Problem]:
    """The acceptances that are dated after tomorrow: clocks may be a day apart."""
    latest = (today() + timedelta(days=1)).isoformat()
    return [
        Problem(one.origin.at("date"), f"must not be in the future: {one.date}")
        for one in corpus.acceptances
        if one.date > latest
    ]


def history_of(reference: str, corpus: Path) -> History:
    """Return what a git revision, a folder or a `registry.json` has.

    Raise `ClickException` if it is none of these.
    """
    path = Path(reference)
    try:
        revision = f"{reference}^{{commit}}"
        commit = git(corpus, "rev-parse", "--verify", "--quiet", OPTIONS_END, revision)
    except ValueError:
        commit = ""
    if commit:
        listed = git(corpus, "ls-tree", "-r", "--name-only", commit, *FOLDERS)
        names = (name for name in listed.splitlines() if name.endswith(ENDING))
        found = history({name: git(corpus, "show", f"{commit}:./{name}") for name in names})
    elif reference and path.is_dir():
        folder = path / "corpus" if (path / "corpus").is_dir() else path
        if folder.resolve() == corpus.resolve():
            raise click.ClickException(f"{reference} must not be the corpus that is checked")
        files = [one for one in folder.glob(f"*/*{ENDING}") if one.parent.name in FOLDERS]
        texts = {f"{one.parent.name}/{one.name}": one.read_text("utf-8") for one in files}
        found = history(texts)
    elif path.is_file():
        found = published_history(path)
    else:
        kinds = "a git revision, a folder or a registry.json"
        raise click.ClickException(f"--against must be {kinds}, not {reference!r}")
    if not found.acceptances:
        raise click.ClickException(f"{reference} has no acceptances to compare with")
    return found


def published_history(path: Path) -> History:
    """Return what a `registry.json` says. Raise `ClickException` if it is none."""
    try:
        document = json.loads(path.read_text("utf-8"))
        names = [str(one["name"]) for one in document["acceptances"]]
        return History(tuple(names), dict(map(archive_of, document.get("editions", ()))))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise click.ClickException(f"{path} must be a published registry.json") from error


def history(texts: Mapping[str, str]) -> History:
    """Return what the files of a corpus, by their names in it, say was published."""
    paths = {PurePosixPath(name): text for name, text in texts.items()}
    names = (path.stem for path in paths if path.parent.name == REGISTRY and is_name(path.name))
    records = (json.loads(text) for path, text in paths.items() if path.parent.name == EDITIONS)
    return History(tuple(sorted(names)), dict(map(archive_of, records)))


def archive_of(record: Any) -> tuple[str, str]:
    """The version in the record of an edition, and the digest of its archive."""
    return record["version"], record["archive"]["sha256"]


def git(folder: Path, *arguments: str) -> str:
    """Return what Git prints; raise `ValueError` with that if it fails."""
    try:
        command = ["git", *arguments]
        run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise click.ClickException("git is needed for --against with a revision") from error
    if run.returncode:
        raise ValueError(run.stderr.decode(errors="replace").strip())
    return run.stdout.decode(errors="replace").strip()


if __name__ == "__main__":
    main()
