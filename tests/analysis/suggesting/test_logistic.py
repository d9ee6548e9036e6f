"""Regressions that start from the rules and leave them for a reason only; held against a plain solver."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.logistic import SURE, Fit, Task, chance, fitted, log_odds


def task(rows, answers, start=None, weights=None):
    rows, answers = np.asarray(rows, float), np.asarray(answers, float)
    return Task(
        rows,
        np.zeros(answers.shape) if start is None else np.asarray(start, float),
        answers,
        np.ones(answers.shape) if weights is None else np.asarray(weights, float),
    )


def gradient(one, fit, draw, draw_constant):
    """What the loss still slopes by at a solution: nothing, if it is one."""
    off = one.weights * (chance(fit.odds(one.rows, one.start)) - one.answers)
    return np.vstack([one.rows.T @ off + draw * fit.weights, off.sum(axis=0) + draw_constant * fit.constants])


def drawn(rows=60, features=5, codes=3, seed=1):
    dice = np.random.default_rng(seed)
    x = dice.normal(size=(rows, features))
    odds = x @ dice.normal(size=(features, codes)) + dice.normal(size=codes)
    return task(x, dice.random((rows, codes)) < chance(odds), start=dice.normal(size=(rows, codes)),
                weights=dice.choice([0.0, 0.5, 1.0, 2.0], size=(rows, codes)))  # fmt: skip


@pytest.mark.parametrize(("odds", "share"), [(0.0, 0.5), (np.log(3), 0.75), (-np.log(9), 0.1)])
def test_log_odds_and_chances_are_two_ways_to_say_the_same(odds, share):
    assert chance(np.asarray([odds])) == pytest.approx([share])
    assert log_odds(np.asarray([share])) == pytest.approx([odds])


def test_certainty_stays_finite():
    assert np.isfinite(log_odds(np.asarray([0.0, 1.0]))).all()
    assert log_odds(np.asarray([0.0]))[0] == pytest.approx(-log_odds(np.asarray([1.0]))[0])
    assert chance(np.asarray([1e9])) == chance(np.asarray([SURE]))
    assert 0 < chance(np.asarray([-1e9]))[0] < 1e-12


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("draw", [0.1, 1.0, 10.0])
def test_the_loss_is_flat_where_it_is_said_to_be_least(seed, draw):
    one = drawn(seed=seed)
    left = gradient(one, fitted(one, draw=draw, draw_constant=draw), draw, draw)
    first = gradient(one, Fit(np.zeros((5, 3)), np.zeros(3)), draw, draw)
    assert np.abs(left).max() < 2e-3 * np.abs(first).max() + 1e-4


def test_a_single_row_is_solved_as_by_hand():
    """One row of 1, answer yes, start 0, drawn by d: w = c and d·w = 1 - chance(2w)."""
    fit = fitted(task([[1.0]], [[1.0]]), draw=1.0, draw_constant=1.0)
    assert fit.weights[0, 0] == pytest.approx(fit.constants[0], abs=1e-4)
    assert fit.weights[0, 0] == pytest.approx(1 - chance(np.asarray([2 * fit.weights[0, 0]]))[0], abs=1e-3)


def test_without_judgements_the_result_is_the_rules():
    one = drawn()
    silent = Task(one.rows, one.start, one.answers, np.zeros(one.weights.shape))
    fit = fitted(silent, draw=1.0, draw_constant=1.0)
    assert not fit.weights.any()
    assert not fit.constants.any()
    assert fit.odds(one.rows, one.start) == pytest.approx(one.start)


def test_answers_that_the_rules_gave_already_move_nothing():
    start = np.asarray([[2.0], [-1.0]])
    fit = fitted(task([[1.0], [0.5]], chance(start), start), draw=1.0, draw_constant=1.0)
    assert np.abs(fit.weights).max() < 1e-6


def test_each_judgement_moves_it_and_a_harder_draw_moves_it_less():
    moved = [fitted(task([[1.0]] * n, [[1.0]] * n), draw=d, draw_constant=d).weights[0, 0]
             for n, d in ((1, 1.0), (4, 1.0), (4, 8.0))]  # fmt: skip
    assert moved[1] > moved[0] > 0
    assert moved[1] > moved[2] > 0


def test_a_weight_of_two_is_two_judgements():
    once = fitted(task([[1.0], [2.0]], [[1.0], [0.0]], weights=[[2.0], [1.0]]), draw=1.0, draw_constant=1.0)
    twice = fitted(task([[1.0], [1.0], [2.0]], [[1.0], [1.0], [0.0]]), draw=1.0, draw_constant=1.0)
    assert once.weights == pytest.approx(twice.weights, abs=1e-4)


def test_codes_do_not_mind_each_other():
    one = drawn()
    both = fitted(one, draw=1.0, draw_constant=1.0)
    for code in range(3):
        own = Task(
            *(
                each[:, [code]] if at else each
                for at, each in enumerate((one.rows, one.start, one.answers, one.weights))
            )
        )
        assert fitted(own, draw=1.0, draw_constant=1.0).weights[:, 0] == pytest.approx(both.weights[:, code], abs=5e-3)


def test_features_that_tell_everything_do_not_run_away():
    fit = fitted(task([[1.0], [-1.0]] * 20, [[1.0], [0.0]] * 20), draw=0.01, draw_constant=0.01)
    assert np.isfinite(fit.weights).all()
    assert chance(fit.odds(np.asarray([[1.0]]), np.zeros((1, 1))))[0, 0] > 0.95
