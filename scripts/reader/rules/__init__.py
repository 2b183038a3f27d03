"""The rules that a corpus must keep. Each rule is a generator; its docstring states it.

What can be said of a file alone (its form, its structure) is found while it is loaded.
"""

from reader.corpus.model import Corpus, Problem
from reader.rules import (
    editions,
    glossary,
    prose,
    registry,
    sections,
    sources,
    themes,
    timeline,
    works,
)
from reader.rules.common import Rule

RULES: tuple[Rule, ...] = (
    works.a_corpus_has_works,
    works.a_work_has_sections,
    works.a_name_is_the_id,
    works.the_outline_lists_every_section_once,
    works.a_section_stands_in_its_part,
    works.errata_name_passages,
    works.works_have_dates_that_exist,
    works.sentence_case_changes_only_capitals,
    works.a_citation_key_is_given_once,
    sections.a_passage_carries_its_section,
    sections.an_id_is_given_once,
    sections.passages_and_tags_match,
    sections.a_passage_has_words,
    sections.themes_are_known,
    sections.about_or_mentions,
    sections.a_passage_has_a_theme,
    sections.markers_and_notes_match,
    sections.a_note_is_named_and_says_something,
    sections.a_note_on_the_context_cites,
    sections.faults_are_notes,
    sections.see_also_leads_elsewhere,
    prose.markup_is_safe,
    prose.citations_name_sources,
    prose.a_locator_stands_behind_its_key,
    sources.every_source_is_cited,
    sources.sources_have_dates_that_exist,
    glossary.every_term_occurs,
    glossary.a_phrase_is_one_term,
    glossary.original_and_pinyin_go_together,
    glossary.terms_relate_to_terms,
    timeline.events_name_what_exists,
    timeline.events_have_dates_that_exist,
    themes.every_theme_has_a_passage,
    themes.themes_relate_to_themes,
    registry.an_acceptance_is_left_as_it_was,
    registry.acceptances_have_their_parents,
    registry.an_acceptance_says_what_can_be,
    editions.a_record_is_named_after_its_version,
    editions.an_edition_names_acceptances,
)
"""What must be true before anything else is done."""

PUBLICATION_RULES: tuple[Rule, ...] = (
    registry.branches_agree,
    registry.a_withdrawn_id_stays_withdrawn,
    registry.redirects_lead_somewhere,
    registry.a_reference_is_printed_once,
    registry.nothing_published_goes,
    registry.published_facts_stay,
    registry.every_id_is_registered,
)
"""What must be true before a site is published; an editor answers them with `scripts/accept`."""


def check_all(corpus: Corpus, problems: list[Problem], draft: bool) -> list[Problem]:
    """What is wrong with a corpus whose files have these `problems`.

    What an acceptance would answer is said only of a corpus that is right otherwise, and not of a
    `draft`.
    """
    found = [*problems, *check(corpus, RULES)]
    if found or draft:
        return found
    found = check(corpus, PUBLICATION_RULES)
    return [*found, *registry.merged(corpus)] if found else []


def check(corpus: Corpus, rules: tuple[Rule, ...]) -> list[Problem]:
    """What `rules` find in `corpus`."""
    return [problem for rule in rules for problem in rule(corpus)]
