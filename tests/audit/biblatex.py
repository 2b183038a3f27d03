"""Prints every BibTeX entry of built sites with biblatex and with BibTeX, as authors of papers do.

    python tests/audit/biblatex.py SITE ...

Fails if a program complains, an entry is missing from a list, or one has a label of pages, chapters
or languages that is not meant.
"""

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from pybtex.database import parse_string

BIBLATEX = ("authoryear", "apa", "mla", "chicago-authordate")
BIBTEX = ("plain", "abbrv")
FALSE = re.compile(r"\bpp?\. |\[in |\bchap\.|\bno\. |\.\.|,,|\. ,|\b(number|chapter|pages?) [IVX]")
"""What a list must not have: a false label, or two marks where one is meant."""

DOCUMENT = r"""\documentclass{article}
\usepackage[english]{babel}
\usepackage{csquotes}
\usepackage[style=%s,backend=biber]{biblatex}
\addbibresource{entries.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""


def entries(sites: list[Path]) -> dict[str, str]:
    """Every entry by its key: one key, one entry, whichever file it is in."""
    found: dict[str, str] = {}
    for path in sorted(path for site in sites for path in site.rglob("*.bib")):
        for entry in re.split(r"\n(?=@)", path.read_text("utf-8")):
            (key,) = re.findall(r"^@\w+\{([^,]+),", entry)
            if found.setdefault(key, entry).strip() != entry.strip():
                sys.exit(f"{path}: {key} must be the key of only one entry")
    return found


def run(folder: Path, *command: str) -> str:
    """Run a program that may end with a status of its own; return what it printed."""
    options = {"cwd": folder, "capture_output": True, "check": False}
    result = subprocess.run(command, **options)  # type: ignore[call-overload]
    return str(result.stdout.decode("utf-8", "replace"))


def printed(style: str, text: str) -> tuple[str, list[str]]:
    """A list in a style of biblatex, on one line, and what biber complained of."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "entries.bib").write_text(text, "utf-8")
        (folder / "list.tex").write_text(DOCUMENT % style, "utf-8")
        latex = ("lualatex", "-interaction=nonstopmode", "list.tex")
        run(folder, *latex)
        said = run(folder, "biber", "list")
        run(folder, *latex)
        words = run(folder, "pdftotext", "-raw", "list.pdf", "-")
    complaints = re.findall(r"^(?:WARN|ERROR) - .*", said, re.M)
    return re.sub(r"-\n|\s+", lambda gap: "" if gap[0] == "-\n" else " ", words), complaints


def complaints_of_bibtex(style: str, text: str) -> list[str]:
    """What BibTeX complains of, but for dates that nobody knows."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "entries.bib").write_text(text, "utf-8")
        commands = r"\citation{*}" + "\n" + rf"\bibstyle{{{style}}}" + "\n" + r"\bibdata{entries}"
        (folder / "list.aux").write_text(f"{commands}\n", "utf-8")
        said = run(folder, "bibtex", "list")
    warnings = re.findall(r"^(?:Warning--|I was expecting|.*error message).*", said, re.M)
    dated = parse_string(text, "bibtex").entries
    return [
        warning
        for warning in warnings
        if not (match := re.match(r"Warning--(?:empty year|to sort).* in (\S+)", warning))
        or "year" in dated[match[1]].fields
    ]


def letters(text: str) -> str:
    """The letters and digits of Latin script in a text: hyphens at the ends of lines are lost."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


def main(*sites: str) -> None:
    found = entries([Path(site) for site in sites])
    text = "\n\n".join(found.values())
    titles = {
        key: entry.fields["title"] for key, entry in parse_string(text, "bibtex").entries.items()
    }
    wrong = []
    with ThreadPoolExecutor(2) as pool:
        for style, (words, said) in zip(
            BIBLATEX, pool.map(lambda style: printed(style, text), BIBLATEX), strict=True
        ):
            wrong += [f"{style}: {complaint}" for complaint in said]
            wrong += [
                f"{style}: {words[max(0, m.start() - 60) : m.end() + 20]}"
                for m in FALSE.finditer(words)
            ]
            for key, title in titles.items():
                if title.isascii() and letters(title) not in letters(words):
                    wrong.append(f"{style}: {key} is missing")
    for style in BIBTEX:
        wrong += [f"{style}: {complaint}" for complaint in complaints_of_bibtex(style, text)]
    print(*wrong, sep="\n", end="\n" if wrong else "")
    print(f"biblatex and BibTeX: {len(found)} entries in {len(BIBLATEX) + len(BIBTEX)} styles")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main(*sys.argv[1:])
