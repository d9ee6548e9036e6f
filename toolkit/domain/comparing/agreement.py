"""Agreement between coders: ratings, how many units were rated alike, and the share of equal pairs.

A unit's ratings stand in order of coder; None is missing. A measure that has no value says why, and is never NaN.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from toolkit.messages import N_

ONE_CATEGORY = N_("undefined: only one category used")
NO_SHARED = N_("undefined: no shared units")
TWO_CODERS = N_("undefined: Cohen's kappa is for two coders")
TWO = 2
Rating: TypeAlias = Hashable | None
Tally: TypeAlias = Mapping[tuple[Any, ...], float]


@dataclass(frozen=True, slots=True)
class Measure:
    """A value, or None with the reason why there is none (a message id)."""

    value: float | None
    reason: str = ""


def tally(units: Iterable[Sequence[Rating]]) -> Counter[tuple[Rating, ...]]:
    """How many units were rated alike: the key holds a unit's ratings in order of coder."""
    return Counter(tuple(unit) for unit in units)


def given(units: Tally, *, least: int) -> Iterator[tuple[Counter[Rating], int, float]]:
    """For units with at least so many ratings: how often each category was given, the ratings, and the units."""
    for ratings, n in units.items():
        counted = Counter(rating for rating in ratings if rating is not None)
        if (rated := counted.total()) >= least and n:
            yield counted, rated, n


def percent(units: Tally) -> Measure:
    """The share (0-1) of pairs of ratings that are equal, each unit that two or more rated counting alike.

    It is the observed agreement of Fleiss' kappa and Gwet's AC1.
    """
    equal = shared = 0.0
    for counted, rated, n in given(units, least=TWO):
        shared += n
        equal += n * sum(one * (one - 1) for one in counted.values()) / (rated * (rated - 1))
    return Measure(equal / shared) if shared else Measure(None, NO_SHARED)


def shares(units: Tally) -> dict[Rating, float]:
    """The share of each category, each unit that anybody rated counting alike."""
    found: dict[Rating, float] = {}
    everything = 0.0
    for counted, rated, n in given(units, least=1):
        everything += n
        for category, times in counted.items():
            found[category] = found.get(category, 0.0) + n * times / rated
    return {category: share / everything for category, share in found.items()}


def beyond(observed: Measure, expected: float) -> Measure:
    """Agreement beyond what chance gives."""
    if observed.value is None or expected >= 1:
        return Measure(None, observed.reason or ONE_CATEGORY)
    return Measure((observed.value - expected) / (1 - expected))
