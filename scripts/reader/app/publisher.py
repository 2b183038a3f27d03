"""What a publisher says in the configuration of the site: `extra.publisher`."""

import re

import click

from reader.cite.record import Publisher
from reader.text import did_you_mean

WEB = r"https://[^\s/]\S*"
MAIL = r"[\w.+-]+@[\w-]+(\.[\w-]+)+"
TEXT = r".*\S.*"

FORMS = {
    "name": ("be text", TEXT),
    "url": ("start with https://", WEB),
    "contact": ("be an e-mail address or start with https://", f"{MAIL}|{WEB}"),
    "editors": ("be a list of names", TEXT),
    "repository": ("start with https://", WEB),
}
"""For each value what a message says that it must be, and its pattern, or that of all in a list."""


def _is_right(name: str, value: object) -> bool:
    values = value if name == "editors" else [value]
    if not isinstance(values, list):
        return False
    return all(isinstance(one, str) and re.fullmatch(FORMS[name][1], one) for one in values)


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
        if not _is_right(name, one):
            raise click.ClickException(f"{key}.{name} must {FORMS[name][0]}, not {one!r}")
    return Publisher(**{**given, "editors": tuple(given.get("editors", ()))})
