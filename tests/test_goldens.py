"""Each kind of page, exactly as the builder writes it for the small corpus."""

from reader.export import export
from reader.link import link
from support import SMALL, TESTS, pages_of, sound

GOLDEN = TESTS / "golden"


def test_pages(update: bool) -> None:
    corpus = sound(SMALL)
    links = link(corpus)
    pages = [*pages_of(corpus, links), *export(corpus, links)]
    found = {page.path: page.text for page in pages}
    assert len(found) == len(pages), "two pages have one path"
    if update:
        for path, text in found.items():
            file = GOLDEN / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
        for file in GOLDEN.rglob("*"):
            if file.is_file() and file.relative_to(GOLDEN).as_posix() not in found:
                file.unlink()
    expected = {
        file.relative_to(GOLDEN).as_posix(): file.read_text("utf-8")
        for file in GOLDEN.rglob("*")
        if file.is_file()
    }
    assert expected
    assert found == expected
