"""A mapping whose values are made when they are first asked for."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

Value = TypeVar("Value")


class Lazy(Mapping[str, Value]):
    """Each value is made once, by what is given for its key."""

    def __init__(self, makers: Mapping[str, Callable[[], Value]]) -> None:
        self.makers = makers
        self.made: dict[str, Value] = {}

    def __getitem__(self, key: str) -> Value:
        if key not in self.made:
            self.made[key] = self.makers[key]()
        return self.made[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.makers)

    def __len__(self) -> int:
        return len(self.makers)
