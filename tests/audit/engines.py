"""The way out, with our frame: the site under ProperDocs and MaterialX, which continue what we use.

engines.py PROPERDOCS SITE builds the site from docs/ strictly with the program PROPERDOCS, and
stops if the main content of any page is not byte for byte what MkDocs has put into the folder SITE.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from reader.app.project import CONFIG, ROOT, publication
from reader.publish.engine import build_settings


def contents(site: Path) -> dict[str, bytes]:
    """The main content of every page, by its path."""
    found = {}
    for page in site.rglob("*.html"):
        _, start, rest = page.read_bytes().partition(b'<main id="content"')
        content, end, _ = rest.partition(b"</main>")
        found[page.relative_to(site).as_posix()] = start + content + end
    assert found and all(found.values()), f"{site} has no pages, or pages without content"
    return found


def main(properdocs: str, site: str) -> None:
    with TemporaryDirectory() as folder:
        config = build_settings(CONFIG, ROOT / "docs", Path(folder), publication(CONFIG))
        config["theme"]["name"] = "materialx"
        command = [properdocs, "build", "--strict", "--config-file", "-"]
        subprocess.run(command, input=yaml.safe_dump(config), cwd=ROOT, text=True, check=True)
        made, expected = contents(Path(folder)), contents(Path(site))
    different = sorted(
        page for page in made.keys() | expected.keys() if made.get(page) != expected.get(page)
    )
    if different:
        sys.exit(f"ProperDocs builds different pages from MkDocs: {', '.join(different)}")
    print(f"ProperDocs builds the same content on all {len(made)} pages")


if __name__ == "__main__":
    main(*sys.argv[1:])
