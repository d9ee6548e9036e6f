"""All that lies in a database's file: its bytes as they are, free pages too, and every value as SQLite gives it.

For looking whether words are really gone. Opening the file by hand drops the locks that this process holds on it, so
nobody in the process may have the database open meanwhile.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

HEADER = b"SQLite format 3\x00"
_CHUNK, _SHARED = 16 * 1024 * 1024, 4096  # bytes read at once, and again with the next ones


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
