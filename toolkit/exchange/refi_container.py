"""A .qdpx file as a container: one project description and texts, read within limits."""

from __future__ import annotations

import io
import re
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import IO

from toolkit.errors import BadFile
from toolkit.messages import N_

MAX_MEMBERS = 100_000
MAX_PROJECT = 1_000_000_000  # bytes, unpacked
MAX_TEXT = 100_000_000
MAX_ALL = 2_000_000_000
MAX_RATIO = 300  # a project of 120,000 codings packs to a twentieth
_FREE_OF_RATIO = 1_000_000
_MAX_DIRECTORY = 20_000_000  # bytes of the zip's table of contents
_CHUNK = 1 << 20
_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"
_DRIVE = re.compile(r"^[A-Za-z]:")
# RuntimeError, NotImplementedError: how zipfile refuses encryption and unknown compression
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


@dataclass(slots=True)
class Container:
    """A checked container: the one project description, and texts found by the last part of their names."""

    name: str
    _zip: zipfile.ZipFile
    _entry: zipfile.ZipInfo
    _sources: dict[str, zipfile.ZipInfo]
    _used: set[str] = field(default_factory=set)
    _read: int = 0

    def project(self) -> bytes:
        """The project description."""
        return self._bytes(self._entry, MAX_PROJECT)

    def text(self, path: str) -> bytes | None:
        """The bytes of the text that `path` points to by its last part; None when the file has none."""
        info = self._sources.get(_key(path))
        if info is None:
            return None
        self.touch(path)
        return self._bytes(info, MAX_TEXT)

    def touch(self, path: str) -> None:
        """Remember that something refers to `path`."""
        self._used.add(_key(path))

    def unused(self) -> int:
        """How many files inside nothing referred to."""
        return len(self._sources.keys() - self._used)

    def _bytes(self, info: zipfile.ZipInfo, limit: int) -> bytes:
        try:
            with self._zip.open(info) as stream:
                data = _limited(stream, info, min(limit, MAX_ALL - self._read), self.name)
        except _BROKEN as error:
            raise damaged(self.name) from error
        self._read += len(data)
        return data


def open_container(data: bytes, name: str) -> Container:
    """Check the container of the file called `name`; raise BadFile when it is none, locked, damaged or suspicious."""
    if not data.startswith(b"PK\x03\x04"):
        raise foreign(name)
    _check_directory(data, name)
    try:
        packed = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise damaged(name) from error
    members = packed.infolist()
    _check_members(members, name)
    return Container(name, packed, _project_entry(members, name), _sources(members))


def _limited(stream: IO[bytes], info: zipfile.ZipInfo, limit: int, name: str) -> bytes:
    chunks, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        # counted while reading: the sizes that the header tells can be lies
        if size > limit or (size > _FREE_OF_RATIO and size > MAX_RATIO * max(1, info.compress_size)):
            raise too_large(name)
        chunks.append(chunk)
    return b"".join(chunks)


def _check_directory(data: bytes, name: str) -> None:
    """Refuse a table of contents so long that only reading it would take seconds."""
    end = data.rfind(_END)
    if end < 0 or len(data) < end + 22:
        raise damaged(name)
    if int.from_bytes(data[end + 12 : end + 16], "little") > _MAX_DIRECTORY or _END64 in data[max(0, end - 20) : end]:
        raise too_large(name)


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise too_large(name)
    if any(info.flag_bits & 1 for info in members):
        raise BadFile(
            N_("{name} is protected by a password."),
            hint=N_("Export the project again without a password."),
            name=name,
        )
    counted = Counter(unicodedata.normalize("NFC", info.orig_filename).casefold() for info in members)
    odd = next((info for info in members if _suspicious(info)), None)
    twice = next((path for path, count in counted.items() if count > 1), None)
    if odd or twice:
        raise BadFile(
            N_("{name} is refused: it holds “{entry}” twice, or under a name that leads outside of it."),
            hint=N_("Export the project again from the program it came from."),
            name=name,
            entry=_shown(odd.orig_filename if odd else twice or ""),
        )


def _suspicious(info: zipfile.ZipInfo) -> bool:
    path = info.orig_filename.replace("\\", "/")
    odd = path.startswith("/") or ".." in path.split("/") or "\x00" in path or bool(_DRIVE.match(path))
    return odd or stat.S_ISLNK(info.external_attr >> 16)


def _shown(path: str) -> str:
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in path)[:80]


def _project_entry(members: list[zipfile.ZipInfo], name: str) -> zipfile.ZipInfo:
    found = [info for info in members if "/" not in info.filename and info.filename.lower().endswith(".qde")]
    if len(found) == 1:
        return found[0]
    if not found:
        raise BadFile(
            N_("{name} is no exchanged project: it holds no project description (project.qde)."),
            hint=N_("Export it again as a REFI-QDA project (.qdpx)."),
            name=name,
        )
    raise BadFile(
        N_("{name} is refused: it holds several project descriptions ({entries})."),
        hint=N_("Export the project again from the program it came from."),
        name=name,
        entries=", ".join(_shown(info.filename) for info in found[:5]),
    )


def _sources(members: list[zipfile.ZipInfo]) -> dict[str, zipfile.ZipInfo]:
    """Files of the folder `sources`, in any case, by the folded last part of their names; hidden ones are none."""
    found: dict[str, zipfile.ZipInfo] = {}
    for info in members:
        folder, _, last = info.orig_filename.replace("\\", "/").rpartition("/")
        if last and not last.startswith(".") and folder.rpartition("/")[2].lower() == "sources":
            found.setdefault(_key(last), info)
    return found


def _key(path: str) -> str:
    return unicodedata.normalize("NFC", re.split(r"[/\\]", path)[-1]).casefold()


def foreign(name: str) -> BadFile:
    """That a file is neither an exchanged project nor a codebook."""
    return BadFile(
        N_("{name} is neither an exchanged project (.qdpx) nor a codebook (.qdc), whatever its name says."),
        hint=N_("Export it again as a REFI-QDA project or codebook."),
        name=name,
    )


def damaged(name: str) -> BadFile:
    """That a file cannot be read to its end."""
    return BadFile(
        N_("{name} is damaged and cannot be read."),
        hint=N_("Export it again from the program it came from; the file may have been cut off on its way."),
        name=name,
    )


def too_large(name: str) -> BadFile:
    """That a file is larger, unpacked, than a project of texts can be."""
    return BadFile(
        N_("{name} is refused: unpacked, it is far larger than a project of texts can be."),
        hint=N_("Export the project again without sound, films and pictures."),
        name=name,
    )
