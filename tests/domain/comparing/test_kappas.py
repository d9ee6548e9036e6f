"""Kappas of one small table, worked out by hand; a value that cannot be says why.

Ten units: both say a of four, the first a and the second b of one, the other way about of two, both b of three. So 0.7
are the same, the first says a of 5 and the second of 6; of all 20 ratings 11 are a.
"""

from __future__ import annotations

import pytest

from toolkit.domain.comparing.agreement import NO_SHARED, ONE_CATEGORY, TWO_CODERS, Measure
from toolkit.domain.comparing.kappas import ac1, cohen, fleiss

UNITS = {("a", "a"): 4, ("a", "b"): 1, ("b", "a"): 2, ("b", "b"): 3}
ALL = [cohen, fleiss, ac1]


@pytest.mark.parametrize(
    ("measure", "by_hand"),
    [
        (cohen, (0.7 - 0.5) / 0.5),  # 0.5 · 0.6 + 0.5 · 0.4
        (fleiss, (0.7 - 0.505) / 0.495),  # 0.55² + 0.45²
        (ac1, (0.7 - 0.495) / 0.505),  # 2 · 0.55 · 0.45
    ],
)
def test_agreement_beyond_chance_is_as_worked_out_by_hand(measure, by_hand) -> None:
    assert measure(UNITS).value == pytest.approx(by_hand)


@pytest.mark.parametrize("measure", ALL)
def test_the_order_of_coders_and_the_names_of_categories_do_not_matter(measure) -> None:
    turned = {(two, one): n for (one, two), n in UNITS.items()}
    renamed = {(one * 2, two * 2): n for (one, two), n in UNITS.items()}
    assert measure(turned).value == pytest.approx(measure(UNITS).value)
    assert measure(renamed) == measure(UNITS)


@pytest.mark.parametrize("measure", ALL)
def test_many_times_the_same_is_the_same(measure) -> None:
    assert measure({ratings: 10 * n for ratings, n in UNITS.items()}).value == pytest.approx(measure(UNITS).value)


@pytest.mark.parametrize("measure", ALL)
def test_those_who_always_agree_on_several_categories_agree_wholly(measure) -> None:
    assert measure({("a", "a"): 3, ("b", "b"): 1}).value == pytest.approx(1)


@pytest.mark.parametrize("measure", ALL)
def test_a_value_that_cannot_be_says_why(measure) -> None:
    assert measure({("a", "a"): 3}) == Measure(None, ONE_CATEGORY)
    assert measure({("a", None): 3, (None, "b"): 2}) == Measure(None, NO_SHARED)
    assert measure({}) == Measure(None, NO_SHARED)


def test_cohens_kappa_leaves_out_what_one_did_not_rate_and_is_for_two_alone() -> None:
    assert cohen({**UNITS, ("a", None): 9, (None, "b"): 4}) == cohen(UNITS)
    assert cohen({("a", "a", "b"): 3}) == Measure(None, TWO_CODERS)


def test_what_one_alone_rated_counts_for_chance_only() -> None:
    """Of 11 units the shares of a are 1, ½, ½, ½ … : 5.5 of the ten, and 1 of the one; 6.5 of 11."""
    share = 6.5 / 11
    expected = share**2 + (1 - share) ** 2
    assert fleiss({**UNITS, ("a", None): 1}).value == pytest.approx((0.7 - expected) / (1 - expected))
