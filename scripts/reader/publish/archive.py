"""Archives of editions: tar files that hold nothing but files in one folder.

The same files make the same bytes, whenever and by whomever they are packed. They are not
compressed, since the bytes would depend on the library that did it.
"""

import io
import tarfile
from collections.abc import Iterable, Iterator
from datetime import datetime


def packed(files: Iterable[tuple[str, bytes]], folder: str, date: str) -> bytes:
    """Return an archive of files, each a path and its bytes, in `folder`; its time is a date."""
    time = int(datetime.fromisoformat(f"{date}T00:00:00+00:00").timestamp())
    made = io.BytesIO()
    with tarfile.TarFile(fileobj=made, mode="w") as archive:
        for name, data in sorted(files):
            member = tarfile.TarInfo(f"{folder}/{name}")
            member.size, member.mtime = len(data), time
            archive.addfile(member, io.BytesIO(data))
    return made.getvalue()


def unpacked(archive: bytes, folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive, each a path in `folder` and its bytes.

    Raise `ValueError` where it is no archive, and at anything but a file in `folder`: a link, a
    device, a path that leads elsewhere.
    """
    try:
        opened = tarfile.TarFile(fileobj=io.BytesIO(archive))
        names: set[str] = set()
        for member in opened:
            data = opened.extractfile(member) if member.type == tarfile.REGTYPE else None
            if data is None or not _is_in(folder, member.name) or "size" in member.pax_headers:
                raise ValueError(f"must contain only files in {folder}/, not {member.name!r}")
            name = member.name.casefold()
            if name in names:
                raise ValueError(f"must contain each file once, and {member.name!r} twice")
            names.add(name)
            yield member.name, data.read()
        if not names:
            raise ValueError("must contain files")
    except (tarfile.TarError, EOFError, OverflowError) as error:
        raise ValueError(f"must be a tar file: {error}") from error


def _is_in(folder: str, path: str) -> bool:
    top, *names = path.split("/")
    plain = path.isprintable() and not {"\\", ":"} & set(path)
    return plain and top == folder and bool(names) and not {"", ".", ".."} & set(names)
