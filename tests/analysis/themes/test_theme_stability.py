"""How sure a clustering is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from toolkit.analysis.themes.clustering import Tree
from toolkit.analysis.themes.theme_stability import Resampled, rand_index, supported, unstructured


def heaps(count: int, each: int) -> np.ndarray:
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(count, 12)) * 8
    return np.vstack([rng.normal(size=(each, 12)) + centre for centre in centres]).astype(np.float32)


def test_parted_heaps_come_together_in_every_sample() -> None:
    points = heaps(3, 12)
    resampled = Resampled.of(points, seed=1)

    assert resampled.together(np.arange(12), 3) == pytest.approx(1.0)


def test_a_theme_across_heaps_is_no_better_than_chance() -> None:
    points = heaps(3, 12)
    across = np.array([0, 13, 25, 1, 14, 26])

    assert Resampled.of(points, seed=1).together(across, 3) == pytest.approx(0.0, abs=0.1)


def test_one_passage_alone_says_nothing_of_stability() -> None:
    assert Resampled.of(heaps(3, 12), seed=1).together(np.array([4]), 3) is None


def test_the_number_of_heaps_is_supported() -> None:
    points = heaps(3, 14)
    tree, resampled = Tree.over(points, seed=1), Resampled.of(points, seed=1)

    assert supported(tree, resampled, range(2, 4), seed=1) == 3


def test_a_cloud_supports_no_more_than_a_few_clusters() -> None:
    points = np.random.default_rng(3).normal(size=(60, 12)).astype(np.float32)
    tree, resampled = Tree.over(points, seed=1), Resampled.of(points, seed=1)

    assert supported(tree, resampled, range(2, 9), seed=1) < 8


def test_the_null_keeps_mean_and_spread() -> None:
    points = heaps(3, 100)
    null = unstructured(points, seed=1)

    assert null.shape == points.shape
    assert np.allclose(null.mean(axis=0), points.mean(axis=0), atol=2.5)
    assert np.linalg.norm(np.cov(null.T) - np.cov(points.T)) < 0.35 * np.linalg.norm(np.cov(points.T))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4)), min_size=2, max_size=30))
def test_the_rand_index_is_that_of_scikit_learn(pairs: list[tuple[int, int]]) -> None:
    first, second = (np.array(each) for each in zip(*pairs, strict=True))

    assert rand_index(first, second) == pytest.approx(adjusted_rand_score(first, second))
