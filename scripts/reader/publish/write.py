"""Writing files to disk."""

import errno
from collections.abc import Iterable
from pathlib import Path

from reader.addresses import GENERATED


def write_pages(pages: Iterable[tuple[str, str]], folder: Path) -> int:
    """Write pages, each a path and its text, and delete those that an earlier build wrote.

    A file is written only if its text changed. Return how many were written or deleted. Raise
    `OSError` where the disk fails, and where a link would have it write outside `folder`.
    """
    count = 0
    kept = set()
    for name, text in pages:
        path = folder / name
        if not path.resolve().is_relative_to(folder.resolve()):
            raise PermissionError(errno.EPERM, f"leads outside {folder}", str(path))
        kept.add(path)
        if write_if_changed(path, text):
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


def write_files(files: Iterable[tuple[str, bytes]], folder: Path) -> None:
    """Write files, each a path and its bytes, into a folder that was just made."""
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def write_if_changed(path: Path, text: str) -> bool:
    """Put `text` into the file at `path` in one step; return whether that changed the file."""
    data = text.encode()
    if path.is_file() and path.read_bytes() == data:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)
    return True
