"""How good suggestions are: figures that can be counted by hand, and intervals that draw the same people for all."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.evaluation import BINS, calibration_errors, compared
from toolkit.analysis.suggesting.evaluation import Test as Judged

ONES = np.ones((1, 4))


def scored(scores, truth, voices=("D1", "D1", "D2", "D3")):
    truth = np.asarray(truth, bool)
    ways = {"cues": np.zeros(truth.shape), "learned": np.asarray(scores, float)}
    return Judged(truth, np.asarray(voices, np.str_), ways)


TRUTH = [[1, 0], [1, 0], [0, 1], [0, 0]]
RIGHT = [[0.9, 0.1], [0.8, 0.2], [0.2, 0.7], [0.1, 0.1]]


def by_way(*tests, draws=50, **asked):
    return {each.way: each for each in compared(tests, ["needs", "actors"], seed=1, draws=draws, **asked)}


def test_scores_that_put_every_code_first_reach_one():
    found = by_way(scored(RIGHT, TRUTH))["learned"]
    assert (found.precision.value, found.first.value, found.three.value) == pytest.approx((1.0, 1.0, 1.0))
    assert found.areas == {"needs": 1.0, "actors": 1.0}
    assert found.precision.low == found.precision.high == pytest.approx(1.0)


def test_the_first_is_right_as_often_as_it_is_one_of_the_coders_own():
    """Of three coded segments two have their area first; the one without any code counts for nothing."""
    wrong = [[0.9, 0.1], [0.2, 0.8], [0.2, 0.7], [0.9, 0.1]]
    found = by_way(scored(wrong, TRUTH))["learned"]
    assert found.first.value == pytest.approx(2 / 3)
    assert found.three.value == pytest.approx(1.0)


def test_average_precision_is_that_of_the_ranking():
    """The area needs stands first and third of four: (1/1 + 2/3) / 2."""
    scores = [[0.9, 0.0], [0.3, 0.0], [0.5, 1.0], [0.1, 0.0]]
    found = by_way(scored(scores, TRUTH))["learned"]
    assert found.areas["needs"] == pytest.approx((1 + 2 / 3) / 2)
    assert found.areas["actors"] == pytest.approx(1.0)
    assert found.precision.value == pytest.approx(((1 + 2 / 3) / 2 + 1) / 2)


def test_the_gain_is_counted_from_another_way_and_the_base_gains_nothing():
    found = by_way(scored(RIGHT, TRUTH))
    assert found["cues"].gain.value == found["cues"].gain.low == found["cues"].gain.high == 0.0
    assert found["learned"].gain.value == pytest.approx(1 - found["cues"].precision.value)
    other = by_way(scored(RIGHT, TRUTH), base="learned")
    assert other["cues"].gain.value == pytest.approx(-found["learned"].gain.value)


def test_scores_that_are_no_probabilities_have_no_calibration():
    found = by_way(scored(RIGHT, TRUTH))
    assert found["cues"].calibration is None
    assert found["learned"].calibration is not None


@pytest.mark.parametrize(
    ("scores", "truth", "error"),
    [
        ([[1.0]] * 4, [[1]] * 4, 0.0),
        ([[1.0]] * 4, [[0]] * 4, 1.0),
        ([[0.75]] * 4, [[1], [1], [1], [0]], 0.0),
        ([[0.55]] * 4, [[1], [1], [1], [1]], 0.45),
        ([[0.95], [0.95], [0.85], [0.85]], [[0], [0], [1], [1]], (0.95 * 2 + 0.15 * 2) / 4),
        ([[0.15], [0.15], [0.95], [0.95]], [[0], [1], [1], [1]], (0.35 * 2 + 0.05 * 2) / 4),
    ],
)
def test_the_calibration_error_is_how_far_scores_lie_from_the_share_that_is_right(scores, truth, error):
    found = calibration_errors(np.asarray(truth, bool), np.asarray(scores), ONES)
    assert found == pytest.approx([error])
    assert BINS == 10


def test_a_sample_without_segments_is_no_division_by_nothing():
    assert calibration_errors(np.asarray([[True]] * 4), np.asarray([[0.5]] * 4), np.zeros((1, 4))) == pytest.approx(
        [0.0]
    )


def test_intervals_draw_respondents_and_are_the_same_each_time():
    test = scored([[0.9, 0.1], [0.2, 0.8], [0.2, 0.7], [0.9, 0.1]], TRUTH)
    one, other = by_way(test, draws=200), by_way(test, draws=200)
    assert one == other
    first = one["learned"].first
    assert first.low < first.value < first.high


def test_one_draw_is_enough_for_a_figure():
    first = by_way(scored(RIGHT, TRUTH), draws=1)
    assert first["learned"].precision.value == pytest.approx(1.0)


def test_several_tests_are_averaged_and_an_area_that_one_lacks_is_that_of_the_other():
    bad = scored([[0.1, 0.9], [0.2, 0.8], [0.8, 0.1], [0.9, 0.1]], [[1, 0], [1, 0], [0, 0], [0, 0]])
    found = by_way(scored(RIGHT, TRUTH), bad)["learned"]
    needs = (1 / 3 + 2 / 4) / 2
    assert found.areas["needs"] == pytest.approx((1 + needs) / 2)
    assert found.areas["actors"] == pytest.approx(1.0)
