"""Alembic runs its revisions inside the transaction that the store began: all of them or none."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from tests.storage.earlier import at_version, tables, upgraded


class _StopError(Exception):
    pass


def test_a_migration_that_is_taken_back_leaves_nothing(path):
    def fails():
        with at_version(path, "0002") as connection:
            assert tables(connection)
            raise _StopError

    with pytest.raises(_StopError):
        fails()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("alembic_version",)]
    with at_version(path.with_name("other.db"), "base") as connection:
        assert tables(connection) == set()


def test_the_version_is_that_of_the_last_revision_and_running_again_does_nothing(path):
    with at_version(path, "0003") as connection:
        version = "SELECT version_num FROM alembic_version"
        assert connection.exec_driver_sql(version).all() == [("0003",)]
        before = tables(connection)
        upgraded(connection, "0003")
        assert tables(connection) == before
        upgraded(connection, "head")
        assert connection.exec_driver_sql(version).all() == [("0006",)]
        assert connection.in_transaction()
