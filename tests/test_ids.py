"""The JSON Schemas and the program agree about ids and about words that both of them list."""

import jsonschema_rs
import pytest

from reader import ids
from reader.corpus.model import COLLATIONS, KINDS
from support import schemas


def allows(name: str, id: str) -> bool:
    """Whether the common schema allows an id under the definition `name`."""
    definition = schemas()["common"].written_out["$defs"][name]
    return jsonschema_rs.validator_for(definition).is_valid(id)


@pytest.mark.parametrize(
    "id", ["i", "iii-10", "v-intro", "chapter-p", "a-1b", "p1", "i-p1x", "2020-11", "n-10-x"]
)
def test_a_section_id_is_no_passage_or_note(id: str) -> None:
    assert allows("section-id", id) and ids.in_section(id) is None and ids.section_of(id) == id
    assert not allows("passage-id", id)
    passage, note = f"{id}-p10", f"{id}-n1"
    assert allows("passage-id", passage) and not allows("section-id", passage)
    assert not allows("section-id", note) and not allows("passage-id", note)
    assert ids.in_section(passage) == (id, ids.Numbered("p", 10))
    assert ids.in_section(note) == (id, ids.Numbered("n", 1))
    assert ids.section_of(ids.key("a-work", note)) == ids.key("a-work", id)
    assert ids.without_work(ids.key("a-work", passage)) == passage


@pytest.mark.parametrize("name", ["n1", "t1", "n20", "t999999"])
def test_a_note_is_named(name: str) -> None:
    parts = ids.numbered(name)
    assert allows("note-id", name) and parts and f"{parts.letter}{parts.number}" == name


@pytest.mark.parametrize(
    "name", ["n0", "n01", "n", "1", "x1", "N1", "n1a", "n-1", "n1000000", "", "n1\n"]
)
def test_what_is_no_name_is_none_to_both(name: str) -> None:
    assert not allows("note-id", name) and ids.numbered(name) is None
    passage = f"i-{name}".replace("n", "p")
    assert not allows("passage-id", passage) and ids.in_section(passage) is None


@pytest.mark.parametrize(
    "id", ["i-p1", "full", "about", "index", "I", "i_1", "-i", "i-", "i--1", ""]
)
def test_what_is_no_section_id(id: str) -> None:
    assert not allows("section-id", id)


def test_the_schemas_list_the_same_words() -> None:
    passages = schemas()["section"].written_out["properties"]["passages"]
    collation = passages["additionalProperties"]["properties"]["collation"]
    assert collation["enum"] == list(COLLATIONS)
    parts = schemas()["acceptance"].written_out["properties"]
    for part in ("added", "changed", "withdrawn", "restored"):
        assert parts[part]["propertyNames"]["enum"] == list(KINDS)
