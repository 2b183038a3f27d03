"""A work: its outline, where its text comes from, and how to cite it."""

from dataclasses import dataclass

from reader import addresses
from reader.addresses import address
from reader.cite.head import meta_tags
from reader.corpus.model import Work
from reader.pages.citing import Cite, cite
from reader.pages.context import Context, Linker
from reader.pages.outline import (
    FullTextLink,
    Outline,
    PartList,
    about_href,
    full_text_link,
    outline,
    part_list,
)
from reader.pages.page import Page


@dataclass(frozen=True, slots=True)
class WorkView:
    """`start` is the address of the first section, empty if there is none."""

    work: Work
    texts: str
    start: str
    full_text: FullTextLink
    about: str
    parts: PartList
    how_to_cite: str
    cite: Cite
    outline: Outline


def work_page(context: Context, work: Work) -> Page:
    linker = Linker(context, address("works", work.id))
    record = context.records.work(work)
    view = WorkView(
        work=work,
        texts=linker.url(addresses.TEXTS),
        start=linker.to("sections", work.sections[0].key) if work.sections else "",
        full_text=full_text_link(linker, work),
        about=about_href(linker, work),
        parts=part_list(linker, work),
        how_to_cite=linker.url(addresses.HOW_TO_CITE),
        cite=cite(linker, record, "works", work.id),
        outline=outline(linker, work),
    )
    return Page(
        "work",
        work.short_title,
        f"{work.title}: where the text comes from, its outline, and which parts are printed.",
        view,
        citations=work.id,
        head=meta_tags(record, context.publication),
    )
