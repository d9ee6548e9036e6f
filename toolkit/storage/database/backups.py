"""Backups: folders that each hold a whole copy of the database, made through SQLite, the plain files, and their sums.

Nobody opens or copies the database file itself: closing any handle on it would drop this process's locks. A backup is
made under another name and renamed when all of it is on the disk.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import chain, count
from pathlib import Path, PurePosixPath

from toolkit.errors import BadFile, NotSaved, SpeglaError
from toolkit.messages import N_
from toolkit.storage.database.engines import connect, probe
from toolkit.storage.database.faults import busy, damaged, disk, edge
from toolkit.storage.database.lock import brief_hold
from toolkit.storage.database.synced import flushed, sync_file, sync_folder

FOLDER, MANIFEST, DATABASE = "backups", "manifest.json", "project.db"
PLAIN = ("*.toml", "interviews/respondents.csv", "interviews/guides/*", "coding_schemes/*", "templates/*")
COUNTED = (  # what people made
    *("source", "coding", "verdict", "memo", "theme_decision", "claim", "settlement", "identifier_decision"),
    *("stance", "quote", "partner", "tie", "pack", "session", "response", "answer", "commitment", "obstacle"),
    *("factor_link", "assignment", "source_revision", "gate_answer", "consent_text"),
)
KEYS = {  # what tells rows apart, where that is no id
    "identifier_decision": "digest",
    "source": "name",
    "assignment": "source_id || ' ' || coder",
    "source_revision": "source_id || ' ' || number",
    "gate_answer": "finding || ' ' || audience",
    "consent_text": "version",
}
ONLY = {"quote": " WHERE NOT machine"}  # a draft enters quotes, too
HAND = "hand"
KEPT = 10  # of those that the program made by itself
LARGEST = 100 * 1024 * 1024  # of a plain file
PATIENCE = 120.0  # seconds for another backup that is being made
_PART, _HELD, _MARGIN = ".part", ".held", 16 * 1024 * 1024
_FORMAT = "spegla-backup"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself; `files` are the sums of its files by their path in it."""

    at: datetime
    why: str
    counts: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


def make(database: Path, why: str, *, now: datetime, to: Path | None = None) -> Path:
    """Back up the database and the plain files of its folder; give the new folder, in `backups/` beside it or in `to`.

    NotSaved when there is no room: nothing half is left. What is there already is never written over.
    """
    probe(database)
    home = to or database.parent / FOLDER
    with _alone(home):
        _room_for(database, home)
        name = _free_name(home, f"{_stamp(now)}-{why}")
        part = home / f"{name}{_PART}"
        try:
            _fill(database, part, Manifest(now, why))
            with disk():
                part.rename(home / name)
                sync_folder(home)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
    return home / name


def each(home: Path) -> list[Path]:
    """The backups in a folder, the newest first."""
    if not home.is_dir():
        return []
    return sorted((one.parent for one in home.glob(f"*/{MANIFEST}") if one.parent.suffix != _PART), reverse=True)


def left_over(home: Path) -> list[Path]:
    """What backups that were not finished have left in a folder; the next backup takes it away."""
    return sorted(home.glob(f"*{_PART}")) if home.is_dir() else []


