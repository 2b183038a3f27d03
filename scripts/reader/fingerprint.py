"""Whether anything changed: one digest of all that a site is made from, and of the site."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path


def fingerprint(read: Iterable[Path], made: Iterable[Path], words: Iterable[str]) -> str:
    """A digest of the files and folders `read`, of `made`, and of `words`.

    What is read counts with its bytes. What was made counts with the names, sizes and times of its
    files, so that one that was touched by hand is noticed, and thousands are not read again.
    """
    parts: list[object] = [list(words)]
    for root in read:
        files = sorted(_files(root)) if root.is_dir() else [str(root)]
        parts.append([(os.path.relpath(file, root), _sha256(file)) for file in files])
    for root in made:
        parts.append(sorted(_seen(root)))
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _files(folder: Path | str, above: tuple[str, ...] = ()) -> Iterator[str]:
    """Every file below a folder, also behind links, but for a link to what it stands in."""
    if (real := os.path.realpath(folder)) in above:
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir():
                yield from _files(entry.path, (*above, real))
            else:
                yield entry.path


def _sha256(file: str) -> str:
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError as error:
        return str(error.errno)


def _seen(folder: Path) -> Iterator[tuple[str, int, int]]:
    if not folder.is_dir():
        return
    for file in _files(folder):
        state = Path(file).stat(follow_symlinks=False)
        yield os.path.relpath(file, folder), state.st_size, state.st_mtime_ns
