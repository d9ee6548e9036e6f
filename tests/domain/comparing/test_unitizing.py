"""Alpha for unitizing: what does not matter to it, and where it has no value."""

from __future__ import annotations

import pytest

from toolkit.domain.comparing.agreement import NO_SHARED, ONE_CATEGORY, Measure
from toolkit.domain.comparing.unitizing import Disagreements, alpha_of, disagreements, unitizing_alpha
from toolkit.domain.texts.text import Span

ONE, OTHER = [Span(10, 20), Span(40, 60)], [Span(12, 20), Span(70, 80)]


def test_those_who_cut_alike_agree_wholly() -> None:
    assert unitizing_alpha([ONE, ONE, ONE], 100) == Measure(1.0)
    assert disagreements([ONE, ONE], 100).observed == 0


def test_spans_that_overlap_are_one_stretch_and_spans_that_touch_are_two() -> None:
    assert unitizing_alpha([[Span(0, 6), Span(4, 9)], [Span(0, 9)]], 100) == Measure(1.0)
    assert unitizing_alpha([[Span(4, 9), Span(0, 6), Span(5, 6)], [Span(0, 9)]], 100) == Measure(1.0)
    touching = unitizing_alpha([[Span(0, 5), Span(5, 9)], [Span(0, 9)]], 100).value
    assert touching is not None
    assert touching < 1


def test_the_order_of_coders_and_of_spans_does_not_matter() -> None:
    found = unitizing_alpha([ONE, OTHER], 100)
    assert unitizing_alpha([OTHER, ONE], 100) == found
    assert unitizing_alpha([ONE[::-1], OTHER[::-1]], 100) == found


def test_what_is_observed_is_counted_by_hand() -> None:
    """Starts differ by 2 once, seen from each: 2 · 2². 40–60 and 70–80 lie in the other's gaps, seen from each: 2 · 20²
    and 2 · 10². All over 2 · 1 · 100²."""
    assert disagreements([ONE, OTHER], 100).observed == pytest.approx((2 * 4 + 2 * 400 + 2 * 100) / (2 * 100**2))


def test_stretches_that_are_laid_out_give_the_same() -> None:
    assert alpha_of([([10, 40], [20, 60]), ([12, 70], [20, 80])], 100) == unitizing_alpha([ONE, OTHER], 100)


@pytest.mark.parametrize(
    ("marked", "length", "reason"),
    [
        ([], 100, NO_SHARED),
        ([ONE], 100, NO_SHARED),
        ([[], []], 1, NO_SHARED),
        ([[], []], 100, ONE_CATEGORY),
    ],
)
def test_where_it_has_no_value_it_says_why(marked: list[list[Span]], length: int, reason: str) -> None:
    assert unitizing_alpha(marked, length) == Measure(None, reason)


def test_nobody_who_marked_anything_disagrees_on_nothing() -> None:
    assert disagreements([[], []], 100) == Disagreements(0, 0)


def test_those_who_never_meet_agree_less_than_by_chance() -> None:
    found = unitizing_alpha([[Span(0, 50)], [Span(50, 100)]], 100).value
    assert found is not None
    assert found < 0
