"""The build, in the stages that it prints: load, check, link, records, cite, pages, render, files,
index."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from importlib.metadata import distributions
from pathlib import Path

import click

from reader.addresses import EDITIONS, GENERATED, HOME, SEARCH_INDEX, markdown_file
from reader.app.editions import edition_files, stop_at_archives
from reader.app.messages import display_path, stop_at, summary, without_traceback
from reader.app.progress import Progress
from reader.app.project import ROOT, caches, to_be_set
from reader.cite.citeproc import format_bibliography, format_citations
from reader.cite.record import CitationRecord, Publication, Records
from reader.corpus.load import load
from reader.corpus.model import Corpus, Problem
from reader.corpus.schema import read_schemas
from reader.corpus.written_pages import read_pages
from reader.documents import FileDocument, page_documents
from reader.graph.link import link
from reader.pages.context import Context
from reader.pages.og_image import can_draw
from reader.publish.digest import content_digest, stat_digest
from reader.publish.engine import build_settings, run_mkdocs
from reader.publish.site import site
from reader.publish.swap import locked, replacing, site_dir_error
from reader.publish.write import write_files, write_if_changed, write_pages
from reader.rules import check_all
from reader.search.pagefind import indexing
from reader.search.records import records
from reader.text import counted

LAST_BUILD = ".last-build"
"""The file in the docs folder with digests of what the last build read and wrote."""

Stage = Callable[[str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Folders:
    """What a build reads and writes; `config` is a configuration of MkDocs, and `editions` has the
    archives of editions, if they are wanted."""

    corpus: Path
    docs: Path
    site: Path
    config: Path
    editions: Path | None = None


def read(corpus: Path) -> tuple[Corpus, list[Problem]]:
    """Read the corpus in a folder; return it with the problems of single files."""
    return load(corpus, read_schemas(), display_path(corpus))


def build(
    folders: Folders, publication: Publication, draft: bool = False, release: bool = False
) -> None:
    """Build the site, unless nothing has changed since it was built.

    A `draft` may have ids and words that were not accepted; a `release` must have all editions.
    """
    start = time.monotonic()
    last_build = folders.docs / LAST_BUILD
    inputs = content_digest(input_paths(folders), environment(folders, publication, draft, release))
    if last_build.is_file() and last_build.read_text("utf-8") == inputs + output_digest(folders):
        state = f"{display_path(folders.site)} is up to date"
        click.echo(f"nothing has changed since the last build; {state}")
        return
    progress = Progress()
    with progress.stage("load"):
        corpus, problems = read(folders.corpus)
    with progress.stage("check"):
        stop_at(check_all(corpus, problems, draft))
        if folders.editions:
            stop_at_archives(corpus.editions, folders.editions)
    if corpus.editions and not (folders.editions or publication.frozen):
        versions = ", ".join(edition.version for edition in corpus.editions)
        missing = f"the site lacks its editions ({versions}); to add them: --editions DIR"
        if release:
            raise click.ClickException(f"{missing}; nothing was written")
        click.echo(missing)
    click.echo(summary(corpus))
    gc.freeze()  # the corpus stays to the end, and need not be looked through for garbage
    progress.show()
    for sentence in to_be_set(publication):
        click.echo(sentence)
    with locked(folders.docs, folders.site.resolve().parent):
        last_build.unlink(missing_ok=True)
        make(corpus, folders, publication, progress.stage)
        write_if_changed(last_build, inputs + output_digest(folders))
    click.echo(f"{display_path(folders.site)} was built in {time.monotonic() - start:.1f} s")


def make(corpus: Corpus, folders: Folders, publication: Publication, stage: Stage) -> None:
    """Make the site of a corpus that keeps the rules; Pagefind works beside the other stages.

    Its index is never the same twice, so that an edition has none.
    """
    docs = folders.docs
    with stage("link"):
        links = link(corpus)
    with replacing(folders.site.resolve()) as folder, ExitStack() as beside:
        # MkDocs empties its folder first, except for what is hidden.
        index = folder / ".pagefind"
        with stage("records"):
            if not publication.frozen:
                found = records(corpus, links, read_pages(docs))
                beside.enter_context(indexing(found, index))
        with stage("cite"):
            bibliography_cache, citation_cache = caches()
            bibliography = format_bibliography(corpus.bibliography, bibliography_cache)
            citations = format_citations(dict(cited_records(corpus, publication)), citation_cache)
            for cache in (bibliography_cache, citation_cache):
                cache.prune()
                cache.save()
        context = Context(
            corpus,
            links,
            publication,
            bibliography,
            lambda record: citations[record.key],
            corpus.editions if folders.editions or publication.frozen else (),
        )
        documents = site(context)
        with stage("pages"):
            pages = (
                (markdown_file(address), document.make())
                for address, document in page_documents(documents).items()
            )
            changed = write_pages(pages, docs)
        click.echo(f"{counted(changed, 'file')} written or deleted in {display_path(docs)}")
        with stage("render"):
            settings = build_settings(folders.config, docs, folder, publication)
            try:
                run_mkdocs(settings, ROOT, links.updated)
            except RuntimeError as error:
                cause = without_traceback(str(error)).strip()
                message = f"{cause}\nMkDocs could not build the site; the previous one is unchanged"
                raise RuntimeError(message) from error
        with stage("files"):
            files = (
                (address, document.make())
                for address, document in documents.items()
                if isinstance(document, FileDocument)
            )
            write_files(files, folder)
            if folders.editions:
                for edition in corpus.editions:
                    write_files(edition_files(edition, folders.editions), folder)
        for work in corpus.works:
            if not (work.short_title.isascii() or can_draw(work.short_title, work.language)):
                advice = "for Chinese, Japanese and Korean, run scripts/install cjk"
                click.echo(f"no font for the title of '{work.id}' in its picture; {advice}")
        with stage("index"):
            beside.close()
        if index.exists():
            index.rename(folder / SEARCH_INDEX)


def cited_records(corpus: Corpus, publication: Publication) -> Iterator[tuple[str, CitationRecord]]:
    """Yield the records of all works and sections with their keys."""
    make = Records(corpus.vocabulary.themes, publication)
    for work in corpus.works:
        for record in (make.work(work), *(make.section(work, one) for one in work.sections)):
            yield record.key, record


def input_paths(folders: Folders) -> list[Path]:
    """Return the files and folders that a build reads."""
    generated = {*(name.rstrip("/") for name in GENERATED), markdown_file(""), LAST_BUILD}
    written = sorted(path for path in folders.docs.iterdir() if path.name not in generated)
    config = {ROOT / "mkdocs.yml", folders.config}
    kept = [folders.editions] if folders.editions else []
    program = [ROOT / "scripts", ROOT / "pyproject.toml"]
    return [folders.corpus, *kept, *program, *sorted(config), *written]


def environment(
    folders: Folders, publication: Publication, draft: bool, release: bool
) -> list[str]:
    """Return what else a site depends on."""
    packages = sorted(f"{one.name} {one.version}" for one in distributions())
    options = [repr(publication), str(draft), str(release)]
    return [str(folders.site.resolve()), *options, sys.version, *packages]


def output_digest(folders: Folders) -> str:
    """Return a digest of what builds wrote."""
    pages = [folders.docs / name for name in (*GENERATED, markdown_file(HOME))]
    return stat_digest([*pages, folders.site])


def folder_error(folders: Folders) -> str:
    """Return why a build may not read or write its folders, as a sentence; empty if it may."""
    if not (folders.docs / "overrides" / "base.html").is_file():
        must = "must contain the hand-written pages and the overrides folder"
        return f"{display_path(folders.docs)} {must}"
    if (mine := folders.docs / EDITIONS).exists():
        return f"{display_path(mine)} must not exist: its address is that of the editions"
    return site_dir_error(folders.site)
