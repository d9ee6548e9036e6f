"""Connections under which nothing saved is lost and nothing deleted stays; their settings: `test_store.py`."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text

from toolkit.errors import NotAProject
from toolkit.storage.database import engines
from toolkit.storage.database.engines import compacted, connect, engine, is_open_here, let_vanish, must_vanish, probe


@pytest.fixture
def database(founded, path):
    shutil.copy(founded, path)
    return path


def test_a_database_is_known_as_open_here_by_whichever_name_until_it_is_closed(database, tmp_path):
    assert not is_open_here(database)
    first, second = connect(database, write=False), connect(database, write=True)
    assert is_open_here(tmp_path / "." / "x" / ".." / "project.db")
    first.close()
    first.close()
    assert is_open_here(database)
    second.close()
    assert not is_open_here(database)
    assert not is_open_here(tmp_path / "other.db")


def test_a_private_file_is_its_owners_and_never_written_over(posix, tmp_path):
    path, before = tmp_path / "new", os.umask(0)
    try:
        engines.private_file(path)
    finally:
        os.umask(before)
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"", 0o600)
    with pytest.raises(FileExistsError):
        engines.private_file(path)


def test_only_a_database_of_ours_is_a_project_and_looking_leaves_nothing(database, tmp_path):
    probe(database)
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE t (x)")
        raw.commit()
    (tmp_path / "text.db").write_bytes(b"words, no database\n" * 20)
    (tmp_path / "empty.db").write_bytes(b"")
    before = {one.name: one.read_bytes() for one in tmp_path.iterdir()}
    for name in ("other.db", "text.db", "empty.db", "nothing.db", "", "a\0b"):
        with pytest.raises(NotAProject, match="There is no project here") as caught:
            probe(tmp_path / name)
        assert "spegla init" in caught.value.hint
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == before


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(sqlite3.OperationalError):
        connect(tmp_path / "nothing.db", write=True)
    assert list(tmp_path.iterdir()) == []
    assert not is_open_here(tmp_path / "nothing.db")


def test_a_reader_cannot_write_and_sees_one_moment(database):
    reader, writer = engine(database, write=False), engine(database, write=True, wal=True)
    try:
        with reader.begin() as looking:
            query = text("SELECT count(*) FROM memo")
            assert looking.execute(query).scalar() == 0
            with pytest.raises(Exception, match="readonly"):
                looking.execute(text("DELETE FROM memo"))
        with writer.begin() as connection:
            connection.execute(text("INSERT INTO memo (code, text, author, time) VALUES ('n', 'x', 'A', 'now')"))
            with reader.connect() as looking, looking.begin():
                assert looking.execute(query).scalar() == 0
        with reader.begin() as looking:
            assert looking.execute(query).scalar() == 1
    finally:
        reader.dispose()
        writer.dispose()


def test_a_writer_has_the_lock_from_the_beginning_of_its_transaction(database):
    writer = engine(database, write=True)
    try:
        other = sqlite3.connect(database, timeout=0, isolation_level=None)
        with closing(other), writer.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
    finally:
        writer.dispose()


@pytest.mark.parametrize(("wal", "expected"), [(False, "truncate"), (True, "wal")])
def test_how_changes_are_kept_is_as_it_was_asked_for(database, wal, expected):
    with closing(connect(database, write=True, wal=wal)) as connection:
        assert engines.mode(connection) == expected


def test_beside_a_workbench_the_mode_stays_as_the_workbench_keeps_it(database):
    with closing(connect(database, write=True, wal=True)) as first:
        first.execute("SELECT count(*) FROM memo").fetchone()
        with closing(connect(database, write=True)) as second:
            assert engines.mode(second) == "wal"
    with closing(connect(database, write=True)) as alone:
        assert engines.mode(alone) == "truncate"


def fill(path, count):
    with closing(sqlite3.connect(path)) as raw:
        row = ("INSERT INTO memo (code, text, author, time) VALUES ('n', ?, 'A', 'now')", ("words " * 500,))
        for _ in range(count):
            raw.execute(*row)
        raw.commit()
        raw.execute("DELETE FROM memo")
        raw.commit()


def test_what_was_deleted_takes_no_room_when_the_file_is_written_anew(database, monkeypatch):
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.01)
    empty = database.stat().st_size
    fill(database, 200)
    assert database.stat().st_size > empty + 300_000
    assert compacted(database)
    assert database.stat().st_size <= empty + 4096
    with closing(connect(database, write=True, wal=True)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM memo").fetchone()
        assert not compacted(database)  # somebody still reads what was there before


def test_a_checkpoint_empties_the_side_file_unless_somebody_reads(database):
    side = database.with_name("project.db-wal")
    with (
        closing(connect(database, write=True, wal=True)) as writer,
        closing(connect(database, write=False, wal=True)) as reader,
    ):
        writer.execute("INSERT INTO memo (code, text, author, time) VALUES ('n', 'x', 'A', 'now')")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM memo").fetchone()
        writer.execute("INSERT INTO memo (code, text, author, time) VALUES ('n', 'y', 'A', 'now')")
        assert side.stat().st_size > 0
        assert not engines.checkpoint(writer, seconds=0.01)
        reader.execute("COMMIT")
        assert engines.checkpoint(writer, seconds=0.01)
        assert side.stat().st_size == 0
        assert writer.execute("PRAGMA busy_timeout").fetchone()[0] == engines.BUSY_SECONDS * 1000


def test_that_words_must_vanish_is_said_once_of_a_transaction(database):
    made = engine(database, write=True)
    try:
        with made.connect() as connection:
            assert not must_vanish(connection)
            let_vanish(connection)
            assert must_vanish(connection)
            assert not must_vanish(connection)
    finally:
        made.dispose()
