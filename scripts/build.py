"""The command line of the build."""

from datetime import datetime
from pathlib import Path

import click

from reader.app.build import Folders, build, folder_error
from reader.app.messages import cli_errors
from reader.app.project import CONFIG, FILE, FOLDER, ROOT, publication, to_be_set


@click.command()
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The corpus folder.")
@click.option(
    "--docs",
    type=FOLDER,
    default=ROOT / "docs",
    help="Folder of hand-written pages; generated pages are written there too.",
)
@click.option("--site", type=FOLDER, default=ROOT / "site", help="Output folder for the site.")
@click.option("--config", type=FILE, default=CONFIG, help="MkDocs configuration of the site.")
@click.option(
    "--site-url", help="Address of the published site, if other than site_url in mkdocs.yml."
)
@click.option(
    "--draft", is_flag=True, help="Build even if ids or wording have not been accepted yet."
)
@click.option(
    "--release",
    is_flag=True,
    help="Stop if the site's address is a placeholder, or its publisher, contact, editors or "
    "editions are missing.",
)
@click.option("--editions", type=FOLDER, help="Folder of the archives of editions, to be put in.")
@click.option(
    "--frozen",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Build the edition of this version instead, frozen on this day; scripts/release does.",
)
@cli_errors()
def main(
    corpus: Path,
    docs: Path,
    site: Path,
    config: Path,
    site_url: str | None,
    draft: bool,
    release: bool,
    editions: Path | None,
    frozen: datetime | None,
) -> None:
    """Build the site from the corpus.

    If the corpus has problems, print each as path:line: message, write nothing and exit with
    status 1.
    """
    if release and draft:
        raise click.UsageError("--release must not be used with --draft")
    if frozen and editions:
        raise click.UsageError("--frozen must not be used with --editions")
    folders = Folders(corpus, docs, site, config, editions)
    if sentence := folder_error(folders):
        raise click.ClickException(sentence)
    published = publication(config, site_url)
    if release and (unset := to_be_set(published)):
        raise click.ClickException("\n".join((*unset, "nothing was written")))
    if frozen:
        published = published.as_edition(f"{frozen:%Y-%m-%d}")
    build(folders, published, draft, release)


if __name__ == "__main__":
    main()
