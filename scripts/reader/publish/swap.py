"""A finished folder in the place of an old one, so that a reader never meets half a site."""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

MARK = ".annotated-reader"
"""The file that says that a folder is a site of ours and may be replaced."""

AT_FDCWD, RENAME_EXCHANGE = -100, 2


def site_dir_error(site: Path) -> str:
    """Return why `site` may not be written, as a sentence; empty if it may."""
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        return f"{site} must be a folder"
    if site.is_dir() and any(site.iterdir()) and not (site / MARK).is_file():
        return f"{site} must be empty or a site built by this command; it contains something else"
    return ""


@contextmanager
def locked(*folders: Path) -> Iterator[None]:
    """Wait until no other build works in `folders`, and lock them while the block runs.

    A process started with `close_fds=False` inherits the lock: when a build is killed, a process
    that it started may still be writing.
    """
    with ExitStack() as handles:
        for folder in sorted({folder.resolve() for folder in folders}):
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(folder, os.O_RDONLY)
            handles.callback(os.close, handle)
            os.set_inheritable(handle, True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def replacing(site: Path) -> Iterator[Path]:
    """Make an empty folder, which replaces `site` when the block ends without an error.

    Put an old site back first that an interrupted run had moved aside.
    """
    new, old = site.with_name(f".{site.name}-new"), site.with_name(f".{site.name}-old")
    if old.exists() and not site.exists():
        old.rename(site)
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        yield new
        (new / MARK).write_text("A site built by scripts/build.py, which may replace it.\n")
        _put(new, site, old)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _put(new: Path, site: Path, old: Path) -> None:
    """Move `new` to `site`; in one step where the system can exchange two folders (Linux)."""
    if not site.exists():
        new.rename(site)
    elif not _exchange(new, site):
        site.rename(old)
        new.rename(site)
        shutil.rmtree(old)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders with renameat2(2); return False where the system or disk cannot."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if rename is None:
        return False
    arguments = (AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
    if rename(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(other))
