"""The search index, made by Pagefind in a process."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui*",
    "pagefind-highlight.*",
)
"""What Pagefind writes for interfaces that the reader does not have."""


@contextmanager
def indexing(records: Iterable[tuple[str, str]], target: Path) -> Iterator[None]:
    """Make the index of `records` in the folder `target` while the block runs.

    Pagefind's command reads the records from a folder: its Python interface takes a tenth of a
    second for each. Raise `RuntimeError` with the output of Pagefind if it fails.
    """
    with TemporaryDirectory() as folder:
        for name, html in records:
            (Path(folder) / name).write_text(html, "utf-8")
        command = [sys.executable, "-m", "pagefind", "--site", folder, "--output-path", str(target)]
        process = subprocess.Popen(
            [*command, "--force-language", "en", "--quiet"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            close_fds=False,  # holds the lock of the build while it writes
        )
        try:
            yield
            output, _ = process.communicate()
        finally:
            process.kill()
            process.wait()
        if process.returncode:
            raise RuntimeError(output)
    for pattern in UNUSED:
        for path in target.glob(pattern):
            path.unlink()


def index(records: Iterable[tuple[str, str]], target: Path) -> None:
    """Make the index of `records` in the folder `target`."""
    with indexing(records, target):
        pass
