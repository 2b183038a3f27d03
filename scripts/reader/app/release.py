"""The command that releases a version: the commit, its tag, and the edition made from it.

Everything is made in a work tree of its own, and the branch moves there when all of it is done.
"""

import hashlib
import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from reader.app.build import read
from reader.app.messages import cli_errors, display_path, stop_at
from reader.app.process import git, run
from reader.app.project import CONFIG, FOLDER, ROOT, publication, to_be_set, today
from reader.app.project import version as present_version
from reader.publish.archive import packed
from reader.publish.swap import MARK
from reader.registry.state import add_up
from reader.rules import check_all

VERSION = re.compile(r"(0|[1-9]\d{0,5})(\.(0|[1-9]\d{0,5})){2}", re.ASCII)
UNRELEASED = re.compile(r"^## \[Unreleased\]\n(.*?)(?=^## \[|^\[[^]]+\]: |\Z)", re.M | re.S)
LINK = re.compile(r"^\[Unreleased\]: (\S+/)v(\d\S*?)\.\.\.HEAD$", re.M)
NOT_FROZEN = {MARK, "404.html", "_headers", "robots.txt", "sitemap.xml", "sitemap.xml.gz"}
"""What a host reads at the root of a site only, and what says that a build may replace it."""


@click.command()
@click.argument("version")
@click.option(
    "--editions", type=FOLDER, default=ROOT / "editions", help="Folder of the archives of editions."
)
@click.option(
    "--again",
    is_flag=True,
    help="Make the edition of a released version again, and say whether it is the same.",
)
@cli_errors()
def main(version: str, editions: Path, again: bool) -> None:
    """Release VERSION, such as 1.0.0: commit and tag it, and freeze the site as its edition.

    If anything stands in the way, say so, write nothing and exit with status 1.
    """
    (make_again if again else release)(version, editions)


def release(version: str, editions: Path) -> None:
    """Release a version of this project; put the archive of its edition into a folder."""
    archive = editions / f"annotated-reader-{version}.tar"
    record = f"corpus/editions/{version}.json"
    if reasons := "\n".join(_reasons(version, archive)):
        raise click.ClickException(f"{reasons}\nnothing was written")
    corpus, problems = read(ROOT / "corpus")
    stop_at(check_all(corpus, problems, draft=False))
    day = today().isoformat()
    with work_tree("HEAD") as tree:
        texts = released(_texts(tree), present_version(), version, day)
        for name, text in texts.items():
            (tree / name).write_text(text, "utf-8")
        commit = _commit(tree, f"Release {version}", *texts)
        data = freeze(tree, version, day)
        kept = {"name": archive.name, "sha256": hashlib.sha256(data).hexdigest()}
        edition = {
            "version": version,
            "date": day,
            "commit": commit,
            "archive": kept,
            "acceptances": [one.name for one in add_up(corpus.acceptances).heads],
        }
        (tree / record).parent.mkdir(exist_ok=True)
        (tree / record).write_text(json.dumps(edition, indent=2) + "\n", "utf-8")
        recorded = _commit(tree, f"Record the edition of version {version}", record)
    before = git(ROOT, "rev-parse", "HEAD")
    git(ROOT, "merge", "--quiet", "--ff-only", recorded)
    git(ROOT, "tag", "--annotate", "--message", f"Version {version}", f"v{version}", commit)
    _write(archive, data)
    click.echo(
        f"version {version} was released: commit {commit[:10]}, tag v{version}, {record},\n"
        f"and its edition {display_path(archive)}, which must be kept.\n"
        f"To publish it: see Publishing in CONTRIBUTING.md\n"
        f"To undo it before that: git tag --delete v{version} && git reset --keep {before[:10]} && "
        f"rm {display_path(archive)}"
    )


def make_again(version: str, editions: Path) -> None:
    """Make the edition of a version again from its commit, and say whether it has the same bytes.

    If it has, put it into the folder of archives, unless it is there.
    """
    corpus, problems = read(ROOT / "corpus")
    stop_at(problems)
    edition = next((one for one in corpus.editions if one.version == version), None)
    if edition is None:
        raise click.ClickException(f"version {version} has no record in corpus/editions/")
    with work_tree(edition.commit) as tree:
        data = freeze(tree, version, edition.date)
    made = f"the edition made from {edition.commit[:10]}"
    if hashlib.sha256(data).hexdigest() != edition.sha256:
        advice = "make it with the Python of then, and the packages locked in that commit"
        raise click.ClickException(f"{made} differs from the one recorded; {advice}")
    click.echo(f"{made} has the same bytes as the one recorded")
    archive = editions / edition.archive
    if not archive.exists():
        _write(archive, data)
        click.echo(f"{display_path(archive)} was written")


