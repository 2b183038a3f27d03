"""Whether anything changed: digests of what a site is made from, and of what was made."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from reader.text import digest


def content_digest(paths: Iterable[Path], words: Iterable[str]) -> str:
    """Return a digest of files and folders, with every byte in them, and of `words`."""
    return digest(list(words), [_contents(path) for path in paths])


def stat_digest(paths: Iterable[Path]) -> str:
    """Return a digest of the names, sizes and times of files, alone or in folders, unread.

    What does not exist is as good as an empty folder.
    """
    return digest([sorted(_stats(path)) if path.exists() else [] for path in paths])


def _contents(path: Path) -> list[tuple[str, str]]:
    return [(os.path.relpath(file, path), _sha256(file)) for file in _all(path)]


def _all(path: Path) -> list[str]:
    return sorted(_files(path)) if path.is_dir() else [str(path)]


def _files(folder: Path | str) -> Iterator[str]:
    """Yield every file below a folder; a link counts as a file, whatever it leads to."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path)
            else:
                yield entry.path


def _sha256(file: str) -> str:
    """Return a digest of a file's bytes; of a link, where it leads and when that last changed."""
    path = Path(file)
    try:
        if path.is_symlink():
            return f"{path.readlink()} {path.stat().st_mtime_ns}"
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
    except OSError as error:
        return str(error.errno)


def _stats(path: Path) -> Iterator[tuple[str, int, int]]:
    for file in _all(path):
        state = Path(file).stat(follow_symlinks=False)
        yield os.path.relpath(file, path), state.st_size, state.st_mtime_ns
