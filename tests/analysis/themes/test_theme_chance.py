"""Whether a theme is more than chance: clear ones seldom come from shuffled material, blurred ones often do."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.themes.theme_chance import DRAWS, LEAST, chances, in_order_of, parted


def clusters(spread, each=20, features=12, seed=1):
    """Three clusters that hold features of their own."""
    dice = np.random.default_rng(seed)
    points = dice.normal(scale=spread, size=(3 * each, features))
    for number in range(3):
        points[number * each : (number + 1) * each, number * 3 : number * 3 + 3] += 1.0
    return points, np.repeat(np.arange(3), each)


def test_clear_themes_hardly_come_from_chance_and_arbitrary_ones_do():
    clear = chances(*clusters(0.05), seed=1)
    assert all(share <= 0.05 for share in clear)
    points = np.random.default_rng(2).normal(size=(60, 12))
    arbitrary = chances(points, np.arange(60) % 3, seed=1)
    assert all(share >= 0.5 for share in arbitrary)


def test_the_share_is_the_same_each_time_and_never_nothing():
    points, labels = clusters(0.05)
    assert chances(points, labels, seed=1) == chances(points, labels, seed=1)
    assert min(chances(points, labels, seed=1)) == 0.016  # none of sixty: one in sixty-one
    assert all(0 < share <= 1 for share in chances(points, labels, seed=1))
    assert DRAWS == 20


def test_a_single_theme_and_a_theme_of_one_passage_have_no_chance():
    points, labels = clusters(0.05)
    assert chances(points, np.zeros(60, np.int64), seed=1) == [None]
    alone = labels.copy()
    alone[0] = 3
    found = chances(points, alone, seed=1)
    assert found[3] is None
    assert all(share is not None for share in found[:3])
    assert LEAST == 2


def test_more_points_than_are_looked_at_are_drawn():
    points, labels = clusters(0.05, each=140)
    assert all(share <= 0.05 for share in chances(points, labels, seed=1))


@pytest.mark.parametrize(
    ("labels", "ordered"), [([0, 1, 2], [0, 1, 2]), ([5, 2, 5], [1, 0, 1]), ([3], [0]), ([7, 7, 0], [1, 1, 0])]
)
def test_labels_are_counted_without_gaps_in_their_order(labels, ordered):
    assert in_order_of(np.asarray(labels)).tolist() == ordered


def test_how_well_clusters_are_parted_by_hand():
    """Points 0 and 2 (middle 1), 10 and 10: from 0 its own, without itself, is 2 away, the other 10: (100-4)/100."""
    points = np.asarray([[0.0], [2.0], [10.0], [10.0]])
    found = parted(points, np.asarray([0, 0, 1, 1]))
    assert found[0] == pytest.approx((96 / 100 + 60 / 64) / 2)
    assert found[1] == pytest.approx(1.0)


def test_a_point_alone_and_a_cluster_alone_are_no_number():
    points = np.asarray([[0.0], [1.0], [9.0]])
    found = parted(points, np.asarray([0, 0, 1]))
    assert np.isnan(found[1])
    assert not np.isnan(found[0])
    assert np.isnan(parted(points, np.zeros(3, np.int64))).all()


def test_the_same_points_in_two_clusters_are_not_parted_at_all():
    assert parted(np.zeros((4, 2)), np.asarray([0, 0, 1, 1])) == pytest.approx([0.0, 0.0])
