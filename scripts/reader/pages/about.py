"""The account of a work's text: where it comes from, how it is edited, and its errata."""

from dataclasses import dataclass

from reader import addresses, ids
from reader.cite.head import preview_tags
from reader.corpus.inline import Prose
from reader.corpus.model import Erratum, Work
from reader.pages.changes import ChangeView, changes
from reader.pages.context import Context
from reader.pages.linker import Link, Linker
from reader.pages.outline import Outline, outline
from reader.pages.page import Page


@dataclass(frozen=True, slots=True)
class ErratumView:
    """An erratum; `note` is the editors' with its links resolved."""

    erratum: Erratum
    note: Prose
    passages: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class AboutView:
    selection: str
    about: Prose
    errata: tuple[ErratumView, ...]
    changes: tuple[ChangeView, ...]
    outline: Outline


def about_page(context: Context, work: Work) -> Page:
    linker = Linker(context, addresses.address("accounts", work.id))

    def erratum_view(erratum: Erratum) -> ErratumView:
        keys = (ids.key(work.id, id) for id in erratum.passages)
        passages = tuple(linker.link("passages", key) for key in keys)
        return ErratumView(erratum, linker.resolve(erratum.note, work), passages)

    view = AboutView(
        selection=work.selection,
        about=linker.resolve(work.about, work),
        errata=tuple(map(erratum_view, work.errata)),
        changes=changes(linker, [("accounts", work.id)]),
        outline=outline(linker, work),
    )
    return Page(
        "about",
        f"About this text: {work.short_title}",
        f"Where the text of {work.short_title} comes from, and how it is edited.",
        view,
        head=preview_tags(work, context.publication),
    )
