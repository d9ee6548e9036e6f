"""How a database fares that may be damaged: all is asked, every fault told, nothing changed, nothing raised."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, Engine, select, text

from toolkit.errors import SpeglaError
from toolkit.messages import N_, tr
from toolkit.storage.codings import codings
from toolkit.storage.database import journal, versions
from toolkit.storage.database.engines import BUSY_SECONDS, engine, probe
from toolkit.storage.database.faults import edge
from toolkit.storage.database.lock import is_served
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import METADATA

SAFE = (3, 51, 3)  # from this version on two connections may checkpoint and write at once
MOST = 20  # faults told of one kind


def versions_told() -> dict[str, object]:
    """What SQLite this is: its version, whether it has full-text search and the mended write-ahead log."""
    with closing(sqlite3.connect(":memory:")) as connection:
        options = {name for (name,) in connection.execute("PRAGMA compile_options")}
    return {
        "version": sqlite3.sqlite_version,
        "fts5": "ENABLE_FTS5" in options,
        "mended": sqlite3.sqlite_version_info >= SAFE,
    }


def faults(path: Path) -> list[str]:
    """What is wrong with the database at `path`, a sentence each; nothing when all is well."""
    try:
        return [*dict.fromkeys(_faults(path))]
    except SpeglaError as error:
        return [error.sentence]


def _faults(path: Path) -> Iterator[str]:
    probe(path)
    if _lost_side_file(path):
        yield tr(
            N_("The database's side file ({file}) is missing: what was saved last may be lost."),
            file=f"{path.name}-wal",
        )
    reader = engine(path, write=False)
    try:
        looks = (_version, *_LOOKS, *(_CURRENT_LOOKS if _current(reader) else ()))
        for look in looks:
            yield from _looked(reader.connect, look)
    finally:
        reader.dispose()


def _looked(connected: Callable[[], Connection], look: Callable[[Connection], Iterator[str]]) -> Iterator[str]:
    """What one look finds; that it cannot be done is itself a fault."""
    found: list[str] = []
    try:
        with edge(reading=True), connected() as connection, connection.begin():
            for number, fault in enumerate(look(connection)):
                if number >= MOST:
                    break
                found.append(fault)
    except SpeglaError as error:
        found.append(error.sentence)
    except (ValueError, TypeError, KeyError, OverflowError):  # values that Spegla never writes
        found.append(tr(N_("A value in the project's database cannot be read.")))
    yield from found


def is_current(path: Path) -> bool:
    """Whether the database is one of ours that can be opened, and of this program's version."""
    with suppress(SpeglaError):
        probe(path)
        reader = engine(path, write=False)
        try:
            return _current(reader)
        finally:
            reader.dispose()
    return False


def _current(reader: Engine) -> bool:
    with suppress(SpeglaError), edge(reading=True), reader.begin() as connection:
        return not versions.is_older(connection)
    return False


def _lost_side_file(path: Path) -> bool:
    """Whether the database says that its last changes lie beside it, and nothing lies there."""
    if is_served(path) or path.with_name(f"{path.name}-wal").exists():
        return False
    with suppress(sqlite3.Error), closing(_bare(path)) as connection:
        return bool(connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal")
    return False


def _bare(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=BUSY_SECONDS)


def _version(connection: Connection) -> Iterator[str]:
    versions.is_older(connection)
    yield from ()


def _structure(connection: Connection) -> Iterator[str]:
    for (fault,) in connection.execute(text("PRAGMA integrity_check")):
        if fault != "ok":
            yield tr(N_("The database is damaged: {fault}"), fault=fault)


def _references(connection: Connection) -> Iterator[str]:
    for table, row, *_ in connection.execute(text("PRAGMA foreign_key_check")):
        yield tr(N_("Row {row} of {table} refers to something that is not there."), row=row, table=table)


def _journal(connection: Connection) -> Iterator[str]:
    line = journal.broken(connection)
    if line is not None:
        yield tr(N_("Line {line} of the journal is not as it was written."), line=line)


def _values(connection: Connection) -> Iterator[str]:
    """Every value of every table can be read as what it should be."""
    there = {name for (name,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))}
    for table in METADATA.sorted_tables:
        if table.name in there:
            for _ in connection.execution_options(stream_results=True, yield_per=200).execute(select(table)):
                pass
    yield from ()


def _placed(connection: Connection) -> Iterator[str]:
    for coding in codings.misplaced(connection):
        yield tr(N_("The words of coding {coding} do not stand at their span."), coding=coding)


def _originals(connection: Connection) -> Iterator[str]:
    for name in sources.altered(connection):
        yield tr(N_("The original of {name} is not what was added."), name=name)


_LOOKS = (_structure, _references, _journal)
_CURRENT_LOOKS = (_values, _placed, _originals)  # an older version is built otherwise; opening it migrates it
