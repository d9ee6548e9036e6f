"""A database is founded whole, an older one known and migrated after a backup, a newer or foreign one refused."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event

from tests.storage.material import NOW
from toolkit.errors import DamagedProject, NotSaved, Refused
from toolkit.storage.database import backups, journal, versions
from toolkit.storage.database.engines import engine
from toolkit.storage.projects.store import Store
from toolkit.storage.tables.schema import APPLICATION_ID, HEAD, METADATA, OLDER


@pytest.fixture
def changed(founded, path):
    """Gives how old a database is after these statements."""

    def judge(*statements):
        shutil.copy(founded, path)
        with closing(sqlite3.connect(path)) as raw:
            for statement in statements:
                raw.execute(statement)
            raw.commit()
        reader = engine(path, write=False)
        try:
            with reader.begin() as connection:
                return versions.is_older(connection)
        finally:
            reader.dispose()

    return judge


def test_a_founded_database_is_ours_whole_and_of_today(path):
    left = path.with_name("project.db.new")
    left.write_bytes(b"left by a founding that was killed")
    versions.found(path, now=NOW)
    assert [one.name for one in path.parent.iterdir()] == ["project.db"]
    with closing(sqlite3.connect(path)) as raw:
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables - {"sqlite_sequence"} == {*METADATA.tables, "alembic_version"}
        assert raw.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(HEAD,)]
    with Store.open(path, now=NOW) as store, store.reading() as connection:
        (line,) = journal.entries(connection)
    assert (line.verb, dict(line.detail), line.at) == ("create", {"version": HEAD}, NOW)


def test_where_nothing_can_be_written_nothing_is_founded(tmp_path):
    with pytest.raises(NotSaved):
        versions.found(tmp_path / "nowhere" / "project.db", now=NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", OLDER)
def test_every_earlier_version_is_older(changed, version):
    assert changed(f"UPDATE alembic_version SET version_num = '{version}'")
    assert not changed()


def test_a_database_in_which_no_revision_has_run_is_older(changed):
    assert changed("DELETE FROM alembic_version")


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE tie",
        "DROP TABLE alembic_version",
        "UPDATE alembic_version SET version_num = '0000'",
        "UPDATE alembic_version SET version_num = '0003b'",
    ],
)
def test_a_database_that_is_not_whole_is_damaged(changed, statement):
    with pytest.raises(DamagedProject, match="is damaged"):
        changed(statement)


def test_a_file_is_read_through_once_as_long_as_it_stands_as_it_was(founded, path):
    asked = []

    def older():
        reader = engine(path, write=False)
        event.listen(reader, "before_cursor_execute", lambda *told: asked.append(told[2]))
        try:
            with reader.begin() as connection:
                return versions.is_older(connection, path)
        finally:
            reader.dispose()

    shutil.copy(founded, path)
    assert [older(), older()] == [False, False]
    assert sum("quick_check" in each for each in asked) == 1
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * 4096 + whole[8192:])
    with pytest.raises(DamagedProject):
        older()


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON coding BEGIN DELETE FROM coding; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE f USING fts5(words)",
        "PRAGMA application_id=1",
    ],
)
def test_a_database_with_what_we_never_make_is_not_opened(changed, statement):
    with pytest.raises(DamagedProject, match="parts that Spegla never made") as caught:
        changed(statement)
    assert "from somebody you do not trust" in caught.value.hint


@pytest.mark.parametrize("version", ["0007", "9", "1000"])
def test_a_newer_programs_database_is_refused_with_both_versions(changed, version):
    with pytest.raises(Refused, match=rf"its version {version}, this program's {HEAD}") as caught:
        changed(f"UPDATE alembic_version SET version_num = '{version}'")
    assert "Install the newest" in caught.value.hint


def test_every_version_before_today_has_its_place_in_order():
    assert list(OLDER) == sorted(OLDER)
    assert OLDER[-1] < HEAD
    assert [*OLDER[1:], HEAD] == [f"{number:04}" for number in range(1, len(OLDER) + 1)]


def test_a_migration_makes_a_backup_first_and_says_so_in_the_journal(path):
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
        raw.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
        raw.commit()
    backup = versions.migrate(path, now=NOW)
    assert backups.manifest(backup).why == "migrate"
    with closing(sqlite3.connect(backup / "project.db")) as raw:
        assert raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall() == [("alembic_version",)]
    with Store.open(path, now=NOW) as store, store.reading() as connection:
        assert [(one.verb, dict(one.detail)) for one in journal.entries(connection)] == [("migrate", {"version": HEAD})]
