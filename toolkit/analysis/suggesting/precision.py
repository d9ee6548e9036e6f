"""Average precision of a ranking in many samples at once, with equal scores taken together."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def average_precisions(truth: NDArray[np.bool_], scores: NDArray[np.floating], samples: Floats) -> Floats:
    """The average precision in each sample (samples × rows: how often a row comes); NaN where nothing is true."""
    order = np.argsort(-scores, kind="stable")
    ranked, weights = scores[order], samples[:, order]
    ends = np.append(np.flatnonzero(np.diff(ranked)), len(ranked) - 1)
    right = (weights * truth[order]).cumsum(axis=1)[:, ends]
    seen = weights.cumsum(axis=1)[:, ends]
    total = right[:, -1]
    gained = np.diff(right, axis=1, prepend=0.0)
    sums = (gained * right / np.maximum(seen, 1e-12)).sum(axis=1)
    result: Floats = np.where(total > 0, sums / np.maximum(total, 1e-12), np.nan)
    return result


def mean_over_codes(each: Floats) -> Floats:
    """The mean over codes (codes × samples) of those that a sample holds; NaN where it holds none."""
    held = ~np.isnan(each)
    count = held.sum(axis=0)
    total = np.where(held, each, 0.0).sum(axis=0)
    result: Floats = np.where(count > 0, total / np.maximum(count, 1), np.nan)
    return result
