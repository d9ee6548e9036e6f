"""Two estimates of what is unfound disagree only where their intervals have nothing in common."""

from __future__ import annotations

import pytest

from toolkit.domain.reports.trust import NoFigure, Remaining, Unfound


def remaining(low: float | None, high: float | None) -> Remaining:
    return Remaining(3, None if low is None else (low + (high or low)) / 2, low, high)


@pytest.mark.parametrize(
    ("one", "other", "disagree"),
    [
        ((0, 4), (5, 9), True),
        ((5, 9), (0, 4), True),
        ((0, 5), (5, 9), False),  # they share an end
        ((0, 9), (3, 4), False),
        ((None, None), (5, 9), False),
        ((0, 4), (None, None), False),
        ((0, None), (5, 9), False),
        ((0, 4), (5, None), False),
    ],
)
def test_whether_two_estimates_disagree(one: tuple[float, float], other: tuple[float, float], disagree: bool) -> None:
    assert Unfound(remaining(*one), remaining(*other)).disagree is disagree


def test_a_figure_that_is_not_there_says_why() -> None:
    assert Remaining(0).why is NoFigure.NONE
    assert [why.value for why in NoFigure if not why] == [""]
    assert len(set(NoFigure)) == len(NoFigure.__members__)
