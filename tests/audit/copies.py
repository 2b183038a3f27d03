"""Runs the tests in copies of the project in which its corpus has changed.

    python tests/audit/copies.py FOLDER

One copy has the section that README adds, the other the corpus of another team.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from support import ROOT
from test_readme import add_section

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv*", ".*_cache", "__pycache__", "site", "node_modules", "results", "wheels"
)


def put_in_another(corpus: Path) -> None:
    """Puts the corpus of `tests/audit/corpus` in the place of this one."""
    shutil.rmtree(corpus)
    shutil.copytree(ROOT / "tests" / "audit" / "corpus", corpus)


def tested(copy: Path, change: Callable[[Path], None], reason: str) -> bool:
    """Whether the tests pass in a copy with a changed corpus that was accepted."""
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    change(copy / "corpus")
    accept = ["scripts/accept", reason, "--yes"]
    return all(
        subprocess.run(command, cwd=copy, check=False).returncode == 0
        for command in (accept, ["scripts/test"])
    )


def main(folder: str) -> None:
    passed = [
        tested(Path(folder) / "section", add_section, "Add section VI.4"),
        tested(Path(folder) / "corpus", put_in_another, "The texts of another team"),
    ]
    sys.exit(not all(passed))


if __name__ == "__main__":
    main(*sys.argv[1:])
