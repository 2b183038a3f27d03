"""Mistakes as editors and their tools make them: strategies that draw one change of a corpus.

A change is a file's path in the corpus and its new bytes; None for a file that is gone. Each level
is another kind of mistake: of the disk, of the keyboard, of YAML, of Markdown, of the file manager.
"""

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache
from typing import Any

import yaml
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

Files = Mapping[str, bytes]
Change = tuple[str, bytes | None]

SPICE = [
    *("<script>alert(1)</script>", "<b>", "</p>", "<!--", "-->", "&lt;", "&amp;", "&#0;", "&"),
    *("{{ 7 * 7 }}", "{% raw %}", "{# remark #}", "{#i-p1}", "{#i-p99}", "{#}", "{: .x }", "::: x"),
    *("[^n1]", "[^t1]", "[^n9]", "[^]", "\n\n[^n1]: Again.\n\n", "\n[^n9]: New [@an-1998].\n"),
    *("[@an-1998]", "[@nobody]", "[@an-1998, p. 1; and more]", "[@]", " @an-1998 ", "[@a\nb]"),
    *("![x](y.png)", "[x](javascript:alert(1))", "[x](#i-p1)", "[x](#nowhere)", "[x]: https://y.z"),
    *("# ", "- ", "> ", "```\n", "~~~", "| a | b |", "1. ", "***", "    ", "  \n", "\\", "`", "_"),
    *("\n---\n", "---", "...", "\n", "\n\n", "\r", "\r\n", "\t", "\x00", "\x1b", "\x85", "\ufeff"),
    *("\u00a0", "\u2028", "\u202e", "\u2066", "\u200b", "e\u0301", "💥", "港口", "İ", "ﬁ"),
    *("&a ", "*a", "<<: *a", "!!python/name:os.system ", "!x ", "[", "{", "]", "}", "- - - "),
    *(
        ": ",
        " #",
        "'",
        '"',
        "%",
        "@",
        "|\n",
        ">-\n",
        "no",
        "1.10",
        "12:30",
        "null",
        "~",
        "=",
        "0x1",
    ),
    *(
        "2017-13-45",
        "0000-00-00",
        "9" * 400,
        "x" * 6000,
        "[" * 60,
        "../",
        "/",
        "a/b",
        "-p1",
        "ships",
    ),
]
WRONG: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        -1,
        7,
        10**12,
        1.5,
        float("inf"),
        float("nan"),
        "",
        " ",
        "x",
        "no",
        "\n",
    ),
    *([], [None], [[]], ["x", "x"], {}, {"x": None}, {"x": {"y": []}}, "9999", "2017-02-30", "i\n"),
    *("an-1998", "i", "i-p1", "harbour/i", "harbour/i-p1", "harbours", "zh-Hans", "https://x.y/"),
]


