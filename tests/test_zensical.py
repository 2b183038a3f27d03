"""The way out: the pages that the builder writes, made into a site by Zensical, without our theme.

MkDocs 1 is not maintained any more. Zensical reads the same files; this keeps it so.
"""

import subprocess
import sys
from pathlib import Path

from lxml import html

from reader.text import normalize_space
from support import SMALL, Site, sound

CONFIG = """\
[project]
site_name = "Reader"
site_url = "https://reader.example/"
docs_dir = "docs"
site_dir = "site"
"""


def test_the_pages_build_under_zensical_too(small_site: Site, tmp_path: Path) -> None:
    docs = small_site.folder.parent / "docs"
    for path in docs.rglob("*.md"):
        copy = tmp_path / "docs" / path.relative_to(docs)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    (tmp_path / "zensical.toml").write_text(CONFIG)
    command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    said = result.stdout + result.stderr
    assert result.returncode == 0, said
    assert "warning" not in said.lower() and "error" not in said.lower(), said
    for located in sound(SMALL).passages:
        file = tmp_path / "site" / "read" / located.section.key / "index.html"
        page = html.fromstring(file.read_text("utf-8"))
        (element,) = page.xpath("//*[@id=$id]", id=located.passage.id)
        for apparatus in element.xpath(".//*[contains(@class, 'apparatus')]"):
            apparatus.drop_tree()
        assert normalize_space(element.text_content()) == located.passage.words
    assert len(list(tmp_path.glob("site/**/index.html"))) == len(list(docs.rglob("*.md")))
