"""Citations in lists, for reference managers that offer a choice of them (OpenURL, COinS)."""

from urllib.parse import urlencode

from reader.cite.record import CitationRecord


def coins(citation: CitationRecord) -> str:
    """Return the title of a COinS span: a context object (ANSI/NISO Z39.88-2004) whose referent is
    part of a book, or for a work a document.

    A page with such a span must be a list: Zotero then passes over the metadata in its head.
    """
    work = citation.work
    title, container = ("rft.btitle", "") if citation.is_work else ("rft.atitle", "rft.btitle")
    fields = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:book"),
        ("rft.genre", "document" if citation.is_work else "bookitem"),
        (title, citation.own_title),
        (container, citation.container),
        *(("rft.aucorp" if name.literal else "rft.au", name.inverted) for name in work.author),
        ("rft.date", work.date),
        ("rft.pub", citation.publication.name_and_version),
        ("rft.language", work.language),
        ("rft_id", citation.url),
    ]
    return urlencode([(name, value) for name, value in fields if name and value])
