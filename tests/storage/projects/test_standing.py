"""The standing store: many threads, another process beside it, nothing lost, one file in the end."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from toolkit.domain.codings.codings import Coding
from toolkit.domain.texts.text import Span
from toolkit.errors import DamagedProject, NotAProject, ProjectBusy
from toolkit.storage.codings import codings
from toolkit.storage.database import lock
from toolkit.storage.database.engines import connect, probe
from toolkit.storage.database.lock import os_lock
from toolkit.storage.projects.standing import LARGEST_WAL, Turns, open_standing
from toolkit.storage.projects.store import Store
from toolkit.storage.sources import sources

BESIDE = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from toolkit.domain.codings.codings import Coding
from toolkit.domain.texts.text import Span
from toolkit.storage.codings import codings
from toolkit.storage.sources import sources
from toolkit.storage.projects.store import Store
now = datetime(2026, 3, 1, tzinfo=UTC)
for number in range(int(sys.argv[2])):
    with Store.open(Path(sys.argv[1]), now=now, write=True) as store:
        with store.reading() as connection:
            source = next(sources.each(connection))
        span = Span(number, number + 9)
        with store.writing("code", now=now) as change:
            codings.add(change.connection, [Coding(source.name, span, span.of(source.text), "needs", "other", now)])
print("done")
"""
CRASH = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from toolkit.storage.projects.standing import open_standing
now = datetime(2026, 3, 1, tzinfo=UTC)
standing = open_standing(Path(sys.argv[1]), now=now)
for number in range(5):
    with standing.writing("code", now=now):
        pass
