"""The structure of corpus files, as the JSON Schemas in `schemas/` declare it.

A schema's `title` completes the sentence "must be …" in the messages.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import getitem
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema_rs import ValidationErrorKind as Kind

from reader.corpus.model import Keys, Origin, Problem
from reader.corpus.yaml_file import Document
from reader.text import did_you_mean


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema with everything it refers to written out, and its validator."""

    written_out: Any
    validator: jsonschema_rs.Validator


Schemas = dict[str, Schema]
SCHEMAS = Path(__file__).parent / "schemas"


def read_schemas() -> Schemas:
    """Read every `NAME.schema.json` (JSON Schema 2020-12), by name."""
    texts = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    registry = jsonschema_rs.Registry(list(texts.items()))
    schemas = {}
    for name, text in texts.items():
        written_out = jsonschema_rs.dereference(text, registry=registry)
        validator = jsonschema_rs.validator_for(written_out, validate_formats=True)
        schemas[name.removesuffix(".schema.json")] = Schema(written_out, validator)
    return schemas


def structural_problems(document: Document, schema: Schema) -> Iterator[Problem]:
    """Yield every departure of `document` from its schema, at the line where it stands."""
    origin = Origin(document.path, document.lines)
    for error in schema.validator.iter_errors(document.value):
        *way, _ = error.schema_path
        broken = reduce(getitem, way, schema.written_out)
        for inner, message in _messages(error, broken):
            at = (*_keys(error, document), *inner)
            name = ".".join(_in_quotes(key) for key in map(str, at))
            yield Problem(origin.at(*at), f"{name}: {message}" if name else message)


def _in_quotes(key: str) -> str:
    """A key as it is; in quotes if it is blank."""
    return key if key.strip() else f"'{key}'"


def _keys(error: jsonschema_rs.ValidationError, document: Document) -> Keys:
    """Return the keys that lead to an error; jsonschema-rs takes one of digits for an index."""
    keys: Keys = ()
    for key in error.instance_path:
        keys = (*keys, key if (*keys, key) in document.lines else str(key))
    return keys


def _messages(error: jsonschema_rs.ValidationError, schema: Any) -> Iterator[tuple[Keys, str]]:
    """Yield the messages of one error, each with the keys that lead from the error to its place.

    `schema` is the part that is broken, without the parts around it.
    """
    got: Any = error.instance
    match error.kind:
        case Kind.Required(key):
            yield (), f"must have the key '{key}'"
        case Kind.AdditionalProperties(unexpected):
            known = schema.get("properties", {})
            for key in unexpected:
                yield (key,), f"unknown key{did_you_mean(key, known)}"
        case Kind.PropertyNames(inner):
            name = str(inner.instance)
            yield (name,), f"must be {schema['title']}, not {_abbreviate(name)}"
        case Kind.Enum(options):
            yield (), f"must be one of {', '.join(map(str, options))}, not {_abbreviate(got)}"
        case Kind.UniqueItems():
            place, twice = next((n, item) for n, item in enumerate(got) if item in got[:n])
            yield (place,), f"'{twice}' must not be listed twice"
        case Kind.Type() if got is None:
            yield (), "must not be empty"
        case Kind.Type(["string"]) if isinstance(got, int | bool):
            yield (), f'must be text, in quotes: "{str(got).lower()}"'
        case Kind.MinItems() | Kind.MinLength() | Kind.MinProperties():
            yield (), "must not be empty"
        case _:
            yield (), f"must be {schema['title']}, not {_abbreviate(got)}"


def _abbreviate(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 60 else f"'{value[:59]}…'"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return str(value)
