"""Each kind of page, and the data, exactly as the build writes them for the small corpus."""

from reader.addresses import CORPUS_DATA, WORDS_DATA, markdown_file
from reader.documents import page_documents
from support import SMALL, TESTS, documents_of, sound

GOLDEN = TESTS / "golden"


def test_pages(update: bool) -> None:
    documents = documents_of(sound(SMALL))
    found = {
        markdown_file(address): document.make()
        for address, document in page_documents(documents).items()
    }
    for address in (CORPUS_DATA, WORDS_DATA):
        data = documents[address].make()
        assert isinstance(data, bytes)
        found[address] = data.decode()
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
