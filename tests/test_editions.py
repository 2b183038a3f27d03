"""Editions: how a version is released, what its edition is, and how it stays on the site."""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from lxml import html
from playwright.sync_api import Page

import test_version
from reader import addresses
from reader.app.project import version
from reader.app.release import archive_of, is_empty, make_again, release, released
from reader.corpus.model import Edition, Origin
from reader.pages.section import SectionView, section_page
from reader.publish.archive import packed, unpacked
from reader.registry.past import words_in
from reader.registry.state import add_up
from reader.text import normalize_space
from support import (
    PUBLICATION,
    ROOT,
    SIDEWAYS,
    SMALL,
    Shared,
    Site,
    arrives,
    context_of,
    edit,
    hand_written,
    run,
    serving,
    sound,
    tree,
    visit,
)
from test_access import scheme_page, violations
from test_site import dead_links

__all__ = ["scheme_page"]

VERSION, DAY = version(), "2026-11-25"
HERE = f"v/{VERSION}/"
NAME = f"annotated-reader-{VERSION}.tar"


def options(folder: Path) -> list[str]:
    """Where a build reads and writes, in a folder with a corpus of its own."""
    return [f"--{name}={folder / name}" for name in ("corpus", "docs", "site")]


def frozen(folder: Path, **environment: str) -> bytes:
    """The archive of an edition of the small corpus, built in a folder."""
    shutil.copytree(SMALL, folder / "corpus", dirs_exist_ok=True)
    hand_written(folder)
    result = run(*options(folder), f"--frozen={DAY}", **environment)
    assert result.returncode == 0, result.stderr
    archive = archive_of(folder / "site", VERSION, DAY)
    shutil.rmtree(folder / "site")
    return archive


def keep(folder: Path, archive: bytes) -> None:
    """Puts an archive beside a corpus, and its record into it."""
    for name in ("editions", "corpus/editions"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "editions" / NAME).write_bytes(archive)
    kept = {"name": NAME, "sha256": hashlib.sha256(archive).hexdigest()}
    record = {
        "version": VERSION,
        "date": DAY,
        "commit": "0" * 40,
        "archive": kept,
        "acceptances": [one.name for one in add_up(sound(SMALL).acceptances).heads],
    }
    (folder / "corpus" / "editions" / f"{VERSION}.json").write_text(json.dumps(record), "utf-8")


@pytest.fixture(scope="session")
def with_edition(shared: Shared) -> Iterator[Site]:
    """The site of the small corpus with an edition of it, served below a path."""

    def build(folder: Path) -> None:
        keep(folder, frozen(folder))
        release = ["--release", "--site-url=https://texts.test/reader/"]
        result = run(*options(folder), *release, f"--editions={folder / 'editions'}")
        assert result.returncode == 0, result.stderr

    folder = shared("edition", build)
    with serving(folder / "site") as address:
        yield Site(folder / "site", address, folder / "corpus")


@pytest.fixture
def copied(with_edition: Site, tmp_path: Path) -> Path:
    """A folder with the corpus, pages, site and archives of that site, to be changed."""
    folder = tmp_path / "copied"
    shutil.copytree(with_edition.folder.parent, folder)
    return folder


def pages_of_edition(site: Site) -> dict[str, html.HtmlElement]:
    return {
        address.removeprefix(HERE): page
        for address, page in site.pages.items()
        if address.startswith(HERE)
    }


def test_the_same_corpus_gives_the_same_archive(with_edition: Site, tmp_path: Path) -> None:
    kept = with_edition.folder.parent / "editions" / NAME
    again = frozen(tmp_path, PYTHONHASHSEED="1", SOURCE_DATE_EPOCH="1000000000")
    assert again == kept.read_bytes()


def test_what_was_frozen_stays_as_it_is(with_edition: Site) -> None:
    archive = (with_edition.folder.parent / "editions" / NAME).read_bytes()
    files = dict(unpacked(archive, VERSION))
    assert len(files) > 100
    made = {f"{VERSION}/{name}": data for name, data in tree(with_edition.folder / HERE).items()}
    assert made == files


@pytest.mark.parametrize("base", ["/", "/a/path/"])
def test_links_resolve_wherever_the_site_is_put(copied: Path, base: str) -> None:
    """Those of today and of the edition; only the page of an error knows where the site is."""
    (copied / "site" / "404.html").unlink()
    assert dead_links(Site(copied / "site", f"https://any.example{base}")) == []


