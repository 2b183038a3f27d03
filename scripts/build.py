"""The command line of the build, of the check, and of `--accept`."""

from pathlib import Path

import click

from reader.app.accept import accept_corpus
from reader.app.build import Folders, build, check_only, folder_error
from reader.app.messages import cli_errors
from reader.app.project import CONFIG, ROOT, publication, to_be_set

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False, resolve_path=True)


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
@click.option("--check", "only_check", is_flag=True, help="Check the corpus only; write nothing.")
@click.option(
    "--draft", is_flag=True, help="Build even if ids or wording have not been accepted yet."
)
@click.option(
    "--release",
    is_flag=True,
    help="Stop if the site's address is a placeholder, or its publisher, contact or editors are "
    "missing.",
)
@click.option(
    "--accept",
    "reason",
    metavar="REASON",
    help="Record new, changed and removed ids in the registry, with this reason; build nothing.",
)
@click.option(
    "--redirect",
    "redirects",
    metavar="OLD=NEW[,NEW]",
    multiple=True,
    help="With --accept: what replaces a removed id, such as "
    "19th-congress/i-p1=19th-congress/i-p3.",
)
@cli_errors()
def main(
    corpus: Path,
    docs: Path,
    site: Path,
    config: Path,
    site_url: str | None,
    only_check: bool,
    draft: bool,
    release: bool,
    reason: str | None,
    redirects: tuple[str, ...],
) -> None:
    """Build the site from the corpus.

    If the corpus has problems, print each as path:line: message, write nothing and exit with
    status 1.
    """
    if redirects and reason is None:
        raise click.UsageError("--redirect must be used with --accept")
    if only_check and reason is not None:
        raise click.UsageError("--check writes nothing and must not be used with --accept")
    if release and (draft or only_check or reason is not None):
        raise click.UsageError("--release must not be used with --draft, --check or --accept")
    folders = Folders(corpus, docs, site, config)
    if reason is not None:
        accept_corpus(corpus, reason, redirects)
    elif only_check:
        check_only(corpus, draft)
    elif sentence := folder_error(folders):
        raise click.ClickException(sentence)
    else:
        published = publication(config, site_url)
        if release and (unset := to_be_set(published)):
            raise click.ClickException("\n".join((*unset, "nothing was written")))
        build(folders, published, draft)


if __name__ == "__main__":
    main()