def freeze(tree: Path, version: str, day: str) -> bytes:
    """Return the archive of the edition that the program in a work tree makes of its corpus."""
    try:
        run(tree, sys.executable, "scripts/build.py", "--release", f"--frozen={day}")
    except RuntimeError as error:
        raise RuntimeError(f"{error}\nthe edition could not be built") from error
    return archive_of(tree / "site", version, day)


def archive_of(site: Path, version: str, day: str) -> bytes:
    """Return the archive of an edition that was built in the folder `site`."""
    files = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
    kept = ((name, path.read_bytes()) for name, path in files.items() if name not in NOT_FROZEN)
    return packed(kept, version, day)


def released(texts: dict[str, str], old: str, new: str, day: str) -> dict[str, str]:
    """Return the texts of files, by their names, with a new version wherever they name the old."""
    return {name: _released(name, text, old, new, day) for name, text in texts.items()}


def _released(name: str, text: str, old: str, new: str, day: str) -> str:
    match name:
        case "CHANGELOG.md":
            text = UNRELEASED.sub(rf"## [Unreleased]\n\n## [{new}] - {day}\n\1", text, count=1)
            return LINK.sub(rf"[Unreleased]: \1v{new}...HEAD\n[{new}]: \1v\2...v{new}", text)
        case "CITATION.cff":
            text = re.sub(r"^date-released:.*\n", "", text, flags=re.M)
            named = f"version: {new}\ndate-released: {day}"
            return re.sub(rf"^version: {re.escape(old)}$", named, text, flags=re.M)
        case "pyproject.toml":
            return re.sub(r'^version = ".*"$', f'version = "{new}"', text, count=1, flags=re.M)
    return text.replace(f"version {old}", f"version {new}")


def is_empty(changelog: str) -> bool:
    """Return whether a changelog has nothing under Unreleased but headings."""
    found = UNRELEASED.search(changelog)
    lines = found[1].splitlines() if found else []
    return all(not line.strip() or line.startswith("#") for line in lines)


def _reasons(version: str, archive: Path) -> Iterator[str]:
    """Yield why a version may not be released, in sentences."""
    present = present_version()
    if not VERSION.fullmatch(version):
        yield f"a version must be three numbers, such as 1.0.0, not {version}"
    elif _number(version) <= _number(present):
        yield f"the version must be later than {present}, not {version}"
    if changed := git(ROOT, "status", "--porcelain"):
        yield f"everything must be committed first:\n{changed}"
    if archive.exists():
        yield f"{display_path(archive)} must not exist"
    if git(ROOT, "tag", "--list", f"v{version}"):
        yield f"the tag v{version} must not exist"
    if is_empty((ROOT / "CHANGELOG.md").read_text("utf-8")):
        yield "CHANGELOG.md must say under [Unreleased] what has changed"
    yield from to_be_set(publication(CONFIG))


def _number(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _texts(tree: Path) -> dict[str, str]:
    """Return the texts of the files that name the version, by their names."""
    fixed = ("CHANGELOG.md", "CITATION.cff", "pyproject.toml", "README.md", "CONTRIBUTING.md")
    paths = [*(tree / name for name in fixed), *(tree / "docs").glob("*.md")]
    return {path.relative_to(tree).as_posix(): path.read_text("utf-8") for path in paths}


@contextmanager
def work_tree(commit: str) -> Iterator[Path]:
    """Check a commit out into a folder of its own, which goes when the block ends."""
    with TemporaryDirectory() as folder:
        tree = Path(folder).resolve() / "tree"
        git(ROOT, "worktree", "add", "--quiet", "--detach", str(tree), commit)
        try:
            yield tree
        finally:
            git(ROOT, "worktree", "remove", "--force", str(tree))


def _commit(tree: Path, message: str, *files: str) -> str:
    """Commit these files and nothing else; return the hash of the commit."""
    git(tree, "add", "--", *files)
    git(tree, "commit", "--quiet", "--message", message)
    return git(tree, "rev-parse", "HEAD")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


if __name__ == "__main__":
    main()
