"""The command that accepts new, changed and missing ids."""

from pathlib import Path

import click

from reader.app.build import read
from reader.app.messages import display_path, stop_at
from reader.app.project import today
from reader.publish.write import write_if_changed
from reader.registry.accept import accept, registry_text
from reader.rules import RULES, check


def accept_corpus(corpus: Path, reason: str, redirects: tuple[str, ...]) -> None:
    """Write the ids and words of the corpus in a folder into its registry.

    `redirects` are options as typed: `OLD=NEW` or `OLD=NEW,NEW`.
    """
    loaded, problems = read(corpus)
    stop_at([*problems, *check(loaded, RULES)])
    if not reason.strip():
        raise click.UsageError('--accept must have a reason, such as "Add section VI.4"')
    pairs: dict[str, tuple[str, ...]] = {}
    for redirect in redirects:
        old, sign, new = redirect.partition("=")
        if not (old and sign and new):
            raise click.UsageError(f"--redirect must be OLD=NEW or OLD=NEW,NEW, not {redirect}")
        if old in pairs:
            several = "for several targets write OLD=NEW,NEW"
            raise click.UsageError(f"--redirect {old} must be given only once; {several}")
        pairs[old] = tuple(new.split(","))
    try:
        registry = accept(loaded, reason.strip(), today().isoformat(), pairs)
    except ValueError as error:
        raise click.ClickException(str(error)) from error
    path = corpus / "registry.yml"
    changed = write_if_changed(path, registry_text(registry))
    click.echo(f"{display_path(path)} {'was updated' if changed else 'is already up to date'}")