def test_every_page_says_what_it_is_and_leads_to_the_same_page_today(with_edition: Site) -> None:
    pages = pages_of_edition(with_edition)
    today = with_edition.pages.keys() - {HERE + address for address in pages}
    assert pages.keys() == today - {"404.html", "search/"}
    for address, page in pages.items():
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
        (said,) = page.xpath("//aside[@aria-label='Edition']")
        assert said.text_content().split()[:3] == ["Version", VERSION, "of"]
        (href,) = said.xpath(".//a/@href")
        up = "../" * (2 + address.count("/"))
        assert href == up + address
        canonical = f"https://reader.example/reader/{HERE}{address}"
        assert page.xpath("//link[@rel='canonical']/@href") == [canonical]
    for address in today:
        page = with_edition.pages[address]
        assert not page.xpath("//aside[@aria-label='Edition']"), address
        withdrawn = page.xpath("string(//h1)").startswith("Withdrawn")
        assert bool(page.xpath("//meta[@name='robots']")) == withdrawn, address
        assert not page.find_class("today"), address


def test_every_passage_leads_to_itself_today(with_edition: Site) -> None:
    pages = pages_of_edition(with_edition)
    for place in with_edition.corpus.passages:
        own = addresses.address("passages", place.key)
        section = addresses.address("sections", place.section.key)
        full = addresses.full_text(place.work.id)
        for address in (section, full):
            path = "//div[@class='passage'][p/@id=$id]//a[contains(@class, 'today')]/@href"
            href = addresses.relative(addresses.today(own), address)
            assert pages[address].xpath(path, id=place.passage.id) == [href]


def test_a_section_says_which_editions_have_its_passages(with_edition: Site) -> None:
    (section,) = with_edition.pages["read/letter/i/"].find_class("editions")
    up = f"../../../{HERE}read/letter/i/"
    assert section.xpath(".//a/@href") == [up, f"{up}#i-p1"]
    assert normalize_space(section.text_content()) == (
        f"Editions Version {VERSION} Same words: ¶paragraph 1"
    )
    assert not pages_of_edition(with_edition)["read/letter/i/"].find_class("editions")


def test_an_edition_has_the_words_of_its_acceptances() -> None:
    corpus = sound(SMALL)
    first, latest = min(one.name for one in corpus.acceptances), add_up(corpus.acceptances).heads[0]
    origin = Origin("corpus/editions")
    old = Edition(origin, "0.1.0", DAY, "", "", "", (first,))
    new = Edition(origin, "0.2.0", DAY, "", "", "", (latest.name,))
    words = words_in(new, corpus.acceptances)
    assert words == {place.key: place.passage.words for place in corpus.passages}
    before = words_in(old, corpus.acceptances)
    assert before["harbour/opening-p1"] == "Friends, we have met." != words["harbour/opening-p1"]
    assert before.keys() > {"harbour/i-p3"} and "harbour/i-p3" not in words
    assert words_in(replace(new, acceptances=("unknown",)), corpus.acceptances) == {}

    context = context_of(corpus)
    context.editions = (old, new)
    work = corpus.works[[one.id for one in corpus.works].index("harbour")]
    view = section_page(context, work, work.sections[0]).view
    assert isinstance(view, SectionView)
    assert [one.edition for one in view.editions] == [new, old]
    assert [len(one.same) for one in view.editions] == [1, 0]
    assert [link.href for link in view.editions[1].other] == [
        "../../../v/0.1.0/read/harbour/opening/#opening-p1"
    ]


def test_citations_name_the_edition(with_edition: Site) -> None:
    address = f"https://reader.example/reader/{HERE}read/letter/i/"
    page = pages_of_edition(with_edition)["read/letter/i/"]
    cited = page.xpath("string(//dd[@data-style][1])")
    assert f"version {VERSION}" in cited and address in cited
    assert address in (with_edition.folder / HERE / "read/letter/i/i.ris").read_text("utf-8")


def test_an_edition_has_no_search_no_feeds_and_nothing_that_only_a_root_has(
    with_edition: Site,
) -> None:
    names = {path.name for path in (with_edition.folder / HERE).iterdir()}
    assert not names & {"pagefind", "search", "404.html", "_headers", "robots.txt", "sitemap.xml"}
    assert not list((with_edition.folder / HERE).rglob(addresses.FEED))
    about = pages_of_edition(with_edition)["about/"]
    (feed,) = about.xpath("//link[@title='Feed of changes']/@href")
    assert feed == f"../../../{addresses.FEED}"
    home = pages_of_edition(with_edition)[""]
    assert home.xpath("//form[@role='search']/@action") == ["../../search/"]
    for name in ("robots.txt", "sitemap.xml", "data/corpus.json"):
        assert "/v/" not in (with_edition.folder / name).read_text("utf-8")


