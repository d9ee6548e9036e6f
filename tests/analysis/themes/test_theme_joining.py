"""Where a passage belongs among themes that stand: to the likest, and only when it is near enough."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.themes.theme_joining import FEW, OUTSIDE, Likeness, apart


def at(*degrees):
    """Directions in a plane."""
    turned = np.radians(np.asarray(degrees, float))
    return np.stack([np.cos(turned), np.sin(turned)], axis=1)


POINTS = at(0, 2, 4, 6, 88, 90, 92)
LABELS = np.asarray([0, 0, 0, 0, 1, 1, 1])


@pytest.fixture(name="likeness")
def _likeness():
    return Likeness.of(POINTS, LABELS)


def test_likeness_is_the_cosine_to_a_themes_middle(likeness):
    told = likeness.to(at(3, 90, 48))
    assert told[0] == pytest.approx([1.0, np.cos(np.radians(87))])
    assert told[1] == pytest.approx([np.cos(np.radians(87)), 1.0])
    assert likeness.to(3 * at(3))[0] == pytest.approx(told[0])


def test_a_passage_joins_the_likest_theme_when_it_is_near_enough(likeness):
    assert likeness.joined(at(3, 90, 45)) == [0, 1, None]
    assert likeness.joined(at(12)) == [None]


def test_most_of_a_themes_own_passages_would_join_it(likeness):
    assert OUTSIDE == 0.1
    joined = likeness.joined(POINTS)
    assert all(own in (label, None) for own, label in zip(joined, LABELS.tolist(), strict=True))
    assert sum(own is None for own in joined) <= 2


def test_themes_stand_in_order_of_likeness(likeness):
    assert [list(row) for row in likeness.ranked(at(0, 90))] == [[0, 1], [1, 0]]
    assert [list(row) for row in Likeness.of(at(0, 0, 90, 90), np.asarray([0, 0, 1, 1])).ranked(at(45))] in (
        [[0, 1]],
        [[1, 0]],
    )


def test_what_is_near_to_a_small_theme_is_said_by_all_themes():
    """Theme 1 has one passage, below the FEW that a theme needs to say it itself."""
    small = Likeness.of(POINTS[:5], LABELS[:5])
    assert FEW == 3
    assert small.least[1] == pytest.approx(small.least[0])


def test_where_all_themes_are_single_passages_only_the_same_joins():
    alone = Likeness.of(at(0, 90), np.asarray([0, 1]))
    assert alone.least.tolist() == [1.0, 1.0]
    assert alone.joined(at(1)) == [None]


def test_a_passage_that_is_more_like_another_theme_stands_apart():
    points, labels = np.vstack([POINTS, at(85)]), np.asarray([*LABELS, 0])
    found = apart(points, labels, Likeness.of(points, labels))
    assert found.tolist() == [False] * 7 + [True]


def test_of_two_passages_one_can_stand_apart():
    points, labels = at(0, 80, 90, 92), np.asarray([0, 0, 1, 1])
    assert apart(points, labels, Likeness.of(points, labels)).tolist() == [False, True, False, False]


def test_a_theme_of_one_passage_does_not_stand_apart_from_itself():
    points, labels = at(0, 2, 3), np.asarray([0, 0, 1])
    assert not apart(points, labels, Likeness.of(points, labels))[2]