@cache
def loaded(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def at(draw: DrawFn, size: int) -> int:
    return draw(st.integers(0, max(0, size - 1)))


def text_of(draw: DrawFn, files: Files, suffixes: tuple[str, ...]) -> tuple[str, str]:
    path = draw(st.sampled_from([path for path in sorted(files) if path.endswith(suffixes)]))
    return path, files[path].decode()


@st.composite
def of_bytes(draw: DrawFn, files: Files) -> Change:
    """A byte flipped, a stretch lost, doubled or moved, the end cut off."""
    path = draw(st.sampled_from(sorted(files)))
    data = bytearray(files[path])
    for _ in range(draw(st.integers(1, 2))):
        start = at(draw, len(data))
        stop = start + draw(st.integers(1, 12))
        match draw(st.integers(0, 6)):
            case 0 if data:
                data[start] ^= 1 << draw(st.integers(0, 7))
            case 1:
                data[start:start] = draw(st.binary(min_size=1, max_size=4))
            case 2:
                data[start:start] = draw(st.sampled_from(SPICE)).encode()
            case 3:
                del data[start:stop]
            case 4:
                data[start:start] = data[start:stop]
            case 5:
                moved = data[start:stop]
                del data[start:stop]
                place = at(draw, len(data))
                data[place:place] = moved
            case _:
                del data[start:]
    return path, bytes(data)


@st.composite
def of_lines(draw: DrawFn, files: Files) -> Change:
    """A line lost, doubled, moved, indented, joined to the next, or taken from another file."""
    path, text = text_of(draw, files, (".md", ".yml"))
    lines = text.split("\n")
    for _ in range(draw(st.integers(1, 2))):
        here, there = at(draw, len(lines)), at(draw, len(lines))
        match draw(st.integers(0, 8)):
            case 0:
                del lines[here]
            case 1:
                lines.insert(there, lines[here])
            case 2:
                lines[here], lines[there] = lines[there], lines[here]
            case 3:
                lines[here] = draw(st.sampled_from(["  ", " ", "\t"])) + lines[here]
            case 4:
                lines[here] = lines[here].lstrip()
            case 5:
                lines[here : here + 2] = [" ".join(lines[here : here + 2])]
            case 6:
                lines.insert(here, "")
            case 7:
                _, other = text_of(draw, files, (".md", ".yml"))
                lines.insert(here, draw(st.sampled_from(other.split("\n"))))
            case _:
                lines.insert(here, draw(st.sampled_from(SPICE)))
        lines = lines or [""]
    return path, "\n".join(lines).encode()


def split(path: str, text: str) -> tuple[str, str, str]:
    """What stands before the YAML of a file, the YAML, and what stands behind it."""
    if path.endswith(".yml"):
        return "", text, ""
    before, front, after = text.split("---\n", 2)
    return f"{before}---\n", front, f"---\n{after}"


Keys = tuple[Any, ...]


def places(value: Any, most: int | None = None, keys: Keys = ()) -> Iterator[Keys]:
    """The way to every value in a YAML document; of members that are alike, to `most` of them."""
    yield keys
    if isinstance(value, dict | list):
        inner = list(value.items() if isinstance(value, dict) else enumerate(value))
        alike = all(isinstance(child, dict) for _, child in inner)
        for key, child in inner[:most] if alike else inner:
            yield from places(child, most, (*keys, key))


def within(value: Any, keys: Keys) -> Any:
    for key in keys:
        value = value[key]
    return value


@st.composite
def of_yaml(draw: DrawFn, files: Files) -> Change:
    """A value replaced, spiced, lost, named otherwise, doubled, or put in another order."""
    path, text = text_of(draw, files, (".md", ".yml"))
    before, front, after = split(path, text)
    document = deepcopy(loaded(front))
    for _ in range(draw(st.integers(1, 2))):
        ways = [keys for keys in places(document) if keys]
        if not ways:
            break
        *way, last = draw(st.sampled_from(ways))
        holder = within(document, tuple(way))
        match draw(st.integers(0, 7)):
            case 0:
                holder[last] = deepcopy(draw(st.sampled_from(WRONG)))
            case 1:
                holder[last] = deepcopy(within(document, draw(st.sampled_from(ways))))
            case 2:
                del holder[last]
            case 3 if isinstance(holder, dict):
                holder[draw(st.sampled_from([*SPICE, *map(str, holder), "x"]))] = holder.pop(last)
            case 4 if isinstance(holder, list):
                holder.insert(at(draw, len(holder)), deepcopy(holder[last]))
            case 5 if isinstance(holder, list):
                holder.reverse()
            case 5:
                moved = holder.pop(last)
                holder[last] = moved
            case _ if isinstance(holder[last], str):
                place = at(draw, len(holder[last]) + 1)
                spice = draw(st.sampled_from(SPICE))
                holder[last] = holder[last][:place] + spice + holder[last][place:]
            case _:
                holder[last] = draw(st.sampled_from(SPICE))
    dumped = yaml.dump(
        document,
        Dumper=yaml.CSafeDumper,
        allow_unicode=draw(st.booleans()),
        sort_keys=draw(st.booleans()),
        default_flow_style=draw(st.sampled_from([False, None])),
        width=draw(st.sampled_from([20, 100])),
    )
    return path, (before + dumped + after).encode()


@st.composite
def of_markdown(draw: DrawFn, files: Files) -> Change:
    """Words, markers, ids and notes: spiced, lost, doubled, split, and a note added rightly."""
    path, text = text_of(draw, files, (".md",))
    before, front, after = split(path, text)
    body = after.removeprefix("---\n")
    sources = loaded(files.get("sources.yml", b"references: []").decode())["references"]
    source = sources[0]["id"] if sources else "nothing"
    for _ in range(draw(st.integers(1, 2))):
        spaces = [index for index, sign in enumerate(body) if sign in " \n"] or [0]
        place, other = draw(st.sampled_from(spaces)), draw(st.sampled_from(spaces))
        match draw(st.integers(0, 7)):
            case 0 | 1:
                body = body[:place] + draw(st.sampled_from(SPICE)) + body[place:]
            case 2:
                body = body[: min(place, other)] + body[max(place, other) :]
            case 3:
                body = f"{body[:place]}\n\n{body[place:]}"
            case 4:
                body = body[:place] + body[place:].replace("\n\n", "\n", 1)
            case 5:
                rest = body[place:].lstrip()
                body = f"{body[:place]}{' ' * draw(st.integers(1, 5))}{rest}"
            case 6:
                body = f"{body}\n[^t77]: A word on the text: {draw(st.sampled_from(SPICE))}\n"
                body = f"{body[:place]}[^t77]{body[place:]}"
            case _:
                body = (
                    f"{body[:place]}[^n77]{body[place:]}\n[^n77]: It *is* [@{source}, p. 1] & so.\n"
                )
    return path, f"{before}{front}---\n{body}".encode()


@st.composite
def of_files(draw: DrawFn, files: Files) -> Change:
    """A file lost, emptied, copied over another or to another name, or of another kind."""
    path, other = draw(st.sampled_from(sorted(files))), draw(st.sampled_from(sorted(files)))
    folder = path.rpartition("/")[0]
    match draw(st.integers(0, 6)):
        case 0:
            return path, None
        case 1:
            return path, draw(st.sampled_from([b"", b"\n", b"---\n---\n", b"\xff\xfe", b"\0" * 9]))
        case 2:
            return other, files[path]
        case 3 | 4:
            names = [
                ".md",
                "i.md",
                "I.md",
                "I-2.md",
                "a b.md",
                "ü.md",
                "x.yml",
                "work.yml",
                "a.txt",
            ]
            names += [
                "-.md",
                "full.md",
                "i-p1.md",
                "x\ny.md",
                "<b>.md",
                "{{x}}.md",
                "i.md~",
                ".hid",
            ]
            return f"{folder}/{draw(st.sampled_from(names))}".lstrip("/"), files[path]
        case 5:
            return path, files[path].replace(b"\n", b"\r\n")
        case _:
            return path, b"\xef\xbb\xbf" + files[path] + draw(st.sampled_from([b"", b"\n\n", b" "]))


LEVELS: Mapping[str, Callable[[Files], SearchStrategy[Change]]] = {
    "bytes": of_bytes,
    "lines": of_lines,
    "yaml": of_yaml,
    "markdown": of_markdown,
    "files": of_files,
}