def test_the_search_of_an_edition_is_that_of_today(with_edition: Site, page: Page) -> None:
    visit(page, f"{with_edition.address}{HERE}read/letter/i/")
    page.keyboard.press("/")
    page.get_by_role("link", name="Search").click()
    arrives(page, "/reader/search/")
    assert not page.locator("dialog").count()


@pytest.mark.parametrize("where", ["", HERE])
def test_axe_finds_nothing_in_an_edition_and_today(
    with_edition: Site, scheme_page: Page, where: str
) -> None:
    visit(scheme_page, f"{with_edition.address}{where}read/harbour/i/")
    assert violations(scheme_page) == []
    scheme_page.set_viewport_size({"width": 320, "height": 800})
    assert not scheme_page.evaluate(SIDEWAYS)


def test_the_page_about_the_site_lists_editions(with_edition: Site) -> None:
    (link,) = with_edition.pages["about/"].xpath(f"//a[.='Version {VERSION}']/@href")
    assert link == f"../{HERE}"
    (link,) = pages_of_edition(with_edition)["about/"].xpath("//a[.='How to cite']/@href")[:1]
    assert link == "../how-to-cite/"


def test_generated_pages_stay_out_of_the_folder_of_editions(copied: Path) -> None:
    context = context_of(sound(SMALL), PUBLICATION.as_edition(DAY))
    assert context.publication.url == f"https://reader.example/v/{PUBLICATION.version}/"
    assert not any(name.startswith(addresses.EDITIONS) for name in addresses.GENERATED)
    (copied / "docs" / "v").mkdir()
    result = run(*options(copied))
    assert result.returncode == 1 and "must not exist: its address is" in result.stderr


def spoilt(archive: bytes) -> bytes:
    return archive[:-1] + b"x"


def shortened(archive: bytes) -> bytes:
    return archive[:9000]


def hostile(_: bytes) -> bytes:
    return packed([("../index.html", b"")], VERSION, DAY)


@pytest.mark.parametrize(
    ("change", "recorded", "said"),
    [
        (None, True, f"must exist: it is the archive of version {VERSION}"),
        (spoilt, False, f"must be the archive that corpus/editions/{VERSION}.json records"),
        (shortened, True, "must be a tar file"),
        (hostile, True, f"must contain only files in {VERSION}/, not '{VERSION}/../index.html'"),
    ],
)
def test_a_wrong_archive_is_refused_and_the_old_site_stays(
    copied: Path, change: Callable[[bytes], bytes] | None, recorded: bool, said: str
) -> None:
    path = copied / "editions" / NAME
    data = change(path.read_bytes()) if change else b""
    if recorded:
        keep(copied, data)
    path.write_bytes(data)
    if not change:
        path.unlink()
    before = tree(copied)
    result = run(*options(copied), f"--editions={copied / 'editions'}")
    assert result.returncode == 1
    message, last = result.stderr.replace(f"{copied}/", "").splitlines()
    assert message.startswith(f"editions/{NAME}: {said}")
    assert last == "nothing was written"
    assert tree(copied) == before


def member(name: str, kind: bytes = tarfile.REGTYPE) -> bytes:
    """An archive with a single entry."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        archive.addfile(entry)
    return made.getvalue()


def test_an_archive_holds_nothing_but_files_of_its_version() -> None:
    assert dict(unpacked(member("1.0.0/a/b.html"), "1.0.0")) == {"1.0.0/a/b.html": b""}
    below = ["../a", "a/../../a", "./a", "a//b", "a\\..\\b", ""]
    names = ["/etc/a", "../1.0.0/a", "1.0.1/a", "1.0.0", "1.0.0a/b", "a"]
    links = [tarfile.SYMTYPE, tarfile.LNKTYPE]
    others = [tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
    for archive in (
        *(member(f"1.0.0/{name}") for name in below),
        *(member(name) for name in names),
        *(member("1.0.0/a", kind) for kind in (*links, *others)),
        member("1.0.0/a")[:400],
        b"",
        b"a" * 2000,
        packed([], "1.0.0", DAY),
        packed([("a", b""), ("A", b"")], "1.0.0", DAY),
        packed([("a\x1bb", b"")], "1.0.0", DAY),
        packed([("C:a", b"")], "1.0.0", DAY),
    ):
        with pytest.raises(ValueError, match="must "):
            list(unpacked(archive, "1.0.0"))


def test_a_site_is_not_released_without_its_editions(copied: Path) -> None:
    address = "--site-url=https://texts.test/"
    said = f"the site lacks its editions ({VERSION}); to add them: --editions DIR"
    before = tree(copied)
    result = run(*options(copied), address, "--release")
    assert result.returncode == 1 and f"{said}; nothing was written" in result.stderr
    assert tree(copied) == before
    result = run(*options(copied))
    assert result.returncode == 0 and said in result.stdout.splitlines()
    assert not (copied / "site" / "v").exists()
    assert dead_links(Site(copied / "site", "https://any.example/reader/")) == []


CHANGELOG = """# Changelog

