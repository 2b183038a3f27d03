"""The command: what it prints, what it writes, and what it leaves alone."""

import contextlib
import os
import pty
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.publish.swap import MARK, locked, replacing, site_dir_error
from support import COMMAND, SMALL, hand_written, run, tree


def test_the_same_input_gives_the_same_site(tmp_path: Path) -> None:
    """All but the search index, which Pagefind orders at random: its answers are compared."""
    sites = []
    for name, epoch in (("one", "1000000000"), ("two", "1700000000")):
        docs = hand_written(tmp_path / name)
        site = tmp_path / name / "site"
        options = [f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}"]
        result = run(*options, PYTHONHASHSEED=epoch[:5])
        assert result.returncode == 0, result.stderr
        files = tree(site).items()
        sites.append({name: data for name, data in files if not name.startswith("pagefind/")})
    assert sites[0].keys() == sites[1].keys()
    assert [name for name, data in sites[0].items() if sites[1][name] != data] == []


def test_a_bad_corpus_prints_every_problem_and_writes_nothing(tmp_path: Path) -> None:
    corpus, docs, site = tmp_path / "corpus", hand_written(tmp_path), tmp_path / "site"
    shutil.copytree(SMALL, corpus)
    options = [f"--corpus={corpus}", f"--docs={docs}", f"--site={site}"]
    assert run(*options).returncode == 0
    before = tree(docs), tree(site)
    (corpus / "harbour" / "i.md").write_text("no front matter", "utf-8")
    (corpus / "letter" / "i.md").write_bytes(b"\xff")
    result = run(*options)
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.splitlines() == [
        f"{corpus}/harbour/i.md:1: must start with front matter, between two lines of ---",
        f"{corpus}/letter/i.md:1: must be UTF-8; the byte 0xff is not",
        "2 problems; nothing was written",
    ]
    assert (tree(docs), tree(site)) == before


