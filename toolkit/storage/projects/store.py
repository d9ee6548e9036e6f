"""The store of one project: opened, changed in journalled transactions, read in snapshots, checked, closed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, text

from toolkit.errors import Refused, SpeglaError
from toolkit.messages import N_, tr
from toolkit.storage.codings import codings
from toolkit.storage.database import journal, versions
from toolkit.storage.database.engines import checkpoint, compacted, driver, engine, must_vanish, probe
from toolkit.storage.database.faults import edge
from toolkit.storage.database.lock import PATIENCE, OwnerLock, is_served, os_lock
from toolkit.storage.sources import sources

__all__ = ["Change", "Connection", "Store"]
READERS_END = 5.0  # seconds that a reader's snapshot may last when words must vanish


@dataclass(slots=True)
class Change:
    """A change under way: its connection, and what its journal line will say; an `idle` one gets no line.

    `line` is the number of its line, once that is written.
    """

    connection: Connection
    detail: dict[str, int | float | str] = field(default_factory=dict)
    idle: bool = False
    line: int | None = None
    _last: list[tuple[Callable[[], None], Callable[[], None] | None]] = field(default_factory=list)
    _back: list[Callable[[], None]] = field(default_factory=list)

    def note(self, **counts: int | float | str) -> None:
        """Add counts and ids to the journal line; ValueError for a value that may be somebody's words."""
        journal.check_detail(counts)
        self.detail.update(counts)

    def finally_do(self, deed: Callable[[], None], *, back: Callable[[], None] | None = None) -> None:
        """Have this done when all else is, right before the commit; when it fails nothing is committed.

        `back` takes it back, also when it was done in part, if the commit does not come about.
        """
        self._last.append((deed, back))

    def end(self, verb: str, *, now: datetime) -> None:
        """Write the journal line, and do what was to be done last."""
        if not self.idle:
            self.line = journal.append(self.connection, verb, now=now, detail=self.detail)
        for deed, back in self._last:
            if back is not None:
                self._back.append(back)
            deed()

    @property
    def did_last(self) -> bool:
        """Whether anything was done last that would have to be taken back."""
        return bool(self._back)

    def take_back(self) -> None:
        """Take back what was done last: nothing was committed."""
        for back in reversed(self._back):
            back()


