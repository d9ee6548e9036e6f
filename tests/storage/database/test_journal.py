from __future__ import annotations

import random
import sqlite3

import pytest

from toolkit.storage.database import journal
from toolkit.storage.projects.store import Store


@pytest.fixture
def written(store, path, now):
    for number in range(6):
        with store.writing("add", now=now, source=f"d{number}.txt") as change:
            change.note(turns=number, words=100 * number)
    store.close()
    return path


def broken(path, now):
    with Store.open(path, now=now) as store, store.reading() as connection:
        return journal.broken(connection)


def alter(path, statement, *values):
    raw = sqlite3.connect(path)
    raw.execute(statement, values)
    raw.commit()
    raw.close()


def test_lines_say_when_what_and_how_many(written, now):
    with Store.open(written, now=now) as store, store.reading() as connection:
        entries = journal.entries(connection)
        assert journal.broken(connection) is None
    assert [entry.verb for entry in entries] == ["create"] + ["add"] * 6
    assert entries[-1] == journal.Entry(7, now, "add", {"source": "d5.txt", "turns": 5, "words": 500})


def test_a_removed_line_is_found_in_the_middle_and_at_the_end(written, now):
    alter(written, "DELETE FROM journal WHERE id = 7")
    assert broken(written, now) == 7
    alter(written, "DELETE FROM journal WHERE id = 3")
    assert broken(written, now) == 3


def test_a_swap_of_two_lines_is_found(written, now):
    alter(written, "UPDATE journal SET id = -1 WHERE id = 3")
    alter(written, "UPDATE journal SET id = 3 WHERE id = 4")
    alter(written, "UPDATE journal SET id = 4 WHERE id = -1")
    assert broken(written, now) is not None


def test_every_changed_byte_of_a_line_is_found(written, now):
    """Also bytes that are not text any more; the line named is the one changed."""
    chance = random.Random(34)
    raw = sqlite3.connect(written, isolation_level=None)
    raw.execute("PRAGMA synchronous=OFF")
    with Store.open(written, now=now) as store:
        for _ in range(200):
            column, line = chance.choice(["at", "verb", "detail", "previous", "hash"]), chance.randint(1, 7)
            (kept,) = raw.execute(f"SELECT CAST({column} AS BLOB) FROM journal WHERE id = ?", (line,)).fetchone()
            changed = bytearray(kept)
            changed[chance.randrange(len(changed))] ^= chance.randint(1, 255)
            update = f"UPDATE journal SET {column} = CAST(? AS TEXT) WHERE id = ?"
            raw.execute(update, (bytes(changed), line))
            with store.reading() as connection:
                assert journal.broken(connection) == line
            raw.execute(update, (kept, line))
            with store.reading() as connection:
                assert journal.broken(connection) is None
    raw.close()


@pytest.mark.parametrize("value", ["a\nb", "x" * 121, ["a"], None])
def test_what_may_be_somebodys_words_is_not_written(store, now, value):
    with pytest.raises(ValueError, match="not an id"), store.writing("add", now=now, said=value):
        pass
    with store.writing("add", now=now) as change, pytest.raises(ValueError, match="not an id"):
        change.note(said=value)
