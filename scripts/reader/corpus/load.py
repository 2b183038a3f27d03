"""The folder of a corpus, read into a `Corpus`. Nothing else reads it."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar, cast

from reader import ids
from reader.corpus import acceptance
from reader.corpus.body import read_body
from reader.corpus.front_matter import split_front_matter
from reader.corpus.inline import Citation, Inlines, Prose, plain
from reader.corpus.markdown import parse
from reader.corpus.model import (
    COLLATIONS,
    Acceptance,
    Bibliography,
    Collation,
    Corpus,
    Edition,
    Erratum,
    Event,
    Glossary,
    Group,
    Occasion,
    Origin,
    Original,
    Part,
    Passage,
    Position,
    Problem,
    Section,
    Source,
    SourcePage,
    Term,
    Theme,
    Timeline,
    Vocabulary,
    Work,
    work_kind,
)
from reader.corpus.schema import Schemas, structural_problems
from reader.corpus.yaml_file import Document
from reader.corpus.yaml_file import read as read_yaml
from reader.dates import DATE
from reader.names import Names, read_name
from reader.text import CONTROL, LINE_SPACE, LONGEST

CSL_DATES = ("issued", "accessed", "original-date", "event-date")
LARGEST = 4_000_000
"""The most bytes of a file that people write."""

CORPUS_FILES = ("themes.yml", "glossary.yml", "timeline.yml", "sources.yml")
EDITIONS = "editions"


Read = TypeVar("Read")
FileCache = dict[Path, tuple[bytes, Any, list[Problem]]]
"""For each file that was read its bytes, what was parsed from it, and its problems."""


def load(
    folder: Path, schemas: Schemas, name: str | None = None, cache: FileCache | None = None
) -> tuple[Corpus, list[Problem]]:
    """Read the corpus in `folder`, as far as it can be read, with every fault of form.

    `name` is how messages name the folder. Read no file outside `folder`. Raise nothing for what an
    editor can have written or locked away. A file whose bytes are those in `cache` is not parsed
    again.
    """
    loader = _Loader(folder, name or str(folder), schemas, {} if cache is None else cache)
    return loader.corpus(), loader.problems


class _Loader:
    def __init__(self, folder: Path, name: str, schemas: Schemas, cache: FileCache) -> None:
        self.cache = cache
        self.folder = folder
        self.folder_name = name.rstrip("/")
        self.schemas = schemas
        self.problems: list[Problem] = []
        self.files: set[Path] = set()
        self.refused: set[Path] = set()

    def report(self, path: Path, message: str, line: int = 1) -> None:
        self.problems.append(Problem(Position(self.name(path), line), message))

    def refuse(self, path: Path, message: str) -> None:
        self.refused.add(path)
        self.report(path, message)

    def missing(self, path: Path) -> Origin:
        """The origin of a file that may be left out; not valid if it exists but was refused."""
        return Origin(self.name(path), valid=path not in self.refused)

    def name(self, path: Path) -> str:
        relative = path.relative_to(self.folder).as_posix()
        return self.folder_name if relative == "." else f"{self.folder_name}/{relative}"

    def list_folder(self, folder: Path) -> list[Path]:
        """List a folder, sorted, without hidden files and editors' backups."""
        entries: list[Path] = []
        try:
            paths = sorted(folder.iterdir())
        except OSError as error:
            self.report(folder, f"must be readable: {error.strerror}")
            return entries
        for path in paths:
            if path.name.startswith(".") or path.name.endswith("~"):
                continue
            if path.is_symlink():
                try:
                    target = path.resolve(strict=True)
                except (OSError, RuntimeError):
                    self.refuse(path, "must not be a broken link")
                    continue
                if not target.is_relative_to(self.folder.resolve()):
                    self.refuse(path, "must not be a link to something outside the corpus")
                    continue
            if not path.is_file() and not path.is_dir():
                self.refuse(path, "must be a file or a folder")
                continue
            entries.append(path)
            if path.is_file():
                self.files.add(path)
        return entries

    def corpus(self) -> Corpus:
        if not self.folder.is_dir():
            self.problems.append(Problem(Position(self.folder_name), "must be a folder"))
            nothing = Origin(self.folder_name)
            return Corpus(
                self.folder_name,
                (),
                Vocabulary(nothing),
                Glossary(nothing),
                Bibliography(nothing),
                Timeline(nothing),
            )
        folders: dict[str, Path] = {}
        for path in self.list_folder(self.folder):
            if path.is_dir():
                folders[path.name] = path
            elif path.name not in CORPUS_FILES:
                known = ", ".join(CORPUS_FILES)
                self.report(path, f"must be {known} or a work's folder")
        registry, editions = folders.pop(acceptance.FOLDER, None), folders.pop(EDITIONS, None)
        return Corpus(
            path=self.folder_name,
            works=tuple(work for folder in folders.values() if (work := self.work(folder))),
            vocabulary=self.cached(self.vocabulary, self.folder / "themes.yml"),
            glossary=self.cached(self.glossary, self.folder / "glossary.yml"),
            bibliography=self.cached(self.bibliography, self.folder / "sources.yml"),
            timeline=self.cached(self.timeline, self.folder / "timeline.yml"),
            acceptances=self.acceptances(registry) if registry else (),
            editions=self.editions(editions) if editions else (),
        )

    def cached(self, reads: Callable[[Path], Read], path: Path) -> Read:
        """Return `reads(path)`, from the cache with its problems if the bytes are the same."""
        if path not in self.files:
            return reads(path)
        try:
            data = path.read_bytes()
        except OSError:
            return reads(path)
        before, value, problems = self.cache.get(path, (None, None, []))
        if before != data:
            elsewhere, self.problems = self.problems, []
            value = reads(path)
            problems, self.problems = self.problems, elsewhere
            self.cache[path] = (data, value, problems)
        self.problems += problems
        return cast(Read, value)

    def read_text(self, path: Path, *, written_by_people: bool = True) -> str | None:
        try:
            size = path.stat().st_size
            if size > LARGEST and written_by_people:
                self.report(path, f"must be no larger than {LARGEST:,} bytes; it has {size:,}")
                return None
            data = path.read_bytes()
        except OSError as error:
            self.report(path, f"must be readable: {error.strerror}")
            return None
        try:
            text = data.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            self.report(path, f"must be UTF-8; the byte 0x{data[error.start]:02x} is not", line)
            return None
        if control := CONTROL.search(text):
            line = text.count("\n", 0, control.start()) + 1
            self.report(
                path, f"must not contain the control character U+{ord(control[0]):04X}", line
            )
            return None
        for line, words in enumerate(text.split("\n"), 1):
            if len(words) > LONGEST and written_by_people:
                self.report(path, f"must have no line longer than {LONGEST:,} characters", line)
                return None
        return text

    def read_mapping(self, path: Path, schema: str) -> tuple[dict[str, Any], Origin]:
        """Read the mapping in a YAML file, and its lines; empty if it cannot be read."""
        text = self.read_text(path)
        if text is None:
            return {}, Origin(self.name(path), valid=False)
        return self.check_structure(read_yaml(text, self.name(path)), schema)

    def check_structure(self, document: Document, schema: str) -> tuple[dict[str, Any], Origin]:
        problems = list(document.problems)
        if () in document.lines or not problems:
            problems += structural_problems(document, self.schemas[schema])
        reported = {problem.position for problem in document.problems}
        self.problems += document.problems
        self.problems += (p for p in problems if p.position not in reported)
        value = document.value if isinstance(document.value, dict) else {}
        return value, Origin(document.path, document.lines, valid=not problems)

    def vocabulary(self, path: Path) -> Vocabulary:
        if path not in self.files:
            self.report(path, "must exist: it declares the themes")
            return Vocabulary(Origin(self.name(path), valid=False))
        value, origin = self.read_mapping(path, "themes")
        return Vocabulary(
            origin,
            groups=tuple(
                Group(id, label)
                for id, label in mapping(value, "groups").items()
                if isinstance(label, str)
            ),
            themes=tuple(
                Theme(
                    id=id,
                    label=text(raw, "label") or id,
                    group=text(raw, "group"),
                    definition=text(raw, "definition"),
                    includes=text(raw, "includes"),
                    excludes=text(raw, "excludes"),
                    related=texts(raw, "related"),
                )
                for id, raw in entries(value, "themes")
            ),
        )

    def glossary(self, path: Path) -> Glossary:
        if path not in self.files:
            return Glossary(self.missing(path))
        value, origin = self.read_mapping(path, "glossary")
        return Glossary(
            origin,
            tuple(
                Term(
                    id=id,
                    headword=text(raw, "headword") or id,
                    definition=inlines(raw, "definition"),
                    phrases=texts(raw, "phrases") or (text(raw, "headword") or id,),
                    passages=texts(raw, "passages"),
                    original=text(raw, "original"),
                    pinyin=text(raw, "pinyin"),
                    aliases=texts(raw, "aliases"),
                    first_use=prose(raw, "first-use"),
                    related=texts(raw, "related"),
                    sources=citations(raw),
                )
                for id, raw in entries(value, "terms")
            ),
        )

    def bibliography(self, path: Path) -> Bibliography:
        if path not in self.files:
            return Bibliography(self.missing(path))
        value, origin = self.read_mapping(path, "sources")
        return Bibliography(
            origin,
            tuple(
                Source(
                    id=text(raw, "id"),
                    short=text(raw, "title-short"),
                    csl=csl_json(raw),
                    index=index,
                )
                for index, raw in enumerate(listed(value, "references"))
                if isinstance(raw, dict) and text(raw, "id")
            ),
        )

    def timeline(self, path: Path) -> Timeline:
        if path not in self.files:
            return Timeline(self.missing(path))
        value, origin = self.read_mapping(path, "timeline")
        return Timeline(
            origin,
            tuple(
                Event(
                    id=id,
                    date=text(raw, "date"),
                    event=inlines(raw, "event"),
                    sources=citations(raw),
                    themes=texts(raw, "themes"),
                    passages=texts(raw, "passages"),
                )
                for id, raw in entries(value, "events")
            ),
        )

    def acceptances(self, folder: Path) -> tuple[Acceptance, ...]:
        if folder.is_symlink():
            self.report(folder, "must be a folder and not a link to one")
        found = []
        for path in self.list_folder(folder):
            if path in self.files and acceptance.is_name(path.name):
                found.append(self.cached(self.acceptance, path))
            else:
                must = "must be an acceptance, which scripts/accept alone writes"
                self.report(path, must)
        return tuple(found)

    def acceptance(self, path: Path) -> Acceptance:
        origin = Origin(self.name(path), valid=False)
        unread = Acceptance(path.stem, "", origin, date=path.stem[:10], reason="")
        text = self.read_text(path, written_by_people=False)
        if text is None:
            return unread
        schema = self.schemas["acceptance"]
        found, problems = acceptance.parse(text, path.stem, self.name(path), schema)
        self.problems += problems
        return found or unread

    def editions(self, folder: Path) -> tuple[Edition, ...]:
        """The records of editions, the earliest version first."""
        records = []
        for path in self.list_folder(folder):
            if path.suffix == ".json" and path in self.files:
                records.append(self.cached(self.edition, path))
            else:
                self.report(path, "must be the record of an edition, such as 1.0.0.json")
        found = (record for record in records if record)
        return tuple(sorted(found, key=lambda edition: edition.number))

    def edition(self, path: Path) -> Edition | None:
        value, origin = self.read_mapping(path, "edition")
        if not origin.valid:
            return None
        return Edition(
            origin=origin,
            version=value["version"],
            date=value["date"],
            commit=value["commit"],
            archive=value["archive"]["name"],
            sha256=value["archive"]["sha256"],
            acceptances=texts(value, "acceptances"),
        )

    def work(self, folder: Path) -> Work | None:
        sections = []
        has_work_file = False
        for path in self.list_folder(folder):
            if path.name == "work.yml" and path in self.files:
                has_work_file = True
            elif path.suffix == ".md" and path in self.files:
                sections.append(self.cached(partial(self.section, work=folder.name), path))
            else:
                self.report(path, "must be work.yml or a section, such as iii-10.md")
        if not has_work_file:
            self.report(folder / "work.yml", "must exist: it describes the work")
            origin = Origin(self.name(folder / "work.yml"), valid=False)
            return Work(id=folder.name, origin=origin, files=tuple(sections))
        value, origin = self.read_mapping(folder / "work.yml", "work")
        event, source = mapping(value, "event"), mapping(value, "source")
        original = mapping(value, "translation-of")
        return Work(
            id=text(value, "id") or folder.name,
            origin=origin,
            title=text(value, "title"),
            sentence_case=text(value, "title-in-sentence-case"),
            short_title=text(value, "short-title"),
            summary=text(value, "summary"),
            kind=work_kind(text(value, "kind")),
            author=names(value, "author"),
            editor=names(value, "editor"),
            translator=names(value, "translator"),
            recipient=names(value, "recipient"),
            date=text(value, "date") or day(text(event, "date")),
            event=Occasion(
                title=text(event, "title"),
                place=text(event, "place"),
                date=text(event, "date"),
                note=text(event, "note"),
            ),
            language=text(value, "language"),
            translation_of=Original(
                title=text(original, "title"),
                language=text(original, "language"),
                publisher=text(original, "publisher"),
                date=text(original, "date"),
                url=text(original, "url"),
            ),
            source=SourcePage(
                title=text(source, "title"),
                publisher=text(source, "publisher"),
                date=text(source, "date"),
                text_as_of=text(source, "text-as-of"),
                url=text(source, "url"),
                accessed=text(source, "accessed"),
                archived=text(source, "archived"),
            ),
            rights=text(value, "rights"),
            selection=text(value, "selection"),
            about=prose(value, "about"),
            errata=tuple(
                Erratum(
                    where=inlines(raw, "where"),
                    says=inlines(raw, "says"),
                    note=prose(raw, "note"),
                    kind=text(raw, "kind"),
                    passages=texts(raw, "passages"),
                )
                for raw in mappings(value, "errata")
            ),
            parts=tuple(
                Part(
                    label=text(raw, "part"),
                    title=text(raw, "title"),
                    sentence_case=text(raw, "title-in-sentence-case"),
                    original=text(raw, "original"),
                    points=raw["points"] if isinstance(raw.get("points"), int) else 0,
                    title_by_editors=text(raw, "title-by") == "editors",
                    sections=texts(raw, "sections"),
                )
                for raw in mappings(value, "outline")
            ),
            unparted=texts(value, "sections"),
            files=tuple(sections),
        )

    def section(self, path: Path, work: str) -> Section:
        name = self.name(path)
        unread = Section(id=path.stem, work=work, origin=Origin(name, valid=False))
        content = self.read_text(path)
        if content is None:
            return unread
        front = split_front_matter(content)
        if not front:
            self.report(path, "must start with front matter, between two lines of ---")
            return unread
        value, origin = self.check_structure(read_yaml(front.yaml, name, first_line=2), "section")
        body, notes, problems = read_body(front.body, name, front.body_line)
        self.problems += problems
        tags = mapping(value, "passages")
        numbers = count(1)
        return Section(
            id=text(value, "id") or path.stem,
            work=work,
            origin=replace(origin, valid=origin.valid and not problems),
            part=text(value, "part"),
            point=str(value.get("point") or ""),
            heading=text(value, "heading"),
            short_heading=text(value, "short-heading"),
            original=text(value, "original"),
            see_also=texts(value, "see-also"),
            tagged=tuple(tags),
            passages=tuple(tagged(passage, tags, next(numbers)) for passage in body),
            notes=notes,
            omits=inlines(value, "omits"),
            faults=texts(value, "faults"),
        )


