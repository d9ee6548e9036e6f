"""How sure a clustering is: do its clusters come back when the material is sampled anew, and more so than in a null?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import adjusted_rand_score

from toolkit.analysis.clustering import Labels, Tree, Vectors

RUNS = 12
SHARE = 0.8
MOST = 500  # points in a sample: the figure is an estimate, and trees are quadratic
LEAST = 8  # points below which nothing can be said
MARGIN = 0.1  # by which the agreement must exceed the null's


@dataclass(frozen=True, slots=True)
class Resampled:
    """Trees over random samples (80 %, at most MOST points) of the same points."""

    samples: tuple[tuple[Labels, Tree], ...]

    @classmethod
    def of(cls, points: Vectors, *, seed: int, runs: int = RUNS) -> Resampled:
        """Draw the samples, `runs` times, and build their trees."""
        rng = np.random.default_rng([seed, len(points)])
        size = min(MOST, max(2, round(SHARE * len(points))))
        drawn = [np.sort(rng.choice(len(points), size, replace=False)) for _ in range(runs)]
        return cls(tuple((chosen, Tree.over(points[chosen], seed=seed)) for chosen in drawn))

    def agreement(self, labels: Labels, count: int) -> float:
        """Mean adjusted Rand index between `labels` and the samples cut at `count` clusters (1: the same, 0: chance)."""
        found = [adjusted_rand_score(labels[chosen], tree.cut(count)) for chosen, tree in self.samples]
        return float(np.mean(found))

    def together(self, members: Labels, count: int) -> float | None:
        """How much more often than chance two of `members` come together in the samples: 0 (no more) to 1 (always).

        (p - c) / (1 - c) with p the share of the members' pairs found together, c the share of all pairs, averaged over the
        samples. None when no sample holds two members or when each sample is one cluster.
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
    if len(labels) < 2:  # noqa: PLR2004 - a pair
        return None
    sizes = np.bincount(labels).astype(np.float64)
    return float((sizes * (sizes - 1)).sum() / (len(labels) * (len(labels) - 1)))


def permuted(points: Vectors, *, seed: int) -> Vectors:
    """The null: the same values in each column, every column in an order of its own."""
    rng = np.random.default_rng([seed, 1])
    return rng.permuted(points, axis=0)


def supported(points: Vectors, counts: Sequence[int], *, seed: int) -> int:
    """The largest of `counts` at which the clusters come back clearly more often than in the null; else the best of them.

    `counts` ascends. Raw stability favours many clusters, therefore each count is held against its own null.
    """
    chosen = _at_most(points, seed=seed)
    margins = {count: _margins(chosen, count) for count in counts}
    enough = [count for count in counts if margins[count] >= MARGIN]
    return max(enough) if enough else max(counts, key=lambda count: (margins[count], -count))


@dataclass(frozen=True, slots=True)
class _Compared:
    tree: Tree
    samples: Resampled
    null_tree: Tree
    null_samples: Resampled


def _at_most(points: Vectors, *, seed: int) -> _Compared:
    if len(points) > MOST:
        rng = np.random.default_rng([seed, 2])
        points = points[np.sort(rng.choice(len(points), MOST, replace=False))]
    null = permuted(points, seed=seed)
    return _Compared(
        Tree.over(points, seed=seed),
        Resampled.of(points, seed=seed),
        Tree.over(null, seed=seed),
        Resampled.of(null, seed=seed),
    )


def _margins(compared: _Compared, count: int) -> float:
    real = compared.samples.agreement(compared.tree.cut(count), count)
    return real - compared.null_samples.agreement(compared.null_tree.cut(count), count)
