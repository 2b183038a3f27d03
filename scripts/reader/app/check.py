"""The command that checks a corpus, and that nothing was taken from its history."""

import json
import subprocess
from datetime import timedelta
from pathlib import Path

import click

from reader.app.build import read
from reader.app.messages import cli_errors, stop_at, summary
from reader.app.project import FOLDER, ROOT, today
from reader.corpus.acceptance import ENDING, is_name
from reader.corpus.acceptance import FOLDER as REGISTRY
from reader.corpus.model import Corpus, Position, Problem
from reader.rules import check_all


@click.command()
@click.option(
    "--against",
    "reference",
    metavar="REF",
    help="Also check that no acceptance of REF is missing: a git revision, a folder with a corpus, "
    "or the registry.json of a published site.",
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
        before = acceptances_of(reference, corpus)
        have = {one.name for one in found.acceptances}
        stop_at(
            Problem(
                Position(f"{found.path}/{REGISTRY}/{name}{ENDING}"),
                f"must exist, since {reference} has it; no acceptance is ever deleted",
            )
            for name in before
            if name not in have
        )
        click.echo(f"all {len(before)} acceptances of {reference} are there")


def from_the_future(corpus: Corpus) -> list[Problem]:
    """The acceptances that are dated after tomorrow: clocks may be a day apart."""
    latest = (today() + timedelta(days=1)).isoformat()
    return [
        Problem(one.origin.at("date"), f"must not be in the future: {one.date}")
        for one in corpus.acceptances
        if one.date > latest
    ]


def acceptances_of(reference: str, corpus: Path) -> list[str]:
    """Return the names of the acceptances that a git revision, a folder or a `registry.json` has.

    Raise `ClickException` if it is none of these. A name ends in a digest of what its file says, so
    that whoever has the name has the acceptance.
    """
    path = Path(reference)
    if path.is_dir():
        folders = (path / "corpus" / REGISTRY, path / REGISTRY, path)
        folder = next(one for one in folders if one.is_dir())
        names = sorted(file.stem for file in folder.iterdir() if is_name(file.name))
        if not names:
            raise click.ClickException(f"{reference} must be a folder that has acceptances")
        return names
    if path.is_file():
        try:
            return [one["name"] for one in json.loads(path.read_text("utf-8"))["acceptances"]]
        except (ValueError, KeyError, TypeError) as error:
            raise click.ClickException(f"{reference} must be a published registry.json") from error
    command = ["git", "ls-tree", "--name-only", "--end-of-options", reference, f"./{REGISTRY}/"]
    try:
        run = subprocess.run(command, cwd=corpus, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise click.ClickException("git is needed for --against with a revision") from error
    if run.returncode:
        kinds = "must be a git revision, a folder or a registry.json"
        raise click.ClickException(f"--against {reference} {kinds}: {run.stderr.strip()}")
    return sorted(Path(line).stem for line in run.stdout.splitlines())


if __name__ == "__main__":
    main()
