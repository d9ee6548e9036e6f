"""What `benchmarks.themes` asks of passages that come later, and of themes in material without structure.

Sorting: each person's passages are left out and held against coder A's themes of the rest; the interval is the 2.5th
and 97.5th percentile over people drawn anew. With two or three themes in most cells, the best three hold the right one
nearly always: the first is the figure that says something. Joining: the same, with the rule by which new passages join;
and each of coder A's themes is left out whole, to see how many of its passages join one that they do not belong to.
Chance: the tool's own themes, and those it finds when every column is shuffled, by what it calls them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from toolkit.analysis.themes import theme_joining
from toolkit.analysis.themes.clustering import Labels, Vectors
from toolkit.analysis.themes.theme_joining import Likeness
from toolkit.analysis.themes.themes import Grouping
from toolkit.domain.themes.themes import Hold, Theme

if TYPE_CHECKING:
    from benchmarks.themes import Sorted

SEED = 1
DRAWS = 1000
SHUFFLES = 5
LEAST = 4  # passages that the rest of a cell must have
Way = Callable[["Sorted"], Vectors]


def _known(truth: Labels) -> tuple[Labels, list[int]]:
    """The labels without gaps, and what each number stands for."""
    values, places = np.unique(truth, return_inverse=True)
    return places.astype(np.int64), values.tolist()


def _left_out(cells: Sequence[Sorted], way: Way) -> Iterator[tuple[str, Likeness, list[int], Vectors, list[int]]]:
    """For each cell and person: who, the themes of the rest, their numbers, the person's points and their truth."""
    for cell in cells:
        points = way(cell)
        people = np.array([each.respondent for each in cell.passages])
        for person in sorted(set(people.tolist())):
            own = people == person
            if own.all():
                continue
            labels, numbers = _known(cell.truth[~own])
            yield person, Likeness.of(points[~own], labels), numbers, points[own], cell.truth[own].tolist()


def sorting(cells: Sequence[Sorted], way: Way) -> dict[str, float]:
    """How often the first, and one of the first three, is coder A's theme."""
    hits: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    for person, likeness, numbers, points, truth in _left_out(cells, way):
        for order, right in zip(likeness.ranked(points), truth, strict=True):
            named = [numbers[at] for at in order[:3]]
            hits[person].append((named[0] == right, right in named))
    every = np.array([one for own in hits.values() for one in own], dtype=float)
    low, high = _interval([np.array([first for first, _ in own], dtype=float) for own in hits.values()])
    largest = sum(np.bincount(cell.truth).max() for cell in cells) / sum(len(cell.rows) for cell in cells)
    first, three = every.mean(axis=0).tolist()
    return {
        "first": first,
        "low": low,
        "high": high,
        "three": three,
        "passages": len(every),
        "largest": float(largest),
    }


def _interval(by_person: Sequence[np.ndarray]) -> tuple[float, float]:
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS):
        chosen = rng.integers(0, len(by_person), len(by_person))
        drawn.append(float(np.concatenate([by_person[at] for at in chosen]).mean()))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return float(low), float(high)


def joining(cells: Sequence[Sorted], way: Way) -> list[dict[str, float]]:
    """How many passages join, and rightly, at some thresholds; the tool's own is among them."""
    usual = theme_joining.OUTSIDE
    found = []
    for outside in (0.05, 0.1, 0.2, 0.3):
        theme_joining.OUTSIDE = outside
        found.append({"outside": outside, **_joining(cells, way)})
    theme_joining.OUTSIDE = usual
    return found


def _joining(cells: Sequence[Sorted], way: Way) -> dict[str, float]:
    places, right = 0, 0
    total = 0
    for _, likeness, numbers, points, truth in _left_out(cells, way):
        for at, own in zip(likeness.joined(points), truth, strict=True):
            total += 1
            places += at is not None
            right += at is not None and numbers[at] == own
    strangers = [join for cell in cells for join in _strangers(cell, way(cell))]
    return {"joined": places / total, "right": right / places, "strangers": float(np.mean(strangers))}


def _strangers(cell: Sorted, points: Vectors) -> Iterator[bool]:
    """Whether each passage joins when no theme holds those of its own."""
    for theme in sorted(set(cell.truth.tolist())):
        own = cell.truth == theme
        if (~own).sum() >= LEAST:
            likeness = Likeness.of(points[~own], _known(cell.truth[~own])[0])
            yield from (at is not None for at in likeness.joined(points[own]))


def shuffled(cells: Sequence[Sorted], way: Way) -> dict[str, dict[str, float]]:
    """What the tool's own themes are called in the material, and when each column is shuffled by itself."""
    real: list[Hold] = []
    null: list[Hold] = []
    for cell in cells:
        points = way(cell)
        real += _holds(points)
        for draw in range(SHUFFLES):
            mixed = np.random.default_rng([SEED, 77, draw]).permuted(points, axis=0)
            null += _holds(np.asarray(mixed, dtype=np.float32))
    return {name: _told(holds) for name, holds in (("real", real), ("shuffled", null))}


def _holds(points: Vectors) -> list[Hold]:
    grouping = Grouping.of(points, seed=SEED)
    clusters = [np.flatnonzero(grouping.labels == n).tolist() for n in range(int(grouping.labels.max()) + 1)]
    shares = grouping.chances(points, clusters, seed=SEED)
    themes = [
        Theme("", "", "", "", (), (), {}, stability=grouping.stability(own), chance=share)
        for own, share in zip(clusters, shares, strict=True)
    ]
    return [theme.hold for theme in themes if theme.hold is not Hold.UNKNOWN]


def _told(holds: Sequence[Hold]) -> dict[str, float]:
    count = max(1, len(holds))
    return {
        "themes": len(holds),
        "stable": sum(one is Hold.STABLE for one in holds) / count,
        "chance": sum(one is Hold.CHANCE for one in holds) / count,
    }
