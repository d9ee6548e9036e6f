"""A .qdpx file as a container: one project description and texts, read within limits."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass, field
from functools import partial

from toolkit.domain.texts.zip_members import BROKEN, contents_size, is_locked, leads_elsewhere, standing_twice, unpacked
from toolkit.errors import BadFile
from toolkit.messages import N_

MAX_MEMBERS = 100_000
MAX_PROJECT = 1_000_000_000  # bytes, unpacked
MAX_TEXT = 100_000_000
MAX_ALL = 2_000_000_000
MAX_RATIO = 300  # a project of 120,000 codings packs to a twentieth
_MAX_DIRECTORY = 20_000_000  # bytes of the zip's table of contents


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
                most, refusal = min(limit, MAX_ALL - self._read), partial(too_large, self.name)
                data = unpacked(stream, info, most=most, ratio=MAX_RATIO, refusal=refusal)
        except BROKEN as error:
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
    except BROKEN as error:
        raise damaged(name) from error
    members = packed.infolist()
    _check_members(members, name)
    return Container(name, packed, _project_entry(members, name), _sources(members))


def _check_directory(data: bytes, name: str) -> None:
    """Refuse a table of contents so long that only reading it would take seconds."""
    size = contents_size(data)
    if size is None:
        raise damaged(name)
    if size > _MAX_DIRECTORY:
        raise too_large(name)


def _check_members(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise too_large(name)
    if any(map(is_locked, members)):
        raise BadFile(
            N_("{name} is protected by a password."),
            hint=N_("Export the project again without a password."),
            name=name,
        )
    odd = next((info for info in members if leads_elsewhere(info, of_windows=True)), None)
    twice = standing_twice(info.orig_filename for info in members)
    if odd or twice:
        raise BadFile(
            N_("{name} is refused: it holds “{entry}” twice, or under a name that leads outside of it."),
            hint=N_("Export the project again from the program it came from."),
            name=name,
            entry=_shown(odd.orig_filename if odd else twice or ""),
        )


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
