"""Another copy of a project is read without touching it, compared by its journal, and its rows put here whole."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.storage.material import NOW, at, count, put, put_coding, put_source, source_of
from toolkit.errors import NotAProject, NotSaved
from toolkit.storage.codings import assignments
from toolkit.storage.database import journal
from toolkit.storage.projects import merging
from toolkit.storage.projects.merging import Fork, Mark
from toolkit.storage.projects.standing import open_standing
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema import coding, memo, scheme_version, settlement, theme_decision

LATER = NOW + timedelta(hours=1)


def snapshot(folder):
    return {one.name: one.read_bytes() for one in folder.iterdir()}


@pytest.fixture
def project(founded, tmp_path):
    """A folder of its own with a database in it."""
    path = tmp_path / "theirs" / "project.db"
    path.parent.mkdir()
    shutil.copy(founded, path)
    return path


def test_a_copy_is_whole_and_private_and_the_original_untouched(project, tmp_path):
    before, to = snapshot(project.parent), tmp_path / "copy.db"
    merging.copied(project, to)
    assert snapshot(project.parent) == before
    with Store.open(to, now=NOW) as store:
        assert store.check() == []
    if os.name != "nt":
        assert to.stat().st_mode & 0o777 == 0o600


def test_a_copy_left_in_wal_by_a_crash_is_copied_with_the_changes_beside_it(project, tmp_path):
    with open_standing(project, now=NOW) as standing, standing.writing("memo", now=NOW) as change:
        put(change.connection, memo, text="m", author="A", time=NOW, code="n")
    raw = sqlite3.connect(project)
    raw.execute("PRAGMA journal_mode=WAL")
    raw.execute("PRAGMA wal_autocheckpoint=0")
    raw.execute("INSERT INTO memo (code, text, author, time) VALUES ('n', 'x', 'A', '2026-03-01T12:30:00+00:00')")
    raw.commit()
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("project.db", "project.db-wal"):
        shutil.copy(project.with_name(name), crashed / name)
    raw.close()
    before, to = snapshot(crashed), tmp_path / "copy.db"
    merging.copied(crashed / "project.db", to)
    assert snapshot(crashed) == before
    with Store.open(to, now=NOW) as store, store.reading() as connection:
        assert connection.execute(select(memo.c.text)).scalars().all() == ["m", "x"]


def test_a_copy_in_wal_with_nothing_beside_it_is_copied_alone(project, tmp_path):
    with closing(sqlite3.connect(project)) as raw:
        raw.execute("PRAGMA journal_mode=WAL")
    assert [one.name for one in project.parent.iterdir()] == ["project.db"]
    merging.copied(project, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == project.read_bytes()
    assert not (tmp_path / "copy.db-wal").exists()


def test_what_is_no_database_or_would_be_written_over_is_refused(project, tmp_path):
    other = tmp_path / "other.db"
    other.write_bytes(b"no database")
    with pytest.raises(NotAProject):
        merging.copied(other, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    with pytest.raises(NotSaved):
        merging.copied(project, other)
    assert other.read_bytes() == b"no database"


def test_sources_are_compared_by_name_and_by_the_sums_of_file_and_text(connection):
    b, a = put_source(connection, "b.txt"), put_source(connection, "å 😀.txt")
    connection.exec_driver_sql("UPDATE source SET text = 'corrected' WHERE name = 'b.txt'")
    whole = source_of("b.txt")
    first, second = merging.marks(connection)
    assert first == Mark(b, "b.txt", whole.sha256, hashlib.sha256(b"corrected").hexdigest(), NOW)
    assert (second.id, second.sha256, second.text) == (a, source_of("å 😀.txt").sha256, source_of("å 😀.txt").sha256)


@pytest.fixture
def apart(founded, tmp_path):
    """Two copies of a project as functions: what is done in one of them, and their fork."""
    stores = {}
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
        path = tmp_path / name / "project.db"
        shutil.copy(founded, path)
        stores[name] = Store.open(path, now=NOW, write=True)

    def do(name, verb, now=LATER, **detail):
        with stores[name].writing(verb, now=now, **detail):
            pass

    def fork():
        with stores["ours"].reading() as ours, stores["theirs"].reading() as theirs:
            return merging.fork(ours, theirs)

    yield do, fork, stores
    for store in stores.values():
        store.close()


def test_copies_are_apart_from_their_last_common_line_on(apart):
    do, fork, _ = apart
    assert fork() == Fork(NOW, 1)
    for name in ("ours", "theirs"):
        do(name, "code", codings=2)
    assert fork() == Fork(LATER, 2)
    do("ours", "code", codings=3)
    assert fork() == Fork(LATER, 2)
    do("theirs", "add", LATER + timedelta(1), sources=3)
    do("theirs", "merge", LATER + timedelta(2), sources=2)
    do("theirs", "add", LATER + timedelta(2), files="x")
    do("theirs", "code", LATER + timedelta(2), sources=50)
    assert fork() == Fork(LATER, 2, added=5, dated=True, slow=False)


@pytest.mark.parametrize(
    ("verb", "moment", "dated", "slow"),
    [
        ("code", LATER, False, False),
        ("codings import", LATER, True, False),
        ("exchange import", LATER, True, False),
        ("code", NOW, False, True),
        ("code", NOW - timedelta(1), False, True),
    ],
)
def test_rows_with_times_that_were_told_and_a_clock_that_was_slow_are_known(apart, verb, moment, dated, slow):
    do, fork, _ = apart
    do("theirs", verb, moment)
    found = fork()
    assert (found.line, found.dated, found.slow) == (1, dated, slow)


def test_projects_that_never_were_one_have_no_fork(apart, tmp_path):
    _, _, stores = apart
    with Store.create(tmp_path / "other.db", now=LATER) as other, other.reading() as theirs:
        with stores["ours"].reading() as ours:
            assert merging.fork(ours, theirs) == Fork()
        with stores["ours"].reading() as ours:
            assert merging.shared_until(ours, theirs, "coding", Fork()) == 0


def test_the_highest_number_of_a_row_that_both_have_is_told(apart):
    stores = apart[2]
    for name, store in stores.items():
        with store.writing("fill", now=NOW) as change:
            connection = change.connection
            key = put_source(connection)
            for coder in "AB":
                put_coding(connection, key, "rädd", coder=coder)
                put(connection, memo, text=name, author=coder, time=NOW, code="n")
                row = {"quote": "x", "code": coder, "applies": True, "reason": name, "coder": "A", "time": NOW}
                put(connection, settlement, **at(connection, key, "rädd"), **row)
            put_coding(connection, key, "Jag", coder=name)  # made apart, under the same number
            put_coding(connection, key, "Det", time=LATER)
            put(connection, memo, text="same", author=name, time=NOW, code="n")
    since = Fork(NOW, 2)
    with stores["ours"].reading() as ours, stores["theirs"].reading() as theirs:
        assert merging.shared_until(ours, theirs, "coding", since) == 2
        assert merging.shared_until(ours, theirs, "coding", Fork(LATER, 2)) == 4
        assert merging.shared_until(ours, theirs, "memo", since) == 2
        assert merging.shared_until(ours, theirs, "settlement", since) == 2
        assert {merging.shared_until(ours, theirs, kind, Fork()) for kind in merging.TABLES} == {0}


def test_rows_are_put_with_all_their_values(connection):
    key = put_source(connection)
    row = {
        **at(connection, key, "rädd"),
        "quote": "rädd",
        "code": "n",
        "coder": "B",
        "time": LATER,
        "scheme_version": 4,
    }
    merging.put(connection, "coding", [{**row, "revision": 7}])
    merging.put(connection, "coding", [])
    found = connection.execute(select(coding)).mappings().one()
    assert {name: found[name] for name in (*row, "revision")} == {**row, "revision": 7}


@pytest.mark.parametrize(("theirs", "revision"), [(1, 6), (5, 6), (9, 10), (None, 6)])
def test_a_changed_row_has_a_revision_that_neither_copy_had(connection, theirs, revision):
    number = put(connection, memo, text="m", author="A", time=NOW, code="n", revision=5)
    other = put(connection, memo, text="m", author="A", time=NOW, code="n")
    given = {"text": "n"} if theirs is None else {"text": "n", "revision": theirs}
    merging.change(connection, "memo", number, given)
    rows = connection.execute(select(memo.c.id, memo.c.text, memo.c.revision).order_by(memo.c.id)).all()
    assert [tuple(row) for row in rows] == [(number, "n", revision), (other, "m", 1)]


def test_assignments_come_in_and_being_through_there_is_being_through_here(connection):
    a, b = put_source(connection, "a.txt"), put_source(connection, "b.txt")
    assignments.assign(connection, [a], "B", now=NOW)
    told = [{"source_id": one, "coder": "B", "at": LATER, "done": done} for one, done in ((a, LATER), (b, None))]
    merging.put_assignments(connection, iter(told))
    assert [(one.source_id, one.at, one.done) for one in assignments.each(connection)] == [
        (a, NOW, LATER),
        (b, LATER, None),
    ]


def test_decisions_come_after_those_that_are_here(connection):
    key = put_source(connection)
    row = {"area": "needs", "group": "team", "name": "n", "position": 1, "aside": False, "passages": [[key, 1, 3]]}
    merging.put_decisions(connection, [{**row, "id": "t0", "position": 77}])
    merging.put_decisions(connection, iter([{**row, "id": "t1"}, {**row, "id": "t2", "position": 0}]))
    order = select(theme_decision.c.id, theme_decision.c.position).order_by(theme_decision.c.position)
    assert [tuple(one) for one in connection.execute(order)] == [("t0", 1), ("t1", 2), ("t2", 3)]
    assert len(sources.names(connection)) == 1


def test_versions_of_the_scheme_are_known_by_their_sum(connection):
    for version, sha in ((2, "a"), (1, "b"), (3, "b")):
        row = {"version": version, "sha256": sha * 64, "content": "key: a\n", "at": NOW, "reason": None, "coder": "KL"}
        merging.put_scheme(connection, row)
    assert merging.scheme_numbers(connection) == {"a" * 64: 2, "b" * 64: 1}
    rows = merging.scheme_rows(connection)
    assert [one["version"] for one in rows] == [1, 2, 3]
    assert rows[0] == {
        "version": 1,
        "sha256": "b" * 64,
        "content": "key: a\n",
        "at": NOW,
        "reason": None,
        "coder": "KL",
    }
    assert count(connection, scheme_version) == 3
    assert journal.last(connection) == 1
