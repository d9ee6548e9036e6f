"""Connections to project.db, with the settings under which nothing acknowledged is lost and what is deleted is gone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Dialect, Engine, Pool, QueuePool, StaticPool, create_engine, event
from sqlalchemy.util import LRUCache

from toolkit.errors import NotAProject, Refused
from toolkit.messages import N_
from toolkit.storage.tables.schema import APPLICATION_ID

BUSY_SECONDS = 30
CACHE_KIB = 32 * 1024
STATEMENTS = 1000  # that are kept in words
READERS = 8  # connections that the workbench keeps open; more are made while they are needed
_SETTINGS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    f"cache_size=-{CACHE_KIB}",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "synchronous=FULL",
    "fullfsync=ON",  # macOS alone: to the disk itself
    "wal_autocheckpoint=0",  # SQLite < 3.51.3 may corrupt when two connections checkpoint and write: the owner does it
)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_VANISH = "words must vanish"


class _Counted(sqlite3.Connection):
    """A connection that is known to this process until it is closed."""

    path: Path

    def close(self) -> None:
        """Close it; again is harmless."""
        super().close()
        _OPEN.discard(self)


_OPEN: WeakSet[_Counted] = WeakSet()


def is_open_here(path: Path) -> bool:
    """Whether a connection of this process has the database open: closing any other handle would drop its locks."""
    return any(one.path == path.resolve() for one in list(_OPEN))


def private_file(path: Path) -> None:
    """Make an empty file that only its owner may read; FileExistsError when there is one.

    Only for a file that no connection of this process has open: closing any handle on a database drops this process's
    locks on it, whoever took them.
    """
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def probe(path: Path) -> None:
    """Raise NotAProject unless there is a database of ours at `path`; nothing is written, not even a sidecar.

    Other errors are left to the real opening: a crash may have left pages that the journal beside them will mend.
    """
    if not _is_file(path) or not _may_be_ours(path):
        raise _not_a_project(path)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _may_be_ours(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except sqlite3.DatabaseError as error:
        return error.sqlite_errorcode != sqlite3.SQLITE_NOTADB


def _not_a_project(path: Path) -> NotAProject:
    return NotAProject(
        N_("There is no project here: {path} is not a project's database."),
        hint=N_("Go to the project's folder or name it with --project; `spegla init` makes a new one."),
        path=path,
    )


def connect(path: Path, *, write: bool, wal: bool = False) -> sqlite3.Connection:
    """A configured connection to the database at `path`, which must exist.

    Also a reader opens it read-write, with `query_only`: after a crash only such a one can roll the journal back.
    With `wal` readers and the writer do not wait for each other; otherwise the project is one file.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        factory=_Counted,
    )
    connection.path = path.resolve()
    _OPEN.add(connection)
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        _set_surely(connection, "secure_delete", 1)
        _set_journal(connection, "wal" if wal else "truncate")
        if not write:
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_journal(connection: sqlite3.Connection, wanted: str) -> None:
    """Set how changes are kept until they are whole.

    Beside a workbench the mode stays WAL: SQLite refuses to leave it at once (measured: 0.4 ms), and works in it.
    Where a file system knows no WAL, it stays TRUNCATE.
    """
    try:
        connection.execute(f"PRAGMA journal_mode={wanted}")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in _BUSY or mode(connection) != "wal":
            raise
    value = mode(connection)
    if value not in ("truncate", "wal"):
        raise _unsafe("journal_mode", value, wanted)


def mode(connection: sqlite3.Connection) -> str:
    """How changes are kept until they are whole: "wal", "truncate", …"""
    return str(connection.execute("PRAGMA journal_mode").fetchone()[0])


def checkpoint(connection: sqlite3.Connection, *, seconds: float) -> bool:
    """Bring all changes into the database file and empty the WAL, waiting so long for readers; say whether it is.

    Only for the project's owner, outside a transaction. Without a WAL there is nothing to do.
    """
    connection.execute(f"PRAGMA busy_timeout={round(seconds * 1000)}")
    busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    connection.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    return not busy


def compacted(path: Path) -> bool:
    """Write the database at `path` anew, without its free pages; say whether no side file holds any of it.

    Only for the project's owner, with no connection of its own open.
    """
    with closing(connect(path, write=True)) as connection:
        connection.execute("VACUUM")
        left = tuple(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone())
    return left in ((0, 0, 0), (0, -1, -1))  # the latter without a WAL


def driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection behind an engine's."""
    own = connection.connection.driver_connection
    if not isinstance(own, sqlite3.Connection):
        raise TypeError("not a connection to SQLite")
    return own


def let_vanish(connection: Connection) -> None:
    """Say that this transaction deletes words of which no byte may stay in a file."""
    connection.info[_VANISH] = True


def must_vanish(connection: Connection) -> bool:
    """Whether this was said of the connection's last transaction."""
    return bool(connection.info.pop(_VANISH, False))


def _set_surely(connection: sqlite3.Connection, setting: str, wanted: object) -> None:
    connection.execute(f"PRAGMA {setting}={wanted}")
    value = connection.execute(f"PRAGMA {setting}").fetchone()[0]
    if value != wanted:
        raise _unsafe(setting, value, wanted)


def _unsafe(setting: str, value: object, wanted: object) -> Refused:
    return Refused(
        N_("The database does not keep the project safely here: {setting} is {value}, not {wanted}."),
        hint=N_("Use another Python, or move the project to a folder on this computer's own disk."),
        setting=setting,
        value=value,
        wanted=wanted,
    )


@cache
def _common() -> tuple[Dialect, LRUCache[Any, Any]]:
    """What all engines of this process share: how SQLite is spoken to, and the statements that were put into words.

    A project is opened anew for each deed. With a dialect of its own each opening would compile every statement again:
    measured, a fifth of the time of a deed.
    """
    first = create_engine("sqlite://")
    first.connect().close()  # the dialect asks SQLite once what it can do
    first.dispose()
    return first.dialect, LRUCache(STATEMENTS)


def engine_over(connection: sqlite3.Connection) -> Engine:
    """An engine with this one connection, which is the caller's to close."""

    def creator() -> Any:  # noqa: ANN401 - as in `engine`
        return connection

    return _engine(StaticPool(creator, dialect=_common()[0]))


def _engine(pool: Pool) -> Engine:
    dialect, compiled = _common()
    options = {"compiled_cache": compiled}
    return Engine(pool, dialect, URL.create("sqlite"), hide_parameters=True, execution_options=options)


def engine(path: Path, *, write: bool, wal: bool = False) -> Engine:
    """An engine whose transactions begin as they must: a writer's with the lock taken, a reader's as one snapshot.

    The driver alone would begin at the first INSERT, so that what was read before it could be stale when it is written.
    """

    def creator() -> Any:  # noqa: ANN401 - SQLAlchemy has a protocol for it that sqlite3's own does not fit
        return connect(path, write=write, wal=wal)

    many = READERS if wal and not write else 1
    made = _engine(QueuePool(creator, pool_size=many, max_overflow=-1, dialect=_common()[0]))

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        driver(connection).execute("BEGIN IMMEDIATE" if write else "BEGIN")

    return made
