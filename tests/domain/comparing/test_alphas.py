"""Krippendorff's alpha of small tables, worked out by hand for each level of measurement."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.comparing.agreement import NO_SHARED, ONE_CATEGORY, Measure
from toolkit.domain.comparing.alphas import DISTANCES, Level, alpha, masi


@pytest.mark.parametrize(
    ("units", "level", "by_hand"),
    [
        # 3 of 10 units differ: 6 ordered pairs; 11 and 9 of 20 ratings: 2 · 11 · 9 = 198
        ({("a", "a"): 4, ("a", "b"): 1, ("b", "a"): 2, ("b", "b"): 3}, Level.NOMINAL, 1 - 19 * 6 / 198),
        # 1–2 and 3–3: the squares of all ordered pairs are 2 · (1 + 4 + 4 + 1 + 1)
        ({(1, 2): 1, (3, 3): 1}, Level.INTERVAL, 1 - 3 * 2 / 22),
        # middle ranks ½, 1½, 3: 2 · (1 + 2 · 6¼ + 2 · 2¼)
        ({(1, 2): 1, (3, 3): 1}, Level.ORDINAL, 1 - 3 * 2 / 36),
        # (1 − 3)² / (1 + 3)² = ¼, once seen and three times possible
        ({(1, 3): 1, (3, 3): 1}, Level.RATIO, 0.0),
    ],
)
def test_alpha_is_as_worked_out_by_hand(units, level: Level, by_hand: float) -> None:
    assert alpha(units, level).value == pytest.approx(by_hand)


def test_a_unit_that_one_alone_rated_says_nothing() -> None:
    units = {(1, 2): 1, (3, 3): 1}
    assert alpha({**units, (9, None): 5}, Level.INTERVAL) == alpha(units, Level.INTERVAL)


@pytest.mark.parametrize("level", list(Level))
def test_every_level_has_a_distance_that_is_nothing_between_likes(level: Level) -> None:
    one = frozenset("a") if level is Level.SETS else 3
    assert DISTANCES[level](one, one) == 0
    assert alpha({}, level) == Measure(None, NO_SHARED)
    assert alpha({(one, one): 4}, level) == Measure(None, ONE_CATEGORY)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("ab", "ab", 0),
        ("a", "b", 1),
        ("a", "ab", 1 - 2 / 3 / 2),
        ("ab", "bc", 1 - 1 / 3 / 3),
        ("", "a", 1),
        ("", "", 0),
    ],
)
def test_how_far_two_sets_are_apart(one: str, other: str, apart: float) -> None:
    assert masi(frozenset(one), frozenset(other)) == pytest.approx(apart)
    assert masi(frozenset(other), frozenset(one)) == pytest.approx(apart)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 4), st.integers(1, 4)), min_size=2, max_size=8), st.sampled_from(list(Level)[:4])
)
def test_the_order_of_coders_does_not_matter_and_alpha_is_never_above_one(
    pairs: list[tuple[int, int]], level: Level
) -> None:
    units = {pair: pairs.count(pair) for pair in pairs}
    turned = {(two, one): 0 for one, two in units}
    for (one, two), n in units.items():
        turned[two, one] += n
    found, other = alpha(units, level), alpha(turned, level)
    assert (found.value is None) is (other.value is None)
    if found.value is not None:
        assert found.value == pytest.approx(other.value)
        assert found.value <= 1
