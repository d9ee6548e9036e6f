"""A backup's database loses the words by a clean copy taking its place, or stays byte for byte as it is."""

from __future__ import annotations

import shutil
import sys
from collections import Counter

import pytest
from sqlalchemy import delete

from tests.storage.material import NOW, count, put
from toolkit.errors import NotSaved
from toolkit.storage.database import journal, lying_words
from toolkit.storage.erasing.erased_copies import erased
from toolkit.storage.projects.store import Store
from toolkit.storage.tables.schema import memo

SECRET = "Xylofonkanariefågel"


@pytest.fixture
def backup(founded, tmp_path):
    """A database with a secret in a memo, and an empty room beside it."""
    path, room = tmp_path / "backup" / "project.db", tmp_path / "room"
    path.parent.mkdir()
    room.mkdir()
    shutil.copy(founded, path)
    with Store.open(path, now=NOW, write=True) as store, store.writing("memo", now=NOW) as change:
        for text in (SECRET, "kvar"):
            put(change.connection, memo, text=text, author="A", time=NOW, code="needs")
    return path, room


def forget(connection):
    return Counter(memos=connection.execute(delete(memo).where(memo.c.text == SECRET)).rowcount)


def test_no_byte_of_the_words_stays_and_all_else_does(backup):
    path, room = backup
    assert SECRET.encode() in b"".join(lying_words.raw(path))
    assert erased(path, forget, verb="erase", room=room, now=NOW) == {"memos": 1}
    assert SECRET.encode() not in b"".join(lying_words.raw(path))
    with Store.open(path, now=NOW) as store, store.reading() as connection:
        assert count(connection, memo) == 1
        last = journal.entries(connection)[-1]
        assert (last.verb, dict(last.detail), last.at) == ("erase", {"memos": 1}, NOW)
    assert not any(SECRET.encode() in one.read_bytes() for one in path.parent.iterdir())
    if sys.platform != "win32":
        assert path.stat().st_mode & 0o777 == 0o600


def test_where_there_was_nothing_to_take_out_the_backup_is_as_it_was(backup):
    path, room = backup
    before = path.read_bytes()
    assert erased(path, lambda _: Counter(), verb="erase", room=room, now=NOW) == {}
    assert path.read_bytes() == before


def test_a_deed_that_fails_leaves_the_backup_as_it_was(backup):
    path, room = backup
    before = path.read_bytes()

    def fails(connection):
        forget(connection)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        erased(path, fails, verb="erase", room=room, now=NOW)
    assert path.read_bytes() == before


def test_a_room_that_is_not_empty_is_not_written_over(backup):
    path, room = backup
    (room / "copy.db").write_bytes(b"somebody's")
    before = path.read_bytes()
    with pytest.raises(NotSaved):
        erased(path, forget, verb="erase", room=room, now=NOW)
    assert path.read_bytes() == before
    assert (room / "copy.db").read_bytes() == b"somebody's"
