from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest

from toolkit.errors import ConflictError, DamagedProject, NotAProject, NotSaved, ProjectBusy, Refused
from toolkit.storage.codings import codings
from toolkit.storage.database import journal, lying_words
from toolkit.storage.database.engines import connect
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources


def test_what_was_written_is_there_when_opened_again(path, store, put, now):
    source = put()
    store.close()
    with Store.open(path, now=now) as opened, opened.reading() as connection:
        assert sources.get(connection, source.name) == source


def test_create_refuses_what_exists_and_leaves_it(path, now):
    path.write_bytes(b"something")
    with pytest.raises(Refused):
        Store.create(path, now=now)
    assert path.read_bytes() == b"something"


def test_create_in_a_folder_that_does_not_exist_is_told(tmp_path, now):
    with pytest.raises(NotSaved):
        Store.create(tmp_path / "nowhere" / "project.db", now=now)


def test_create_clears_what_a_killed_creation_left(path, now):
    path.with_name("project.db.new").write_bytes(b"half a data")
    path.with_name("project.db.new-journal").write_bytes(b"half a journal")
    with Store.create(path, now=now) as store:
        assert store.check() == []
    assert sorted(each.name for each in path.parent.iterdir()) == ["project.db", "project.db.lock"]


def test_files_are_their_owners_only(posix, path, now):
    before = os.umask(0o022)
    try:
        with Store.create(path, now=now) as store, store.writing("add", now=now) as change:
            change.connection.exec_driver_sql("UPDATE alembic_version SET version_num = version_num")
            modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    finally:
        os.umask(before)
    assert modes == {"project.db": 0o600, "project.db-journal": 0o600, "project.db.lock": 0o600}


@pytest.mark.parametrize("write", [False, True])
def test_settings_are_those_that_lose_nothing(path, store, write):
    connection = connect(path, write=write)
    names = (
        "journal_mode synchronous foreign_keys busy_timeout secure_delete temp_store trusted_schema "
        "cell_size_check mmap_size wal_autocheckpoint query_only"
    )
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names.split()}
    connection.close()
    assert found == {
        "journal_mode": "truncate",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30000,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "wal_autocheckpoint": 0,
        "query_only": int(not write),
    }


def foreign_database(path):
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE note (words TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("content", [b"", b"just a text, many lines\n" * 500, b"PK\x03\x04" + bytes(3000)])
@pytest.mark.parametrize("write", [False, True])
def test_a_file_that_is_no_database_is_no_project_and_left_alone(path, now, content, write):
    path.write_bytes(content)
    with pytest.raises(NotAProject):
        Store.open(path, now=now, write=write)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_nothing_and_another_programs_database_are_no_project(tmp_path, now):
    foreign_database(tmp_path / "other.db")
    for path in (tmp_path, tmp_path / "nothing.db", tmp_path / "other.db"):
        with pytest.raises(NotAProject):
            Store.open(path, now=now)


def filled(path, put):
    for number in range(20):
        put(f"d{number:02}.txt")
    return path


def test_a_truncated_database_is_damaged_and_left_alone(path, store, put, now):
    whole = filled(path, put)
    store.close()
    os.truncate(whole, whole.stat().st_size // 2)
    before = path.read_bytes()
    for write in (False, True):
        with pytest.raises(DamagedProject):
            Store.open(path, now=now, write=write)
    assert path.read_bytes() == before


def test_a_database_with_a_page_of_nothing_is_damaged_and_left_alone(path, store, put, now):
    filled(path, put)
    store.close()
    data = bytearray(path.read_bytes())
    data[4096:8192] = bytes(4096)
    path.write_bytes(data)
    with pytest.raises(DamagedProject):
        Store.open(path, now=now, write=True)
    assert path.read_bytes() == bytes(data)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER t AFTER INSERT ON coding BEGIN DELETE FROM coding; END",
        "CREATE VIEW v AS SELECT 1",
        "CREATE VIRTUAL TABLE f USING fts5(words)",
        "DROP TABLE verdict",
        "DROP TABLE alembic_version",
        "UPDATE alembic_version SET version_num = '0000x'",
    ],
)
def test_a_database_with_foreign_or_missing_parts_is_not_opened(path, store, now, statement):
    store.close()
    raw = sqlite3.connect(path)
    raw.execute(statement)
    raw.commit()
    raw.close()
    with pytest.raises(DamagedProject):
        Store.open(path, now=now)


