"""All that lies in a database's file can be looked at: its bytes, free pages too, and every value."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from itertools import pairwise

import pytest

from toolkit.storage.database import lying_words
from toolkit.storage.database.engines import connect

CHUNK, SHARED = 256 * 1024, 4096


@pytest.mark.parametrize(
    ("content", "is_one"),
    [
        (lying_words.HEADER + b"more", True),
        (lying_words.HEADER, True),
        (lying_words.HEADER[:-1], False),
        (b"", False),
        (b"SQLite format 2\x00", False),
        (b" " + lying_words.HEADER, False),
    ],
)
def test_a_database_is_told_by_how_its_file_begins(tmp_path, content, is_one):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert lying_words.is_database(path) is is_one


def test_a_database_that_is_open_here_is_not_touched(founded, tmp_path):
    path = tmp_path / "project.db"
    shutil.copy(founded, path)
    with closing(connect(path, write=False)), pytest.raises(RuntimeError, match="locks"):
        lying_words.is_database(path)
    assert lying_words.is_database(path)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 5])
def test_pieces_give_all_bytes_in_order_and_share_some_with_the_one_before(tmp_path, size):
    data = b"".join(number.to_bytes(4, "big") for number in range(size // 4 + 1))[:size]
    path = tmp_path / "file"
    path.write_bytes(data)
    pieces = list(lying_words.raw(path))
    shared = [0, *[SHARED] * (len(pieces) - 1)] if pieces else []
    assert b"".join(piece[common:] for piece, common in zip(pieces, shared, strict=True)) == data
    assert all(piece[:SHARED] == before[-SHARED:] for before, piece in pairwise(pieces))


@pytest.mark.parametrize("at", [CHUNK - 10, CHUNK - 1, CHUNK, 2 * CHUNK - 3])
def test_words_over_a_border_lie_whole_in_some_piece(tmp_path, at):
    words = "Åskmolnstrumpet".encode()
    path = tmp_path / "file"
    path.write_bytes(bytes(at) + words + bytes(CHUNK))
    assert any(words in piece for piece in lying_words.raw(path))


@pytest.fixture
def database(tmp_path):
    path = tmp_path / "any.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute('CREATE TABLE "of ""them"" all" (n INTEGER, words TEXT, data BLOB, none TEXT)')
        connection.execute("CREATE TABLE empty (words TEXT)")
        connection.execute('INSERT INTO "of ""them"" all" VALUES (7, ?, ?, NULL)', ("Åsa 😀", b"\x00\xff"))
        connection.execute('INSERT INTO "of ""them"" all" VALUES (8, CAST(? AS TEXT), ?, ?)', (b"a\xffb", b"", "z"))
        connection.commit()
    return path


def test_every_text_and_packed_value_of_every_table_is_given(database):
    assert list(lying_words.values(database)) == ["Åsa 😀", b"\x00\xff", "a\ufffdb", b"", "z"]


@pytest.mark.parametrize("content", [b"", b"no database, many words\n" * 100])
def test_a_file_that_sqlite_cannot_read_has_no_values(tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    assert list(lying_words.values(path)) == []
    assert list(lying_words.values(tmp_path / "nowhere")) == []
    assert not (tmp_path / "nowhere").exists()


def test_words_of_deleted_rows_lie_among_the_bytes_and_not_among_the_values(tmp_path):
    path = tmp_path / "any.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA secure_delete=OFF")
        connection.execute("CREATE TABLE one (words TEXT)")
        connection.execute("INSERT INTO one VALUES ('Qvarnstensblomma')")
        connection.commit()
        connection.execute("DELETE FROM one")
        connection.commit()
    assert list(lying_words.values(path)) == []
    assert b"Qvarnstensblomma" in b"".join(lying_words.raw(path))
