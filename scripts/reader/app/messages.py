"""Messages of the commands: problems, counts, and errors without a traceback."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from reader.corpus.model import Corpus, Problem
from reader.text import counted


@contextmanager
def cli_errors() -> Iterator[None]:
    """End the run with a sentence where the disk, or a program that the build calls, fails."""
    try:
        yield
    except OSError as error:
        raise click.ClickException(
            f"{error.filename or 'the disk'}: {error.strerror or error}"
        ) from error
    except RuntimeError as error:
        raise click.ClickException(without_traceback(str(error)).strip()) from error


def display_path(path: Path) -> str:
    """Return `path` as the editor would type it from here."""
    return os.path.relpath(path) if path.resolve().is_relative_to(Path.cwd()) else str(path)


def stop_at(problems: Iterable[Problem]) -> None:
    """Print the problems and end the run with 1; return if there are none."""
    if found := set(problems):
        print_problems(found)
        click.echo(f"{counted(len(found), 'problem')}; nothing was written", err=True)
        sys.exit(1)


def print_problems(problems: Iterable[Problem]) -> None:
    """Print the problems, sorted, each once."""
    click.echo("\n".join(str(problem) for problem in sorted(set(problems))), err=True)


def summary(corpus: Corpus) -> str:
    """Return how much a corpus has, as `1 work, 3 sections, …`."""
    sections = sum(len(work.sections) for work in corpus.works)
    return ", ".join(
        (
            counted(len(corpus.works), "work"),
            counted(sections, "section"),
            counted(len(corpus.passages), "passage"),
            counted(len(corpus.vocabulary.themes), "theme"),
        )
    )


def without_traceback(output: str) -> str:
    """Return what a program printed; of a traceback only its last line, the error."""
    printed, traceback, rest = output.partition("Traceback (most recent call last):")
    return printed + rest.strip().rpartition("\n")[2] if traceback else printed
