"""The command that checks a corpus, and that nothing was taken from its history."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path, PurePosixPath
from typing import Any

import click

from reader.app.build import read
from reader.app.messages import cli_errors, stop_at, summary
from reader.app.process import git
from reader.app.project import FOLDER, ROOT, today
from reader.corpus.acceptance import ENDING, is_name
from reader.corpus.acceptance import FOLDER as REGISTRY
from reader.corpus.load import EDITIONS
from reader.corpus.model import Corpus, Position, Problem
from reader.rules import check_all
from reader.text import counted

FOLDERS = (REGISTRY, EDITIONS)


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
        commit = git(corpus, "rev-parse", "--verify", "--quiet", "--end-of-options", revision)
    except RuntimeError:
        commit = ""
    except FileNotFoundError as error:
        raise click.ClickException("git is needed for --against with a revision") from error
    if commit:
        listed = git(corpus, "ls-tree", "-r", "--name-only", commit, *FOLDERS)
        found = history(listed.splitlines(), lambda name: git(corpus, "show", f"{commit}:./{name}"))
    elif reference and path.is_dir():
        folder = path / "corpus" if (path / "corpus").is_dir() else path
        if folder.resolve() == corpus.resolve():
            raise click.ClickException(f"{reference} must not be the corpus that is checked")
        files = (file for name in FOLDERS for file in (folder / name).glob(f"*{ENDING}"))
        names = (file.relative_to(folder).as_posix() for file in files)
        found = history(names, lambda name: (folder / name).read_text("utf-8"))
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


def history(names: Iterable[str], read_text: Callable[[str], str]) -> History:
    """Return what the files of a corpus, by their names in it, say was published.

    The name of an acceptance says it all; the records of editions are read.
    """
    acceptances, records = [], []
    for path in map(PurePosixPath, names):
        if path.parent.name == REGISTRY and is_name(path.name):
            acceptances.append(path.stem)
        elif path.parent.name == EDITIONS and path.suffix == ENDING:
            records.append(json.loads(read_text(str(path))))
    return History(tuple(sorted(acceptances)), dict(map(archive_of, records)))


def archive_of(record: Any) -> tuple[str, str]:
    """The version in the record of an edition, and the digest of its archive."""
    return record["version"], record["archive"]["sha256"]


if __name__ == "__main__":
    main()
