"""All that lies in a database's file: its bytes as they are, free pages too, and every value as SQLite gives it.

For looking whether words are really gone. Closing a file opened by hand drops the locks that this process holds on it:
a database that a connection of ours has open is not looked into.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from toolkit.storage.database.engines import is_open_here

HEADER = b"SQLite format 3\x00"
_CHUNK, _SHARED = 256 * 1024, 4096  # bytes read at once, and again with the next: whole pages, alike in all backups


def is_database(path: Path) -> bool:
    """Whether a file begins as SQLite's do; RuntimeError for a database that this process has open."""
    if is_open_here(path):
        raise RuntimeError("the database is open in this process: its locks would be lost")
    with path.open("rb") as file:
        return file.read(len(HEADER)) == HEADER


def raw(path: Path) -> Iterator[bytes]:
    """The file's bytes in pieces that share some, so that no words are parted at a border."""
    with path.open("rb") as file:
        before = b""
        while piece := file.read(_CHUNK):
            yield before + piece
            before = piece[-_SHARED:]


def values(path: Path) -> Iterator[str | bytes]:
    """Every text and every packed value of every table; none for a file that SQLite cannot read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
                quoted = table.replace('"', '""')
                for row in connection.execute(f'SELECT * FROM "{quoted}"'):  # noqa: S608 - a table's name, quoted
                    yield from (value for value in row if isinstance(value, (str, bytes)))
    except sqlite3.DatabaseError:
        return
