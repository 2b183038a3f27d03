"""The structure of corpus files, as the JSON Schemas in `schemas/` declare it.

A schema's `title` completes the sentence "must be …" in the messages.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend
from referencing import Registry, Resource

from reader.corpus.model import Keys, Origin, Problem
from reader.corpus.yaml_file import Document
from reader.text import did_you_mean


@dataclass(frozen=True, slots=True)
class Schema:
    """A schema twice: `quick` says at once whether a value keeps it, `thorough` what is wrong."""

    quick: jsonschema_rs.Validator
    thorough: Draft202012Validator


Schemas = dict[str, Schema]
SCHEMAS = Path(__file__).parent / "schemas"


def _pattern(
    validator: Draft202012Validator, pattern: str, value: object, schema: object
) -> Iterator[ValidationError]:
    """JSON Schema's `pattern`, whose $ is the end; Python's lets a line break stand behind it."""
    if isinstance(value, str) and not re.search(pattern.replace("$", r"\Z"), value):
        yield ValidationError(f"{value!r} does not match {pattern!r}")


Validator = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


def read_schemas(folder: Path = SCHEMAS) -> Schemas:
    """The validators of all `NAME.schema.json` in `folder`, by name (JSON Schema 2020-12)."""
    texts = {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}
    registry = Registry().with_resources(
        (name, Resource.from_contents(schema)) for name, schema in texts.items()
    )
    quick = jsonschema_rs.Registry(list(texts.items()))
    return {
        name.removesuffix(".schema.json"): Schema(
            jsonschema_rs.validator_for(schema, registry=quick, validate_formats=True),
            Validator(
                schema, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
            ),
        )
        for name, schema in texts.items()
    }


def structural_problems(document: Document, schema: Schema) -> Iterator[Problem]:
    """Every departure of `document` from its schema, at the line where it stands."""
    if schema.quick.is_valid(document.value):
        return
    origin = Origin(document.path, document.lines)
    for error in schema.thorough.iter_errors(document.value):
        keys: Keys = tuple(error.absolute_path)
        for inner, message in _messages(error):
            at = (*keys, *inner)
            name = ".".join(map(str, at))
            yield Problem(origin.at(*at), f"{name}: {message}" if name else message)


def _messages(error: ValidationError) -> Iterator[tuple[Keys, str]]:
    """The messages of one error, each with the keys that lead from the error to its place."""
    schema: Any = error.schema
    value: Any = error.validator_value
    got: Any = error.instance
    if "propertyNames" in error.absolute_schema_path:
        yield (got,), f"must be {_title(schema, value)}, not {_shown(got)}"
        return
    match error.validator:
        case "required":
            for key in value:
                if key not in got and error.message.startswith(repr(key)):
                    yield (), f"must have the key '{key}'"
        case "additionalProperties":
            known = list(schema.get("properties", {}))
            for key in got:
                if key not in known:
                    yield (key,), f"must be a known key{did_you_mean(key, known)}"
        case "enum":
            yield (), f"must be one of {', '.join(map(str, value))}, not {_shown(got)}"
        case "uniqueItems":
            place, twice = next((n, item) for n, item in enumerate(got) if item in got[:n])
            yield (place,), f"must not name '{twice}' twice"
        case "type" if got is None:
            yield (), "must not be empty"
        case "type" if value == "string" and isinstance(got, int | bool):
            yield (), f'must be text, in quotes: "{str(got).lower()}"'
        case "minItems" | "minLength" | "minProperties":
            yield (), "must not be empty"
        case _:
            yield (), f"must be {_title(schema, value)}, not {_shown(got)}"


def _title(schema: Any, expected: object) -> str:
    """What a value must be: the schema's own words, or the name of the type."""
    names = {"string": "text", "array": "a list", "object": "a mapping", "integer": "a number"}
    return str(schema.get("title") or names.get(str(expected), expected))


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= 60 else f"'{value[:59]}…'"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "a mapping"
    return str(value)
