"""What a publisher says in the configuration of the site: `extra.publisher`."""

import re
from collections.abc import Callable

import click

from reader.cite.record import Publisher
from reader.text import did_you_mean

Test = Callable[[object], bool]

WEB = r"https://[^\s/]\S*"
MAIL = r"[\w.+-]+@[\w-]+(\.[\w-]+)+"


def _like(pattern: str) -> Test:
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value))


def _list_of(test: Test) -> Test:
    return lambda value: isinstance(value, list) and all(map(test, value))


FORMS: dict[str, tuple[str, Test]] = {
    "name": ("be text", _like(r".*\S.*")),
    "url": ("start with https://", _like(WEB)),
    "contact": ("be an e-mail address or start with https://", _like(f"{MAIL}|{WEB}")),
    "editors": ("be a list of names", _list_of(_like(r".*\S.*"))),
    "repository": ("start with https://", _like(WEB)),
}
"""For each value what a message says that it must be, and whether it is."""


def read_publisher(value: object, key: str) -> Publisher:
    """Return the publisher in a mapping of the configuration; what is empty has not been said.

    Raise `ClickException` with a message that starts with `key` if something in it is wrong.
    """
    if not isinstance(value, dict):
        raise click.ClickException(f"{key} must have {', '.join(FORMS)}, not {value!r}")
    given = {name: one for name, one in value.items() if one not in (None, "", [])}
    for name, one in given.items():
        if name not in FORMS:
            advice = did_you_mean(str(name), FORMS)
            raise click.ClickException(f"{key}.{name} must be left out{advice}")
        must, is_right = FORMS[name]
        if not is_right(one):
            raise click.ClickException(f"{key}.{name} must {must}, not {one!r}")
    return Publisher(**{**given, "editors": tuple(given.get("editors", ()))})
