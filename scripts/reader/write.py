"""Pages to disk: the only stage that writes."""

import errno
from collections.abc import Iterable
from pathlib import Path

from reader.model import Page

GENERATED = ("read", "themes", "reference", "search", "data")


def write(pages: Iterable[Page], folder: Path) -> int:
    """Writes `pages` below `folder` and deletes what an earlier build made and this one does not.

    A file is written only if its text changed. Returns how many were written or deleted. Raises
    `OSError` where the disk fails, and where a link would have it write outside `folder`.
    """
    count = 0
    kept = set()
    for page in pages:
        path = folder / page.path
        if not path.resolve().is_relative_to(folder.resolve()):
            raise PermissionError(errno.EPERM, f"leads out of {folder}", str(path))
        kept.add(path)
        if write_if_changed(path, page.text):
            count += 1
    for name in GENERATED:
        for path in sorted((folder / name).rglob("*"), reverse=True):
            if path.is_dir() and not path.is_symlink():
                if not any(path.iterdir()):
                    path.rmdir()
            elif path not in kept:
                path.unlink()
                count += 1
    for path in folder.glob(".*.new"):  # of a run that was killed
        path.unlink()
    return count


def write_new(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Writes files, each a path and its bytes, into a folder that was just made."""
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_if_changed(path: Path, text: str) -> bool:
    """Puts `text` into the file at `path` in one step; returns whether that changed the file."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
    return True
