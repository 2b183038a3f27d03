"""Whether anything changed: digests of what a site is made from, and of what was made."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def content_digest(roots: Iterable[Path], words: Iterable[str]) -> str:
    """A digest of files and folders, with every byte in them, and of `words`."""
    found = [
        [(os.path.relpath(file, root), _sha256(file)) for file in _all(root)] for root in roots
    ]
    return _digest([list(words), found])


def stat_digest(folders: Iterable[Path]) -> str:
    """A digest of the names, sizes and times of all files in folders, which need not be read."""
    return _digest([sorted(_seen(folder)) for folder in folders])


def _digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value).encode()).hexdigest()


def _all(root: Path) -> list[str]:
    return sorted(_files(root)) if root.is_dir() else [str(root)]


def _files(folder: Path | str) -> Iterator[str]:
    """Every file below a folder; a link counts as a file, whatever it leads to."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry.path


def _sha256(file: str) -> str:
    """A digest of a file's bytes; of a link, where it leads and when that last changed."""
    path = Path(file)
    try:
        if path.is_symlink():
            return f"{path.readlink()} {path.stat().st_mtime_ns}"
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
    except OSError as error:
        return str(error.errno)


def _seen(folder: Path) -> Iterator[tuple[str, int, int]]:
    if not folder.is_dir():
        return
    for file in _files(folder):
        state = Path(file).stat(follow_symlinks=False)
        yield os.path.relpath(file, folder), state.st_size, state.st_mtime_ns
