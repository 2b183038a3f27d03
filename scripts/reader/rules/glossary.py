"""Rules for `glossary.yml`."""

from collections.abc import Iterator

from reader import ids
from reader.corpus.model import Corpus, Problem, Term
from reader.rules.common import invalid_sections, passages_of, related_problems
from reader.terms import finder_of
from reader.text import did_you_mean


def every_term_occurs(corpus: Corpus) -> Iterator[Problem]:
    """A term must occur in its `passages`, or each phrase in a passage, heading or title."""
    if not all(work.origin.valid for work in corpus.works) or invalid_sections(corpus):
        return
    texts: dict[str, str] = {}
    for section, passage in passages_of(corpus):
        texts.setdefault(ids.key(section.work, passage.id), passage.words)
    titles = [section.heading for _, section in corpus.files]
    titles += [part.title for work in corpus.works for part in work.parts]
    glossary = corpus.glossary
    finder = finder_of(glossary.terms)
    occurring = {
        (term.id, phrase)
        for text in {*texts.values(), *titles}
        for term, phrase in finder.phrases(text)
    }
    for term in glossary.terms:
        for index, key in enumerate(term.passages):
            at = glossary.origin.at("terms", term.id, "passages", index)
            if key not in texts:
                yield Problem(
                    at, f"must be a passage in the corpus, not '{key}'{did_you_mean(key, texts)}"
                )
            elif term not in finder.terms(texts[key], key):
                message = f"passage '{key}' must contain a phrase of the term '{term.headword}'"
                yield Problem(at, message)
        if term.passages:
            continue
        for index, phrase in enumerate(term.phrases):
            if (term.id, phrase) not in occurring:
                at = glossary.origin.at("terms", term.id, "phrases", index)
                where = "a passage, a heading or a part's title"
                yield Problem(at, f"must occur in {where}: '{phrase}'")


def a_phrase_is_one_term(corpus: Corpus) -> Iterator[Problem]:
    """Two terms must not have the same phrase in the same passage."""
    holders: dict[str, list[Term]] = {}
    for term in corpus.glossary.terms:
        for phrase in term.phrases:
            for other in holders.setdefault(phrase, []):
                both = set(term.passages) & set(other.passages)
                if both or not term.passages or not other.passages:
                    at = corpus.glossary.origin.at("terms", term.id)
                    message = f"'{phrase}' must not also be a phrase of the term '{other.id}'"
                    yield Problem(at, message)
            holders[phrase].append(term)


def original_and_pinyin_go_together(corpus: Corpus) -> Iterator[Problem]:
    """A term with its original must also have its pinyin, and one with pinyin its original."""
    for term in corpus.glossary.terms:
        if bool(term.original) != bool(term.pinyin):
            missing = "pinyin" if term.original else "original"
            at = corpus.glossary.origin.at("terms", term.id)
            yield Problem(at, f"term '{term.id}' must also have '{missing}'")


def terms_relate_to_terms(corpus: Corpus) -> Iterator[Problem]:
    """A term's `related` must list other terms."""
    known = [term.id for term in corpus.glossary.terms]
    for term in corpus.glossary.terms:
        yield from related_problems(term, "terms", known, corpus.glossary.origin)
