"""Scores made probabilities: right on average, never in another order, and hardly moved by few judgements."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.calibration import LEAST, calibrated, straight
from toolkit.analysis.suggesting.logistic import chance, log_odds


def told(chances, rate, each=200):
    """Log odds of rows that say these chances, and answers of which this share is yes."""
    odds = np.concatenate([np.full(each, log_odds(np.asarray([one]))[0]) for one in chances])
    truth = np.concatenate([np.arange(each) < round(each * share) for share in rate])
    return odds[:, None], truth[:, None]


def lines(odds, truth, known=None, families=("area",)):
    return calibrated(odds, truth, np.ones(truth.shape, bool) if known is None else known, families=list(families))


def test_the_straight_line_changes_nothing():
    odds = np.asarray([[-2.0, 0.0], [3.0, 1.0]])
    assert straight(2).chances(odds) == pytest.approx(chance(odds))


def test_scores_that_are_too_sure_become_the_shares_that_were_right():
    odds, truth = told([0.9, 0.1], [0.7, 0.3])
    found = lines(odds, truth).chances(odds)
    assert found[0, 0] == pytest.approx(0.7, abs=0.02)
    assert found[-1, 0] == pytest.approx(0.3, abs=0.02)


def test_scores_that_are_right_already_stay():
    odds, truth = told([0.8, 0.2], [0.8, 0.2])
    assert lines(odds, truth).chances(odds) == pytest.approx(chance(odds), abs=0.01)


def test_a_few_judgements_change_little_and_many_more():
    few, many = (told([0.9], [0.5], each=each) for each in (2, 400))
    moved = [abs(lines(*one).chances(one[0])[0, 0] - 0.9) for one in (few, many)]
    assert moved[0] < moved[1]
    assert moved[1] == pytest.approx(0.4, abs=0.01)
    slopes = [lines(*told([0.9, 0.1], [0.5, 0.5], each=each)).slopes[0] for each in (2, 400)]
    assert 1 > slopes[0] > 2 * slopes[1]


def test_the_order_is_never_turned_around():
    odds, truth = told([0.9, 0.1], [0.1, 0.9])
    found = lines(odds, truth)
    assert found.slopes == pytest.approx([LEAST])
    assert found.chances(odds)[0, 0] > found.chances(odds)[-1, 0]


@pytest.mark.parametrize("known", [True, False])
def test_codes_without_a_yes_keep_their_straight_line(known):
    odds, truth = told([0.9], [1.0 if not known else 0.0])
    found = lines(odds, truth, np.full(truth.shape, known))
    assert (found.slopes[0], found.constants[0]) == (1.0, 0.0)


def test_codes_of_a_family_share_a_line_and_others_have_their_own():
    odds, truth = told([0.9, 0.1], [0.7, 0.3])
    every, answers = np.hstack([odds] * 3), np.hstack([truth, ~truth, truth])
    found = lines(every, answers, families=("area", "phase", "area"))
    assert found.slopes[0] == found.slopes[2] != found.slopes[1]
    assert found.constants[0] == found.constants[2]
    alone = lines(odds, truth)
    assert found.slopes[0] == pytest.approx(alone.slopes[0], abs=0.05)


def test_rows_that_nobody_judged_count_for_nothing():
    odds, truth = told([0.9, 0.1], [0.7, 0.3])
    more = np.vstack([odds, odds]), np.vstack([truth, ~truth])
    known = np.arange(len(more[0]))[:, None] < len(odds)
    assert lines(*more, known).slopes == pytest.approx(lines(odds, truth).slopes)
