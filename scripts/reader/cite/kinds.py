"""What kind of text a work is, as each format names it."""

from dataclasses import dataclass

from reader.corpus.model import WorkKind


@dataclass(frozen=True, slots=True)
class FormatNames:
    """The names of a kind in CSL 1.0.2 (`type`), in Zotero (`itemType`) and in schema.org."""

    csl: str = "report"
    zotero: str = "report"
    schema_org: str = "CreativeWork"


KINDS: dict[WorkKind, FormatNames] = {
    "speech": FormatNames("speech", "presentation"),
    "interview": FormatNames("interview", "interview"),
    "report": FormatNames(schema_org="Report"),
    # CSL's `legislation` loses translator and body in most styles.
    "law": FormatNames(schema_org="Legislation"),
    "regulation": FormatNames(schema_org="Legislation"),
    "statement": FormatNames(),
    "letter": FormatNames(schema_org="Message"),
    "article": FormatNames(schema_org="Article"),
    "document": FormatNames(),
}
