"""Programs that commands run."""

import subprocess
from pathlib import Path


def run(folder: Path, *command: str) -> str:
    """Return what a program prints that is run in a folder; raise `RuntimeError` with what it says
    if it fails."""
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, errors="replace", check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or done.stdout)
    return done.stdout


def git(folder: Path, *arguments: str) -> str:
    """Return what Git prints; raise `RuntimeError` with that if it fails."""
    return run(folder, "git", *arguments).strip()
