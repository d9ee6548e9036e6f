"""How sure a clustering is: do its clusters come back when the material is sampled anew, and more so than in a null?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.analysis.themes.clustering import Labels, Tree, Vectors

RUNS = 10
NULL_RUNS = 6
LARGE = 1_500  # points from which half the runs must do: all trees of 1,000 interviews took some 8 s
SHARE = 0.8
MOST = 400  # points in a sample: the figure is an estimate, and trees are quadratic
MARGIN = 0.1  # by which the agreement must exceed the null's
NEARLY = 0.75  # share of the best count's margin that more clusters must keep


@dataclass(frozen=True, slots=True)
class Resampled:
    """Trees over random samples (80 %, at most MOST points) of the same points."""

    samples: tuple[tuple[Labels, Tree], ...]

    @classmethod
    def of(cls, points: Vectors, *, seed: int, runs: int = RUNS) -> Resampled:
        """Draw the samples, `runs` times (half as often from LARGE points), and build their trees."""
        runs = runs if len(points) < LARGE else runs // 2
        rng = np.random.default_rng([seed, len(points)])
        size = min(MOST, max(2, round(SHARE * len(points))))
        drawn = [np.sort(rng.choice(len(points), size, replace=False)) for _ in range(runs)]
        return cls(tuple((chosen, Tree.over(points[chosen], seed=seed)) for chosen in drawn))

    def agreement(self, labels: Labels, count: int) -> float:
        """Mean adjusted Rand index between `labels` and the samples cut at `count` (1: the same, 0: chance)."""
        found = [rand_index(labels[chosen], tree.cut(count)) for chosen, tree in self.samples]
        return float(np.mean(found))

    def together(self, members: Labels, count: int) -> float | None:
        """How much more often than chance two of `members` come together in the samples: 0 (no more) to 1 (always).

        (p - c) / (1 - c) with p the share of the members' pairs found together, c the share of all pairs, averaged
        over the samples. None when no sample holds two members or when each sample is one cluster.
        """
        found = [_excess(chosen, tree.cut(count), members) for chosen, tree in self.samples]
        known = [each for each in found if each is not None]
        return max(0.0, min(1.0, float(np.mean(known)))) if known else None


def _excess(chosen: Labels, labels: Labels, members: Labels) -> float | None:
    own, all_pairs = _paired(labels[np.isin(chosen, members)]), _paired(labels)
    if own is None or all_pairs is None or all_pairs >= 1:
        return None
    return (own - all_pairs) / (1 - all_pairs)


def _paired(labels: Labels) -> float | None:
    """The share of pairs that have the same label; None without a pair."""
    if len(labels) <= 1:  # a pair
        return None
    return _pairs(np.bincount(labels)) / _pairs(np.array([len(labels)]))


def rand_index(first: Labels, second: Labels) -> float:
    """The adjusted Rand index of two clusterings (Hubert & Arabie 1985): 1 the same, 0 as by chance."""
    table = np.bincount(first * (int(second.max()) + 1) + second).astype(np.float64)
    cells, rows, columns = (_pairs(sizes) for sizes in (table, np.bincount(first), np.bincount(second)))
    expected = rows * columns / _pairs(np.array([len(first)]))
    most = (rows + columns) / 2
    return 1.0 if most == expected else float((cells - expected) / (most - expected))


def _pairs(sizes: npt.NDArray[np.float64] | Labels) -> float:
    return float((sizes * (sizes - 1.0)).sum() / 2)


def unstructured(points: Vectors, *, seed: int) -> Vectors:
    """The null: as many points drawn from one normal distribution with the mean and covariance of `points`.

    Columns in permuted order are no null here: a permuted column of codes is still two clusters, and whole
    clusterings of such columns came back with an adjusted Rand index of 0.7–0.97 on the sample, so that nothing
    exceeded them.
    """
    rng = np.random.default_rng([seed, 1])
    mean = points.mean(axis=0)
    # Weighted sums of the centred points have their covariance; no decomposition is needed.
    drawn = rng.normal(size=(len(points), len(points))).astype(np.float32) @ (points - mean)
    return np.asarray(drawn / np.sqrt(max(1, len(points) - 1)) + mean, dtype=np.float32)


def supported(tree: Tree, resampled: Resampled, counts: Sequence[int], *, seed: int) -> int:
    """The largest of `counts` that exceeds the null clearly, and nearly as much as the best of them; else the best.

    Raw stability favours many clusters, therefore each count's agreement is held against that of its own null.
    """
    runs = NULL_RUNS if len(tree.points) < LARGE else NULL_RUNS // 2
    null = unstructured(_some(tree.points, seed), seed=seed)
    null_tree, null_samples = Tree.over(null, seed=seed), Resampled.of(null, seed=seed, runs=runs)
    margins = {
        count: resampled.agreement(tree.rough_cut(count), count) - null_samples.agreement(null_tree.cut(count), count)
        for count in counts
    }
    asked = max(MARGIN, NEARLY * max(margins.values()))
    enough = [count for count in counts if margins[count] >= asked]
    return max(enough) if enough else max(counts, key=lambda count: (margins[count], -count))


def _some(points: Vectors, seed: int) -> Vectors:
    if len(points) <= MOST:
        return points
    return points[np.sort(np.random.default_rng([seed, 2]).choice(len(points), MOST, replace=False))]
