"""Connections to project.db, with the settings under which nothing acknowledged is lost and what is deleted is gone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event

from toolkit.errors import NotAProject, Refused
from toolkit.messages import N_
from toolkit.storage.schema import APPLICATION_ID

BUSY_SECONDS = 30
CACHE_KIB = 32 * 1024
_SETTINGS = (
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
    f"cache_size=-{CACHE_KIB}",
    "temp_store=MEMORY",
    "foreign_keys=ON",
    "synchronous=FULL",
)


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


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A configured connection to the database at `path`, which must exist.

    Also a reader opens it read-write, with `query_only`: after a crash only such a one can roll the journal back.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        _set_surely(connection, "secure_delete", 1)
        _set_surely(connection, "journal_mode", "truncate")
        if not write:
            connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


def _set_surely(connection: sqlite3.Connection, setting: str, wanted: object) -> None:
    connection.execute(f"PRAGMA {setting}={wanted}")
    value = connection.execute(f"PRAGMA {setting}").fetchone()[0]
    if value != wanted:
        raise Refused(
            N_("The database does not keep the project safely here: {setting} is {value}, not {wanted}."),
            hint=N_("Use another Python, or move the project to a folder on this computer's own disk."),
            setting=setting,
            value=value,
            wanted=wanted,
        )


def engine(path: Path, *, write: bool) -> Engine:
    """An engine whose transactions begin as they must: a writer's with the lock taken, a reader's as one snapshot.

    The driver alone would begin at the first INSERT, so that what was read before it could be stale when it is written.
    """
    made = create_engine(
        "sqlite://",
        creator=lambda: connect(path, write=write),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=-1,
        hide_parameters=True,
    )

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made
