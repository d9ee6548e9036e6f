"""Where a passage belongs among themes that stand: the likeness to each, and whether it is near enough to join."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.analysis.themes.clustering import Labels, Vectors, centres_of
from toolkit.analysis.themes.theme_words import unit_rows

# The share of a theme's own passages, each held against the theme without it, that are less like it than a passage must
# be to join. At 0.1 benchmarks/themes.py sees 84 % of a new person's passages join, 94 % of them where coder A put
# them, and 77 % of those of a theme that is not there yet stay out; at 0.05 67 %, at 0.2 88 % (and 77 % join).
OUTSIDE = 0.1
FEW = 3  # passages of a theme below which those of all themes say what is near


@dataclass(frozen=True, slots=True)
class Likeness:
    """Themes by their centres, and the least likeness with which a passage joins each."""

    centres: Vectors
    least: npt.NDArray[np.float64]

    @classmethod
    def of(cls, points: Vectors, labels: Labels) -> Likeness:
        """The themes of these points; labels are 0, 1, … without gaps."""
        centres, sizes = centres_of(points, labels), np.bincount(labels)
        own = _left_out(points, labels, centres, sizes)
        several = sizes[labels] > 1
        usual = float(np.quantile(own[several], OUTSIDE)) if several.any() else 1.0
        least = [float(np.quantile(own[labels == n], OUTSIDE)) if sizes[n] >= FEW else usual for n in range(len(sizes))]
        return cls(unit_rows(centres), np.array(least))

    def to(self, points: Vectors) -> npt.NDArray[np.float64]:
        """How like each point is to each theme: the cosine to its centre."""
        return np.asarray(unit_rows(points) @ self.centres.T, dtype=np.float64)

    def ranked(self, points: Vectors) -> Sequence[list[int]]:
        """The themes for each point, the likest first; ties by the theme's number."""
        found: list[list[int]] = np.argsort(-self.to(points), axis=1, kind="stable").tolist()
        return found

    def joined(self, points: Vectors) -> list[int | None]:
        """The theme that each point joins; None when it is not near enough to the likest."""
        like = self.to(points)
        best = like.argmax(axis=1).tolist()
        return [at if row[at] >= self.least[at] else None for at, row in zip(best, like, strict=True)]


def apart(points: Vectors, labels: Labels, likeness: Likeness) -> npt.NDArray[np.bool_]:
    """Which points are less like the rest of their own theme than like another; one that is a theme alone is not."""
    sizes = np.bincount(labels)
    own = _left_out(points, labels, centres_of(points, labels), sizes)
    others = likeness.to(points)
    others[np.arange(len(points)), labels] = -np.inf
    return np.asarray((others.max(axis=1) > own) & (sizes[labels] > 1), dtype=np.bool_)


def _left_out(points: Vectors, labels: Labels, centres: Vectors, sizes: Labels) -> npt.NDArray[np.float64]:
    """How like each point is to its theme without it."""
    rest = unit_rows(centres[labels] * sizes[labels][:, None] - points)
    return np.asarray((unit_rows(points) * rest).sum(axis=1), dtype=np.float64)
