"""Saturation: what a run of interviews adds, by what the first ones held; judged only where there are enough."""

import pytest

from toolkit.domain.comparing.saturation import EMPTY, FEW, Rule, saturation


def sets(*texts):
    return [set(text) for text in texts]


def test_the_first_run_that_adds_nothing_ends_it():
    found = saturation(sets("abcde", "abf", "g", "h", "ab", "a", "b", "i"), Rule())
    assert found.added == (5, 1, 1, 1, 0, 0, 0, 1)
    assert (found.found, found.base, found.after) == (9, 8, 4)
    assert found.last == pytest.approx(1 / 8)


def test_a_run_below_the_threshold_counts_as_nothing_new():
    interviews = sets("abcdefghij", "klmnopqrst", "", "", "u", "")
    assert saturation(interviews, Rule(threshold=0.05)).after == 4
    assert saturation(interviews, Rule(threshold=0.0)).after is None


def test_runs_overlap():
    assert saturation(sets("ab", "ab", "ab", "ab", "c", "ab", "ab"), Rule()).after == 5


def test_runs_of_two_begin_at_every_interview_after_the_base():
    """The base is interviews 1-4; the runs are 5 and 6, 6 and 7, 7 and 8: the second is the first without news."""
    held = ["abcdefghij", "klmno", "pqr", "st", "uv", "", "w", ""]  # 10 + 5 + 3 + 2 in the base, then 2, 0, 1, 0
    assert saturation(sets(*held), Rule(base=4, run=2, threshold=0.05)).after == 5
    assert saturation(sets(*held), Rule(base=4, run=2, threshold=0.0)).after is None
    assert saturation(sets(*held), Rule(base=4, run=2, threshold=0.1)).after == 4


def test_where_news_never_end_there_is_no_such_interview():
    found = saturation(sets(*"abcdefgh"), Rule())
    assert (found.after, found.orders.reached, found.orders.middle) == (None, 0, None)


def test_other_orders_are_drawn_with_a_fixed_seed():
    interviews = sets("abc", "abd", "ac", "b", "a", "c", "ab", "bc")
    found = saturation(interviews, Rule())
    assert found.orders == saturation(interviews, Rule()).orders
    assert found.orders.reached == 1
    assert Rule().least <= found.orders.low <= found.orders.middle <= found.orders.high <= len(interviews)


@pytest.mark.parametrize(("interviews", "reason"), [(sets("a", "b", "c", "d", "e"), FEW), ([set()] * 6, EMPTY)])
def test_what_cannot_be_judged_says_so(interviews, reason):
    found = saturation(interviews, Rule())
    assert (found.reason, found.orders, found.after) == (reason, None, None)
