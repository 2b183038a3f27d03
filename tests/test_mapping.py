"""The site is a mapping of addresses: what is in it, and nothing else, is what a host answers."""

from pathlib import Path

from reader.addresses import SEARCH_INDEX
from reader.app.project import CONFIG, ROOT
from reader.documents import page_documents
from reader.publish.engine import Engine, build_settings
from reader.publish.swap import MARK
from support import PUBLICATION, SMALL, Site, documents_of, sound

NOT_MAPPED = {MARK, "sitemap.xml", "sitemap.xml.gz"}
"""What a build alone makes: the file that says whose the folder is, and the list of all pages."""


def answered_by(address: str) -> str:
    """The file that a host answers an address with."""
    return f"{address}index.html" if address.endswith("/") or not address else address


def test_every_address_is_a_file_of_the_site(small_site: Site, tmp_path: Path) -> None:
    generated = documents_of(sound(SMALL))
    docs = small_site.folder.parent / "docs"
    settings = build_settings(CONFIG, docs, tmp_path, PUBLICATION)
    engine = Engine(settings, ROOT / "mkdocs.yml", page_documents(generated))
    others = dict(engine.documents())
    assert not generated.keys() & others.keys()
    files = {
        path.relative_to(small_site.folder).as_posix()
        for path in small_site.folder.rglob("*")
        if path.is_file()
    }
    mapped = {answered_by(address) for address in (*generated, *others)}
    assert len(mapped) > 100
    assert mapped == {name for name in files - NOT_MAPPED if not name.startswith(SEARCH_INDEX)}
