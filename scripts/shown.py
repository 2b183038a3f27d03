"""The site as a preview shows it: each page is made when a browser asks for it."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Lock

from markupsafe import Markup

from build import hand_written
from cache import FileCache
from engine import Engine
from reader.card import card
from reader.cite import citation_files, cited
from reader.citeproc import styled
from reader.expand import expand, file_of
from reader.export import export
from reader.indexer import index
from reader.lazy import Lazy
from reader.link import link
from reader.locators import address
from reader.model import Corpus, Edition, FormattedCitation
from reader.records import records
from reader.write import write_new


class Shown:
    """The site of one state of a corpus that keeps the rules.

    A request gets what a build would have put there, made at that moment; nothing is kept from an
    earlier state. Only the search index takes longer: it is made when someone searches.
    """

    def __init__(
        self,
        corpus: Corpus,
        entries: dict[str, Markup],
        known_citations: FileCache,
        edition: Edition,
        engine_of: Callable[[tuple[str, ...]], Engine],
    ) -> None:
        self.corpus, self.edition, self.known_citations = corpus, edition, known_citations
        self.links = link(corpus)
        self.cited = cited(corpus, edition)
        printed = Lazy({key: partial(self.styled, key) for key in self.cited})
        self.pages = expand(corpus, self.links, entries, self.cited, printed, edition)
        self.beside = citation_files(corpus, self.links, edition)
        self.cards = {f"{address('works', work.id)}card.png": work for work in corpus.works}
        self.engine = engine_of(tuple(map(file_of, self.pages)))
        self.folder = Path(self.engine.config.site_dir)
        self.made: set[str] = set()
        self.searching = Lock()

    def styled(self, key: str) -> tuple[FormattedCitation, ...]:
        found = styled({key: self.cited[key]}, self.known_citations)
        self.known_citations.save()
        return found[key]

    def provide(self, path: str) -> bool:
        """Puts the file at `path` in the folder as it should be now; whether there is one."""
        where = path.removesuffix("index.html")
        if path in self.made or path in self.engine.static:
            return True
        if path.startswith("pagefind/"):
            self.search()
            return (self.folder / path).is_file()
        if where in self.pages:
            self.engine.make(self.pages[where]())
            self.made.add(path)
        elif where in self.engine.written:
            self.engine.make_written(self.engine.written[where])
            self.made.add(path)
        else:
            files = list(self.files(path))
            write_new(files, self.folder)
            self.made.update(name for name, _ in files)
        return path in self.made

    def files(self, path: str) -> Iterator[tuple[str, bytes]]:
        """What stands beside the pages, with `path`: a picture, citations, or data."""
        folder = f"{path.rpartition('/')[0]}/"
        if path in self.cards:
            yield path, card(self.cards[path], self.edition.name)
        elif folder in self.beside:
            for page in self.beside[folder]():
                yield page.path, page.text.encode()
        elif folder == "data/":
            for page in export(self.corpus, self.links):
                yield page.path, page.text.encode()

    def search(self) -> None:
        """Makes the search index, once."""
        with self.searching:
            if "pagefind/" not in self.made:
                written = hand_written(Path(self.engine.config.docs_dir))
                index(records(self.corpus, self.links, written), self.folder / "pagefind")
                self.made.add("pagefind/")
