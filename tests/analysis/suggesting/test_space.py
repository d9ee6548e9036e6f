"""Rows of features in few dimensions: the same products, so the same regressions; and weights brought back."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from toolkit.analysis.suggesting import space
from toolkit.analysis.suggesting.features import FeatureRows
from toolkit.analysis.suggesting.space import Space


def rows_of(rows=40, features=25, rank=9, seed=1):
    """Feature rows that lie in few dimensions."""
    dice = np.random.default_rng(seed)
    table = dice.normal(size=(rows, rank)) @ dice.normal(size=(rank, features))
    held = csr_matrix(np.zeros((rows, 1), np.float32))
    return FeatureRows(held, [], csr_matrix(table)), table


def test_products_of_rows_are_the_same_in_fewer_dimensions():
    features, table = rows_of()
    made = Space(features, seed=1)
    assert made.rows.shape == (40, 9)
    assert np.allclose(made.rows @ made.rows.T, table @ table.T)


def test_weights_found_there_answer_the_same_as_those_of_features():
    features, table = rows_of()
    made = Space(features, seed=1)
    weights = np.random.default_rng(2).normal(size=(9, 3))
    back = made.back(weights)
    assert back.shape == (25, 3)
    assert np.allclose(table @ back, made.rows @ weights)


def test_the_longest_axis_comes_first():
    made = Space(rows_of()[0], seed=1)
    lengths = (made.rows**2).sum(axis=0)
    assert (np.diff(lengths) <= 1e-9).all()


def test_rows_are_turned_in_parts_without_a_seam(monkeypatch):
    whole = Space(rows_of()[0], seed=1).rows
    monkeypatch.setattr(space, "PART", 7)
    assert np.allclose(np.abs(Space(rows_of()[0], seed=1).rows), np.abs(whole))


@pytest.mark.parametrize("most", [9, 4])
def test_of_many_rows_some_span_the_space_and_no_more_dimensions_are_kept_than_wanted(monkeypatch, most):
    features, table = rows_of(rows=60)
    monkeypatch.setattr(space, "EXACT", 30)
    monkeypatch.setattr(space, "MARKS", 25)
    monkeypatch.setattr(space, "MOST", most)
    made = Space(features, seed=1)
    assert made.rows.shape == (60, most)
    if most == 9:
        assert np.allclose(made.rows @ made.rows.T, table @ table.T)
    assert np.allclose(Space(features, seed=1).rows, made.rows)


def test_equal_rows_are_one_direction():
    features = FeatureRows(csr_matrix(np.zeros((5, 1), np.float32)), [], csr_matrix(np.ones((5, 4))))
    made = Space(features, seed=1)
    assert made.rows.shape == (5, 1)
    assert np.allclose(np.abs(made.rows), 2.0)
