"""A work: its outline, where its text comes from, and how to cite it."""

from dataclasses import dataclass

from markupsafe import Markup

from reader import addresses
from reader.cite.head import meta_tags, preview_tags
from reader.cite.json_ld import work_json_ld
from reader.corpus.model import Work
from reader.names import listed
from reader.pages.changes import ChangeView, changes
from reader.pages.citing import Cite, cite
from reader.pages.context import Context
from reader.pages.linker import Linker
from reader.pages.outline import Outline, outline
from reader.pages.page import Page


@dataclass(frozen=True, slots=True)
class WorkView:
    """`texts` is the address of the list of texts, empty if there are no others, and `start` that
    of the first section, empty if there is none."""

    work: Work
    texts: str
    start: str
    author: str
    event: str
    has_notes: bool
    outline: Outline
    changes: tuple[ChangeView, ...]
    feed: str
    cite: Cite
    json_ld: Markup


def work_page(context: Context, work: Work) -> Page:
    linker = Linker(context, addresses.address("works", work.id))
    record = context.records.work(work)
    view = WorkView(
        work=work,
        texts=linker.url(addresses.TEXTS) if context.several_works else "",
        start=linker.to("sections", work.sections[0].key) if work.sections else "",
        author=listed(work.author),
        event=record.event,
        has_notes=any(section.notes for section in work.sections),
        outline=outline(linker, work, whole=True),
        changes=changes(linker, [("works", work.id)]),
        feed=linker.feed("works", work.id),
        cite=cite(linker, record, "works", work.id),
        json_ld=Markup(work_json_ld(record)),
    )
    return Page(
        "work",
        work.short_title,
        f"{work.title}: where the text comes from, its outline and what is included.",
        view,
        citations=work.id,
        feed=view.feed,
        head=meta_tags(record) + preview_tags(work, context.publication),
    )