def test_a_newer_programs_database_is_refused(path, store, now):
    with store.writing("pretend", now=now) as change:
        change.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    store.close()
    with pytest.raises(Refused, match="newer"):
        Store.open(path, now=now, write=True)
    with pytest.raises(Refused):
        Store.open(path, now=now, write=True)  # and the lock was given back


def test_an_error_inside_a_change_undoes_it_with_its_journal_line(store, make_source, now):
    source = make_source()
    with pytest.raises(UnicodeError), store.writing("add", now=now) as change:
        sources.add(change.connection, source, original=source.text.encode(), words=len(b"\xff".decode()))
    with store.reading() as connection:
        assert sources.names(connection) == []
        assert [entry.verb for entry in journal.entries(connection)] == ["create"]


def test_a_store_opened_for_reading_does_not_write(path, store, now):
    with Store.open(path, now=now) as reader:
        with pytest.raises(RuntimeError), reader.writing("add", now=now):
            pass
        with pytest.raises(NotSaved), reader.reading() as connection:
            connection.exec_driver_sql("DELETE FROM journal")


def test_reading_and_writing_inside_each_other_are_refused_at_once(store, now):
    with store.reading(), store.reading(), pytest.raises(RuntimeError), store.writing("add", now=now):
        pass
    with store.writing("add", now=now), pytest.raises(RuntimeError), store.reading():
        pass
    with store.writing("add", now=now):
        pass


def test_a_reader_sees_one_snapshot_and_then_the_next(store, put, make_source, now):
    put("a.txt")
    with store.reading() as connection:
        assert sources.names(connection) == ["a.txt"]
        thread = threading.Thread(target=put, args=("b.txt",))
        thread.start()
        thread.join(0.1)
        assert sources.names(connection) == ["a.txt"]
    thread.join()
    with store.reading() as connection:
        assert sources.names(connection) == ["a.txt", "b.txt"]


def test_what_breaks_a_rule_of_the_tables_is_a_conflict_without_its_words(store, put, now):
    put()
    statement = "INSERT INTO analysis_state VALUES (77, 'secret words', 'x')"
    with pytest.raises(ConflictError) as caught, store.writing("add", now=now) as change:
        change.connection.exec_driver_sql(statement)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_full_disk_is_told_and_loses_nothing(store, put, make_source, now):
    put("kept.txt")
    large = make_source("large.txt", (("D01", "D01", "ord " * 100_000),))
    with store.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    with store.writing("limit", now=now) as change:
        change.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(NotSaved, match="full"), store.writing("add", now=now) as change:
        sources.add(change.connection, large, original=large.text.encode(), words=9)
    with store.reading() as connection:
        assert sources.names(connection) == ["kept.txt"]
    assert store.check() == []


def test_a_disk_that_refuses_writes_at_any_point_loses_nothing(posix, store, put, make_source, path, now):
    import resource

    put("kept.txt")
    rows = (("D01", "D01", "".join(chr(97 + (n * n) % 26) for n in range(60_000))),)
    large = make_source("large.txt", rows)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    failed = 0
    for limit in range(0, path.stat().st_size + 60_000, 16_384):
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))
        try:
            with store.writing("add", now=now) as change:
                sources.add(change.connection, large, original=large.text.encode(), words=9)
        except NotSaved:
            failed += 1
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert store.check() == []
        with store.reading() as connection:
            assert sources.names(connection) == ["kept.txt"]
    assert failed > 3


