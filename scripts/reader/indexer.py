"""The search index, made by Pagefind: a process at the rim."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from reader.model import Page

UNUSED = (
    "pagefind-ui.*",
    "pagefind-modular-ui.*",
    "pagefind-component-ui*",
    "pagefind-highlight.*",
)
"""What Pagefind writes for interfaces that the reader does not have."""


def index(records: Iterable[Page], site: Path) -> None:
    """Writes the index of `records` to `pagefind/` in `site`.

    Pagefind's command reads the records from a folder: its Python interface takes a tenth of a
    second for each. Raises `RuntimeError` with what Pagefind said if it fails.
    """
    with TemporaryDirectory() as folder:
        for record in records:
            (Path(folder) / record.path).write_text(record.text, "utf-8")
        target = site / "pagefind"
        command = [sys.executable, "-m", "pagefind", "--site", folder, "--output-path", str(target)]
        run = subprocess.run(
            [*command, "--force-language", "en", "--quiet"],
            capture_output=True,
            text=True,
            check=False,
            close_fds=False,  # holds the lock of the build while it writes
        )
        if run.returncode:
            raise RuntimeError(run.stdout + run.stderr)
    for pattern in UNUSED:
        for path in target.glob(pattern):
            path.unlink()
