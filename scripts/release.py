"""The command line of releases."""

from pathlib import Path

import click

from reader.app.messages import cli_errors
from reader.app.project import FOLDER, ROOT
from reader.app.release import make_again, release


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


if __name__ == "__main__":
    main()
