"""Krippendorff's alpha: one minus observed by expected disagreement, for any number of coders and missing ratings.

Krippendorff, K. (2011), Computing Krippendorff's Alpha-Reliability · sets: Passonneau, R. (2006), Measuring Agreement
on Set-valued Items (MASI), LREC.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from enum import StrEnum
from itertools import combinations
from typing import Any, TypeAlias

from toolkit.domain.comparing.agreement import NO_SHARED, ONE_CATEGORY, TWO, Measure, Rating, Tally, given

Distance: TypeAlias = Callable[[Any, Any], float]


class Level(StrEnum):
    """What ratings are: names, ranks, numbers with equal steps, numbers from a true zero, or sets of names."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"
    SETS = "sets"


def masi(one: Set[Any], other: Set[Any]) -> float:
    """How far two sets are apart (0-1): what they do not share, and more where neither lies within the other."""
    shared = len(one & other)
    if one == other:
        return 0.0
    if not shared:
        return 1.0
    within = 2 / 3 if shared in (len(one), len(other)) else 1 / 3
    return 1 - within * shared / len(one | other)


def _nominal(one: Rating, other: Rating) -> float:
    return float(one != other)


def _interval(one: float, other: float) -> float:
    return (one - other) ** 2


def _ratio(one: float, other: float) -> float:
    return ((one - other) / (one + other)) ** 2 if one != other else 0.0


DISTANCES: Mapping[Level, Distance] = {
    Level.NOMINAL: _nominal,
    Level.INTERVAL: _interval,
    Level.ORDINAL: _interval,  # of middle ranks: the sum of ranks between two values is the distance of their middles
    Level.RATIO: _ratio,
    Level.SETS: masi,
}


def alpha(units: Tally, level: Level = Level.NOMINAL) -> Measure:
    """Krippendorff's alpha; a unit rated by one coder alone says nothing of agreement and is left out."""
    totals: dict[Any, float] = {}
    for counted, _, n in given(units, least=TWO):
        for rating, times in counted.items():
            totals[rating] = totals.get(rating, 0.0) + n * times
    if len(totals) < TWO:
        return Measure(None, ONE_CATEGORY if totals else NO_SHARED)
    place = _middle_ranks(totals) if level is Level.ORDINAL else {}
    apart = DISTANCES[level]
    observed = 0.0
    for counted, rated, n in given(units, least=TWO):
        values = [(place.get(rating, rating), times) for rating, times in counted.items()]
        observed += n * _pairs(values, apart) / (rated - 1)
    everything = sum(totals.values())
    expected = _expected([(place.get(rating, rating), n) for rating, n in totals.items()], level)
    return Measure(1 - (everything - 1) * observed / expected)


def _middle_ranks(totals: Mapping[Any, float]) -> dict[Any, float]:
    ranks: dict[Any, float] = {}
    before = 0.0
    for value in sorted(totals):
        ranks[value] = before + totals[value] / 2
        before += totals[value]
    return ranks


def _pairs(values: Sequence[tuple[Any, float]], apart: Distance) -> float:
    """The distances of all ordered pairs of ratings."""
    return 2 * sum(m * n * apart(one, other) for (one, m), (other, n) in combinations(values, 2))


def _expected(values: Sequence[tuple[Any, float]], level: Level) -> float:
    """The same, without looking at each pair where that is not needed."""
    everything = sum(n for _, n in values)
    if level is Level.NOMINAL:
        return everything**2 - sum(n**2 for _, n in values)
    if level in (Level.INTERVAL, Level.ORDINAL):
        middle = sum(n * value for value, n in values) / everything
        return 2 * everything * sum(n * float(value - middle) ** 2 for value, n in values)
    return _pairs(values, DISTANCES[level])
