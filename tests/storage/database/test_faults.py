"""Every error of the database or the disk becomes one of ours, and none of its words are told."""

from __future__ import annotations

import sqlite3

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, InvalidRequestError

from toolkit import messages
from toolkit.errors import ConflictError, DamagedProject, NotSaved, ProjectBusy
from toolkit.storage.database import faults

SECRET = "Xylofonkanariefågel"


def raised(code):
    error = sqlite3.OperationalError(SECRET)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "kind", "words"),
    [
        (sqlite3.SQLITE_BUSY, ProjectBusy, "Somebody else is using"),
        (sqlite3.SQLITE_LOCKED, ProjectBusy, "Somebody else is using"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, ProjectBusy, "Somebody else is using"),
        (sqlite3.SQLITE_FULL, NotSaved, "disk is full"),
        (sqlite3.SQLITE_IOERR_WRITE, NotSaved, "may not have been saved"),
        (sqlite3.SQLITE_READONLY, NotSaved, "may not have been saved"),
        (sqlite3.SQLITE_CANTOPEN, NotSaved, "may not have been saved"),
        (sqlite3.SQLITE_PERM, NotSaved, "may not have been saved"),
        (sqlite3.SQLITE_CONSTRAINT_UNIQUE, ConflictError, "does not fit together"),
        (sqlite3.SQLITE_CORRUPT, DamagedProject, "is damaged"),
        (sqlite3.SQLITE_NOTADB, DamagedProject, "is damaged"),
        (sqlite3.SQLITE_ERROR, DamagedProject, "is damaged"),
    ],
)
def test_each_code_of_sqlite_is_told_in_our_words(code, kind, words):
    with pytest.raises(kind, match=words) as caught, faults.edge():
        raise raised(code)
    told = f"{caught.value} {caught.value.hint} {caught.value.values}"
    assert SECRET not in told
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert caught.value.hint


def test_in_what_only_reads_nothing_can_be_unsaved():
    for code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        with pytest.raises(NotSaved, match="nothing was changed"), faults.edge(reading=True):
            raise raised(code)
    with pytest.raises(NotSaved, match="full"), faults.edge(reading=True):
        raise raised(sqlite3.SQLITE_FULL)


@pytest.mark.parametrize("error", [None, ValueError(SECRET)])
def test_what_has_no_code_is_damage(error):
    assert isinstance(faults.ours(error), DamagedProject)


def test_errors_that_come_through_the_database_layer_are_ours_too(connection):
    twice = text("INSERT INTO analysis_state VALUES (77, :words, 'x'), (77, :words, 'x')")
    with pytest.raises(ConflictError) as caught, faults.edge():
        connection.execute(twice, {"words": SECRET})
    assert SECRET not in str(caught.value)


@pytest.mark.parametrize("kind", [sqlite3.ProgrammingError, sqlite3.InterfaceError])
def test_a_mistake_in_the_program_passes_as_it_is(kind):
    with pytest.raises(DBAPIError), faults.edge():
        raise DBAPIError("SELECT", {}, kind("wrong use"))


@pytest.mark.parametrize("error", [KeyError("x"), InvalidRequestError("x"), NotSaved("x"), OSError("x")])
def test_other_errors_pass_as_they_are(error):
    with pytest.raises(type(error)) as caught, faults.edge():
        raise error
    assert caught.value is error


@pytest.mark.parametrize("kind", [OSError, FileNotFoundError, PermissionError, FileExistsError])
def test_every_error_of_the_disk_is_told_as_not_saved(kind):
    with pytest.raises(NotSaved, match="disk could not be read or written") as caught, faults.disk():
        raise kind(SECRET)
    assert SECRET not in f"{caught.value}{caught.value.hint}"
    with pytest.raises(ValueError, match="other"), faults.disk():
        raise ValueError("other")


@pytest.mark.parametrize("make", [faults.busy, faults.damaged])
def test_what_went_wrong_and_what_to_do_is_told_in_both_languages(make):
    english = make().sentence, make().hint
    messages.use_language("sv")
    assert all(english)
    assert not {make().sentence, make().hint} & set(english)
