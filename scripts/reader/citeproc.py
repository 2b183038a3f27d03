"""The bibliography, formatted by Pandoc's citeproc: a process at the rim."""

import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pypandoc
from markupsafe import Markup

from reader.markup import tongues_in
from reader.model import Bibliography

ENTRY = re.compile(r'<div id="ref-([^"]+)" class="csl-entry"[^>]*>\s*(.*?)\s*</div>', re.DOTALL)
EVERYTHING = '---\nnocite: "@*"\nlang: en-US\n---\n'


def formatted(bibliography: Bibliography) -> dict[str, Markup]:
    """Every source as an entry in Chicago author-date style, by id, in the order of the list.

    Pandoc has the style (Chicago Manual of Style, 18th edition) built in.
    """
    if not bibliography.sources:
        return {}
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sources.json"
        file.write_text(json.dumps([dict(source.csl) for source in bibliography.sources]), "utf-8")
        html = pypandoc.convert_text(
            EVERYTHING,
            to="html",
            format="markdown",
            extra_args=["--citeproc", f"--bibliography={file}", "--wrap=none", "--quiet"],
        )
    return {id: tongues_in(entry) for id, entry in ENTRY.findall(html)}
