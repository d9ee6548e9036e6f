"""Databases of earlier versions, made by the migrations themselves up to one of them."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from alembic import command
from sqlalchemy import Connection

from toolkit.storage.database.engines import engine
from toolkit.storage.migrations import config
from toolkit.storage.tables.schema import APPLICATION_ID

TIME = "2026-03-01T12:30:00.000000+00:00"
SOURCE = f"INSERT INTO source VALUES (1, 'a.txt', 'sha', '{TIME}', 3, '{{}}', 'Jag var rädd.', x'00')"


@contextmanager
def at_version(path: Path, version: str) -> Iterator[Connection]:
    """A new database of this version, within one transaction."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        raw.commit()
    made = engine(path, write=True)
    try:
        with made.begin() as connection:
            command.upgrade(config(connection), version)
            yield connection
    finally:
        made.dispose()


def upgraded(connection: Connection, version: str) -> None:
    """Run the revisions up to this one."""
    command.upgrade(config(connection), version)


def tables(connection: Connection) -> set[str]:
    """The names of the tables that the migrations made."""
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars()
    return {name for name in names if not name.startswith("sqlite_")} - {"alembic_version"}


def columns(connection: Connection, table: str) -> list[str]:
    """The names of a table's columns in order."""
    return [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info('{table}')")]


def statement(connection: Connection, name: str) -> str:
    """How a table or index was made, without white space."""
    found = connection.exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar()
    return re.sub(r"\s+", "", found or "")
