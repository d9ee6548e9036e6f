"""A database that may be damaged is asked everything: each fault told once, without words, and nothing changed."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest

from tests.storage.material import NOW, put_coding, put_source
from toolkit.storage.projects import health
from toolkit.storage.projects.store import Store
from toolkit.storage.tables.schema import HEAD


@pytest.fixture(scope="module")
def coded(founded, tmp_path_factory):
    """A database with thirty codings of one source; not to be changed."""
    path = tmp_path_factory.mktemp("coded") / "project.db"
    shutil.copy(founded, path)
    with Store.open(path, now=NOW, write=True) as store, store.writing("code", now=NOW) as change:
        key = put_source(change.connection)
        for number in range(30):
            put_coding(change.connection, key, "rädd", coder=str(number))
    return path


@pytest.fixture
def damaged(coded, path):
    """Gives the faults of the database after these statements, and sees that looking has changed nothing."""

    def judge(*statements):
        shutil.copy(coded, path)
        with closing(sqlite3.connect(path)) as raw:
            for statement in statements:
                raw.execute(statement)
            raw.commit()
        before = path.read_bytes()
        found = health.faults(path)
        assert path.read_bytes() == before
        assert not any("rädd" in fault for fault in found)
        return found

    return judge


def test_a_sound_database_has_no_faults(damaged, path):
    assert damaged() == []
    assert health.is_current(path)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE coding SET start = start + 1 WHERE id = 7", ["The words of coding 7 do not stand at their span."]),
        ("UPDATE source SET original = x'00'", ["The original of d01.txt is not what was added."]),
        ("UPDATE journal SET verb = 'other' WHERE id = 2", ["Line 2 of the journal is not as it was written."]),
        ("DELETE FROM journal WHERE id = 1", ["Line 1 of the journal is not as it was written."]),
        ("UPDATE source SET facts = 'no document'", ["A value in the project's database cannot be read."]),
        ("UPDATE coding SET time = 'rädd'", ["A value in the project's database cannot be read."]),
        (
            "UPDATE coding SET start = 'x', \"end\" = 'y' WHERE id = 3",
            ["A value in the project's database cannot be read."],
        ),
        ("UPDATE coding SET time = 7 WHERE id = 3", ["A value in the project's database cannot be read."]),
        (
            "INSERT INTO analysis_state VALUES (77, 'x', 'x')",
            ["Row 1 of analysis_state refers to something that is not there."],
        ),
    ],
)
def test_each_kind_of_fault_is_told_in_a_sentence(damaged, statement, told):
    assert damaged(statement) == told


def test_of_one_kind_only_the_first_are_told_and_other_kinds_beside_it(damaged):
    found = damaged("UPDATE coding SET quote = 'x'", "UPDATE source SET original = x'00'")
    every = {f"The words of coding {number} do not stand at their span." for number in range(1, 31)}
    assert len(set(found[: health.MOST]) & every) == health.MOST == 20
    assert found[health.MOST :] == ["The original of d01.txt is not what was added."]


def test_a_file_that_is_none_of_ours_is_told(tmp_path):
    (tmp_path / "text.db").write_bytes(b"just a text\n" * 100)
    for name in ("text.db", "nothing.db", "."):
        (found,) = health.faults(tmp_path / name)
        assert "There is no project here" in found
        assert not health.is_current(tmp_path / name)
    assert [one.name for one in tmp_path.iterdir()] == ["text.db"]


def test_a_database_of_another_version_is_told_or_looked_at_without_todays_tables(damaged, path):
    (found,) = damaged("UPDATE alembic_version SET version_num = '0999'")
    assert "newer Spegla" in found
    assert not health.is_current(path)
    older = ("UPDATE alembic_version SET version_num = '0001'", "UPDATE source SET facts = 'no document'")
    assert damaged(*older) == []
    assert not health.is_current(path)
    assert HEAD > "0001"


def test_a_database_with_broken_pages_is_told_and_left_as_it_is(coded, path):
    data = bytearray(coded.read_bytes())
    data[4096:12288] = bytes(8192)
    path.write_bytes(data)
    assert health.faults(path)
    assert path.read_bytes() == bytes(data)
    assert not health.is_current(path)


def test_a_side_file_that_is_gone_is_told(coded, path):
    shutil.copy(coded, path)
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    assert not path.with_name("project.db-wal").exists()
    first = health.faults(path)[0]
    assert first == "The database's side file (project.db-wal) is missing: what was saved last may be lost."


def test_what_sqlite_this_is_is_told():
    told = health.versions_told()
    assert told["version"] == sqlite3.sqlite_version
    assert told["mended"] is (sqlite3.sqlite_version_info >= (3, 51, 3))
    assert isinstance(told["fts5"], bool)
