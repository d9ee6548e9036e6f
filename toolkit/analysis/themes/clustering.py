"""Clusters of vectors: Ward's tree, built exactly on few points and on micro-cluster centres when they are many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.cluster.hierarchy import linkage
from scipy.sparse import csr_matrix

Vectors: TypeAlias = npt.NDArray[np.float32]
Labels: TypeAlias = npt.NDArray[np.int64]

EXACT = 1_500  # points: Ward on 1,500 × 90 takes 0.13 s and grows with n^2.2
MICRO = 300  # centres that stand for more points than that
SETTLING = 5  # passes over the points that move cut clusters to their members
MICRO_SETTLING = (
    2  # the same for micro-clusters, which need not be final: each pass compares all points to MICRO centres
)
CHUNK = 8_192


@dataclass(frozen=True, slots=True)
class Tree:
    """Ward's tree over points, to be cut at any number of clusters; nothing here is quadratic above EXACT points."""

    points: Vectors
    merges: npt.NDArray[np.float64]
    micro: Labels | None

    @classmethod
    def over(cls, points: Vectors, *, seed: int) -> Tree:
        """The tree over `points` (at least one row)."""
        if len(points) <= EXACT:
            return cls(points, _merges(points), None)
        rng = np.random.default_rng(seed)
        start = points[np.sort(rng.choice(len(points), MICRO, replace=False))]
        centres, micro = settled(points, start, passes=MICRO_SETTLING)
        return cls(points, _merges(centres), micro)

    def cut(self, count: int) -> Labels:
        """A cluster number for each point, 0-based in order of first member, at most `count` clusters."""
        labels = self.rough_cut(count)
        if self.micro is None:
            return labels
        return in_order(settled(self.points, centres_of(self.points, labels))[1])

    def rough_cut(self, count: int) -> Labels:
        """As `cut`, but points stay with their micro-cluster even where another centre is nearer."""
        found = _cut(self.merges, count)
        return in_order(found if self.micro is None else found[self.micro])


def _merges(points: Vectors) -> npt.NDArray[np.float64]:
    return linkage(points, "ward") if len(points) > 1 else np.empty((0, 4))


def _cut(merges: npt.NDArray[np.float64], count: int) -> Labels:
    """The root of each leaf when all but the last `count` - 1 merges are done.

    SciPy's fcluster spends most of a cut on checking its input, and trees are cut here some hundred times a cell.
    """
    leaves = len(merges) + 1
    done = max(0, leaves - max(1, count))
    above = np.arange(leaves + done)
    joined = merges[:done, :2].astype(np.int64)
    above[joined.T] = np.arange(leaves, leaves + done)
    while not np.array_equal(above, jumped := above[above]):
        above = jumped
    return above[:leaves]


def settled(points: Vectors, centres: Vectors, *, passes: int = SETTLING) -> tuple[Vectors, Labels]:
    """Centres moved to the mean of the points nearest to them, `passes` times over, and each point's centre.

    A centre that loses all its points is dropped. Written out here because scikit-learn's k-means adds up in several
    threads, in an order (and so with a rounding) that differs between runs.
    """
    labels = nearest(points, centres)
    for _ in range(passes):
        centres = centres_of(points, in_order(labels))
        labels = nearest(points, centres)
    labels = np.unique(labels, return_inverse=True)[1].astype(np.int64)
    return centres_of(points, labels), labels


def nearest(points: Vectors, centres: Vectors) -> Labels:
    """The nearest centre of each point, in chunks: points × centres would not stand in memory."""
    squares = (centres**2).sum(axis=1)
    twice = -2 * centres.T
    labels = np.empty(len(points), dtype=np.int64)
    for start in range(0, len(points), CHUNK):
        chunk = points[start : start + CHUNK]
        away = chunk @ twice
        away += squares
        labels[start : start + CHUNK] = np.argmin(away, axis=1)
    return labels


def centres_of(points: Vectors, labels: Labels) -> Vectors:
    """The mean of each cluster's points, by cluster number (0, 1, … without gaps)."""
    sizes = np.bincount(labels)
    members = csr_matrix((np.ones(len(labels)), (labels, np.arange(len(labels)))), shape=(len(sizes), len(labels)))
    return ((members @ points) / sizes[:, None]).astype(np.float32)


def in_order(labels: Labels) -> Labels:
    """The same clusters numbered 0, 1, … by their first member."""
    _, first, inverse = np.unique(labels, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first))[inverse].astype(np.int64)


def without_crumbs(points: Vectors, labels: Labels, *, least: int) -> Labels:
    """Give the points of clusters with fewer than `least` members to the nearest larger one, if any is larger."""
    large = np.bincount(labels) >= least
    if large.all() or not large.any():
        return labels
    keepers = np.flatnonzero(large)
    centres = centres_of(points, labels)[keepers]
    moved = np.where(large[labels], labels, keepers[nearest(points, centres)])
    return in_order(moved)