## [Unreleased]

### Added

- Editions.

## [0.2.0] - 2026-11-25

- More.

[Unreleased]: https://code.example/compare/v0.2.0...HEAD
[0.2.0]: https://code.example/compare/v0.1.0...v0.2.0
"""


def test_a_changelog_gets_a_date_and_links() -> None:
    text = released({"CHANGELOG.md": CHANGELOG}, "0.2.0", "1.0.0", "2027-01-02")["CHANGELOG.md"]
    assert text.splitlines()[2:9] == [
        "## [Unreleased]",
        "",
        "## [1.0.0] - 2027-01-02",
        "",
        "### Added",
        "",
        "- Editions.",
    ]
    assert text.splitlines()[-3:] == [
        "[Unreleased]: https://code.example/compare/v1.0.0...HEAD",
        "[1.0.0]: https://code.example/compare/v0.2.0...v1.0.0",
        "[0.2.0]: https://code.example/compare/v0.1.0...v0.2.0",
    ]
    assert not is_empty(CHANGELOG) and is_empty(text)
    assert is_empty(CHANGELOG.replace("- Editions.", "")) and is_empty("# Changelog\n")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def project(shared: Shared, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project with the small corpus, a publisher and something to release, in Git."""
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "a@b.test")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    folder = tmp_path / "project"
    shutil.copytree(shared("project", make_project), folder)
    return folder


def make_project(folder: Path) -> None:
    shutil.copytree(ROOT / "scripts", folder / "scripts", ignore=shutil.ignore_patterns("__py*"))
    shutil.copytree(SMALL, folder / "corpus")
    hand_written(folder, ROOT / "docs")
    files = ["pyproject.toml", "CITATION.cff", "README.md", "CONTRIBUTING.md", ".gitignore"]
    for name in (*files, "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    changelog = CHANGELOG.replace("0.2.0", VERSION)
    (folder / "CHANGELOG.md").write_text(changelog, "utf-8")
    edit(folder / "mkdocs.yml", "https://reader.example/\n", "https://texts.test/reader/\n")
    for name, value in (("name", "A"), ("contact", "a@b.test"), ("editors", "[A]")):
        edit(folder / "mkdocs.yml", f"    {name}: #", f"    {name}: {value} #")
    git(folder, "init", "--quiet")
    commit(folder)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "A change")


