"""What was formatted before, kept in a file between runs."""

import json
import os
from collections.abc import Iterator, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp

Value = Mapping[str, str]


class CitationCache(MutableMapping[str, Value]):
    """Texts by a digest of all that they were made from; the oldest go when there are too many.

    A file that is damaged, or that nobody may read or write, is as good as none: what was in it is
    made anew.
    """

    def __init__(self, path: Path, most: int) -> None:
        """Read the file at `path`; hold no more than `most` values."""
        self.path, self.most = path, most
        self._held = dict(list(_read(path).items())[-most:])
        self._used: set[str] = set()
        self._changed = False

    def __getitem__(self, key: str) -> Value:
        value = self._held[key]
        self._used.add(key)
        return value

    def __setitem__(self, key: str, value: Value) -> None:
        self._held[key] = value
        self._used.add(key)
        self._changed = True
        if len(self._held) > self.most:
            del self[next(iter(self._held))]

    def __delitem__(self, key: str) -> None:
        del self._held[key]
        self._used.discard(key)
        self._changed = True

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def prune(self) -> None:
        """Forget what nobody asked for or put there since the file was read."""
        for key in self._held.keys() - self._used:
            del self[key]

    def save(self) -> None:
        """Put what is held into the file in one step, if it changed."""
        if not self._changed:
            return
        with suppress(OSError):
            self.path.parent.mkdir(exist_ok=True)
            handle, name = mkstemp(dir=self.path.parent)
            beside = Path(name)
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    file.write(json.dumps(self._held))
                beside.replace(self.path)
                self._changed = False
            finally:
                beside.unlink(missing_ok=True)


def _read(path: Path) -> dict[str, Value]:
    """Return what the file at `path` holds; nothing if it is not what `save` wrote."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if _is_ours(found) else {}


def _is_ours(found: object) -> bool:
    return isinstance(found, dict) and all(
        isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
        for value in found.values()
    )