def tagged(passage: Passage, tags: dict[str, Any], place: int) -> Passage:
    """Return a passage with its tags; its number is the one in its id, else its place."""
    own = mapping(tags, passage.id)
    parts = ids.in_section(passage.id)
    return replace(
        passage,
        number=parts[1].number if parts and parts[1].letter == "p" else place,
        about=texts(own, "about"),
        mentions=texts(own, "mentions"),
        collation=collation(own),
        place=text(own, "place"),
        gap=inlines(own, "gap"),
    )


def collation(value: dict[str, Any]) -> Collation:
    """How a passage was collated; `unchecked` where nothing, or nothing known, is declared."""
    declared = text(value, "collation")
    return next((one for one in COLLATIONS if one == declared), "unchecked")


def day(date: str) -> str:
    """A date that is no interval."""
    return "" if "/" in date else date


def names(value: dict[str, Any], key: str) -> Names:
    return tuple(map(read_name, mappings(value, key)))


def citations(value: dict[str, Any]) -> tuple[Citation, ...]:
    """The `sources` of a term or an event, each a key and a locator behind a comma."""
    pieces = (item.partition(",") for item in texts(value, "sources"))
    return tuple(Citation(key.strip(), locator.strip()) for key, _, locator in pieces)


def csl_json(value: dict[str, Any]) -> dict[str, Any]:
    """Convert a CSL-YAML entry into a CSL-JSON item: dates become date-parts."""
    return {
        key: {"date-parts": [[int(part) for part in item.split("-")]]}
        if key in CSL_DATES and isinstance(item, str) and DATE.fullmatch(item)
        else item
        for key, item in value.items()
    }


def text(value: dict[str, Any], key: str) -> str:
    """The text under `key` on one line; empty if there is none."""
    found = value.get(key)
    return LINE_SPACE.sub(" ", found).strip() if isinstance(found, str) else ""


def inlines(value: dict[str, Any], key: str) -> Inlines:
    return plain(text(value, key))


def prose(value: dict[str, Any], key: str) -> Prose:
    found = value.get(key)
    return parse(found.strip() if isinstance(found, str) else "")


def texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    found = value.get(key)
    return tuple(item for item in found if isinstance(item, str)) if isinstance(found, list) else ()


def mappings(value: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [item for item in listed(value, key) if isinstance(item, dict)]


def listed(value: dict[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def entries(value: dict[str, Any], key: str) -> list[tuple[str, dict[str, Any]]]:
    """The entries under `key` by their ids, as far as they are mappings."""
    return [(id, raw) for id, raw in mapping(value, key).items() if isinstance(raw, dict)]


def mapping(value: dict[str, Any], key: str) -> dict[str, Any]:
    found = value.get(key)
    return found if isinstance(found, dict) else {}
