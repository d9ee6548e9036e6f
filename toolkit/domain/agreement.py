"""Agreement between coders: percent, Cohen's kappa and Krippendorff's alpha, undefined with a reason and never NaN.

Ratings of a unit are given by coder; None is missing. Sources: Cohen (1960), Educational and Psychological Measurement
20:37–46; Krippendorff (2011), Computing Krippendorff's Alpha-Reliability (nominal metric).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from toolkit.domain.text import Span
from toolkit.messages import N_

ONE_CATEGORY = N_("undefined: only one category used")
NO_SHARED = N_("undefined: no shared units")
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


def percent(units: Tally) -> Measure:
    """The share (0–1) of pairs of ratings of the same unit that are equal, over units rated by two or more."""
    equal = pairs = 0.0
    for ratings, n in units.items():
        given = Counter(rating for rating in ratings if rating is not None)
        total = sum(given.values())
        if total >= TWO:
            pairs += n * total * (total - 1) / (total - 1)
            equal += n * sum(one * (one - 1) for one in given.values()) / (total - 1)
    return Measure(equal / pairs) if pairs else Measure(None, NO_SHARED)


def kappa(units: Tally) -> Measure:
    """Cohen's kappa of the first two coders, over the units that both rated."""
    both = {(first, second): n for (first, second, *_), n in units.items() if first is not None and second is not None}
    total = sum(both.values())
    if not total:
        return Measure(None, NO_SHARED)
    rows, columns = Counter[Rating](), Counter[Rating]()
    for (first, second), n in both.items():
        rows[first] += n  # type: ignore[assignment]
        columns[second] += n  # type: ignore[assignment]
    observed = sum(n for (first, second), n in both.items() if first == second) / total
    expected = sum(rows[one] * columns[one] for one in rows) / total**2
    if expected >= 1:
        return Measure(None, ONE_CATEGORY)
    return Measure((observed - expected) / (1 - expected))


def alpha(units: Tally) -> Measure:
    """Krippendorff's alpha for nominal data: any number of coders, ratings may be missing.

    A unit rated by one alone says nothing of agreement and is left out.
    """
    totals: dict[Rating, float] = {}
    disagreed = 0.0
    for ratings, n in units.items():
        given = Counter(rating for rating in ratings if rating is not None)
        rated = sum(given.values())
        if rated < TWO or not n:
            continue
        for rating, times in given.items():
            totals[rating] = totals.get(rating, 0.0) + n * times
        disagreed += n * (rated**2 - sum(times**2 for times in given.values())) / (rated - 1)
    values = sum(totals.values())
    if not values:
        return Measure(None, NO_SHARED)
    if len(totals) < TWO:
        return Measure(None, ONE_CATEGORY)
    expected = (values**2 - sum(times**2 for times in totals.values())) / (values - 1)
    return Measure(1 - disagreed / expected)


def characters(marked: Sequence[Iterable[Span]], within: Iterable[Span]) -> Counter[tuple[bool, ...]]:
    """How many characters of `within` each combination of coders has marked, coders in order of `marked`.

    A character counts once for a coder, however many codings of the code lie on it.
    """
    edges: dict[int, list[tuple[int, int]]] = {}
    for who, spans in enumerate((*marked, within)):
        for span in spans:
            edges.setdefault(span.start, []).append((who, 1))
            edges.setdefault(span.end, []).append((who, -1))
    depth = [0] * (len(marked) + 1)
    counted: Counter[tuple[bool, ...]] = Counter()
    before = 0
    for position in sorted(edges):
        if depth[-1]:
            counted[tuple(one > 0 for one in depth[:-1])] += position - before
        for who, step in edges[position]:
            depth[who] += step
        before = position
    return counted
