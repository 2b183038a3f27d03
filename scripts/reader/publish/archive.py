"""Archives of editions: tar.gz files that hold nothing but files in one folder.

The same files make the same bytes, whenever and by whomever they are packed, as long as zlib
compresses them in the same way.
"""

import gzip
import io
import tarfile
import zlib
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
        for member in opened:
            data = opened.extractfile(member) if member.type == tarfile.REGTYPE else None
            if data is None or not _is_in(folder, member.name):
                raise ValueError(f"must contain only files in {folder}/, not '{member.name}'")
            yield member.name, data.read()
    except (tarfile.TarError, EOFError) as error:
        raise ValueError(f"must be a tar file: {error}") from error


def _is_in(folder: str, path: str) -> bool:
    top, *names = path.split("/")
    return top == folder and bool(names) and not {"", ".", ".."} & set(names) and "\\" not in path