def manifest(backup: Path) -> Manifest:
    """What a backup says of itself; BadFile when it is none or cannot be read."""
    try:
        told = json.loads((backup / MANIFEST).read_bytes())
        if told.pop("format") != _FORMAT:
            raise ValueError("another format")
        made = Manifest(datetime.fromisoformat(told["at"]), str(told["why"]), dict(told["counts"]), dict(told["files"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise BadFile(
            N_("{name} is no backup that can be read."),
            hint=N_("See which there are: spegla backup list"),
            name=backup.name,
        ) from None
    return made


def altered(backup: Path) -> list[str]:
    """The files of a backup that are not as they were written, or are missing."""
    files = manifest(backup).files
    return [name for name, digest in sorted(files.items()) if _outside(name) or _sum(backup / name) != digest]


def remade(backup: Path) -> None:
    """Count a backup's rows and sums anew, after something was taken out of it."""
    old = manifest(backup)
    _write_manifest(backup, Manifest(old.at, old.why))


def thinned(home: Path, *, keep: int = KEPT) -> list[str]:
    """Remove the oldest that the program made by itself, except so many; give their names. Those by hand stay."""
    with _alone(home):
        own = [one for one in each(home) if not one.name.endswith(f"-{HAND}") and _is_own(one)]
        for old in own[keep:]:
            shutil.rmtree(old, ignore_errors=True)
    return [one.name for one in own[keep:]]


def adopt(database: Path) -> list[Path]:
    """Bring copies that earlier versions left beside the database (`project.before-…`) to the backups.

    One that cannot be read stays where it is.
    """
    old = [one for one in sorted(database.parent.glob(f"{database.stem}.before-*{database.suffix}")) if _is_whole(one)]
    if not old:
        return []
    home = database.parent / FOLDER
    with _alone(home), disk():
        return [_adopted(one, home) for one in old]


def _is_whole(copy: Path) -> bool:
    try:
        _counts(copy)
    except SpeglaError:
        return False
    return True


def _adopted(old: Path, home: Path) -> Path:
    at = datetime.fromtimestamp(old.stat().st_mtime, tz=UTC)
    backup = home / _free_name(home, f"{_stamp(at)}-before")
    backup.mkdir(mode=0o700)
    old.rename(backup / DATABASE)
    _write_manifest(backup, Manifest(at, "before"))
    return backup


def _is_own(backup: Path) -> bool:
    try:
        return manifest(backup).why != HAND
    except BadFile:  # not ours to throw away
        return False


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Be the only one who makes or removes backups there; what killed ones left is taken away."""
    with disk():
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with brief_hold(home / _HELD, patience=PATIENCE):
        if home.name == FOLDER and not (home / ".gitignore").exists():
            with disk():
                _private(home / ".gitignore", b"*\n")  # a project of an earlier version does not name the folder
        for left in left_over(home):
            shutil.rmtree(left, ignore_errors=True)
        yield


def _stamp(now: datetime) -> str:
    return f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _free_name(home: Path, name: str) -> str:
    """A name that nothing has, sorted after those that were made before in the same second."""
    stamp, _, why = name.partition("-")
    taken = {one.name.partition("-")[0] for one in home.iterdir()}
    numbered = (f"{stamp}_{number:02}" for number in count(1))
    return f"{next(free for free in chain((stamp,), numbered) if free not in taken)}-{why}"


def _room_for(database: Path, home: Path) -> None:
    with disk():
        needed = database.stat().st_size + _MARGIN
        free = shutil.disk_usage(home).free
    if free < needed:
        raise NotSaved(
            N_("There is no room for a backup: {needed} MB are needed, {free} MB are free."),
            hint=N_("Free some space, or make it elsewhere: spegla backup --to FOLDER"),
            needed=needed // 1_000_000 + 1,
            free=free // 1_000_000,
        )


def _fill(database: Path, part: Path, told: Manifest) -> None:
    with disk():
        part.mkdir(mode=0o700)
        _private(part / DATABASE, b"")
    _copy(database, part / DATABASE)
    with disk():
        for path in plain(database.parent):
            place = part / path.relative_to(database.parent)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _private(place, path.read_bytes())
    _write_manifest(part, told)


def plain(folder: Path) -> Iterator[Path]:
    """The files that people write, links and huge things left out."""
    for pattern in PLAIN:
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
                yield path


def _copy(database: Path, to: Path) -> None:
    with edge(), closing(connect(database, write=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(to),))
    sync_file(to)  # some versions of SQLite do not sync what VACUUM INTO writes


def _write_manifest(backup: Path, told: Manifest) -> None:
    """Check and count the copy, sum up all files, and write that down."""
    counts = _counts(backup / DATABASE)
    with disk():
        files = {path.relative_to(backup).as_posix(): _sum(path) for path in _files(backup)}
        told = Manifest(told.at, told.why, counts, files)
        words = {**asdict(told), "format": _FORMAT, "at": told.at.astimezone(UTC).isoformat()}
        beside = backup / f"{MANIFEST}{_PART}"
        beside.unlink(missing_ok=True)
        _private(beside, json.dumps(words, indent=1, sort_keys=True).encode())
        beside.replace(backup / MANIFEST)
        for inner in {path.parent for path in _files(backup)}:
            sync_folder(inner)


def _files(backup: Path) -> list[Path]:
    """What the list of a backup names: a side file that a look at the database left is no part of it."""
    files = (path for path in backup.rglob("*") if path.is_file())
    return sorted(path for path in files if not _outside(path.relative_to(backup).as_posix()))


def _counts(copy: Path) -> dict[str, int]:
    """How many rows there are; DamagedProject for a copy that is not whole."""
    with edge(reading=True), closing(connect(copy, write=False)) as connection:
        if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise damaged()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        counted = [table for table in COUNTED if table in tables]
        queries = {one: f"SELECT count(*) FROM {one}{ONLY.get(one, '')}" for one in counted}  # noqa: S608 - of COUNTED
        return {one: connection.execute(query).fetchone()[0] for one, query in queries.items()}


def _outside(name: str) -> bool:
    """Whether a backup never holds a file of this name: a prepared list could name others, or the ledger."""
    parts = PurePosixPath(name).parts
    if ".." in parts or set(name) & set("\\:\0"):
        return True
    patterns = (DATABASE, *PLAIN)
    return not any(PurePosixPath(name).match(one) and len(parts) == one.count("/") + 1 for one in patterns)


def _sum(path: Path) -> str:
    """The sum of a file that no connection has open: only ever one of a backup's."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _private(path: Path, data: bytes) -> None:
    """Write a new file that only its owner may read, and see it to the disk."""
    handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        with suppress(OSError):
            flushed(file.fileno())


def taken(backup: Path, to: Path) -> None:
    """Copy a backup's database, which nobody has open, to a new file for its owner only."""
    with disk(), (backup / DATABASE).open("rb") as source:
        handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(source, file)
            file.flush()
            flushed(file.fileno())


def keys(database: Path) -> dict[str, set[object]]:
    """What tells the rows of the counted tables apart."""
    probe(database)
    with edge(reading=True), closing(connect(database, write=False)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        return {
            one: {row[0] for row in connection.execute(f"SELECT {KEYS.get(one, 'id')} FROM {one}{ONLY.get(one, '')}")}  # noqa: S608 - of COUNTED
            for one in COUNTED
            if one in tables
        }


def origin(database: Path) -> str:
    """What is the same in every copy of a project and in no other; empty when it cannot be read."""
    with suppress(SpeglaError, sqlite3.Error):
        probe(database)
        with closing(connect(database, write=False)) as connection:
            row = connection.execute("SELECT hash FROM journal ORDER BY id LIMIT 1").fetchone()
            return str(row[0]) if row else ""
    return ""


def one_file(database: Path) -> None:
    """Make the database one file, nothing of it left beside it, before another takes its place.

    The caller owns the project. ProjectBusy while somebody reads it.
    """
    with edge(), closing(connect(database, write=True)) as connection:
        if connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal":
            raise busy()
    for beside in _beside(database):
        if beside.exists() and beside.stat().st_size:
            raise busy()


def put_aside(database: Path, *, now: datetime) -> Path:
    """Move a database that cannot be read, and what lies beside it, among the backups as it is; give the folder."""
    home = database.parent / FOLDER
    with _alone(home), disk():
        folder = home / _free_name(home, f"{_stamp(now)}-damaged")
        folder.mkdir(mode=0o700)
        for path in (database, *_beside(database)):
            if path.exists():
                path.rename(folder / path.name)
    return folder


def moved(built: Path, database: Path) -> None:
    """Move a database that nobody has open into its place; no journal of another one stays beside it."""
    with disk():
        for beside in _beside(database):
            beside.unlink(missing_ok=True)
        built.replace(database)
        sync_folder(database.parent)


def _beside(database: Path) -> list[Path]:
    return [database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal")]
