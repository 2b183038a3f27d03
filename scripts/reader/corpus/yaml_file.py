"""YAML as editors write it: values with the line of each, and no silent surprises.

The rules are stricter than YAML's own, because YAML keeps the last of two equal keys, reads `no`
as false, `1.10` as 1.1 and a date as something that is not text, and expands aliases without end.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from reader.corpus.model import Keys, Position, Problem
from reader.text import CONTROL

Value = str | int | bool | None | list["Value"] | dict[str, "Value"]

DEEPEST = 40
PLAIN_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,8}")
SUSPICIOUS = re.compile(r"[\[{]{9}|(- ){9}|.{5000}")
TAG = "tag:yaml.org,2002:"
READ_AS = {
    "bool": "true or false",
    "int": "a number",
    "float": "a decimal number",
    "timestamp": "a date",
    "merge": "a merge key",
    "value": "a default value",
}


@dataclass(slots=True)
class Document:
    """A YAML document: its value, the line of every key and item, and what is wrong with it."""

    path: str
    value: Value = None
    lines: dict[Keys, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(text: str, path: str, first_line: int = 1) -> Document:
    """Read `text`, which starts at `first_line` of the file at `path`. Raise nothing."""
    document = Document(path)
    reader = _Reader(document, first_line)
    try:
        if deep := reader.too_deep(text):
            reader.report(deep, f"must not be nested deeper than {DEEPEST} levels")
            return document
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
        reader.refuse_references(text)
        if root is not None and not document.problems:
            document.lines[()] = first_line + root.start_mark.line
            document.value = reader.value(root, ())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        last = text.rstrip("\n").count("\n")  # the parser may name a line behind the end
        line = first_line + min(mark.line if mark else 0, last)
        cause = ", ".join(filter(None, (error.context, error.problem)))
        reader.report(line, f"must be valid YAML: {cause}")
    except yaml.YAMLError as error:
        reader.report(first_line, f"must be valid YAML: {str(error).splitlines()[0]}")
    except RecursionError:
        reader.report(first_line, f"must not be nested deeper than {DEEPEST} levels")
    return document


class _Reader:
    def __init__(self, document: Document, first_line: int) -> None:
        self.document = document
        self.first_line = first_line

    def report(self, line: int, message: str) -> None:
        self.document.problems.append(Problem(Position(self.document.path, line), message))

    def line(self, node: yaml.Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def too_deep(self, text: str) -> int:
        """Return the line where `text` nests too deep for the C parser; 0 if there is none."""
        if not SUSPICIOUS.search(text):
            return 0
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1
            if depth > DEEPEST:
                return self.first_line + (event.start_mark.line if event.start_mark else 0)
        return 0

    def refuse_references(self, text: str) -> None:
        """Report anchors and aliases: a value must be written where it is used."""
        if "&" not in text and "*" not in text:
            return
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            anchor = getattr(event, "anchor", None)
            if anchor:
                sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
                line = self.first_line + (event.start_mark.line if event.start_mark else 0)
                self.report(
                    line,
                    f"must not use YAML anchors or aliases: write out what {sign}{anchor} stands "
                    "for, or put quotes around text that starts with & or *",
                )

    def value(self, node: yaml.Node, keys: Keys) -> Value:
        if len(keys) > DEEPEST:
            self.report(self.line(node), f"must not be nested deeper than {DEEPEST} levels")
            return None
        if isinstance(node, yaml.MappingNode):
            return dict(self.pairs(node, keys))
        if isinstance(node, yaml.SequenceNode):
            items: list[Value] = []
            for index, item in enumerate(node.value):
                self.document.lines[*keys, index] = self.line(item)
                items.append(self.value(item, (*keys, index)))
            return items
        return self.scalar(node)

    def pairs(self, node: yaml.MappingNode, keys: Keys) -> Iterator[tuple[str, Value]]:
        for key_node, value_node in node.value:
            line = self.line(key_node)
            if not isinstance(key_node, yaml.ScalarNode):
                self.report(line, "a key must be text, not a list or a mapping")
                continue
            key = self.scalar(key_node)
            if not isinstance(key, str):
                key = str(key_node.value)
            at = (*keys, key)
            if at in self.document.lines:
                first = self.document.lines[at]
                message = f"key '{key}' must be used only once; it is already on line {first}"
                self.report(line, message)
                continue
            self.document.lines[at] = line
            yield key, self.value(value_node, at)

    def scalar(self, node: yaml.Node) -> Value:
        text = str(node.value)
        kind = node.tag.removeprefix(TAG)
        if control := CONTROL.search(text):
            self.report(
                self.line(node), f"must not contain the control character U+{ord(control[0]):04X}"
            )
            return ""
        if kind == "str":
            return text
        if kind == "null":
            return None
        if kind == "int" and PLAIN_INTEGER.fullmatch(text):
            return int(text)
        if kind == "bool" and text in ("true", "false"):
            return text == "true"
        if kind in READ_AS:
            self.report(
                self.line(node),
                f'must be in quotes, because YAML reads it as {READ_AS[kind]}: "{text}"',
            )
        else:
            self.report(self.line(node), f"must not use the YAML tag {node.tag.replace(TAG, '!!')}")
        return text
