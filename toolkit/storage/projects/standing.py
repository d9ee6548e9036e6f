"""The standing store of the workbench: open for all its threads, in WAL mode, one change after another.

The project is owned for one change at a time, so that the command line can write beside a running workbench.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from toolkit.errors import NotSaved, ProjectBusy
from toolkit.messages import N_
from toolkit.storage.database import steps
from toolkit.storage.database.engines import checkpoint, connect, mode, must_vanish
from toolkit.storage.database.faults import edge
from toolkit.storage.database.lock import PATIENCE, os_lock
from toolkit.storage.projects.store import READERS_END, Store

CLOSING = 1.0  # seconds that closing may wait for others
TRIES = 5
LARGEST_WAL = 128 * 1024 * 1024  # bytes, some 2,000 changes; bringing it into the database file takes 30–80 ms


class Turns:
    """Threads take turns in the order in which they came."""

    def __init__(self) -> None:
        self._here = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def take(self, *, seconds: float) -> bool:
        """Wait for one's turn; say whether it came in time."""
        with self._here:
            if not self._taken:
                self._taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(seconds):
            return True
        with self._here:
            if called.is_set():
                return True
            self._waiting.remove(called)
            return False

    def give(self) -> None:
        """End one's turn; the next one in line has it now."""
        with self._here:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class Standing(Store):
    """A store that a `with` block does not close: all threads share it until `close`."""

    def __init__(self, path: Path, *, now: datetime) -> None:
        super().__init__(path, lock=None, wal=True)
        self._opened, self._patience = now, PATIENCE
        self._turns = Turns()
        self._vanishing = False
        self._room = LARGEST_WAL
        self._wal = path.with_name(path.name + "-wal")
        self._anchor: sqlite3.Connection | None = _anchor(path)

    @contextmanager
    def _alone(self, doing: str) -> Iterator[None]:
        if self._anchor is None:
            raise ProjectBusy(N_("The workbench is being closed, and this was not done."), hint=N_("Start it again."))
        with super()._alone(doing):
            yield

    @contextmanager
    def _owning(self) -> Iterator[None]:
        end = time.monotonic() + self._patience
        if not self._turns.take(seconds=self._patience):
            raise _crowded()
        try:
            lock = os_lock(self.path, now=self._opened, patience=end - time.monotonic(), brief=True)
            try:
                yield
            finally:
                lock.release()
        finally:
            self._turns.give()

    def _saved(self, connection: Connection) -> None:
        """Empty the WAL when it has grown large, at once, and when words must vanish, also after readers have ended."""
        self._vanishing = must_vanish(connection) or self._vanishing
        if self._anchor is None:
            return
        if self._vanishing:
            self._vanishing = not checkpoint(self._anchor, seconds=READERS_END)
        elif (size := _size(self._wal)) > self._room:
            emptied = checkpoint(self._anchor, seconds=0)
            self._room = LARGEST_WAL + (0 if emptied else size)  # not again for every change while somebody reads

    def forget_steps(self, *, now: datetime) -> None:
        """Forget what can no longer be undone; that is nothing a journal tells."""
        with self.writing("steps", now=now) as change:
            steps.forget_earlier(change.connection, now=now)
            change.idle = True

    def __exit__(self, *_: object) -> None:
        """Leave the store open for others."""

    def close(self) -> None:
        """Make the project one file again and close all connections; again is harmless.

        Where another process uses the project just now, or the disk does not let it, the next one to open it does this.
        """
        self._patience = CLOSING
        with suppress(ProjectBusy, NotSaved), self._owning(), edge():
            self._back_to_one_file()
        if self._anchor is not None:
            self._anchor.close()
            self._anchor = None
        super().close()

    def _back_to_one_file(self) -> None:
        if self._anchor is None:
            return
        self._reader.dispose()
        self._writer.dispose()
        checkpoint(self._anchor, seconds=0)
        with suppress(sqlite3.OperationalError):  # somebody else reads
            self._anchor.execute("PRAGMA journal_mode=truncate")


def open_standing(path: Path, *, now: datetime) -> Standing:
    """Open the database at `path` for a workbench; it is checked, and migrated, once. Raises as `Store.open` does."""
    Store.open(path, now=now).close()
    lock = os_lock(path, now=now, patience=PATIENCE, brief=True)
    try:
        with edge():
            return Standing(path, now=now)
    finally:
        lock.release()


def _anchor(path: Path) -> sqlite3.Connection:
    """A connection that keeps everybody from leaving WAL mode, once it has read, and that makes the checkpoints."""
    for _ in range(TRIES):  # an ordinary opening may go back between the two lines; some file systems know no WAL
        made = connect(path, write=True, wal=True)
        made.execute("SELECT count(*) FROM sqlite_master").fetchall()
        if mode(made) == "wal":
            break
        made.close()
    else:
        made = connect(path, write=True, wal=True)
    return made


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _crowded() -> ProjectBusy:
    return ProjectBusy(
        N_("Others are saving just now, and this was not saved."), hint=N_("Do the same again in a moment.")
    )
