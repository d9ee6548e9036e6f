"""Rows of features in as few dimensions as tell them apart: the same dot products, and so the same regressions."""

from __future__ import annotations

import numpy as np
from scipy.linalg import eigh
from scipy.sparse import csr_matrix

from toolkit.analysis.suggesting.features import FeatureRows
from toolkit.analysis.suggesting.logistic import Floats

EXACT = 1_200  # rows up to which nothing is lost
MARKS = 1_500  # rows that span the space when there are more
MOST = 600  # dimensions kept then
SMALL = 1e-6  # directions shorter than this, squared and beside the longest, are nothing but rounding
PART = 500  # rows turned at a time: 25 kB each, and three copies of them


class Space:
    """`rows` are the features' rows turned into the space; `back` turns weights found there into those of features."""

    def __init__(self, features: FeatureRows, *, seed: int) -> None:
        count = features.shape[0]
        few = count <= EXACT
        chosen = slice(None) if few else np.sort(np.random.default_rng(seed).choice(count, MARKS, replace=False))
        self._marks = features[chosen]
        self._turn = _axes(self._marks, count if few else MOST)
        self.rows = np.empty((count, self._turn.shape[1]))
        for at in range(0, count, PART):
            self.rows[at : at + PART] = self._turned(features[slice(at, at + PART)])

    def _turned(self, features: csr_matrix) -> Floats:
        result: Floats = (features @ self._marks.T).toarray() @ self._turn
        return result

    def back(self, weights: Floats) -> Floats:
        """Weights (dimensions × codes) as weights of features."""
        result: Floats = np.asarray(self._marks.T @ (self._turn @ weights), np.float64)
        return result


def _axes(marks: csr_matrix, most: int) -> Floats:
    """What turns a row's products with the marks into its places along the longest axes they span."""
    likeness = np.empty((marks.shape[0], marks.shape[0]), order="F")
    for at in range(0, len(likeness), PART):
        likeness[at : at + PART] = (marks[at : at + PART] @ marks.T).toarray()
    # In place, as this is the peak of all learning: numpy's own makes two copies of 18 MB, and gives the same bits.
    sizes, axes = eigh(likeness, driver="evd", overwrite_a=True, check_finite=False)
    kept = np.flatnonzero(sizes > SMALL * sizes[-1])[::-1][:most]
    turn: Floats = axes[:, kept] / np.sqrt(sizes[kept])
    return turn
