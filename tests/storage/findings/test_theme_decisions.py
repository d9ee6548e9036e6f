"""What people decided of themes is kept as the board means it, and what is new to them is new until somebody looks."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.storage.material import NOW, put_source
from toolkit.domain.themes.theme_board import Decided
from toolkit.domain.themes.themes import ThemeDecision
from toolkit.storage.database import steps
from toolkit.storage.findings import themes
from toolkit.storage.findings.themes import Cell
from toolkit.storage.sources import sources
from toolkit.storage.suggesting import runs
from toolkit.storage.suggesting.runs import Run

IDS = st.sampled_from(("d1", "d2", "d3"))
PASSAGES = st.sets(st.sampled_from(("d01.txt:0-3", "d01.txt:10-20", "d01.txt:10-21")), min_size=1)
DECISIONS = st.builds(
    ThemeDecision,
    IDS,
    st.just("needs"),
    st.just("team"),
    PASSAGES.map(frozenset),
    st.none() | st.just("Natten"),
    st.booleans(),
)


def act_of(kept, forgotten):
    """No act forgets what it decides."""
    return Decided(tuple(kept), tuple(sorted(forgotten - {one.id for one in kept})))


ACTS = st.builds(act_of, st.lists(DECISIONS, max_size=3, unique_by=lambda one: one.id), st.sets(IDS, max_size=2))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, max_size=4))
def test_acts_leave_in_the_store_what_they_leave_on_the_board(connection, acts):
    with connection.begin_nested() as example:
        put_source(connection)
        board: list[ThemeDecision] = []
        for number, act in enumerate(acts):
            step = steps.begin(connection, "decide", coder="A", command=f"c{number}", now=NOW)
            themes.decide(step, act)
            board = act.applied(board)
            assert themes.decisions(connection) == board
        example.rollback()


@pytest.fixture
def number(connection):
    return put_source(connection)


def made(connection, **told):
    runs.record(connection, Run("themes", "1", told, NOW, "f"))


NEW = frozenset(
    {
        ("needs", "team", "d01.txt:1-4"),
        ("needs", "team", "d01.txt:5-9"),
        ("needs", "participants", "d01.txt:1-4"),
        ("actors", "team", "d01.txt:1-4"),
    }
)


def test_what_is_new_and_how_many_are_wanted_come_back_from_the_last_run(connection, number):
    assert themes.joined(connection) == frozenset()
    assert themes.counts(connection) == {}
    made(connection, **themes.parameters(connection, NEW, {("needs", "team"): 4, ("actors", "team"): 2}))
    assert themes.joined(connection) == NEW
    assert themes.counts(connection) == {("needs", "team"): 4, ("actors", "team"): 2}
    made(connection)
    assert themes.joined(connection) == frozenset()
    assert themes.counts(connection) == {}


def test_the_same_news_are_told_in_the_same_way_whatever_their_order(connection, number):
    counts = {("needs", "team"): 4, ("actors", "team"): 2}
    told = themes.parameters(connection, sorted(NEW), counts)
    assert told == themes.parameters(connection, sorted(NEW, reverse=True), dict(reversed(counts.items())))


def test_news_in_a_source_that_was_removed_are_none(connection, number):
    put_source(connection, "b.txt")
    other = frozenset({("needs", "team", "b.txt:1-4")})
    made(connection, **themes.parameters(connection, NEW | other, {}))
    sources.remove(connection, "d01.txt")
    assert themes.joined(connection) == other


@pytest.mark.parametrize(
    ("at", "left"),
    [
        (Cell("needs", "team"), {("needs", "participants"), ("actors", "team")}),
        (Cell("needs"), {("actors", "team")}),
        (Cell(None, "team"), {("needs", "participants")}),
        (Cell(), set()),
    ],
)
def test_who_looks_at_a_cell_has_seen_what_is_new_there_and_only_there(connection, number, at, left):
    counts = {("needs", "team"): 4}
    made(connection, note="kept", **themes.parameters(connection, NEW, counts))
    assert themes.look(connection, at)
    assert {(area, group) for area, group, _ in themes.joined(connection)} == left
    assert themes.counts(connection) == counts
    assert not themes.look(connection, at)


def test_looking_where_nothing_is_new_changes_nothing(connection, number):
    assert not themes.look(connection, Cell())
    made(connection, **themes.parameters(connection, NEW, {}))
    assert not themes.look(connection, Cell("system", "team"))
    assert not themes.look(connection, Cell("needs", "employers"))
    assert themes.joined(connection) == NEW


def test_only_the_last_run_of_themes_is_looked_at(connection, number):
    made(connection, **themes.parameters(connection, NEW, {}))
    made(connection, **themes.parameters(connection, NEW, {}))
    runs.record(connection, Run("suggest", "1", {"joined": [["needs", "team", number, 1, 4]]}, NOW, "f"))
    assert themes.look(connection, Cell())
    parameters = connection.exec_driver_sql("SELECT parameters FROM run ORDER BY id").scalars().all()
    assert [len(text) > len('{"joined":[],"counts":[]}') for text in parameters] == [True, False, True]


def test_a_run_of_an_older_program_that_told_something_else_has_nothing_new(connection, number):
    made(connection, joined="all", counts=None)
    assert themes.joined(connection) == frozenset()
    assert themes.counts(connection) == {}
    assert not themes.look(connection, Cell())
