"""A build that is killed, that meets another, or whose disk fails: the last good site stays."""

import errno
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from reader.publish.swap import locked
from reader.publish.write import write_if_changed, write_pages
from support import COMMAND, ROOT, SMALL, hand_written, problems_in, run, tree

MANY = 10_000
WORDS = {"old": "Dear harbour", "new": "Dear quay"}


@dataclass
class Desk:
    """A folder with a corpus, docs and a site in it, as an editor has them."""

    folder: Path

    @classmethod
    def laid(cls, folder: Path) -> "Desk":
        folder.mkdir(parents=True)
        shutil.copytree(SMALL, folder / "corpus")
        hand_written(folder)
        return cls(folder)

    @property
    def options(self) -> list[str]:
        return [
            *(f"--{name}={self.folder / name}" for name in ("corpus", "docs", "site")),
            "--draft",
        ]

    @property
    def site(self) -> Mapping[str, bytes]:
        return tree(self.folder / "site")

    def says(self, edition: str) -> None:
        """Has the corpus say what one of two editions says."""
        path = self.folder / "corpus" / "letter" / "i.md"
        text = path.read_text("utf-8")
        for words in WORDS.values():
            text = text.replace(words, WORDS[edition])
        path.write_text(text, "utf-8")

    def build(self, **environment: str) -> subprocess.CompletedProcess[str]:
        return run(*self.options, **environment)

    def start(self) -> subprocess.Popen[bytes]:
        output = subprocess.DEVNULL
        return subprocess.Popen([*COMMAND, *self.options], cwd=ROOT, stdout=output, stderr=output)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.laid(tmp_path / "desk")


def known(site: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a site by name; of the search index, which Pagefind orders at random, only what
    is always there."""
    named = {name: data for name, data in site.items() if not name.startswith("pagefind/")}
    return named | {"pagefind/pagefind.js": site["pagefind/pagefind.js"]}


def fragments(site: Mapping[str, bytes]) -> int:
    return sum(name.startswith("pagefind/fragment/") for name in site)


STAGES = ("load", "check", "link", "records", "cite", "pages", "render", "files", "index")


@dataclass
class Whole:
    """A desk with the two sites that may stand on it, whatever happens to a build."""

    desk: Desk
    sites: dict[str, Mapping[str, bytes]]
    docs: set[str]

    @classmethod
    def made(cls, desk: Desk) -> "Whole":
        sites = {}
        for edition in ("new", "old"):
            desk.says(edition)
            assert desk.build().returncode == 0
            sites[edition] = desk.site
        return cls(desk, sites, set(tree(desk.folder / "docs")))

    def standing(self, when: str) -> str:
        """Which of the two sites stands there; it must be one of them, as a whole."""
        found = self.desk.site
        matching = [name for name, site in self.sites.items() if known(found) == known(site)]
        assert matching, f"half a site {when}"
        assert fragments(found) == fragments(self.sites[matching[0]])
        return matching[0]

    def assert_mended(self, edition: str) -> None:
        """The next build finds nothing in its way, and leaves nothing else behind."""
        assert self.desk.build().returncode == 0
        assert self.standing("after the next build") == edition
        assert set(tree(self.desk.folder / "docs")) == self.docs
        assert {path.name for path in self.desk.folder.iterdir()} == {"corpus", "docs", "site"}


def other(edition: str) -> str:
    return "new" if edition == "old" else "old"


def test_a_build_killed_after_any_stage_leaves_a_whole_site(desk: Desk) -> None:
    """Each kill finds what the one before it left."""
    whole, stands = Whole.made(desk), "old"
    for stage in STAGES:
        desk.says(other(stands))
        command = [*COMMAND, *desk.options]
        build = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        assert build.stderr
        assert any(line.startswith(f"{stage} ") for line in build.stderr), stage
        build.kill()
        build.communicate()
        if stage not in STAGES[-2:]:  # which may be over before the kill
            assert build.returncode == -signal.SIGKILL
        stands = whole.standing(f"after {stage}")
    desk.says("new")
    whole.assert_mended("new")


def test_a_build_killed_at_any_moment_leaves_a_whole_site(desk: Desk, cases: int) -> None:
    if cases < MANY:
        pytest.skip(f"the audit kills at fifty moments, with --cases {MANY}")
    moments = 50
    whole, killed = Whole.made(desk), 0
    desk.says("new")
    start = time.monotonic()
    whole.assert_mended("new")
    length = time.monotonic() - start
    stands = "new"
    for moment in range(moments):
        wanted = other(stands)
        desk.says(wanted)
        build = desk.start()
        time.sleep(length * (moment + 0.5) / moments)
        build.kill()
        killed += build.wait() == -signal.SIGKILL
        stands = whole.standing(f"at moment {moment} of {moments}")
        if moment % 5 == 4:
            stands = wanted
            whole.assert_mended(wanted)
    assert killed > moments / 2


def test_what_a_killed_build_started_keeps_others_out(tmp_path: Path) -> None:
    with locked(tmp_path):
        writer = subprocess.Popen(["sleep", "600"], close_fds=False)
    waiting = subprocess.Popen(["flock", "--exclusive", tmp_path, "true"])
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(0.5)
    finally:
        writer.kill()
        writer.wait()
    assert waiting.wait(10) == 0


def test_two_builds_of_one_site_do_not_mix(desk: Desk) -> None:
    """Each has docs of its own, as when two people publish to one folder."""
    other = Desk.laid(desk.folder / "other")
    desk.says("new")
    builds = [desk.start()]
    options = [*other.options[:2], f"--site={desk.folder / 'site'}", "--draft"]
    builds.append(subprocess.Popen([*COMMAND, *options], stdout=subprocess.DEVNULL))
    assert [build.wait(120) for build in builds] == [0, 0]
    page = (desk.folder / "site" / "read" / "letter" / "i" / "index.html").read_text("utf-8")
    desk.says("new" if WORDS["new"] in page else "old")
    found = desk.site
    assert desk.build().returncode == 0
    assert known(found) == known(desk.site)
    assert fragments(found) == fragments(desk.site)


@contextmanager
def disk(folder: Path, size: str) -> Iterator[None]:
    """A small disk of its own at `folder`."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True)
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)


