"""Segments cut for comparing coders: the same as the suggestions', cut once, kept without words."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.material import REGISTER
from toolkit.services.comparing import agreement, segment_cuts
from toolkit.services.comparing.agreement_units import Unit, pieces_of
from toolkit.services.material import sources
from toolkit.services.projects.project import open_project

TURNS = """SELECT number, start, "end" FROM turn WHERE source_id = 1 AND role = 'respondent' ORDER BY number"""


def opened(folder):
    return open_project(folder, now=datetime.now(UTC))


def kept(folder):
    with closing(sqlite3.connect(folder / "project.db")) as database:
        return database.execute("SELECT name, fingerprint, data FROM learned").fetchall()


@pytest.fixture
def compared(spegla, small):
    """Two coders' codings, and nothing suggested."""
    lines = (small / "codings.csv").read_text("utf-8")
    (small / "b.csv").write_text(lines, "utf-8")
    spegla("codings", "import", small / "codings.csv", "--coder", "A", "-p", small)
    spegla("codings", "import", small / "b.csv", "--coder", "B", "-p", small)
    return small


def cut(folder):
    project = opened(folder)
    return pieces_of(project, agreement.compared(project, ("A", "B")), Unit.SEGMENT)[0]


def test_they_are_cut_as_for_suggestions(spegla, compared):
    before = cut(compared)
    assert any(own.starts for own in before.values())
    spegla("suggest", "-p", compared)
    assert cut(compared) == before


def test_a_second_look_cuts_nothing(compared):
    first, before = cut(compared), kept(compared)
    assert [name for name, *_ in before] == ["segments"]
    assert cut(compared) == first
    project = opened(compared)
    with project.store() as store, store.reading() as connection:
        places = {1: [(n, s, e) for n, s, e in connection.exec_driver_sql(TURNS)]}
        found, new = segment_cuts.cuts(project, connection, places)
        assert found[1].starts
        assert new == {}
        _, new = segment_cuts.cuts(project, connection, {1: places[1][:-1]})
        assert 1 in new
    assert kept(compared) == before


def test_what_is_kept_are_numbers_and_goes_with_a_source(compared):
    import zlib

    cut(compared)
    ((_, _, data),) = kept(compared)
    told = zlib.decompress(data).decode()
    assert not set(told) - set('0123456789abcdef[],"')
    sources.remove(opened(compared), "p03.txt")
    assert kept(compared) == []


def test_who_withdrew_is_left_out_of_what_was_cut_before(compared):
    voices = {voice for own in cut(compared).values() for voice in own.voices}
    assert "P01" in voices
    register = REGISTER.replace("P01,participants,,given,2027-12-31,yes", "P01,participants,,withdrawn,,")
    (compared / "interviews" / "respondents.csv").write_text(register, "utf-8")
    assert "P01" not in {voice for own in cut(compared).values() for voice in own.voices}


def test_what_cannot_be_read_is_cut_again(compared):
    first = cut(compared)
    with closing(sqlite3.connect(compared / "project.db")) as database:
        database.execute("UPDATE learned SET data = x'00ff'")
        database.commit()
    assert cut(compared) == first
