"""Another project's database: copied without touching it, compared, and its rows put here with all they say."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from toolkit.storage.database import journal as journals
from toolkit.storage.database.engines import private_file, probe
from toolkit.storage.database.faults import disk, edge
from toolkit.storage.database.rows import KINDS
from toolkit.storage.database.rows import put as put_row
from toolkit.storage.tables.schema import (
    assignment,
    coding,
    journal,
    memo,
    scheme_version,
    settlement,
    source,
    theme_decision,
)

BUSY_SECONDS = 10
_ADDING = ("add", "exchange import", "merge")
_DATED = ("codings import", "exchange import", "merge")
_WAL, _MODE = 2, 18  # what the file's header says of how changes are kept, and where


def copied(path: Path, to: Path) -> None:
    """Write a copy of the database at `path` to `to`, through SQLite and for reading only; NotAProject for no database.

    What is not whole or not ours is told when the copy is opened.
    """
    probe(path)
    with disk():
        private_file(to)
        if _left_in_wal(path):
            _copy_files(path, to)
            return
    address = f"{path.absolute().as_uri()}?mode=ro"
    with edge(reading=True), closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS)) as theirs:
        theirs.execute("PRAGMA trusted_schema=OFF")
        with closing(sqlite3.connect(to)) as ours:
            theirs.backup(ours)


def _left_in_wal(path: Path) -> bool:
    """Whether nobody has it open although it is in WAL mode, so that SQLite would make files beside it."""
    with path.open("rb") as file:
        header = file.read(_MODE + 1)
    return header[_MODE:] == bytes([_WAL]) and not path.with_name(f"{path.name}-shm").exists()


def _copy_files(path: Path, to: Path) -> None:
    """Copy the database as it lies there, with the changes beside it, which the opening of the copy puts in."""
    shutil.copyfile(path, to)
    beside = path.with_name(f"{path.name}-wal")
    if beside.is_file() and not beside.is_symlink():
        private_file(to.with_name(f"{to.name}-wal"))
        shutil.copyfile(beside, to.with_name(f"{to.name}-wal"))


@dataclass(frozen=True, slots=True)
class Mark:
    """A source as it is compared: its row id, name, the hashes of its file and of its text, and when it was added."""

    id: int
    name: str
    sha256: str
    text: str
    added: datetime


def marks(connection: Connection) -> list[Mark]:
    """All sources in order of name; texts are read one at a time."""
    s = source.c
    rows = connection.execute(select(s.id, s.name, s.sha256, s.text, s.added).order_by(s.name))
    return [
        Mark(key, name, sha256, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(), added)
        for key, name, sha256, text, added in rows
    ]


@dataclass(frozen=True, slots=True)
class Fork:
    """When two databases were one: the last common line of their journals. Without one they never were.

    What theirs did since: `added` sources; `dated`: took in rows with times that were told, not taken from its clock;
    `slow`: by its own clock some of it was done before they went apart.
    """

    at: datetime | None = None
    line: int = 0
    added: int = 0
    dated: bool = False
    slow: bool = False


def fork(ours: Connection, theirs: Connection) -> Fork:
    """The moment from which the two went apart."""
    query = select(journal.c.hash).order_by(journal.c.id)
    own, done = list(ours.execute(query).scalars()), journals.entries(theirs)
    hashes = list(theirs.execute(query).scalars())
    n = next((n for n, (a, b) in enumerate(zip(own, hashes, strict=False)) if a != b), min(len(own), len(hashes)))
    if not n:
        return Fork()
    last, since = done[n - 1], done[n:]
    counts = [dict(line.detail).get("sources", 0) for line in since if line.verb in _ADDING]
    return Fork(
        last.at,
        last.id,
        added=sum(count for count in counts if isinstance(count, int)),
        dated=any(line.verb in _DATED for line in since),
        slow=any(line.at <= last.at for line in since),
    )


TABLES = {"coding": coding, "memo": memo, "settlement": settlement}
LASTING = {  # what a row keeps however often it is changed
    "coding": ("coder", "time"),
    "memo": ("author", "source_id", "start", "end", "code"),
    "settlement": ("source_id", "code"),
}


def shared_until(ours: Connection, theirs: Connection, kind: str, since: Fork) -> int:
    """The highest id that stands for the same row in both.

    Ids are never given twice, so a lower one that is lacking here was removed here since, not made there. A coding
    may change in all but its coder: one that was not changed since they went apart is taken.
    """
    if since.at is None:
        return 0
    table = TABLES[kind]
    query = select(table.c.id, *(table.c[name] for name in LASTING[kind]))
    if kind == "coding":
        query = query.where(table.c.time <= since.at)
    own = set(map(tuple, ours.execute(query)))
    return max((row[0] for row in theirs.execute(query) if tuple(row) in own), default=0)


def put(connection: Connection, kind: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows with all their values, revision and time among them."""
    if rows:
        connection.execute(insert(TABLES[kind]), [dict(row) for row in rows])


def change(connection: Connection, kind: str, row_id: int, values: Mapping[str, Any]) -> None:
    """Give a row these values and a revision that it never had."""
    table = TABLES[kind]
    raised = func.max(table.c.revision, values.get("revision", 0)) + 1
    connection.execute(update(table).where(table.c.id == row_id).values({**values, "revision": raised}))


def put_assignments(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert assignments, or say of those that are here that the coder is through."""
    for row in rows:
        here = (assignment.c.source_id == row["source_id"], assignment.c.coder == row["coder"])
        if not connection.execute(update(assignment).where(*here).values(done=row["done"])).rowcount:
            connection.execute(insert(assignment), dict(row))


def put_decisions(connection: Connection, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert decisions about themes with their passages, after those that are here."""
    last = connection.execute(select(func.max(theme_decision.c.position))).scalar() or 0
    for number, row in enumerate(rows, start=1):
        put_row(connection, KINDS["theme_decision"], {**row, "position": last + number})


def scheme_numbers(connection: Connection) -> dict[str, int]:
    """The number of every version of the scheme, by the hash of its content."""
    query = select(scheme_version.c.sha256, scheme_version.c.version).order_by(scheme_version.c.version.desc())
    return dict(connection.execute(query).all())


def put_scheme(connection: Connection, row: Mapping[str, Any]) -> None:
    """Keep a version of the scheme."""
    connection.execute(insert(scheme_version), dict(row))


def scheme_rows(connection: Connection) -> list[dict[str, Any]]:
    """All versions of the scheme with all their columns, the oldest first."""
    rows = connection.execute(select(scheme_version).order_by(scheme_version.c.version)).mappings()
    return [dict(row) for row in rows]
