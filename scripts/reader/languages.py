"""Languages: the direction of their scripts, and the pieces of a text in another script."""

import re
from collections.abc import Iterator
from functools import lru_cache

from babel import Locale, UnknownLocaleError

HAN = re.compile(
    r"[\u2e80-\u2fdf\u3001-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60]+"
)
HAN_LANGUAGE = "zh-Hans"


def by_language(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of `text`, each with its language (BCP 47) if its script tells.

    Only Chinese is told by its script; the language of other pieces is empty.
    """
    end = 0
    for run in HAN.finditer(text):
        if run.start() > end:
            yield text[end : run.start()], ""
        yield run[0], HAN_LANGUAGE
        end = run.end()
    if end < len(text):
        yield text[end:], ""


@lru_cache(maxsize=2**8)  # languages: a corpus has a few, and asks at every element
def is_right_to_left(language: str) -> bool:
    """Whether a language (BCP 47) is written from right to left."""
    locale = _locale(language)
    return locale is not None and locale.text_direction == "rtl"


@lru_cache(maxsize=2**8)  # languages again, for every record
def language_name(language: str) -> str:
    """The English name of a language (BCP 47); the tag itself if it has none."""
    locale = _locale(language)
    return (locale.get_display_name("en") if locale else "") or language


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def base_language(language: str) -> str:
    """The language without script and region: `zh` of `zh-Hans`."""
    return language.partition("-")[0]