def call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "reader.app.release", *arguments]
    environment = {**os.environ, "PYTHONPATH": "scripts"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_a_release(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = git(project, "rev-parse", "HEAD")
    result = call(project, "9.0.0")
    assert result.returncode == 0, result.stderr
    assert git(project, "log", "--format=%s").splitlines() == [
        "Record the edition of version 9.0.0",
        "Release 9.0.0",
        "A change",
    ]
    assert git(project, "status", "--porcelain") == ""
    assert git(project, "worktree", "list").count("\n") == 0
    made = git(project, "rev-parse", "v9.0.0^{commit}")
    assert made == git(project, "rev-parse", "HEAD~1")
    record = json.loads((project / "corpus/editions/9.0.0.json").read_text("utf-8"))
    archive = project / "editions" / "annotated-reader-9.0.0.tar"
    sha256 = hashlib.sha256(archive.read_bytes()).hexdigest()
    assert (record["version"], record["commit"]) == ("9.0.0", made)
    assert record["archive"] == {"name": archive.name, "sha256": sha256}
    cited = (project / "CITATION.cff").read_text("utf-8").splitlines()
    assert cited[-2:] == ["version: 9.0.0", f"date-released: {record['date']}"]
    inside(project, monkeypatch)
    for name, test in vars(test_version).items():
        if name.startswith("test_"):
            test()

    archive.unlink()
    again = call(project, "9.0.0", "--again")
    assert "has the same bytes" in again.stdout, again.stderr
    assert hashlib.sha256(archive.read_bytes()).hexdigest() == sha256

    undo = result.stdout.rpartition("To undo it before that: ")[2]
    subprocess.run(undo, shell=True, cwd=project, check=True)
    assert git(project, "rev-parse", "HEAD") == before
    assert git(project, "tag") == "" and not archive.exists()


def test_an_edition_that_comes_out_different_is_not_kept(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(project, b"")
    edit(
        project / "corpus" / "editions" / f"{VERSION}.json",
        "0" * 40,
        git(project, "rev-parse", "HEAD"),
    )
    (project / "editions" / NAME).unlink()
    inside(project, monkeypatch)
    monkeypatch.setattr("reader.app.release.freeze", lambda *_: b"other")
    with pytest.raises(click.ClickException, match="differs from the one recorded"):
        make_again(VERSION, project / "editions")
    with pytest.raises(click.ClickException, match="has no record"):
        make_again("9.0.0", project / "editions")
    assert not any((project / "editions").iterdir())


def test_a_branch_that_has_moved_meanwhile_is_left_as_it_is(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def frozen_meanwhile(*_: object) -> bytes:
        unclean(project)
        commit(project)
        return b""

    inside(project, monkeypatch)
    monkeypatch.setattr("reader.app.release.freeze", frozen_meanwhile)
    with pytest.raises(RuntimeError, match="fast-forward"):
        release("9.0.0", project / "editions")
    assert git(project, "log", "-1", "--format=%s") == "A change"
    assert git(project, "tag") == "" and not (project / "editions").exists()


def inside(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the command work in another project than this."""
    for name in ("reader.app.release", "reader.app.project", "test_version"):
        monkeypatch.setattr(f"{name}.ROOT", folder)
    for name in ("reader.app.release", "test_version"):
        monkeypatch.setattr(f"{name}.CONFIG", folder / "mkdocs.yml")


def unclean(folder: Path) -> None:
    (folder / "new.txt").write_text("new", "utf-8")


def unsound(folder: Path) -> None:
    edit(folder / "corpus/letter/i.md", "Dear harbour", "Dear port")
    commit(folder)


def unchanged(folder: Path) -> None:
    edit(folder / "CHANGELOG.md", "- Editions.\n", "")
    commit(folder)


def unpublished(folder: Path) -> None:
    edit(folder / "mkdocs.yml", "https://texts.test/reader/", "https://reader.example/")
    edit(folder / "mkdocs.yml", "    editors: [A] #", "    editors: #")
    commit(folder)


def unbuildable(folder: Path) -> None:
    (folder / "docs" / "privacy.md").write_text("[nowhere](nowhere.md)\n", "utf-8")
    commit(folder)


def tagged(folder: Path) -> None:
    git(folder, "tag", "v9.0.0")


def kept(folder: Path) -> None:
    (folder / "editions").mkdir()
    (folder / "editions" / "annotated-reader-9.0.0.tar").write_bytes(b"")


@pytest.mark.parametrize(
    ("number", "change", "said"),
    [
        ("9.0", None, "a version must be three numbers, such as 1.0.0, not 9.0"),
        ("9.00.0", None, "a version must be three numbers"),
        (VERSION, None, f"the version must be later than {VERSION}"),
        ("0.0.1", None, f"the version must be later than {VERSION}, not 0.0.1"),
        ("9.0.0", unclean, "everything must be committed first:\n?? new.txt"),
        ("9.0.0", unchanged, "CHANGELOG.md must say under [Unreleased] what has changed"),
        ("9.0.0", unpublished, "is a placeholder; set site_url in mkdocs.yml"),
        ("9.0.0", unpublished, "lacks editors"),
        ("9.0.0", unsound, "'letter/i-p1' differs from what was published"),
        ("9.0.0", unbuildable, "nowhere.md"),
        ("9.0.0", tagged, "the tag v9.0.0 must not exist"),
        ("9.0.0", kept, "annotated-reader-9.0.0.tar must not exist"),
    ],
)
def test_what_stands_in_the_way_of_a_release_is_said(
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: str,
    change: Callable[[Path], None] | None,
    said: str,
) -> None:
    if change:
        change(project)
    inside(project, monkeypatch)
    before, head = tree(project), git(project, "rev-parse", "HEAD")
    with pytest.raises((click.ClickException, SystemExit, RuntimeError)) as stopped:
        release(number, project / "editions")
    assert said in str(stopped.value) + capsys.readouterr().err
    assert git(project, "rev-parse", "HEAD") == head
    assert git(project, "worktree", "list").count("\n") == 0
    after = tree(project)
    assert {name for name in after if not name.startswith(".git/")} <= before.keys()


def test_the_command_refuses_with_a_sentence(project: Path) -> None:
    result = call(project, "0.0.1")
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        f"Error: the version must be later than {VERSION}, not 0.0.1",
        "nothing was written",
    ]
