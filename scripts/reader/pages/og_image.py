"""The picture that previews of a link show (Open Graph): one for each work.

Typst sets it, from the template beside this module: it shapes every script, puts it in its order
and breaks its lines. The fonts come with packages, so that none has to be on the machine.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import typst

TEMPLATE = Path(__file__).with_suffix(".typ")

FONT_PACKAGES = ("fontpkg_source_serif_4", "manimgx_fonts", "manimgx_fonts_cjk")
"""The last, for Chinese, Japanese and Korean, is large and need not be installed."""

SERIF = ("Source Serif 4", "Libertinus Serif")
CJK_FACES = {"ja": "JP", "ko": "KR", "yue": "HK", "HK": "HK", "MO": "HK", "TW": "TC", "Hant": "TC"}
"""The face of Noto Sans CJK for a subtag of a language; for all others it is SC."""

CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")

Line = dict[str, str | list[str]]


def og_image(title: str, details: Iterable[str], site: str, language: str) -> bytes:
    """A PNG of 1200 by 630 with a title, details, which commas separate, and the name of the site.

    The `language` (BCP 47) is that of the title. A line with a character that is in no font is
    left out.
    """
    isolated = ", ".join(f"\u2068{one}\u2069" for one in details)
    texts = {"title": title, "details": isolated, "site": site}
    drawn = {name: text for name, text in texts.items() if can_draw(text, language)}
    return _typeset({name: _line(text, language) for name, text in drawn.items()}, "png")


@lru_cache(maxsize=2**10)  # lines: the name of the site is on every picture
def can_draw(text: str, language: str) -> bool:
    """Whether the fonts have every character of a text; Typst's export of PDF/A allows no other."""
    try:
        _typeset({"title": _line(text, language)}, "pdf")
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


def _line(text: str, language: str) -> Line:
    """A line with all fonts, those that it should be in first."""
    subtags = language.split("-")
    cjk = "Noto Sans CJK " + next((CJK_FACES[one] for one in CJK_FACES if one in subtags), "SC")
    first = [cjk, *SERIF] if CJK.search(text) else [*SERIF, cjk]
    others = [name for name in _fonts().families() if name.startswith("Noto ") and name != cjk]
    return {
        "text": text,
        "language": subtags[0],
        "direction": "rtl" if _is_right_to_left(text) else "ltr",
        "fonts": first + others,
    }


def _is_right_to_left(text: str) -> bool:
    """Whether the first letter is one of a script that is written from right to left."""
    classes = (unicodedata.bidirectional(sign) for sign in text)
    return next((one for one in classes if one in ("L", "R", "AL")), "L") != "L"


def _typeset(lines: Mapping[str, Line], format: Literal["png", "pdf"]) -> bytes:
    compiler = typst.Compiler(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"lines": json.dumps(lines)},
    )
    made = compiler.compile(
        format=format, ppi=72, pdf_standards=["a-2b"] if format == "pdf" else []
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    specs = [spec for name in FONT_PACKAGES if (spec := find_spec(name))]
    folders = [folder for spec in specs for folder in spec.submodule_search_locations or ()]
    return typst.Fonts(include_system_fonts=False, font_paths=folders)
