"""Names of persons and institutions, as CSL has them (csl-data.json 1.0.2, `name-variable`)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from reader.languages import HAN


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name, which has a `family` name and mostly a `given` one, or an institution's,
    which is `literal`.

    With `static_ordering` the family name comes first wherever the name is not inverted anyway.
    `original` is the name in its own script, `capacity` the office in which its bearer acts here.
    """

    family: str = ""
    given: str = ""
    literal: str = ""
    dropping_particle: str = ""
    non_dropping_particle: str = ""
    suffix: str = ""
    static_ordering: bool = False
    original: str = ""
    capacity: str = ""

    @property
    def full(self) -> str:
        """The name as it is usually written: Xi Jinping, Ursula von der Leyen."""
        if self.literal:
            return self.literal
        if self.is_han:
            return f"{self.family}{self.given}"
        family = _joined(self.dropping_particle, self.non_dropping_particle, self.family)
        parts = (family, self.given) if self.static_ordering else (self.given, family)
        return _joined(*parts, self.suffix)

    @property
    def inverted(self) -> str:
        """The name as lists are sorted by it: Xi, Jinping; that of an institution as it is."""
        if self.literal:
            return self.literal
        if not self.forenames:
            return _joined(self.surname, self.suffix)
        parts = (self.surname, self.forenames, self.suffix)
        return ", ".join(filter(None, parts))

    @property
    def surname(self) -> str:
        """The family name with the particle by which it is sorted."""
        return _joined(self.non_dropping_particle, self.family)

    @property
    def forenames(self) -> str:
        """The given name with the particle that stays with it when a name is inverted."""
        return _joined(self.given, self.dropping_particle)

    @property
    def is_han(self) -> bool:
        """Whether a person's name is in Chinese characters, between which is no space."""
        return not self.literal and bool(HAN.match(self.family))

    @property
    def csl(self) -> dict[str, str]:
        """The name as a name variable of CSL-JSON."""
        parts = {
            "family": self.family,
            "given": self.given,
            "literal": self.literal,
            "dropping-particle": self.dropping_particle,
            "non-dropping-particle": self.non_dropping_particle,
            "suffix": self.suffix,
        }
        return {key: value for key, value in parts.items() if value}


Names = tuple[Name, ...]


def read_name(value: Mapping[str, Any]) -> Name:
    """Return the name in a mapping with the keys of CSL; what is not text counts as missing."""
    texts = {key: item.strip() for key, item in value.items() if isinstance(item, str)}
    return Name(
        family=texts.get("family", ""),
        given=texts.get("given", ""),
        literal=texts.get("literal", ""),
        dropping_particle=texts.get("dropping-particle", ""),
        non_dropping_particle=texts.get("non-dropping-particle", ""),
        suffix=texts.get("suffix", ""),
        static_ordering=value.get("static-ordering") is True,
        original=texts.get("original", ""),
        capacity=texts.get("capacity", ""),
    )


def listed(names: Iterable[Name]) -> str:
    """Return the full names in a sentence: A; A and B; A, B and C."""
    *before, last = [name.full for name in names] or [""]
    return f"{', '.join(before)} and {last}" if before else last


def _joined(*parts: str) -> str:
    """Join what is not empty with spaces, but for a particle that ends in an apostrophe."""
    return " ".join(filter(None, parts)).replace("’ ", "’").replace("' ", "'")