def test_opening_for_reading_does_not_drop_the_writers_lock(path, store, now):
    """Closing any handle on a file drops a process's POSIX locks on it: only SQLite may open it."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try: c.execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as e: print(e)"
    )
    with store.writing("add", now=now):
        Store.open(path, now=now).close()
        found = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert found.stdout == "database is locked\n"


def test_deleted_words_are_not_in_the_files_bytes(store, path, put, make_source, coded, now):
    secrets = ["Xylofonkanariefågel", "Qvarnstensblomma", "Åskmolnstrumpet"]
    for number in range(30):
        said = " ".join(f"{secret}{number:02} sade hon" for secret in secrets) + " vanliga ord" * (number * 20)
        source = put(f"d{number:02}.txt", (("D01", "D01", said),))
        with store.writing("import", now=now) as change:
            codings.add(change.connection, [coded(source, 0)])
    with store.writing("remove", now=now) as change:
        for number in range(0, 30, 2):
            sources.remove(change.connection, f"d{number:02}.txt")
    store.close()
    data = b"".join(each.read_bytes() for each in path.parent.iterdir())
    for secret in secrets:
        left = [number for number in range(30) if f"{secret}{number:02}".encode() in data]
        assert left == list(range(1, 30, 2))


def test_check_tells_of_moved_words_an_altered_original_and_a_lost_reference(store, path, put, coded, now):
    source = put()
    with store.writing("import", now=now) as change:
        codings.add(change.connection, [coded(source)])
    store.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE coding SET start = start + 1")
    raw.execute("UPDATE source SET original = x'00'")
    raw.execute("INSERT INTO analysis_state VALUES (77, 'x', 'x')")
    raw.commit()
    raw.close()
    with Store.open(path, now=now) as opened:
        faults = opened.check()
    assert len(faults) == 3
    assert not any("rädd" in fault for fault in faults)


def test_a_second_store_is_told_who_has_the_project(path, store, now):
    with pytest.raises(ProjectBusy, match=str(os.getpid())):
        Store.open(path, now=now, write=True)
    Store.open(path, now=now).close()
    store.close()
    Store.open(path, now=now, write=True).close()


def test_only_new_files_and_the_lock_are_opened_otherwise_than_through_sqlite():
    """Figure A7 for this package: `os.open` is used for the lock, a new file, a finished copy, and a folder.

    A colleague's copy that a crash left in WAL is copied as files: nobody has it open, and SQLite would change it.
    A look for words that must be gone reads free pages too, which SQLite does not give; see the test below.
    """
    from pathlib import Path

    import toolkit.storage

    found = {
        (file.name, line.strip())
        for file in Path(toolkit.storage.__file__).parent.rglob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if "Store.open(" not in line
        and any(way in line for way in ("os.open(", " open(", ".open(", "shutil", "read_bytes", "write_bytes"))
    }
    assert {(name, line) for name, line in found if not line.startswith("def ")} == {
        ("lock.py", "return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)"),
        ("engines.py", "os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))"),
        ("synced.py", "handle = os.open(path, os.O_RDWR)"),
        ("synced.py", "handle = os.open(folder, os.O_RDONLY)"),
        ("backups.py", "import shutil"),
        ("backups.py", "shutil.rmtree(part, ignore_errors=True)"),
        ("backups.py", "told = json.loads((backup / MANIFEST).read_bytes())"),
        ("backups.py", "shutil.rmtree(old, ignore_errors=True)"),
        ("backups.py", "shutil.rmtree(left, ignore_errors=True)"),
        ("backups.py", "free = shutil.disk_usage(home).free"),
        ("backups.py", "_private(place, path.read_bytes())"),
        ("backups.py", 'with path.open("rb") as file:'),
        ("backups.py", 'with disk(), (backup / DATABASE).open("rb") as source:'),
        ("backups.py", "shutil.copyfileobj(source, file)"),
        (
            "backups.py",
            'handle = os.open(to, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)',
        ),
        (
            "backups.py",
            'handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o600)',
        ),
        ("chained_file.py", "yield from path.read_bytes().splitlines(keepends=True)"),
        ("chained_file.py", "return _head_of(head_path(path).read_bytes()) or _Head(-1)"),
        ("chained_file.py", 'file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)'),
        ("lying_words.py", 'with path.open("rb") as file:'),
        ("merging.py", "import shutil"),
        ("merging.py", 'with path.open("rb") as file:'),
        ("merging.py", "shutil.copyfile(path, to)"),
        ("merging.py", 'shutil.copyfile(beside, to.with_name(f"{to.name}-wal"))'),
    }


def test_a_database_that_this_process_has_open_is_not_looked_into_by_hand(path, store):
    with store.reading(), pytest.raises(RuntimeError, match="locks"):
        lying_words.is_database(path)
    store.close()
    assert lying_words.is_database(path)
    assert b"SQLite format 3" in b"".join(lying_words.raw(path))