def assert_told(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")
def test_a_full_disk_gives_a_message_and_leaves_the_old_site(tmp_path: Path) -> None:
    """Full at once, when pages are to be written; in the middle; and close to the end."""
    small = tmp_path / "disk"
    with disk(small, "60m"):
        desk = Desk.laid(small / "desk")
        empty = shutil.disk_usage(small).used
        assert desk.build().returncode == 0
        size = shutil.disk_usage(small).used - empty
        before = desk.site
        desk.says("new")
        for room in (0, size // 2, size * 9 // 10):
            free = shutil.disk_usage(small).free
            (small / "filling").write_bytes(b"x" * (free - room))
            assert_told(desk.build(), "No space left on device")
            assert desk.site == before
            (small / "filling").unlink()
        assert desk.build().returncode == 0
        assert "Dear quay" in (desk.folder / "site/read/letter/i/index.html").read_text("utf-8")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can mount a disk")
def test_what_may_not_be_written_is_said(desk: Desk) -> None:
    assert desk.build().returncode == 0
    before = desk.site
    desk.says("new")
    for name in ("docs", "site"):
        folder = desk.folder / name
        subprocess.run(["mount", "--bind", folder, folder], check=True)
        subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        try:
            assert_told(desk.build(), str(folder))
        finally:
            subprocess.run(["umount", folder], check=True)
        assert desk.site == before


def test_a_corpus_that_may_not_be_read_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    locked_away = {corpus / "glossary.yml", corpus / "letter" / "i.md"}
    read_bytes, iterdir = Path.read_bytes, Path.iterdir

    def reading(path: Path) -> bytes:
        if path in locked_away:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return read_bytes(path)

    def listing(path: Path) -> Iterator[Path]:
        if path == corpus / "harbour":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return iterdir(path)

    monkeypatch.setattr(Path, "read_bytes", reading)
    assert problems_in(corpus) == [
        "corpus/glossary.yml:1: must be readable: Permission denied",
        "corpus/letter/i.md:1: must be readable: Permission denied",
    ]
    monkeypatch.setattr(Path, "iterdir", listing)
    assert "corpus/harbour:1: must be readable: Permission denied" in problems_in(corpus)


def test_a_link_in_docs_does_not_lead_the_build_elsewhere(tmp_path: Path) -> None:
    docs, theirs = tmp_path / "docs", tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "novel.md").write_text("mine", "utf-8")
    (docs / "themes").mkdir(parents=True)
    (docs / "themes" / "old").symlink_to(theirs)
    assert write_pages([("themes/index.md", "new")], docs) == 2
    assert set(tree(docs)) == {"themes/index.md"}
    (docs / "read").symlink_to(theirs)
    with pytest.raises(PermissionError, match="leads outside"):
        write_pages([("read/novel.md", "theirs")], docs)
    assert tree(theirs) == {"novel.md": b"mine"}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_page_that_cannot_be_written_keeps_the_one_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    page = tmp_path / "page.md"
    assert write_if_changed(page, "old")

    def full(path: Path, data: bytes) -> int:
        raise OSError(number, os.strerror(number), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match=os.strerror(number)):
        write_if_changed(page, "new")
    assert page.read_text() == "old"
