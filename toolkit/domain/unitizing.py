"""Krippendorff's alpha for unitizing: how alike coders cut one code's stretches out of a running text.

Krippendorff, K. (1995), Sociological Methodology 25:47-76; (2004), Quality & Quantity 38:787-800; (2016, with Mathet,
Bouvry and Widlöcher), Quality & Quantity 50:2347-2364. A position counts once for each coder.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations

from toolkit.domain.agreement import NO_SHARED, ONE_CATEGORY, TWO, Measure
from toolkit.domain.text import Span


@dataclass(frozen=True, slots=True)
class _Cut:
    """What one coder marked, in order and without overlap, and how long each gap between is."""

    starts: Sequence[int]
    ends: Sequence[int]
    gaps: Sequence[int]


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Observed and expected disagreement; alpha is one minus their ratio, of several codes that of their sums."""

    observed: float
    expected: float


def unitizing_alpha(marked: Sequence[Iterable[Span]], length: int) -> Measure:
    """Alpha of the coders' stretches of one code in a text of this length."""
    if len(marked) < TWO or length < TWO:
        return Measure(None, NO_SHARED)
    found = disagreements(marked, length)
    return Measure(1 - found.observed / found.expected) if found.expected else Measure(None, ONE_CATEGORY)


def disagreements(marked: Sequence[Iterable[Span]], length: int) -> Disagreements:
    """Observed and expected disagreement on one code; both 0 where nobody marked anything."""
    cuts = [_cut(spans, length) for spans in marked]
    observed = sum(_between(one, other) for one, other in permutations(cuts, 2))
    coders = len(cuts)
    return Disagreements(observed / (coders * (coders - 1) * length**2), _expected(cuts, length))


def _cut(spans: Iterable[Span], length: int) -> _Cut:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted([(span.start, span.end) for span in spans]):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    gaps = [after - before for before, after in zip([0, *ends], [*starts, length], strict=True)]
    return _Cut(starts, ends, [gap for gap in gaps if gap])


def _between(one: _Cut, other: _Cut) -> float:
    """The distances of the units of one from what the other has at their place.

    A unit that lies in the other's gap is found in this order only, and counts in both.
    """
    total = 0
    for start, end in zip(one.starts, one.ends, strict=True):
        first, last = bisect_right(other.ends, start), bisect_left(other.starts, end)
        if first == last:
            total += 2 * (end - start) ** 2
        for met in range(first, last):
            total += (start - other.starts[met]) ** 2 + (end - other.ends[met]) ** 2
    return total


def _expected(cuts: Sequence[_Cut], length: int) -> float:
    lengths = [end - start for cut in cuts for start, end in zip(cut.starts, cut.ends, strict=True)]
    gaps = _Longer(gap for cut in cuts for gap in cut.gaps)
    sum_ = sum((len(lengths) - 1) / 3 * (2 * n**3 - 3 * n**2 + n) + n**2 * gaps.rooms(n) for n in lengths)
    whole = len(cuts) * length
    return 2 / length * sum_ / (whole * (whole - 1) - sum(n * (n - 1) for n in lengths))


class _Longer:
    """Gaps by length: in how many places a unit of some length has room in them."""

    def __init__(self, lengths: Iterable[int]) -> None:
        self.lengths = sorted(lengths)
        self.sums = [0, *accumulate(self.lengths)]

    def rooms(self, length: int) -> int:
        """The number of positions in all gaps that are at least this long."""
        first = bisect_left(self.lengths, length)
        many = len(self.lengths) - first
        return self.sums[-1] - self.sums[first] - many * (length - 1)
