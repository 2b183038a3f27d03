"""The account of a work's text: where it comes from, how it is edited, and its errata."""

from dataclasses import dataclass

from reader import addresses, ids
from reader.corpus.inline import Inlines, Prose
from reader.corpus.model import Work
from reader.pages.context import Context, Link, Linker
from reader.pages.outline import Outline, outline
from reader.pages.page import Page


@dataclass(frozen=True, slots=True)
class ErratumView:
    where: Inlines
    passages: tuple[Link, ...]
    says: Inlines
    note: Prose
    kind: str


@dataclass(frozen=True, slots=True)
class AboutView:
    work: Link
    selection: str
    about: Prose
    errata: tuple[ErratumView, ...]
    outline: Outline


def about_page(context: Context, work: Work) -> Page:
    linker = Linker(context, addresses.about(work.id))
    view = AboutView(
        work=linker.link("works", work.id),
        selection=work.selection,
        about=linker.resolve(work.about, work),
        errata=tuple(
            ErratumView(
                one.where,
                tuple(linker.link("passages", ids.key(work.id, id)) for id in one.passages),
                one.says,
                linker.resolve(one.note, work),
                one.kind,
            )
            for one in work.errata
        ),
        outline=outline(linker, work),
    )
    return Page(
        "about",
        f"About this text: {work.short_title}",
        f"Where the text of {work.short_title} comes from, and how it is edited.",
        view,
    )
