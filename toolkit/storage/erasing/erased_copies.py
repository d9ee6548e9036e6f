"""Words taken out of a copy of a database: of a backup, whose place it then takes, or in memory, to see what goes."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from toolkit.storage.database.engines import connect, driver, engine_over, private_file
from toolkit.storage.database.faults import disk, edge
from toolkit.storage.database.synced import sync_file, sync_folder
from toolkit.storage.projects.store import Store

Deed = Callable[[Connection], Counter[str]]


def erased(database: Path, deed: Deed, *, verb: str, room: Path, now: datetime) -> Counter[str]:
    """Do the deed to a copy of this database, in `room`, and put the copy in its place; give what the deed counted.

    The copy is of the newest schema. When there was nothing to take out, the database stays as it is.
    """
    copy, clean = room / "copy.db", room / "clean.db"
    _copied(database, copy)
    with Store.open(copy, now=now, write=True) as store:
        with store.writing(verb, now=now) as change:
            counts = deed(change.connection)
            change.note(**counts)
        store.compact()
    if counts:
        _copied(copy, clean)
        with disk():
            clean.replace(database)
            sync_folder(database.parent)
    return counts


def _copied(database: Path, to: Path) -> None:
    with disk():
        private_file(to)
    with edge(), closing(connect(database, write=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(to),))
    sync_file(to)


@contextmanager
def rehearsing(connection: Connection) -> Iterator[Connection]:
    """A copy of the database in memory, in which may be done what is not done yet; nothing of it is kept."""
    with closing(sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)) as own:
        driver(connection).backup(own)
        own.execute("PRAGMA foreign_keys=ON")
        own.execute("BEGIN")
        with engine_over(own).connect() as copy:
            yield copy
