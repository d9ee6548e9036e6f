"""Files written with a change: all of it, or nothing."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

import pytest
from sqlalchemy.engine.default import DefaultDialect

from toolkit.errors import ConflictError, NotSaved
from toolkit.services.projects.overwriting import Overwriting, of_scheme, write_last
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 10, 0, tzinfo=UTC)


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


@pytest.fixture
def file(project):
    path = project.folder / "note.txt"
    path.write_bytes(b"before")
    return path


def test_what_is_written_stays_when_only_the_tidying_after_the_commit_fails(project, file, monkeypatch):
    with project.store(write=True) as store:

        def broken(_):
            raise KeyboardInterrupt

        monkeypatch.setattr(store, "_saved", broken)
        with pytest.raises(KeyboardInterrupt), store.writing("test", now=NOW) as change:
            write_last(project, change, [Overwriting(file, file, b"before", b"after")])
    assert file.read_bytes() == b"after"


@pytest.mark.parametrize("error", [ConflictError("no"), KeyboardInterrupt()])
def test_what_was_written_is_put_back_when_nothing_is_stored(project, file, error):
    new = project.folder / "new.txt"
    packaged = project.folder / "packaged.txt"
    packaged.write_bytes(b"packaged")

    def failing():
        raise error

    files = [Overwriting(file, file, b"before", b"after"), Overwriting(new, packaged, b"packaged", b"own")]
    store = project.store(write=True)
    with store, pytest.raises(type(error)), store.writing("test", now=NOW) as change:  # noqa: PT012
        write_last(project, change, files)
        change.finally_do(failing)
    assert file.read_bytes() == b"before"
    assert not new.exists()


def test_what_was_written_stays_when_it_is_stored_although_the_very_last_sync_failed(project, file, monkeypatch):
    def commit(dialect, connection):
        connection.commit()
        if connection.execute("PRAGMA query_only").fetchone()[0]:
            return
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_FSYNC
        raise error

    with project.store(write=True) as store:
        before = store.mark()
        with monkeypatch.context() as patched:
            patched.setattr(DefaultDialect, "do_commit", commit)
            with pytest.raises(NotSaved), store.writing("test", now=NOW) as change:
                write_last(project, change, [Overwriting(file, file, b"before", b"after")])
        assert store.mark() == before + 1
        with store.writing("test", now=NOW):
            pass
    assert file.read_bytes() == b"after"


def test_a_file_that_another_hand_changed_is_left_and_nothing_is_stored(project, file):
    mark = project.store().mark()
    with project.store(write=True) as store, pytest.raises(ConflictError), store.writing("test", now=NOW) as change:
        write_last(project, change, [Overwriting(file, file, b"otherwise", b"after")])
    assert file.read_bytes() == b"before"
    assert project.store().mark() == mark


def test_a_scheme_with_other_line_ends_is_no_other_scheme(project):
    path = project.scheme_path
    if path.parent.parent != project.folder:
        path = project.folder / "coding_schemes" / path.name
        path.parent.mkdir(exist_ok=True)
    text = project.scheme_path.read_text(encoding="utf-8")
    path.write_bytes(text.replace("\n", "\r\n").encode())
    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        write_last(project, change, [of_scheme(project, text, text + "\n# one line more\n")])
    assert path.read_bytes().endswith(b"# one line more\n")
