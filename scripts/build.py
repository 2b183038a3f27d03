"""The command line of the build, of the check, and of `--accept`."""

from pathlib import Path

import click

from reader.app.accept import accept_corpus
from reader.app.build import Folders, build, check_only, folder_error
from reader.app.messages import cli_errors
from reader.app.project import CONFIG, ROOT, publication

FOLDER = click.Path(path_type=Path, file_okay=False)
FILE = click.Path(path_type=Path, exists=True, dir_okay=False, resolve_path=True)


@click.command()
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The folder of works.")
@click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Where the pages are written.")
@click.option("--site", type=FOLDER, default=ROOT / "site", help="Where the site is put.")
@click.option("--config", type=FILE, default=CONFIG, help="The MkDocs configuration of the site.")
@click.option("--site-url", help="Where the site will stand, if not as in mkdocs.yml.")
@click.option("--check", "only_check", is_flag=True, help="Only say what is wrong with the corpus.")
@click.option("--draft", is_flag=True, help="For a preview: allow ids and words not yet accepted.")
@click.option("--accept", "reason", metavar="REASON", help="Record new, changed and gone ids.")
@click.option(
    "--redirect",
    "redirects",
    metavar="OLD=NEW[,NEW]",
    multiple=True,
    help="With --accept: where an id that has gone leads, such as 19th-congress/i-p1.",
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
    reason: str | None,
    redirects: tuple[str, ...],
) -> None:
    """Build the site from the corpus.

    Print every problem of the corpus as path:line: message and end with 1 if there is one;
    nothing is written then.
    """
    if redirects and reason is None:
        raise click.UsageError("--redirect goes with --accept")
    folders = Folders(corpus, docs, site, config)
    if sentence := folder_error(folders):
        raise click.ClickException(sentence)
    if reason is not None:
        accept_corpus(corpus, reason, redirects)
    elif only_check:
        check_only(corpus, draft)
    else:
        build(folders, publication(config, site_url), draft)


if __name__ == "__main__":
    main()
