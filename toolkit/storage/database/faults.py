"""The one edge where the database's errors become ours; their own words may hold a transcript's, and are dropped."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from toolkit.errors import ConflictError, DamagedProject, NotSaved, ProjectBusy, SpeglaError
from toolkit.messages import N_

_PRIMARY = 0xFF  # the low byte of SQLite's extended result codes
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DISK = (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)


@contextmanager
def edge(*, reading: bool = False) -> Iterator[None]:
    """Turn every database error of the block into one of ours, without its message and parameters.

    `reading` says that the block changes nothing, so that nothing can be unsaved. A wrong use of the driver is a
    mistake in the program and passes as it is.
    """
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, (sqlite3.ProgrammingError, sqlite3.InterfaceError)):
            raise
        raise ours(error.orig, reading=reading) from None
    except sqlite3.Error as error:
        raise ours(error, reading=reading) from None


@contextmanager
def disk() -> Iterator[None]:
    """Turn every error of the file system in the block into NotSaved."""
    try:
        yield
    except OSError:
        raise _unwritable() from None


def ours(error: BaseException | None, *, reading: bool = False) -> SpeglaError:
    """Our error for one of SQLite's, judged by its result code."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & _PRIMARY
    if code in _BUSY:
        return busy()
    if code == sqlite3.SQLITE_FULL:
        return NotSaved(
            N_("The disk is full, and this was not saved."),
            hint=N_("Free some space, then do the same again: what was saved before is still there."),
        )
    if code in _DISK:
        return _unreadable() if reading else _unwritable()
    if code == sqlite3.SQLITE_CONSTRAINT:
        return ConflictError(
            N_("This does not fit together with what is stored."), hint=N_("Look at what is stored, then try again.")
        )
    return damaged()


def busy() -> ProjectBusy:
    """The error for a database that somebody else reads or writes just now."""
    return ProjectBusy(
        N_("Somebody else is using the project's database, and this was not done."),
        hint=N_("Try again in a moment."),
    )


def damaged() -> DamagedProject:
    """The error for a database that SQLite, or a reader of it, cannot make sense of."""
    return DamagedProject(
        N_("The project's database is damaged."),
        hint=N_("Leave the file as it is, and restore the newest backup."),
    )


def _unreadable() -> NotSaved:
    return NotSaved(
        N_("The project's database could not be opened or read; nothing was changed."),
        hint=N_("Check the disk, and who may read the files in the project's folder."),
    )


def _unwritable() -> NotSaved:
    return NotSaved(
        N_("The disk could not be read or written; the last change may not have been saved."),
        hint=N_("Check disk and permissions, then do the same again: what was already saved is not saved twice."),
    )