print(standing.mark(), flush=True)
os._exit(9)
"""


def run(program, *arguments):
    return subprocess.run(
        [sys.executable, "-c", program, *map(str, arguments)], capture_output=True, text=True, check=False
    )


def names(path):
    return {one.name for one in path.parent.iterdir() if one.stat().st_size}


def journal_mode(path):
    raw = sqlite3.connect(path)
    try:
        return raw.execute("PRAGMA journal_mode").fetchone()[0]
    finally:
        raw.close()


@pytest.fixture
def source(put):
    return put(rows=(("D01", "D01", "ord och ord " * 200),))


@pytest.fixture
def standing(store, path, source, now):
    store.close()
    opened = open_standing(path, now=now)
    yield opened
    opened.close()


def code(standing, source, coder, number, now):
    span = Span(number, number + 5)
    with standing.writing("code", now=now) as change:
        codings.add(change.connection, [Coding(source.name, span, span.of(source.text), "needs", coder, now)])


def counted(store):
    with store.reading() as connection:
        return codings.coders(connection)


def test_four_threads_lose_nothing_and_wait_little(standing, source, now):
    waits = []

    def work(coder):
        for number in range(250):
            begun = time.perf_counter()
            code(standing, source, coder, number, now)
            waits.append(time.perf_counter() - begun)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, "ABCD"))
    assert counted(standing) == dict.fromkeys("ABCD", 250)
    print(f"p50 {statistics.median(waits) * 1000:.1f} ms, p99 {sorted(waits)[989] * 1000:.1f} ms")  # noqa: T201
    assert standing.check() == []


def test_turns_are_taken_in_order_of_arrival_and_in_time():
    turns, order = Turns(), []
    assert turns.take(seconds=1)

    def wait(number):
        if turns.take(seconds=5):
            order.append(number)
            turns.give()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(5)]
    for thread in threads:
        thread.start()
        time.sleep(0.02)
    assert not turns.take(seconds=0.01)
    turns.give()
    for thread in threads:
        thread.join()
    assert order == [0, 1, 2, 3, 4]
    assert turns.take(seconds=0)


def test_the_command_line_writes_beside_it(standing, source, path, now):
    beside = subprocess.Popen([sys.executable, "-c", BESIDE, path, "8"], stdout=subprocess.PIPE, text=True)
    number = 0
    while beside.poll() is None:
        code(standing, source, "A", number, now)
        number += 1
    assert beside.communicate()[0] == "done\n"
    assert counted(standing) == {"A": number, "other": 8}
    assert journal_mode(path) == "wal"
    assert standing.check() == []


def test_a_command_that_takes_long_is_waited_for_and_then_told(standing, source, path, now, monkeypatch):
    held = os_lock(path, now=now)
    threading.Timer(0.3, held.release).start()
    code(standing, source, "A", 0, now)
    held = os_lock(path, now=now)
    standing._patience = 0.2
    with pytest.raises(ProjectBusy):
        code(standing, source, "A", 1, now)
    held.release()
    standing._patience = lock.PATIENCE
    code(standing, source, "A", 2, now)
    assert counted(standing) == {"A": 2}


def test_a_command_beside_a_served_workbench_owns_it_for_single_changes_only(standing, path, now, monkeypatch):
    monkeypatch.setattr(standing, "_patience", 0.2)
    place = lock.serve_place(path, "http://127.0.0.1:1/", now=now)
    try:
        with Store.open(path, now=now, write=True) as command:
            for _ in range(3):
                with command.writing("suggest", now=now):
                    pass
                with standing.writing("code", now=now):  # while the command goes on
                    pass
            assert command.mark() == standing.mark()
    finally:
        place.release()
    assert not lock.is_served(path)
    with Store.open(path, now=now, write=True), pytest.raises(ProjectBusy), standing.writing("code", now=now):
        pass


def test_opening_beside_it_does_not_wait_and_leaves_its_mode(standing, path, now):
    begun = time.perf_counter()
    connect(path, write=False).close()
    assert time.perf_counter() - begun < 0.5
    with Store.open(path, now=now) as reader:
        assert counted(reader) == {}
    assert journal_mode(path) == "wal"


def test_its_files_are_their_owners_only(posix, standing, source, path, now):
    code(standing, source, "A", 0, now)
    modes = {one.name: one.stat().st_mode & 0o777 for one in path.parent.iterdir()}
    assert {"project.db", "project.db-wal", "project.db-shm"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_reading_does_not_stop_writing(standing, source, now):
    with standing.reading() as connection, ThreadPoolExecutor(1) as pool:
        assert codings.coders(connection) == {}
        pool.submit(code, standing, source, "A", 0, now).result(timeout=5)
        assert codings.coders(connection) == {}
    assert counted(standing) == {"A": 1}


def test_a_with_block_leaves_it_open_and_closing_makes_one_file(standing, source, path, now):
    with standing as store:
        code(store, source, "A", 0, now)
    assert counted(standing) == {"A": 1}
    assert "project.db-wal" in names(path)
    standing.close()
    standing.close()
    assert names(path) == {"project.db", "project.db.lock"}
    assert journal_mode(path) == "delete"  # the mode that a file without a WAL is opened in
    with pytest.raises(ProjectBusy), standing.reading():
        pass


def test_closing_beside_a_reader_loses_nothing(standing, source, path, now):
    code(standing, source, "A", 0, now)
    with Store.open(path, now=now) as reader:
        assert counted(reader) == {"A": 1}
        begun = time.perf_counter()
        standing.close()
        assert time.perf_counter() - begun < 3
        assert counted(reader) == {"A": 1}
    with Store.open(path, now=now, write=True) as store:
        assert counted(store) == {"A": 1}
    assert names(path) == {"project.db", "project.db.lock"}


@pytest.mark.parametrize("write", [False, True])
def test_after_a_crash_the_next_opening_has_it_all_in_one_file(store, path, now, write):
    store.close()
    crashed = run(CRASH, path)
    assert crashed.returncode == 9, crashed.stderr
    assert "project.db-wal" in names(path)
    with Store.open(path, now=now, write=write) as opened:
        assert opened.mark() == int(crashed.stdout)
        assert opened.check() == []
    assert names(path) == {"project.db", "project.db.lock"}
    assert journal_mode(path) == "delete"


def test_no_word_stays_of_a_source_that_was_removed(standing, put_secret, path, now):
    with standing.writing("remove", now=now) as change:
        sources.remove(change.connection, put_secret)
    assert not found_in(path, b"Xylofonkanarie")


def test_no_word_stays_of_a_source_that_the_command_line_removed_beside_it(standing, put_secret, path, now):
    with Store.open(path, now=now, write=True) as store, store.writing("remove", now=now) as change:
        sources.remove(change.connection, put_secret)
    assert not found_in(path, b"Xylofonkanarie")


def test_words_that_a_reader_held_are_gone_with_the_next_change(standing, put_secret, path, now, monkeypatch):
    monkeypatch.setattr("toolkit.storage.projects.standing.READERS_END", 0.1)
    with standing.reading() as connection, ThreadPoolExecutor(1) as pool:
        assert len(sources.names(connection)) == 2
        pool.submit(remove, standing, put_secret, now).result(timeout=5)
        assert found_in(path, b"Xylofonkanarie")
    with standing.writing("next", now=now):
        pass
    assert not found_in(path, b"Xylofonkanarie")


def remove(standing, name, now):
    with standing.writing("remove", now=now) as change:
        sources.remove(change.connection, name)


@pytest.fixture
def put_secret(standing, make_source, coded, path, now):
    secret = make_source("s.txt", (("D01", "D01", "Xylofonkanariefågel sade hon " * 400),))
    with standing.writing("add", now=now) as change:
        sources.add(change.connection, secret, original=secret.text.encode(), words=9)
        codings.add(change.connection, [coded(secret, 0)])
    assert found_in(path, b"Xylofonkanarie")
    return secret.name


def found_in(path, words):
    """The files that hold these words; read by another process, for here it would drop this process's locks."""
    found = subprocess.run(["grep", "-lrF", words, path.parent], capture_output=True, check=False)
    assert found.returncode < 2, found.stderr
    return found.stdout.split()


def test_a_large_wal_is_brought_into_the_file(standing, make_source, path, now):
    for number in range(9):
        large = make_source(f"l{number}.txt", (("D01", "D01", f"{number} ord " * 400_000),))
        with standing.writing("add", now=now) as change:
            sources.add(change.connection, large, original=large.text.encode(), words=9)
        assert path.with_name("project.db-wal").stat().st_size <= LARGEST_WAL


def test_opening_waits_for_a_command_that_reads(store, source, path, now):
    store.close()
    with Store.open(path, now=now) as reader, ThreadPoolExecutor(1) as pool:
        with reader.reading() as connection:
            assert len(sources.names(connection)) == 1
            opening = pool.submit(open_standing, path, now=now)
            time.sleep(0.3)
        standing = opening.result(timeout=10)
        code(standing, source, "A", 0, now)
        assert counted(reader) == {"A": 1}
        standing.close()


def test_another_programs_database_in_wal_mode_is_no_project(tmp_path, now):
    path = tmp_path / "other.db"
    foreign = sqlite3.connect(path)
    foreign.execute("PRAGMA journal_mode=wal")
    foreign.execute("CREATE TABLE note (words TEXT)")
    foreign.commit()
    with pytest.raises(NotAProject):
        probe(path)
    with pytest.raises((NotAProject, DamagedProject)):
        open_standing(path, now=now)
    foreign.close()
    assert journal_mode(path) == "wal"


def test_our_database_in_wal_mode_is_found_to_be_ours(standing, path):
    probe(path)
