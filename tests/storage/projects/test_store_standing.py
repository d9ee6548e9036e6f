"""A database that this process found to be of this version is not asked again while nothing has been written to it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from toolkit.errors import DamagedProject
from toolkit.storage.database import versions
from toolkit.storage.projects.store import Store

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    Store.create(tmp_path / "project.db", now=NOW).close()
    return tmp_path / "project.db"


def test_it_is_asked_once(path):
    assert not versions.stands(path)
    Store.open(path, now=NOW).close()
    assert versions.stands(path)
    Store.open(path, now=NOW).close()


def test_whatever_is_written_is_looked_at(path):
    Store.open(path, now=NOW).close()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TRIGGER evil AFTER INSERT ON source BEGIN SELECT 1; END")
        other.commit()
    assert not versions.stands(path)
    with pytest.raises(DamagedProject):
        Store.open(path, now=NOW)


def test_what_stands_in_the_log_beside_it_is_looked_at_too(path):
    Store.open(path, now=NOW).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        Store.open(path, now=NOW).close()
        other.execute("CREATE VIEW evil AS SELECT 1")
        assert not versions.stands(path)
        with pytest.raises(DamagedProject):
            Store.open(path, now=NOW)


def test_another_file_in_its_place_is_looked_at(path, tmp_path):
    Store.open(path, now=NOW).close()
    path.unlink()
    path.write_bytes(b"no database")
    assert not versions.stands(path)
