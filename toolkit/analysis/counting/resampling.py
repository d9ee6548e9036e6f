"""Intervals of agreement: people are drawn anew, and every measure is reckoned on all draws at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from toolkit.analysis.counting.rated_units import Tallied
from toolkit.domain.comparing.agreement import TWO
from toolkit.domain.comparing.alphas import DISTANCES, Distance, Level
from toolkit.domain.comparing.measures import ALPHA, MEASURES, PERCENT, Reckoning

DRAWS, SEED, SHARE = 1000, 1, 95
MANY = 400  # ratings that differ; from so many on a fifth of the draws are reckoned
FEWER = 200
BLOCK = 256  # values whose distances to all others are held at once
Array: TypeAlias = NDArray[np.float64]
Ratings: TypeAlias = tuple[Hashable | None, ...]
Bounds: TypeAlias = tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """How often each person (a row) is in each draw (a column); the first column is everybody once."""

    times: Array


@dataclass(frozen=True, slots=True)
class Estimate:
    """A measure of everybody, None where it is undefined; and the middle 95 % of it over the draws.

    No bounds where the measure is undefined in half of the draws, and with a single person.
    """

    value: float | None
    bounds: Bounds | None


def drawn(many: int) -> Drawn:
    """So many people as there are, drawn anew with a fixed seed."""
    draw = np.random.default_rng(SEED)
    times = draw.multinomial(many, np.full(many, 1 / many), size=DRAWS) if many >= TWO else np.empty((0, many))
    return Drawn(np.ascontiguousarray(np.vstack([np.ones((1, many)), times]).T))


def estimates(tallied: Tallied, draws: Drawn, level: Level = Level.NOMINAL) -> dict[str, Estimate]:
    """Every measure by its name: on all draws at once where `AT_ONCE` knows how, else draw by draw."""
    rated = _Rated(tallied.kinds)
    times = draws.times[:, : FEWER + 1] if len(rated.values) > MANY else draws.times
    sums: Array = (tallied.counts.T @ times).T
    at = _Drawings(sums, rated, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {
            name: AT_ONCE[name](at) if name in AT_ONCE else at.one_by_one(told.reckoned)
            for name, told in MEASURES.items()
        }
    return {name: _estimate(values) for name, values in found.items()}


def _estimate(values: Array) -> Estimate:
    whole, others = values[0], values[1:]
    defined = others[np.isfinite(others)]
    bounds = None
    if len(defined) and len(defined) * TWO >= len(others):
        edge = (100 - SHARE) / 2
        low, high = np.percentile(defined, (edge, 100 - edge))
        bounds = float(low), float(high)
    return Estimate(float(whole) if np.isfinite(whole) else None, bounds)


class _Rated:
    """The kinds of units there are: which ratings each was given, and how often."""

    def __init__(self, kinds: Sequence[Ratings]) -> None:
        self.kinds = kinds
        self.counted = [Counter(one for one in kind if one is not None) for kind in kinds]
        self.values = list(dict.fromkeys(value for own in self.counted for value in own))
        self.place = {value: number for number, value in enumerate(self.values)}
        cells = [(row, self.place[value], n) for row, own in enumerate(self.counted) for value, n in own.items()]
        rows, columns, times = zip(*cells, strict=True) if cells else ((), (), ())
        self.given = csr_matrix((times, (rows, columns)), (len(kinds), len(self.values)), np.float64)
        self.ratings = np.array([own.total() for own in self.counted], np.float64)
        self.shared = self.ratings >= TWO

    def of(self, coder: int) -> csr_matrix:
        """What one of two coders gave, where both gave anything."""
        cells = [(row, self.place[kind[coder]]) for row, kind in enumerate(self.kinds) if None not in kind]
        rows, columns = zip(*cells, strict=True) if cells else ((), ())
        return csr_matrix((np.ones(len(cells)), (rows, columns)), self.given.shape)


class _Drawings:
    """How many units of each kind every draw has, and what several measures need of them."""

    def __init__(self, sums: Array, rated: _Rated, level: Level) -> None:
        self.sums, self.rated, self.level = sums, rated, level

    @cached_property
    def percent(self) -> Array:
        """The share of equal pairs."""
        return _percent(self.sums, self.rated)

    @cached_property
    def shares(self) -> Array:
        """The share of each category."""
        return _shares(self.sums, self.rated)

    def one_by_one(self, reckoned: Reckoning) -> Array:
        """A measure of each draw for itself."""
        tallies = (dict(zip(self.rated.kinds, row.tolist(), strict=True)) for row in self.sums)
        values = (reckoned(tally, self.level).value for tally in tallies)
        return np.array([np.nan if value is None else value for value in values], np.float64)


def _fleiss(at: _Drawings) -> Array:
    return _beyond(at.percent, (at.shares**2).sum(1))


def _ac1(at: _Drawings) -> Array:
    used = (at.shares > 0).sum(1)
    chance: Array = (at.shares * (1 - at.shares)).sum(1) / np.where(used > 1, used - 1, np.nan)
    return _beyond(at.percent, chance)


AT_ONCE: Mapping[str, Callable[[_Drawings], Array]] = {
    PERCENT: lambda at: at.percent,
    "cohen_kappa": lambda at: _cohen(at.sums, at.rated),
    "fleiss_kappa": _fleiss,
    "gwet_ac1": _ac1,
    ALPHA: lambda at: _alpha(at.sums, at.rated, at.level),
}
"""Measures of all draws at once; one that is missing here is reckoned draw by draw, more slowly."""


def _beyond(observed: Array, expected: Array) -> Array:
    return np.where(expected < 1, (observed - expected) / (1 - expected), np.nan)


def _percent(sums: Array, rated: _Rated) -> Array:
    pairs = np.array([sum(n * (n - 1) for n in own.values()) for own in rated.counted], np.float64)
    equal = np.where(rated.shared, pairs / np.where(rated.shared, rated.ratings * (rated.ratings - 1), 1), 0)
    made: Array = (sums @ equal) / (sums @ rated.shared.astype(np.float64))
    return made


def _shares(sums: Array, rated: _Rated) -> Array:
    some = rated.ratings > 0
    made: Array = (sums / np.where(some, rated.ratings, 1)) @ rated.given
    made /= (sums @ some.astype(np.float64))[:, None]
    return made


def _cohen(sums: Array, rated: _Rated) -> Array:
    """Cohen's kappa for two coders; undefined throughout for others."""
    if any(len(kind) != TWO for kind in rated.kinds):
        return np.full(len(sums), np.nan)
    both = np.array([None not in kind for kind in rated.kinds], np.float64)
    equal = np.array([None not in kind and kind[0] == kind[1] for kind in rated.kinds], np.float64)
    total = sums @ both
    expected = ((sums @ rated.of(0)) * (sums @ rated.of(1))).sum(1) / total**2
    return _beyond((sums @ equal) / total, expected)


