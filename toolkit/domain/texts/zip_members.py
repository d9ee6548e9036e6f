"""Files inside zip files: which names lead elsewhere, which stand twice, and how far each may be unpacked."""

from __future__ import annotations

import re
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterable
from typing import IO

# RuntimeError, NotImplementedError: how zipfile refuses encryption and unknown compression
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)
ENDLESS = 1 << 62  # what is told of a table of contents whose length is not told
_FREE_OF_RATIO = 1_000_000
_CHUNK = 1 << 20
_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"
_END_SIZE = 22
_DRIVE = re.compile(r"^[A-Za-z]:")


def unpacked(
    stream: IO[bytes], info: zipfile.ZipInfo, *, most: int, ratio: int, refusal: Callable[[], Exception]
) -> bytes:
    """The bytes of a member; `refusal` is raised when they are more than `most`, or than `ratio` times the packed."""
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        # counted while reading: the sizes that the header tells can be lies
        if size > most or (size > _FREE_OF_RATIO and size > ratio * max(1, info.compress_size)):
            raise refusal()
        chunks.append(chunk)
    return b"".join(chunks)


def contents_size(data: bytes) -> int | None:
    """How long the table of contents says it is, for reading a long one takes seconds; None when there is none."""
    plain_end = data[-_END_SIZE:].startswith(_END) and data.endswith(b"\x00\x00")
    end = len(data) - _END_SIZE if plain_end else data.rfind(_END)
    if end < 0 or len(data) < end + _END_SIZE:
        return None
    if _END64 in data[max(0, end - 20) : end]:
        return ENDLESS
    return int.from_bytes(data[end + 12 : end + 16], "little")


def leads_elsewhere(info: zipfile.ZipInfo, *, of_windows: bool = False) -> bool:
    """Whether a member is a link, or has a path out of its folder; `of_windows` lets \\ part folders and : stand."""
    path = info.orig_filename.replace("\\", "/") if of_windows else info.orig_filename
    odd = path.startswith("/") or ".." in path.split("/") or "\x00" in path
    foreign = bool(_DRIVE.match(path)) if of_windows else any(sign in path for sign in "\\:")
    return odd or foreign or stat.S_ISLNK(info.external_attr >> 16)


def is_locked(info: zipfile.ZipInfo) -> bool:
    """Whether a member is protected by a password."""
    return bool(info.flag_bits & 1)


def standing_twice(paths: Iterable[str]) -> str | None:
    """The first path that some computers take for the same as another; None when there is none."""
    counted = Counter(unicodedata.normalize("NFC", path).casefold() for path in paths)
    return next((path for path, count in counted.items() if count > 1), None)