class Store:
    """A project's database. Made by `create` or `open`; the functions over its tables take a connection of it.

    Every database error leaves `writing` and `reading` as one of ours.
    """

    def __init__(self, path: Path, *, lock: OwnerLock | None, wal: bool = False) -> None:
        self.path = path
        self._lock = lock
        self._beside: datetime | None = None
        self._reader = engine(path, write=False, wal=wal)
        self._writer = engine(path, write=True, wal=wal)
        self._here = threading.local()

    @classmethod
    def create(cls, path: Path, *, now: datetime) -> Store:
        """Make a new database at `path` and open it for writing; Refused when something is there already."""
        lock = os_lock(path, now=now)
        try:
            if path.exists():
                raise Refused(
                    N_("There is a project at {path} already."),
                    hint=N_("Choose another folder, or go on in the project that is there."),
                    path=path,
                )
            versions.found(path, now=now)
        except BaseException:
            lock.release()
            raise
        return cls(path, lock=lock)

    @classmethod
    def open(cls, path: Path, *, now: datetime, write: bool = False) -> Store:
        """Open the database at `path`, only one process at a time for writing; an older one is migrated, backup first.

        Beside a running workbench the project is owned for single changes only, so that nobody there has to wait.
        Raise NotAProject, DamagedProject, Refused (a newer program's) or ProjectBusy; the file is then as it was.
        """
        probe(path)
        beside = write and is_served(path)
        store = cls(path, lock=os_lock(path, now=now) if write and not beside else None)
        store._beside = now if beside else None
        try:
            if store._is_older():
                store._migrate(now=now)
        except BaseException:
            store.close()
            raise
        return store

    def _is_older(self) -> bool:
        if versions.stands(self.path):
            return False
        with self.reading() as connection:
            return versions.is_older(connection, self.path)

    def _migrate(self, *, now: datetime) -> None:
        lock = self._lock or os_lock(self.path, now=now)
        try:
            if self._is_older():  # another process may have migrated it before we got the lock
                versions.migrate(self.path, now=now)
        finally:
            if lock is not self._lock:
                lock.release()

    @contextmanager
    def writing(self, verb: str, *, now: datetime, **details: int | float | str) -> Iterator[Change]:
        """One transaction, with its journal line, all of it or nothing; `verb` and `details` are what the line says.

        RuntimeError in a store opened for reading, and inside `reading` or `writing` of the same thread, where the
        two would wait for each other.
        """
        journal.check_detail(details)
        with self._alone("writing"), self._owning(), edge(), self._writer.connect() as connection:
            change = Change(connection, dict(details))
            try:
                with connection.begin():
                    yield change
                    change.end(verb, now=now)
            except BaseException:  # also Ctrl-C
                if not self._stands(change):
                    change.take_back()
                raise
            self._saved(connection)

    def _stands(self, change: Change) -> bool:
        """Whether a change that failed is stored all the same: when only the very last sync fails, SQLite keeps it.

        What was done last must then stay too, or it would say something else than what is stored.
        """
        if change.line is None or not change.did_last:
            return False
        change.connection.invalidate()
        with suppress(SpeglaError), edge(reading=True), self._reader.begin() as connection:
            return journal.last(connection) >= change.line
        return False

    @contextmanager
    def _owning(self) -> Iterator[None]:
        """Own the project while a change is made: this store does as long as it is open, except beside a workbench."""
        if self._beside is not None:
            lock = os_lock(self.path, now=self._beside, patience=PATIENCE, brief=True)
            try:
                yield
            finally:
                lock.release()
            return
        if self._lock is None:
            raise RuntimeError("this store was opened for reading")
        yield

    def _saved(self, connection: Connection) -> None:
        """A change was saved: see to it that what it deleted does not stay in a WAL."""
        if must_vanish(connection):
            checkpoint(driver(connection), seconds=READERS_END)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot, for seconds and not minutes: a change cannot be saved while it lasts.

        RuntimeError inside `writing` of the same thread: read through the change's own connection there.
        """
        with self._alone("reading"), edge(reading=True), self._reader.begin() as connection:
            yield connection

    @property
    def eyes(self) -> str:
        """For whom rows are left out of what is read; empty: for nobody (`storage/projects/blinded.py`)."""
        return ""

    def mark(self) -> int:
        """The journal's last number: it grows with every change by anybody."""
        with self.reading() as connection:
            return journal.last(connection)

    @contextmanager
    def _alone(self, doing: str) -> Iterator[None]:
        before = getattr(self._here, "doing", None)
        if before is not None and (before, doing) != ("reading", "reading"):
            raise RuntimeError(f"{doing} inside {before}")
        self._here.doing = doing
        try:
            yield
        finally:
            self._here.doing = before

    def check(self) -> list[str]:
        """What is wrong with the database, a sentence each; nothing when all is well.

        Structure, references, the journal's chain, each coding's words at their span, each original as it was added.
        """
        with self.reading() as connection:
            return [*_structure(connection), *_contents(connection)]

    def compact(self) -> bool:
        """Write the file anew without what was deleted from it; say whether nothing was left beside it either.

        ProjectBusy while anybody reads.
        """
        with self._alone("writing"), self._owning(), edge():
            self._reader.dispose()
            self._writer.dispose()
            return compacted(self.path)

    def close(self) -> None:
        """Close all connections and give the project free; again is harmless."""
        self._reader.dispose()
        self._writer.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _structure(connection: Connection) -> Iterator[str]:
    for (fault,) in connection.execute(text("PRAGMA quick_check")):
        if fault != "ok":
            yield tr(N_("The database is damaged: {fault}"), fault=fault)
    for table, row, *_ in connection.execute(text("PRAGMA foreign_key_check")):
        yield tr(N_("Row {row} of {table} refers to something that is not there."), row=row, table=table)
    line = journal.broken(connection)
    if line is not None:
        yield tr(N_("Line {line} of the journal is not as it was written."), line=line)


def _contents(connection: Connection) -> Iterator[str]:
    for coding in codings.misplaced(connection):
        yield tr(N_("The words of coding {coding} do not stand at their span."), coding=coding)
    for name in sources.altered(connection):
        yield tr(N_("The original of {name} is not what was added."), name=name)
