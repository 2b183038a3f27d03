"""A cache of formatted citations, which is a file between runs."""

import json
import os
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

Value = Mapping[str, str]


class CitationCache(MutableMapping[str, Value]):
    """Texts by a digest of all that they were made from; the oldest go when there are too many.

    A file that is damaged, or that may not be read or written, is as good as none.
    """

    def __init__(self, path: Path, most: int) -> None:
        """Read the file at `path`; keep no more than `most` values."""
        self.path, self.most = path, most
        self._values = dict(list(_read(path).items())[-most:])
        self._used: set[str] = set()
        self._changed = False

    def __getitem__(self, key: str) -> Value:
        value = self._values[key]
        self._used.add(key)
        return value

    def __setitem__(self, key: str, value: Value) -> None:
        self._values[key] = value
        self._used.add(key)
        self._changed = True
        if len(self._values) > self.most:
            del self[next(iter(self._values))]

    def __delitem__(self, key: str) -> None:
        del self._values[key]
        self._used.discard(key)
        self._changed = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def prune(self) -> None:
        """Delete what nobody has read or set since the file was read."""
        for key in self._values.keys() - self._used:
            del self[key]

    def save(self) -> None:
        """Write the file in one step, if anything changed."""
        if not self._changed:
            return
        with suppress(OSError):
            self.path.parent.mkdir(exist_ok=True)
            handle, name = mkstemp(dir=self.path.parent)
            beside = Path(name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(json.dumps(self._values))
                beside.replace(self.path)
                self._changed = False
            finally:
                beside.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Value]:
    """Return the values in the file at `path`; nothing if it is not one that `save` wrote."""
    try:
        values = json.loads(path.read_text("utf-8"))
        valid = all(isinstance(text, str) for value in values.values() for text in value.values())
    except (OSError, ValueError, RecursionError, AttributeError):
        return {}
    return values if valid else {}
