"""Obstacles and earlier proposals as values: levels, places, steps, and what became of a proposal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.reflection.obstacles import CODES, Done, Level, Obstacle, Status, by_level, moved
from toolkit.domain.reflection.proposals import Known, Promise, Proposal, followed


def test_the_levels_are_those_of_the_scheme():
    assert set(CODES.values()) == set(Level)


def test_obstacles_stand_by_level_and_position():
    late = Obstacle("a", Level.SOCIETY, position=3, id=1)
    early = Obstacle("b", Level.SOCIETY, position=1, id=2)
    other = Obstacle("c", Level.INTERACTION, position=2, id=3)
    assert by_level([late, early, other]) == {
        Level.INTERACTION: [other],
        Level.ORGANISATION: [],
        Level.SOCIETY: [early, late],
    }


@pytest.mark.parametrize(
    ("to", "order"), [(1, [3, 1, 2]), (2, [1, 3, 2]), (3, [1, 2, 3]), (9, [1, 2, 3]), (-1, [3, 1, 2])]
)
def test_an_obstacle_is_moved_to_a_place(to, order):
    assert moved([1, 2, 3], 3, to) == order


def test_steps_stand_in_order_of_days_and_an_answer_counts():
    one = Obstacle("a", Level.SOCIETY).lifted_to("the board", "2026-03-01")
    assert one.status is Status.LIFTED
    one = one.told(Done("2026-04-01", "asked again")).told(Done("2026-03-10", "they will see", answer=True))
    assert [each.day for each in one.steps] == ["2026-03-10", "2026-04-01"]
    assert one.status is Status.ANSWERED


def test_where_it_was_lifted_before_stays_as_a_step():
    one = Obstacle("a", Level.SOCIETY).lifted_to("the board", "2026-03-01").lifted_to("the board", "2026-09-01")
    assert (one.lifted, one.steps) == ("2026-09-01", (Done("2026-03-01", "the board"),))
    assert one.lifted_to("the board", "2026-09-01") == one
    assert [each.day for each in one.lifted_to("the region", "2026-10-01").steps] == ["2026-03-01", "2026-09-01"]


def test_an_answer_opens_nothing_that_has_ended():
    closed = Obstacle("a", Level.SOCIETY, status=Status.CLOSED)
    assert closed.told(Done("2026-03-10", "no", answer=True)).status is Status.CLOSED


def test_the_forum_before_stays_as_a_step():
    one = Obstacle("a", Level.SOCIETY).lifted_to("the board", "2026-03-01").lifted_to("the region", "2026-05-01")
    assert (one.forum, one.lifted) == ("the region", "2026-05-01")
    assert one.steps == (Done("2026-03-01", "the board"),)


def known(**values):
    plain = {"obstacles": (), "promises": (), "themes": {}, "passages": {}, "claims": {}}
    return Known(**{**plain, **values})


def test_nothing_known_of_a_proposal_is_said():
    assert followed(Proposal("Buses at night", ("c1",)), known()).unknown


def test_a_proposal_is_taken_up_by_claim_theme_or_passages():
    bugs = (
        Obstacle("by claim", Level.SOCIETY, claims=(5,), id=1),
        Obstacle("by theme", Level.SOCIETY, themes=("t1",), id=2),
        Obstacle("by passage", Level.SOCIETY, passages=("a:1-2",), id=3),
        Obstacle("other", Level.SOCIETY, themes=("t2",), passages=("a:9-10",), id=4),
    )
    today = known(
        obstacles=bugs,
        themes={"t1": {"c1", "c2"}, "t2": {"c3", "c9"}},
        passages={"a:1-2": ("c1", "c2"), "a:9-10": ("c9",)},
        claims={5: "same"},
    )
    found = followed(Proposal("x", ("c1", "c2", "c3"), claim=5, claimed="same"), today)
    assert found.obstacles == (1, 2, 3)
    assert not found.reworded
    assert not found.gone


def test_a_claim_that_was_reworded_or_removed_is_told():
    proposal = Proposal("x", ("c1",), claim=5, claimed="then")
    assert followed(proposal, known(claims={5: "now"})).reworded
    assert followed(proposal, known()).gone


def test_what_was_agreed_about_the_claim_is_found():
    promise, other = Promise("ask the region", "open", claim=5), Promise("x", "done", claim=6)
    found = followed(Proposal("x", ("c1",), claim=5), known(promises=[promise, other], claims={5: ""}))
    assert found.promises == (promise,)
    assert followed(Proposal("x", ("c1",)), known(promises=[Promise("y", "open")])).unknown


@pytest.mark.parametrize(
    ("evidence", "grounded"),
    [({}, False), ({"claims": (1,)}, True), ({"themes": ("t",)}, True), ({"passages": ("a:1-2",)}, True)],
)
def test_an_obstacle_is_grounded_by_a_claim_a_theme_or_a_passage(evidence, grounded):
    assert Obstacle("a", Level.SOCIETY, **evidence).grounded is grounded


@pytest.mark.parametrize("status", list(Status))
def test_only_an_answer_makes_it_answered_and_only_while_something_is_awaited(status):
    one = Obstacle("a", Level.SOCIETY, status=status)
    assert one.told(Done("2026-03-10", "we asked")).status is status
    ended = status in {Status.CHANGED, Status.CLOSED}
    assert one.told(Done("2026-03-10", "no", answer=True)).status is (status if ended else Status.ANSWERED)
    assert one.status.ended is ended
    assert one.lifted_to("the board", "2026-04-01").status is Status.LIFTED


def test_a_forum_of_before_stands_among_the_steps_by_its_day():
    one = Obstacle("a", Level.SOCIETY, steps=(Done("2026-01-01", "seen"), Done("2026-04-01", "asked")))
    twice = one.lifted_to("the board", "2026-03-01").lifted_to("the region", "2026-05-01")
    assert [step.day for step in twice.steps] == ["2026-01-01", "2026-03-01", "2026-04-01"]


def test_obstacles_at_one_place_stand_in_the_order_they_came_and_a_new_one_first():
    late, early = (Obstacle("x", Level.SOCIETY, id=id_) for id_ in (9, 4))
    new = Obstacle("x", Level.SOCIETY)
    assert by_level([late, early, new])[Level.SOCIETY] == [new, early, late]


@given(st.permutations([1, 2, 3, 4, 5]), st.sampled_from([1, 2, 3, 4, 5]), st.integers(-3, 9))
def test_moving_one_leaves_the_others_in_their_order(order, one, to):
    after = moved(order, one, to)
    assert after.index(one) == min(max(to, 1), 5) - 1
    assert [each for each in after if each != one] == [each for each in order if each != one]
