"""Looking into every file for words that must be gone: packed, hidden, in databases; and telling what was not read."""

import gzip
import io
import json
import sqlite3
import zipfile
from contextlib import closing

import pytest

from toolkit.domain.identifiers.remains import Marks
from toolkit.services.privacy.deep_scan import scan

KEY = bytes(range(16))
WORDS = "bussen från Ängsbyn går bara två gånger"
ELSE = "planen skrevs vid köksbordet en måndag"
MARKS = Marks.of(KEY, [WORDS], ())


def _zip(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


HOLDING = {
    "plain.txt": f"She said: {WORDS}.".encode(),
    "capitals.txt": WORDS.upper().encode(),
    "decomposed.txt": WORDS.replace("Ä", "A\u0308").replace("å", "a\u030a").encode(),
    "sixteen.txt": WORDS.encode("utf-16"),
    "escaped.json": json.dumps({"said": WORDS}).encode(),
    "packed.gz": gzip.compress(WORDS.encode()),
    "outer.zip": _zip(inner=_zip(deep=WORDS.encode())),
    ".hidden.part": WORDS.encode(),
}
INNOCENT = {
    "else.txt": ELSE.encode(),
    "part.txt": b"bussen fr\xc3\xa5n \xc3\x84ngsbyn",
    "empty.txt": b"",
    "other.zip": _zip(inner=ELSE.encode()),
}


@pytest.fixture
def folder(tmp_path):
    for name, data in {**HOLDING, **INNOCENT}.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_the_files_that_hold_the_words_are_found_and_no_others(folder):
    found = scan([folder], MARKS)
    assert {path.name for path in found.found} == set(HOLDING)
    assert found.files == len(HOLDING) + len(INNOCENT)
    assert found.unread == ()
    assert found.of(MARKS)[folder / "plain.txt"] == 3  # seven words hold three runs of five


def test_what_is_found_is_asked_for_person_by_person(tmp_path):
    other = Marks.of(KEY, [ELSE], ())
    (tmp_path / "both.txt").write_text(f"{WORDS} {ELSE}", "utf-8")
    (tmp_path / "one.txt").write_text(ELSE, "utf-8")
    found = scan([tmp_path], MARKS.joined(other))
    assert found.of(MARKS) == {tmp_path / "both.txt": 3}
    assert found.of(other) == {tmp_path / "both.txt": 2, tmp_path / "one.txt": 2}
    assert found.of(Marks.of(KEY, [], ())) == {}


def test_a_folder_given_twice_a_file_and_folders_inside_are_each_looked_into_once(folder):
    inner = folder / "a" / ".b"
    inner.mkdir(parents=True)
    (inner / "deep.txt").write_text(WORDS, "utf-8")
    found = scan([folder, inner, inner / "deep.txt", folder], MARKS)
    assert found.files == len(HOLDING) + len(INNOCENT) + 1
    assert inner / "deep.txt" in found.found
    assert scan([inner / "deep.txt"], MARKS).files == 1
    assert scan([folder / "nothing here"], MARKS).files == 0


def test_links_are_not_followed(tmp_path):
    outside, inside = tmp_path / "outside", tmp_path / "inside"
    outside.mkdir()
    inside.mkdir()
    (outside / "words.txt").write_text(WORDS, "utf-8")
    (inside / "file").symlink_to(outside / "words.txt")
    (inside / "folder").symlink_to(outside)
    found = scan([inside], MARKS)
    assert (found.files, dict(found.found), found.unread) == (0, {}, ())


def test_what_cannot_be_looked_into_is_told(tmp_path):
    locked = io.BytesIO()
    with zipfile.ZipFile(locked, "w") as made:
        made.writestr("inner.txt", WORDS)
    data = bytearray(locked.getvalue())
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + flags] |= 1  # says that it is encrypted
    (tmp_path / "locked.zip").write_bytes(bytes(data).replace(WORDS.encode(), b"x" * len(WORDS.encode())))
    (tmp_path / "plain.txt").write_text(WORDS, "utf-8")
    found = scan([tmp_path], MARKS)
    assert found.unread == (tmp_path / "locked.zip",)
    assert list(found.found) == [tmp_path / "plain.txt"]


def _database(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        for one in statements:
            database.execute(*one) if isinstance(one, tuple) else database.execute(one)


def test_a_database_is_looked_into_with_its_values_and_what_was_deleted(tmp_path):
    for name in ("value.db", "packed.db", "deleted.db", "clean.db"):
        _database(tmp_path / name, "PRAGMA secure_delete = OFF", "CREATE TABLE said (words)")
    _database(tmp_path / "value.db", ("INSERT INTO said VALUES (?)", (f"first line\n{WORDS}",)))
    _database(tmp_path / "packed.db", ("INSERT INTO said VALUES (?)", (gzip.compress(WORDS.encode()),)))
    put = ("INSERT INTO said VALUES (?)", (WORDS,))
    _database(tmp_path / "deleted.db", put, "PRAGMA secure_delete = OFF", "DELETE FROM said")
    _database(tmp_path / "clean.db", ("INSERT INTO said VALUES (?)", (ELSE,)))
    found = scan([tmp_path], MARKS)
    assert {path.name for path in found.found} == {"value.db", "packed.db", "deleted.db"}


def test_progress_counts_every_file(folder):
    seen = []
    scan([folder], MARKS, progress=lambda done, of: seen.append((done, of)))
    every = len(HOLDING) + len(INNOCENT)
    assert seen == [(number, every) for number in range(1, every + 1)]