def _alpha(sums: Array, rated: _Rated, level: Level) -> Array:
    apart = _SetsApart(rated.values) if level is Level.SETS else _Apart(rated.values, level)
    own = np.array([_within(counted, DISTANCES[level]) for counted in rated.counted], np.float64)
    observed = sums @ np.where(rated.shared, own / np.where(rated.shared, rated.ratings - 1, 1), 0)
    totals: Array = (sums * rated.shared) @ rated.given
    expected = np.zeros(len(sums))
    for start in range(0, len(rated.values), BLOCK):  # all pairs at once would be a gigabyte for 6,000 sets
        rows = slice(start, start + BLOCK)
        expected += ((totals[:, rows] @ apart.of(rows)) * totals).sum(1)
    made: Array = np.where(expected > 0, 1 - (totals.sum(1) - 1) * observed / expected, np.nan)
    return made


def _within(counted: Counter[Any], distance: Distance) -> float:
    if len(counted) == 1:
        return 0.0
    return float(sum(m * n * distance(one, other) for one, m in counted.items() for other, n in counted.items()))


class _Apart:
    """Distances of single ratings."""

    def __init__(self, values: Sequence[Any], level: Level) -> None:
        self.values, self.distance = values, DISTANCES[level]

    def of(self, rows: slice) -> Array:
        """How far these values are from all."""
        made = [[self.distance(one, other) for other in self.values] for one in self.values[rows]]
        return np.array(made, np.float64).reshape(-1, len(self.values))


class _SetsApart:
    """MASI distances of sets."""

    def __init__(self, values: Sequence[Any]) -> None:
        members = {one: number for number, one in enumerate(dict.fromkeys(one for value in values for one in value))}
        self.held = np.zeros((len(values), max(1, len(members))))
        for row, value in enumerate(values):
            self.held[row, [members[one] for one in value]] = 1
        self.sizes = self.held.sum(1)

    def of(self, rows: slice) -> Array:
        """How far these sets are from all."""
        shared = self.held[rows] @ self.held.T
        sizes = self.sizes[rows][:, None]
        union = sizes + self.sizes[None, :] - shared
        within = shared == np.minimum(sizes, self.sizes[None, :])
        weight = np.where(within, 2 / 3, 1 / 3)
        made: Array = np.where(union == shared, 0, 1 - weight * shared / np.where(union > 0, union, 1))
        return made
