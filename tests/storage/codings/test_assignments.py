"""Who is to code which source blind: given, done with, taken back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.storage.material import NOW, put_source
from toolkit.domain.comparing.assignments import Assignment
from toolkit.storage.codings import assignments

LATER = NOW + timedelta(days=1)


@pytest.fixture
def keys(connection):
    return [put_source(connection, name) for name in ("c.txt", "a.txt", "b.txt")]


def test_assignments_are_told_in_order_of_coder_and_source(connection, keys):
    c, a, b = keys
    assert assignments.assign(connection, [b, a], "B", now=NOW) == 2
    assert assignments.assign(connection, [c], "A", now=LATER) == 1
    assert assignments.each(connection) == [
        Assignment(c, "c.txt", "A", LATER),
        Assignment(a, "a.txt", "B", NOW),
        Assignment(b, "b.txt", "B", NOW),
    ]
    assert assignments.open_for(connection, "B") == (a, b)
    assert assignments.open_for(connection, "b") == ()


def test_only_what_is_new_to_the_coder_counts_and_done_stays_done(connection, keys):
    c, a, _ = keys
    assignments.assign(connection, [c], "B", now=NOW)
    assert assignments.finish(connection, [c], "B", now=LATER) == 1
    assert assignments.assign(connection, [c, c, a], "B", now=LATER) == 1
    assert assignments.open_for(connection, "B") == (a,)
    (_, kept) = assignments.each(connection)
    assert kept == Assignment(c, "c.txt", "B", NOW, LATER)
    assert not kept.open


def test_being_through_is_told_once_and_only_of_ones_own(connection, keys):
    c, a, b = keys
    assignments.assign(connection, [c, a], "B", now=NOW)
    assignments.assign(connection, [c], "A", now=NOW)
    assert assignments.finish(connection, [c, c, b], "B", now=LATER) == 1
    assert assignments.finish(connection, [c], "B", now=LATER + timedelta(1)) == 0
    assert assignments.open_for(connection, "B") == (a,)
    assert assignments.open_for(connection, "A") == (c,)
    assert {one.done for one in assignments.each(connection)} == {None, LATER}


def test_sources_are_taken_back_from_one_coder(connection, keys):
    c, a, b = keys
    assignments.assign(connection, keys, "B", now=NOW)
    assignments.assign(connection, keys, "A", now=NOW)
    assignments.finish(connection, [a], "B", now=LATER)
    assert assignments.withdraw(connection, [a, b, 99], "B") == 2
    assert assignments.open_for(connection, "B") == (c,)
    assert assignments.open_for(connection, "A") == (c, a, b)


@pytest.mark.parametrize("deed", [assignments.assign, assignments.finish])
def test_nothing_is_done_with_no_sources(connection, keys, deed):
    assert deed(connection, [], "B", now=NOW) == 0
    assert assignments.withdraw(connection, [], "B") == 0
    assert assignments.each(connection) == []
