"""The editions in a site: their archives, as far as the corpus has a record of them."""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from reader.addresses import EDITIONS
from reader.app.messages import display_path
from reader.corpus.model import Edition
from reader.publish.archive import unpacked


def edition_files(edition: Edition, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an edition, each with its address, from its archive in `folder`.

    Raise `ValueError` with a message to the editor if that is not what was recorded.
    """
    path = folder / edition.archive
    name = display_path(path)
    if not path.is_file():
        raise ValueError(f"{name}: must exist: it is the archive of version {edition.version}")
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != edition.sha256:
        must = f"must be the archive that {edition.origin.path} records"
        raise ValueError(f"{name}: {must}, with the SHA-256 {edition.sha256}")
    try:
        for file, content in unpacked(data, edition.version):
            yield f"{EDITIONS}{file}", content
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error


def stop_at_archives(editions: tuple[Edition, ...], folder: Path) -> None:
    """Print what is wrong with the archives of editions and end the run with 1, if anything is."""
    messages = []
    for edition in editions:
        try:
            for _ in edition_files(edition, folder):
                pass
        except ValueError as error:
            messages.append(str(error))
    if messages:
        click.echo("\n".join((*messages, "nothing was written")), err=True)
        sys.exit(1)
