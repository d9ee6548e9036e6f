"""Intervals of agreement: the whole is what the measure says, and all draws at once agree with one by one."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_matrix

from toolkit.analysis.counting import resampling
from toolkit.analysis.counting.rated_units import Tallied
from toolkit.analysis.counting.resampling import AT_ONCE, DRAWS, FEWER, Drawn, drawn, estimates
from toolkit.domain.comparing.agreement import percent
from toolkit.domain.comparing.alphas import Level
from toolkit.domain.comparing.measures import MEASURES

THREE = st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3)


def tallied(*people):
    """Units of each person: (ratings, how many)."""
    kinds = list(dict.fromkeys(kind for own in people for kind in own))
    return Tallied(kinds, csr_matrix([[own.get(kind, 0) for kind in kinds] for own in people], dtype=np.float64))


TWO = tallied({("a", "a"): 6, ("a", "b"): 2}, {("b", "b"): 5, ("b", "a"): 1}, {("a", "a"): 3, ("b", None): 2})


def few(people, draws=12, seed=3):
    """So many people drawn a few times."""
    dice = np.random.default_rng(seed)
    times = dice.multinomial(people, np.full(people, 1 / people), size=draws)
    return Drawn(np.ascontiguousarray(np.vstack([np.ones((1, people)), times]).T))


def test_the_first_draw_is_everybody_once_and_each_draw_has_as_many_people():
    found = drawn(5).times
    assert found.shape == (5, DRAWS + 1)
    assert (found[:, 0] == 1).all()
    assert (found.sum(axis=0) == 5).all()
    assert (drawn(5).times == found).all()


@pytest.mark.parametrize("many", [0, 1])
def test_a_single_person_is_not_drawn_anew_and_gives_no_bounds(many):
    assert drawn(many).times.shape == (many, 1)


def test_of_one_person_there_is_a_value_and_no_bounds():
    found = estimates(tallied({("a", "a"): 3, ("a", "b"): 1}), drawn(1))
    assert found["percent"].value == pytest.approx(0.75)
    assert found["percent"].bounds is None


def test_the_value_is_what_the_measure_says_of_everybody():
    """Of seventeen units that both rated six, five and three are alike."""
    found = estimates(TWO, drawn(3))
    assert found["percent"].value == pytest.approx(14 / 17)
    assert found["percent"].value == pytest.approx(percent(TWO.whole).value)
    for name, told in MEASURES.items():
        assert found[name].value == pytest.approx(told.reckoned(TWO.whole, Level.NOMINAL).value)


def test_bounds_lie_in_order_round_what_can_be():
    for one in estimates(TWO, drawn(3)).values():
        low, high = one.bounds
        assert low <= one.value <= high <= 1


@pytest.mark.parametrize("level", [Level.NOMINAL, Level.SETS])
def test_every_measure_at_once_is_what_it_is_draw_by_draw(level, monkeypatch):
    wrap = frozenset if level is Level.SETS else "".join
    rated = (
        {("a", "a"): 3, ("ab", "a"): 2},
        {("b", "b"): 4, ("b", "ab"): 1, ("a", None): 2},
        {("b", "a"): 1, ("a", "a"): 2},
    )
    people = [
        {tuple(None if each is None else wrap(each) for each in kind): n for kind, n in own.items()} for own in rated
    ]
    told, draws = tallied(*people), few(3)
    at_once = estimates(told, draws, level)
    for name in list(AT_ONCE):
        monkeypatch.delitem(AT_ONCE, name)
    slowly = estimates(told, draws, level)
    for name, one in slowly.items():
        assert one.value == pytest.approx(at_once[name].value), name
        assert (one.bounds is None) == (at_once[name].bounds is None), name
        if one.bounds:
            assert one.bounds == pytest.approx(at_once[name].bounds), name


@settings(max_examples=15)
@given(st.lists(st.dictionaries(THREE, st.integers(1, 4), min_size=1), min_size=1, max_size=4))
def test_with_three_coders_the_values_are_those_of_the_measures_whatever_was_rated(people):
    found = estimates(tallied(*people), few(len(people)))
    for name, told in MEASURES.items():
        value = told.reckoned(tallied(*people).whole, Level.NOMINAL).value
        assert (value is None) == (found[name].value is None), name
        if value is not None:
            assert found[name].value == pytest.approx(value), name


def test_cohens_kappa_is_for_two():
    assert estimates(tallied({("a", "a", "b"): 3}, {("b", "b", "b"): 2}), few(2))["cohen_kappa"].value is None


def test_where_a_measure_is_undefined_it_is_none_and_never_nan():
    found = estimates(tallied({("a", "a"): 3}, {("a", "a"): 2}), few(2))
    assert found["percent"].value == 1.0
    assert found["krippendorff_alpha"].value is None
    assert found["krippendorff_alpha"].bounds is None
    values = [one.value for one in found.values() if one.value is not None]
    assert not any(map(math.isnan, values))


def test_of_many_different_ratings_fewer_draws_are_reckoned(monkeypatch):
    assert FEWER < DRAWS
    assert len(set(estimates(TWO, drawn(3))["percent"].bounds)) == 2
    monkeypatch.setattr(resampling, "MANY", 1)
    monkeypatch.setattr(resampling, "FEWER", 1)
    low, high = estimates(TWO, drawn(3))["percent"].bounds
    assert low == high
