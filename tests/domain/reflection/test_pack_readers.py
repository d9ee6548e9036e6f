"""Of whom readers of a pack may hear: in figures, in words as several, with a quote, or not at all."""

import pytest

from toolkit.domain.claims.claims import Stance, Tally
from toolkit.domain.reflection.pack_readers import Readers
from toolkit.domain.sources.audiences import USUAL


def among(audience, **sizes):
    return Readers(USUAL[audience], {group: [f"{group}{at}" for at in range(size)] for group, size in sizes.items()})


@pytest.mark.parametrize(
    ("people", "k", "told"),
    [(3, 3, False), (4, 3, False), (4, 4, False), (5, 2, False), (5, 3, True), (5, 4, False), (5, 5, False)],
)
def test_several_points_out_nobody_who_said_it_or_did_not(people, k, told):
    readers = Readers(USUAL["team"], {"team": [f"T{number}" for number in range(people)]})
    assert readers.several("team", k) is told


@pytest.mark.parametrize(
    ("audience", "group", "people", "close"),
    [
        ("team", "team", 1, True),
        ("team", "team", 5, True),  # one more than five must fit, as a reader leaves himself out
        ("team", "team", 6, False),
        ("team", "team", 0, False),
        ("external", "team", 1, False),
        ("team", "participants", 2, False),
        ("network", "referrers", 4, True),
        ("network", "partners", 4, True),
    ],
)
def test_a_group_is_close_that_sits_among_the_readers_and_is_small(audience, group, people, close):
    readers = among(audience, **{group: people})
    assert readers.close(group) is close
    assert readers.close_groups == ((group,) if close else ())
    assert readers.several(group, 3) is (close and people >= 5)


@pytest.mark.parametrize(
    ("audience", "people", "quotable"),
    [("external", 4, False), ("external", 5, True), ("team", 5, False), ("team", 6, True), ("external", 0, False)],
)
def test_words_may_be_printed_where_enough_people_may_have_said_them(audience, people, quotable):
    assert among(audience, team=people).quotable("team") is quotable


@pytest.mark.parametrize(
    ("tally", "counted"),
    [
        (Tally(affirms=2, did_not_raise=1), True),
        (Tally(affirms=2), False),  # two of two
        (Tally(affirms=1, did_not_raise=9), False),
        (Tally(affirms=2, not_asked=9), False),
        (Tally(affirms=1, contradicts=1, did_not_raise=1), False),
        (Tally(affirms=9), True),
    ],
)
def test_others_are_told_in_figures_of_two_of_three_at_least(tally, counted):
    assert among("external", team=9).counted("team", tally, Stance.AFFIRMS) is counted
    assert among("team", team=9).counted("team", tally, Stance.AFFIRMS) is counted
    assert not among("team", team=5).counted("team", tally, Stance.AFFIRMS)


def test_people_of_several_stances_are_counted_together():
    readers, tally = among("external", team=9), Tally(affirms=1, qualifies=1, did_not_raise=1)
    assert not readers.counted("team", tally, Stance.AFFIRMS)
    assert readers.counted("team", tally, Stance.AFFIRMS, Stance.QUALIFIES)


def test_a_group_of_which_nobody_took_part_is_told_of_in_no_way():
    readers = among("team")
    assert [readers.close("team"), readers.quotable("team"), readers.several("team", 3)] == [False] * 3
