"""The command line of the preview."""

from pathlib import Path

import click

from reader.app.messages import cli_errors
from reader.app.preview import serve
from reader.app.project import CONFIG, FILE, FOLDER, ROOT


@click.command()
@click.option("--corpus", type=FOLDER, default=ROOT / "corpus", help="The corpus folder.")
@click.option("--docs", type=FOLDER, default=ROOT / "docs", help="Folder of hand-written pages.")
@click.option("--config", type=FILE, default=CONFIG, help="MkDocs configuration of the site.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@cli_errors()
def main(corpus: Path, docs: Path, config: Path, host: str, port: int) -> None:
    """Preview the site, and update it whenever a file is saved."""
    serve(corpus, docs, config, host, port)


if __name__ == "__main__":
    main()
