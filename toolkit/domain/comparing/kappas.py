"""Kappas: agreement beyond chance, where chance comes from the shares of the categories.

Cohen, J. (1960), Educational and Psychological Measurement 20:37-46 · Scott, W. (1955), Public Opinion Quarterly
19:321-325 · Fleiss, J. (1971), Psychological Bulletin 76:378-382; missing ratings as in Gwet, K. (2014), Handbook of
Inter-Rater Reliability.
"""

from __future__ import annotations

from collections import Counter

from toolkit.domain.comparing.agreement import (
    NO_SHARED,
    ONE_CATEGORY,
    TWO,
    TWO_CODERS,
    Measure,
    Rating,
    Tally,
    beyond,
    percent,
    shares,
)


def cohen(units: Tally) -> Measure:
    """Cohen's kappa of two coders, over the units that both rated; undefined for more coders."""
    if any(len(ratings) != TWO for ratings in units):
        return Measure(None, TWO_CODERS)
    both = {(first, second): n for (first, second), n in units.items() if first is not None and second is not None}
    total = sum(both.values())
    if not total:
        return Measure(None, NO_SHARED)
    rows, columns = Counter[Rating](), Counter[Rating]()
    for (first, second), n in both.items():
        rows[first] += n  # type: ignore[assignment]
        columns[second] += n  # type: ignore[assignment]
    observed = sum(n for (first, second), n in both.items() if first == second) / total
    return beyond(Measure(observed), sum(rows[one] * columns[one] for one in rows) / total**2)


def fleiss(units: Tally) -> Measure:
    """Fleiss' kappa for any number of coders (Scott's pi for two); ratings may be missing.

    A unit that one coder alone rated counts for chance only.
    """
    return beyond(percent(units), sum(share**2 for share in shares(units).values()))


def ac1(units: Tally) -> Measure:
    """Gwet's AC1 (2008), British Journal of Mathematical and Statistical Psychology 61:29-48; ratings may be missing.

    It stays high where one category is rare, which makes kappa fall. What one alone rated counts for chance only.
    """
    found = shares(units).values()
    observed = percent(units)
    if observed.value is not None and len(found) < TWO:
        return Measure(None, ONE_CATEGORY)
    return beyond(observed, sum(share * (1 - share) for share in found) / max(1, len(found) - 1))
