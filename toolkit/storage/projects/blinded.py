"""The store as a coder who codes blind may see it: temporary views take the place of the tables they are named for.

SQLite looks for a name among a connection's temporary things first, so every statement that reads `coding` reads the
view, whoever wrote it: nothing has to remember to leave rows out. The views end with the snapshot, as its transaction
is rolled back. Changes go through the whole store, never through this one.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from toolkit.storage.codings import assignments
from toolkit.storage.database.engines import driver
from toolkit.storage.projects.store import Store

_BLIND = "source_id IN ({sources})"
_OTHERS = {
    "coding": _BLIND + " AND coder <> {coder}",
    "verdict": _BLIND + " AND coder <> {coder}",
    "memo": "source_id IS NOT NULL AND " + _BLIND + " AND author <> {coder}",
    "settlement": _BLIND,
    "suggestion": f"segment_id IN (SELECT id FROM main.segment WHERE {_BLIND})",  # noqa: S608 (names of ours)
    "theme_passage": _BLIND,
    "theme_decision_passage": _BLIND,
    "tie": _BLIND + " AND coder <> {coder}",
}


class Blinded(Store):
    """A store read with the eyes of one coder; `eyes` says whose while the coder has anything to code blind, else "".

    Whatever is kept in memory of what was read belongs to these eyes.
    """

    def __init__(self, whole: Store, viewer: str) -> None:
        self._whole, self._viewer = whole, viewer
        self.path = whole.path
        self._lock, self._beside, self._here = None, None, threading.local()

    @property
    def eyes(self) -> str:
        """Who reads, when that makes a difference now; empty when it does not."""
        with self._whole.reading() as connection:
            return self._viewer if assignments.open_for(connection, self._viewer) else ""

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot without what the coder may not see."""
        with self._whole.reading() as connection:
            hidden = assignments.open_for(connection, self._viewer)
            if not hidden:
                yield connection
                return
            try:
                _put_on(connection, self._viewer, hidden)
                yield connection
            finally:
                connection.rollback()

    def mark(self) -> int:
        """The journal's last number."""
        return self._whole.mark()

    def check(self) -> list[str]:
        """What is wrong with the whole database."""
        return self._whole.check()

    def close(self) -> None:
        """Close the store behind."""
        self._whole.close()

    def __exit__(self, *details: object) -> None:
        self._whole.__exit__(*details)


def _put_on(connection: Connection, coder: str, blind: tuple[int, ...]) -> None:
    """Make the views; the connection may only read, but for this moment."""
    quoted = "'" + coder.replace("'", "''") + "'"
    places = {"sources": ",".join(map(str, blind)), "coder": quoted}
    own = driver(connection)
    own.execute("PRAGMA query_only=OFF")
    try:
        for table, others in _OTHERS.items():
            hidden = others.format(**places)
            own.execute(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE NOT ({hidden})")  # noqa: S608 - ours
    finally:
        own.execute("PRAGMA query_only=ON")
