"""How sure a clustering is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from toolkit.analysis.themes import theme_stability
from toolkit.analysis.themes.clustering import Tree
from toolkit.analysis.themes.theme_stability import RUNS, Resampled, rand_index, supported, unstructured


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


@settings(max_examples=50)
@given(st.lists(st.integers(0, 4), min_size=2, max_size=30), st.permutations(range(5)))
def test_clusterings_are_held_against_each_other_whatever_their_numbers_and_whichever_comes_first(
    labels: list[int], other: list[int]
) -> None:
    first = np.array(labels)
    renamed = np.array(other)[first]
    assert rand_index(first, renamed) == pytest.approx(1.0)
    halves = np.arange(len(first)) % 2
    assert rand_index(first, halves) == pytest.approx(rand_index(halves, first))


def test_samples_hold_four_fifths_of_the_points_each_once_and_are_the_same_each_time() -> None:
    points = heaps(3, 12)
    samples = Resampled.of(points, seed=1).samples
    assert len(samples) == RUNS
    for chosen, tree in samples:
        assert chosen.tolist() == sorted(set(chosen.tolist()))
        assert len(chosen) == len(tree.points) == 29
    again = Resampled.of(points, seed=1).samples
    assert all((one[0] == other[0]).all() for one, other in zip(samples, again, strict=True))
    others = Resampled.of(points, seed=2).samples
    assert any((one[0] != other[0]).any() for one, other in zip(samples, others, strict=True))


def test_large_material_is_sampled_half_as_often_and_never_more_than_so_many_points(monkeypatch) -> None:
    monkeypatch.setattr(theme_stability, "LARGE", 30)
    monkeypatch.setattr(theme_stability, "MOST", 10)
    assert len(Resampled.of(heaps(2, 14), seed=1).samples) == RUNS
    samples = Resampled.of(heaps(2, 15), seed=1).samples
    assert [len(chosen) for chosen, _ in samples] == [10] * (RUNS // 2)


def test_a_clustering_agrees_with_itself_and_not_with_an_arbitrary_one() -> None:
    points = heaps(3, 12)
    resampled = Resampled.of(points, seed=1)
    assert resampled.agreement(np.repeat(np.arange(3), 12), 3) == pytest.approx(1.0)
    assert resampled.agreement(np.arange(36) % 3, 3) == pytest.approx(0.0, abs=0.1)


def test_samples_that_are_one_cluster_say_nothing_of_what_is_together() -> None:
    points = heaps(2, 8)
    assert Resampled.of(points, seed=1).together(np.arange(8), 1) is None


def test_half_of_one_heap_with_half_of_another_is_together_half_the_time() -> None:
    together = Resampled.of(heaps(2, 20), seed=1).together(np.array([*range(8), *range(20, 28)]), 2)
    whole = Resampled.of(heaps(2, 20), seed=1).together(np.arange(8), 2)
    assert together is not None
    assert 0 <= together < 0.1
    assert whole == pytest.approx(1.0)


def test_where_no_count_exceeds_the_null_the_best_is_taken(monkeypatch) -> None:
    points = np.random.default_rng(3).normal(size=(30, 6)).astype(np.float32)
    tree, resampled = Tree.over(points, seed=1), Resampled.of(points, seed=1)
    monkeypatch.setattr(theme_stability, "MARGIN", 2.0)
    alone = [supported(tree, resampled, [count], seed=1) for count in (2, 5)]
    assert alone == [2, 5]
    assert supported(tree, resampled, [2, 5], seed=1) == supported(tree, resampled, [5, 2], seed=1)
