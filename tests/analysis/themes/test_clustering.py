"""Clusters of vectors."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.themes import clustering
from toolkit.analysis.themes.clustering import Tree, in_order, nearest, without_crumbs


def heaps(count: int, each: int, *, apart: float = 8.0) -> np.ndarray:
    rng = np.random.default_rng(7)
    centres = rng.normal(size=(count, 12)) * apart
    return np.vstack([rng.normal(size=(each, 12)) + centre for centre in centres]).astype(np.float32)


def test_well_parted_heaps_are_found() -> None:
    labels = Tree.over(heaps(4, 10), seed=1).cut(4)

    assert labels.tolist() == [number for number in range(4) for _ in range(10)]


@pytest.mark.parametrize("count", [1, 2, 5, 17, 40])
def test_a_cut_gives_as_many_clusters_as_asked_for(count: int) -> None:
    labels = Tree.over(heaps(4, 10), seed=1).cut(count)

    assert sorted(set(labels.tolist())) == list(range(count))


def test_a_cut_deeper_than_the_points_gives_each_its_own() -> None:
    assert Tree.over(heaps(1, 3), seed=1).cut(9).tolist() == [0, 1, 2]


def test_many_points_are_clustered_through_micro_clusters() -> None:
    points = heaps(3, clustering.EXACT // 2)
    tree = Tree.over(points, seed=1)
    labels = tree.cut(3)

    assert len(tree.merges) < clustering.MICRO
    assert labels.tolist() == [number for number in range(3) for _ in range(clustering.EXACT // 2)]
    assert np.array_equal(labels, Tree.over(points, seed=1).cut(3))


def test_many_equal_points_are_one_cluster_without_warnings() -> None:
    points = np.zeros((clustering.EXACT + 1, 4), dtype=np.float32)

    assert set(Tree.over(points, seed=1).cut(3).tolist()) == {0}


def test_crumbs_go_to_the_nearest_larger_cluster() -> None:
    points = np.array([[0.0], [0.1], [5.0], [5.1], [4.0]], dtype=np.float32)

    assert without_crumbs(points, np.array([0, 0, 1, 1, 2]), least=2).tolist() == [0, 0, 1, 1, 1]


def test_crumbs_stay_when_nothing_is_larger() -> None:
    points = np.array([[0.0], [9.0]], dtype=np.float32)

    assert without_crumbs(points, np.array([0, 1]), least=2).tolist() == [0, 1]


def test_the_nearest_centre_does_not_depend_on_the_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    points, centres = heaps(3, 20), heaps(3, 1)
    whole = nearest(points, centres)
    monkeypatch.setattr(clustering, "CHUNK", 7)

    assert np.array_equal(whole, nearest(points, centres))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=30))
def test_clusters_are_numbered_by_their_first_member(labels: list[int]) -> None:
    found = in_order(np.array(labels)).tolist()

    assert list(dict.fromkeys(found)) == list(range(len(set(labels))))
    assert all((found[i] == found[j]) == (labels[i] == labels[j]) for i in range(len(labels)) for j in range(i))
