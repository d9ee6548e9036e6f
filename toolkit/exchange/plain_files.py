"""Plain files with a list of their checksums: written to a zip or a folder, and read within limits."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any

from toolkit.domain.texts.zip_members import BROKEN, is_locked, leads_elsewhere, standing_twice, unpacked
from toolkit.errors import BadFile
from toolkit.messages import N_

LIST = "manifest.json"
MOST_FILES = 100_000
MOST_BYTES = 4_000_000_000  # of all files together, unpacked
MOST_OF_ONE = 500_000_000
MOST_RATIO = 200
_CLUTTER = ("__MACOSX/", "Thumbs.db", "desktop.ini")
Put = Callable[[str, bytes], None]
Files = Iterable[tuple[str, bytes]]
Facts = Callable[[], Mapping[str, Any]]  # asked for when all files are written
AGAIN = N_("Fetch the file again from where it came, or write it anew: spegla export project FILE.zip")


@dataclass(frozen=True, slots=True)
class Archive:
    """Plain files by path, each with what `read` gives; `facts` are what their list says beside their checksums."""

    name: str
    paths: frozenset[str]
    facts: Mapping[str, Any]
    sums: Mapping[str, str]
    fetch: Callable[[str], bytes]

    def read(self, path: str) -> bytes:
        """The bytes of a file; BadFile when they are not those that the list was made of."""
        data = self.fetch(path)
        if hashlib.sha256(data).hexdigest() != self.sums[path]:
            raise _changed(self.name, path)
        return data


def to_zip(stream: IO[bytes], files: Files, facts: Facts) -> int:
    """Write the files, then their list with what `facts` says at the end, to a zip; give how many."""
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        return _write(container.writestr, files, facts)


def to_folder(folder: Path, files: Files, facts: Facts) -> int:
    """Write the files and their list into a folder of one's own; give how many."""

    def put(path: str, data: bytes) -> None:
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)

    return _write(put, files, facts)


def _write(put: Put, files: Files, facts: Facts) -> int:
    sums: dict[str, str] = {}
    for path, data in files:
        put(path, data)
        sums[path] = hashlib.sha256(data).hexdigest()
    told = {**facts(), "files": sums}
    put(LIST, (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode())
    return len(sums) + 1


def stamp(now: datetime) -> str:
    """A moment as the list of files says it."""
    return now.astimezone(UTC).isoformat(timespec="seconds")


def opened(place: Path) -> Archive:
    """The files in a folder or a zip, by their list; BadFile when they are not what the list says, or not ours."""
    return _of_folder(place) if place.is_dir() else _of_zip(place)


def _of_folder(folder: Path) -> Archive:
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise _suspicious(folder.name)
        if path.is_file() and not _is_clutter(path.relative_to(folder).as_posix()):
            found[path.relative_to(folder).as_posix()] = path
    if len(found) > MOST_FILES:
        raise _too_large(folder.name)

    def fetch(path: str) -> bytes:
        try:
            if found[path].stat().st_size > MOST_OF_ONE:
                raise _too_large(folder.name)
            return found[path].read_bytes()
        except OSError:
            raise _damaged(folder.name) from None

    return _listed(folder.name, found, fetch)


def _of_zip(place: Path) -> Archive:
    try:
        container = zipfile.ZipFile(place)
    except FileNotFoundError:
        raise BadFile(
            N_("{file}: there is no such file."), hint=N_("Check the name and the folder."), file=place.name
        ) from None
    except BROKEN:
        raise _damaged(place.name) from None
    members = [one for one in container.infolist() if not one.is_dir() and not _is_clutter(one.filename)]
    _check_members(members, place.name)
    above = _above([one.filename for one in members])
    found = {one.filename.removeprefix(above): one for one in members}

    def fetch(path: str) -> bytes:
        try:
            with container.open(found[path]) as stream:
                refusal = partial(_too_large, place.name)
                return unpacked(stream, found[path], most=MOST_OF_ONE, ratio=MOST_RATIO, refusal=refusal)
        except BROKEN:
            raise _damaged(place.name) from None

    return _listed(place.name, found, fetch)


def _above(names: Sequence[str]) -> str:
    """The folder in which all lies, when a computer packed the folder and not what is in it."""
    lists = [name for name in names if name.rpartition("/")[2] == LIST]
    above = min(lists, key=len).removesuffix(LIST) if lists else ""
    return above if all(name.startswith(above) for name in names) else ""


def _check_members(members: Sequence[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MOST_FILES or sum(one.file_size for one in members) > MOST_BYTES:
        raise _too_large(name)
    if standing_twice(one.filename for one in members) or any(
        leads_elsewhere(one) or is_locked(one) for one in members
    ):
        raise _suspicious(name)


def _listed(name: str, found: Mapping[str, object], fetch: Callable[[str], bytes]) -> Archive:
    if LIST not in found:
        raise BadFile(
            N_("{file} is no project written as plain files: it holds no {list}."),
            hint=N_("Choose what spegla export project has written."),
            file=name,
            list=LIST,
        )
    facts = _facts(fetch(LIST), name)
    sums = facts.pop("files", None)
    if not isinstance(sums, dict) or not all(isinstance(one, str) for one in sums.values()):
        raise _damaged(name)
    missing, more = sorted(sums.keys() - found.keys()), sorted(found.keys() - sums.keys() - {LIST})
    if missing:
        raise BadFile(N_("{file} lacks files that its list names: {n}."), hint=AGAIN, file=name, n=len(missing))
    if more:
        raise BadFile(
            N_("{file} holds files that its list does not name: {n}."),
            hint=N_("Take them out, and try again."),
            file=name,
            n=len(more),
        )
    return Archive(name, frozenset(sums), facts, sums, fetch)


def _facts(data: bytes, name: str) -> dict[str, Any]:
    try:
        facts = json.loads(data.decode())
    except (ValueError, RecursionError):
        facts = None
    if not isinstance(facts, dict):
        raise _damaged(name)
    return facts


def _is_clutter(path: str) -> bool:
    last = path.rpartition("/")[2]
    return path.startswith(_CLUTTER[0]) or last in _CLUTTER or last.startswith("._") or last == ".DS_Store"


def _damaged(name: str) -> BadFile:
    return BadFile(N_("{file} is damaged, or not a project written as plain files."), hint=AGAIN, file=name)


def _too_large(name: str) -> BadFile:
    return BadFile(
        N_("{file} is refused: unpacked, it is far larger than a project can be."),
        hint=N_("Choose what spegla export project has written."),
        file=name,
    )


def _suspicious(name: str) -> BadFile:
    return BadFile(
        N_("{file} is refused: files in it have names, or are of kinds, that Spegla never writes."),
        hint=N_("Choose what spegla export project has written."),
        file=name,
    )


def _changed(name: str, path: str) -> BadFile:
    return BadFile(
        N_("{file}: {path} is not as it was written."),
        hint=N_("Read the project back first, and change it there."),
        file=name,
        path=path,
    )