def test_a_second_build_writes_no_page(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    options = [f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}"]
    assert run(*options).returncode == 0
    times = {path: path.stat().st_mtime_ns for path in docs.rglob("*.md")}
    said = "nothing has changed since the last build; "
    assert run(*options).stdout == f"{said}{site} is up to date\n"
    assert {path: path.stat().st_mtime_ns for path in docs.rglob("*.md")} == times


def test_pages_that_lost_their_source_are_deleted(tmp_path: Path) -> None:
    corpus, docs, site = tmp_path / "corpus", hand_written(tmp_path), tmp_path / "site"
    shutil.copytree(SMALL, corpus)
    options = [f"--corpus={corpus}", f"--docs={docs}", f"--site={site}", "--draft"]
    assert run(*options).returncode == 0
    assert (docs / "read" / "gang").is_dir() and (site / "read" / "gang").is_dir()
    shutil.rmtree(corpus / "gang")
    assert run(*options).returncode == 0
    for folder in (docs, site):
        assert not [*(folder / "read" / "gang").rglob("index.*")]
        assert (folder / "read" / "harbour").is_dir()


def test_a_draft_may_have_what_is_not_accepted(tmp_path: Path) -> None:
    corpus, docs, site = tmp_path / "corpus", hand_written(tmp_path), tmp_path / "site"
    shutil.copytree(SMALL, corpus)
    letter = corpus / "letter" / "i.md"
    letter.write_text(letter.read_text("utf-8").replace("Dear harbour", "Dear port"), "utf-8")
    options = [f"--corpus={corpus}", f"--docs={docs}", f"--site={site}"]
    assert run(*options).returncode == 1
    assert run(*options, "--draft").returncode == 0
    assert "Dear port" in (site / "read" / "letter" / "i" / "index.html").read_text("utf-8")


def test_a_folder_that_is_not_a_site_is_refused(tmp_path: Path) -> None:
    docs = hand_written(tmp_path)
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("mine", "utf-8")
    result = run(f"--docs={docs}", f"--site={theirs}")
    assert result.returncode == 1
    assert "must be empty or a site built by this command" in result.stderr
    assert tree(theirs) == {"letter.txt": b"mine"}


def test_docs_without_the_theme_are_refused(tmp_path: Path) -> None:
    (tmp_path / "read").mkdir()
    (tmp_path / "read" / "novel.md").write_text("mine", "utf-8")
    result = run(f"--docs={tmp_path}", f"--site={tmp_path / 'site'}")
    assert result.returncode == 1
    assert "must contain the hand-written pages and the overrides folder" in result.stderr
    assert tree(tmp_path) == {"read/novel.md": b"mine"}


def test_a_warning_of_the_engine_keeps_the_old_site(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    options = [f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}"]
    assert run(*options).returncode == 0
    before = tree(site)
    (docs / "how-to-cite.md").write_text("# Cite\n\n[nowhere](nowhere.md)\n", "utf-8")
    result = run(*options)
    assert result.returncode == 1
    assert "nowhere.md" in result.stderr and "the previous one is unchanged" in result.stderr
    assert tree(site) == before
    assert not list(tmp_path.glob(".site-*"))


def test_the_placeholder_is_named_until_an_address_is_given(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    options = [f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}"]
    assert "is a placeholder" in run(*options).stdout
    result = run(*options, "--site-url=https://texts.test/reader")
    assert "is a placeholder" not in result.stdout
    page = (site / "read" / "letter" / "i" / "index.html").read_text("utf-8")
    assert '<link rel="canonical" href="https://texts.test/reader/read/letter/i/">' in page
    assert run(*options, "--site-url=ftp://texts.test/").returncode == 1


def test_an_interrupted_exchange_is_mended(tmp_path: Path) -> None:
    site, old = tmp_path / "site", tmp_path / ".site-old"
    old.mkdir()
    (old / MARK).write_text("")
    (old / "index.html").write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(site) as folder:
        (folder / "index.html").write_text("half")
        raise KeyboardInterrupt
    assert (site / "index.html").read_text() == "old"
    with replacing(site) as folder:
        (folder / "index.html").write_text("new")
    assert (site / "index.html").read_text() == "new"
    assert site_dir_error(site) == ""
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_folders_change_places_also_where_the_system_cannot_exchange_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.publish.swap._exchange", lambda one, other: False)
    for text in ("first", "second"):
        with replacing(tmp_path / "site") as folder:
            (folder / "index.html").write_text(text)
    assert (tmp_path / "site" / "index.html").read_text() == "second"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_two_builds_wait_for_each_other(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    with locked(docs):
        build = subprocess.Popen(
            [*COMMAND, f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        with pytest.raises(subprocess.TimeoutExpired):
            build.wait(1.5)
        assert not site.exists()
    output, errors = build.communicate(timeout=60)
    assert build.returncode == 0, errors
    assert site.is_dir() and output


def test_a_build_with_nothing_changed_does_nothing_until_something_is_touched(
    tmp_path: Path,
) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    corpus = tmp_path / "corpus"
    shutil.copytree(SMALL, corpus)
    options = [f"--corpus={corpus}", f"--docs={docs}", f"--site={site}"]
    first = run(*options)
    assert first.returncode == 0
    page = site / "read" / "letter" / "i" / "index.html"
    made = page.stat().st_ino

    again = run(*options)
    assert again.returncode == 0 and "nothing has changed" in again.stdout
    assert again.stderr == "" and page.stat().st_ino == made

    work = (corpus / "letter" / "work.yml").read_text("utf-8")
    for touched, text in (
        (page, "touched"),
        (docs / "read" / "letter" / "i" / "index.md", "touched"),
        (docs / "index.md", "touched"),
        (docs / "how-to-cite.md", "---\ntitle: How to cite\n---\n\n# Cite\n"),
        (corpus / "letter" / "work.yml", work.replace("rights: ", "rights: Once ", 1)),
    ):
        touched.write_text(text, "utf-8")
        result = run(*options)
        assert result.returncode == 0 and "nothing has changed" not in result.stdout, touched
    assert "nothing has changed" not in run(*options, "--draft").stdout
    assert "nothing has changed" not in run(*options, "--site-url=https://else.test/").stdout


def test_a_log_has_a_line_for_every_stage_that_ended(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    result = run(f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}")
    lines = [line.split() for line in result.stderr.splitlines()]
    stages = "load check link records cite pages render files index"
    assert [name for name, _, _ in lines] == stages.split()
    assert all(float(seconds) >= 0 and unit == "s" for _, seconds, unit in lines)
    assert "\r" not in result.stderr


def test_a_terminal_shows_the_stage_that_runs(tmp_path: Path) -> None:
    docs, site = hand_written(tmp_path), tmp_path / "site"
    outer, inner = pty.openpty()
    build = subprocess.Popen(
        [*COMMAND, f"--corpus={SMALL}", f"--docs={docs}", f"--site={site}"],
        stdout=subprocess.DEVNULL,
        stderr=inner,
    )
    os.close(inner)
    said = b""
    with contextlib.suppress(OSError):
        while data := os.read(outer, 4096):
            said += data
    os.close(outer)
    assert build.wait() == 0
    assert "render …\r\033[Krender" in said.decode().replace("\r\n", "\n")
