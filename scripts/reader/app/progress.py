"""The lines that a build prints while it runs."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

ERASE = "\r\033[K"


class Progress:
    """The lines of the stages that have ended, on standard error.

    They are held back until `show`: an editor's mistakes are printed without them. While a stage
    runs, a terminal shows its name; a log gets only the finished lines.
    """

    def __init__(self) -> None:
        self.held: list[str] | None = []

    def show(self) -> None:
        """Print the lines that were held back, and from now on each line at once."""
        for line in self.held or ():
            click.echo(line, err=True)
        self.held = None

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Time a stage; one that fails has no line."""
        live = sys.stderr.isatty()
        start = time.monotonic()
        if live:
            click.echo(f"{name} …", nl=False, err=True)
        try:
            yield
        finally:
            if live:
                click.echo(ERASE, nl=False, err=True)
        line = f"{name:<8}{time.monotonic() - start:7.2f} s"
        if self.held is None:
            click.echo(line, err=True)
        else:
            self.held.append(line)
