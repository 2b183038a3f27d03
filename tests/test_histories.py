"""Whatever three branches accept and merge: what it adds up to is what the corpus has, in whatever
order the files are listed; no words are lost, and no editor is stuck."""

import random
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.corpus.acceptance import acceptance_name, read_acceptance
from reader.corpus.model import Acceptance, Corpus, Id, Origin, Passage, Section, Work
from reader.registry.accept import accept, compare, decide
from reader.registry.faults import faults
from reader.registry.published import WORDS, published
from reader.registry.state import add_up
from support import SMALL, unchanged

NUMBERS = (1, 2)
LETTER = next(work for work in unchanged(SMALL).works if work.id == "letter")


@dataclass
class Branch:
    """What an editor has: the words of passages by their numbers; acceptances by their names."""

    words: dict[int, str]
    accepted: dict[str, Acceptance] = field(default_factory=dict)

    def corpus(self) -> Corpus:
        (section,) = LETTER.sections
        passages = tuple(
            Passage(f"i-p{number}", (), 1, words) for number, words in self.words.items()
        )
        work: Work = replace(LETTER, files=(with_passages(section, passages),))
        whole = unchanged(SMALL)
        return replace(whole, works=(work,), acceptances=tuple(self.accepted.values()))

    def drop_what_was_withdrawn_with_other_words(self) -> None:
        registry = add_up(tuple(self.accepted.values()))
        contested = {one.id for one in registry.disagreements}
        for number, words in list(self.words.items()):
            id: Id = ("passages", f"letter/i-p{number}")
            entry = registry.entries.get(id)
            if entry and entry.withdrawn and id not in contested and entry.facts[WORDS] != words:
                del self.words[number]

    def accept(self, draw: random.Random) -> None:
        self.drop_what_was_withdrawn_with_other_words()
        corpus = self.corpus()
        difference = compare(corpus)
        live = [key for kind, key in difference.now if kind == "passages"]
        keys = [entry.key for entry in difference.gone]
        led = {key: (draw.choice(live),) for key in keys if live and draw.random() < 0.5}
        decided = decide(difference, [key for key in keys if key not in led], led)
        if not difference and not decided:
            assert not difference.registry.disagreements
            return
        reason = f"Reason {draw.random()}"
        content = accept(difference, decided, f"2001-01-{draw.randint(1, 28):02}", reason)
        name = acceptance_name(content)
        self.accepted[name] = read_acceptance(content, name, Origin(name))


def with_passages(section: Section, passages: tuple[Passage, ...]) -> Section:
    return replace(section, passages=passages)


def judge(branch: Branch, draw: random.Random) -> None:
    """The acceptances of a branch say what its corpus has."""
    acceptances = tuple(branch.accepted.values())
    state = add_up(acceptances)
    assert state.disagreements == () and list(faults(state.acceptances)) == []
    now = published(branch.corpus())
    there = {id: entry.facts for id, entry in state.entries.items() if not entry.withdrawn}
    assert {id: {n: f for n, f in facts.items() if f} for id, facts in there.items()} == {
        id: dict(current.facts) for id, current in now.items()
    }
    assert not compare(branch.corpus())
    for one in acceptances:
        for id, facts in one.added.items():
            assert not facts.get(WORDS) or facts[WORDS] in state.entries[id].ever(WORDS)
        for id, pairs in one.changed.items():
            assert WORDS not in pairs or set(pairs[WORDS]) <= state.entries[id].ever(WORDS)
    again = add_up(tuple(draw.sample(acceptances, len(acceptances))))
    assert (again.acceptances, list(again.entries)) == (state.acceptances, list(state.entries))


@settings(
    max_examples=500,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(st.integers(0, 10**9))
def test_what_branches_accept_adds_up(seed: int) -> None:
    draw = random.Random(seed)
    first = Branch({number: f"Words {number}." for number in NUMBERS})
    first.accept(draw)
    branches = [Branch(dict(first.words), dict(first.accepted)) for _ in range(3)]
    for _ in range(draw.randint(4, 10)):
        branch = draw.choice(branches)
        other = draw.choice([one for one in branches if one is not branch])
        number = draw.choice(NUMBERS)
        if draw.random() < 0.4:
            branch.accepted |= other.accepted
            sides = {number: draw.choice([branch.words, other.words]) for number in NUMBERS}
            branch.words = {n: side[n] for n, side in sides.items() if n in side}
        elif number in branch.words and draw.random() < 0.5:
            del branch.words[number]
        else:
            branch.words[number] = draw.choice(["Quay.", "Pier."])
        branch.accept(draw)
        judge(branch, draw)
