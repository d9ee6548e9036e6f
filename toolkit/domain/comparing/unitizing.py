"""Krippendorff's alpha for unitizing: how alike coders cut one code's stretches out of a running text.

Krippendorff, K. (1995), Sociological Methodology 25:47-76; (2004), Quality & Quantity 38:787-800; (2016, with Mathet,
Bouvry and Widlöcher), Quality & Quantity 50:2347-2364. A position counts once for each coder.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, permutations
from operator import sub
from typing import TypeAlias

from toolkit.domain.comparing.agreement import NO_SHARED, ONE_CATEGORY, TWO, Measure
from toolkit.domain.texts.text import Span

Stretches: TypeAlias = tuple[Sequence[int], Sequence[int]]
"""Where the stretches start and where they end, in order and without overlap."""


@dataclass(frozen=True, slots=True)
class Disagreements:
    """Observed and expected disagreement; alpha is one minus their ratio, of several codes that of their sums."""

    observed: float
    expected: float


def unitizing_alpha(marked: Sequence[Iterable[Span]], length: int) -> Measure:
    """Alpha of the coders' stretches of one code in a text of this length."""
    return alpha_of([_cut(spans) for spans in marked], length)


def alpha_of(cuts: Sequence[Stretches], length: int) -> Measure:
    """The same, for stretches that are laid out already."""
    if len(cuts) < TWO or length < TWO:
        return Measure(None, NO_SHARED)
    found = _disagreements(cuts, length)
    return Measure(1 - found.observed / found.expected) if found.expected else Measure(None, ONE_CATEGORY)


def disagreements(marked: Sequence[Iterable[Span]], length: int) -> Disagreements:
    """Observed and expected disagreement on one code; both 0 where nobody marked anything."""
    return _disagreements([_cut(spans) for spans in marked], length)


def _disagreements(cuts: Sequence[Stretches], length: int) -> Disagreements:
    observed = sum(_between(one, other) for one, other in permutations(cuts, 2))
    coders = len(cuts)
    return Disagreements(observed / (coders * (coders - 1) * length**2), _expected(cuts, length))


def _cut(spans: Iterable[Span]) -> Stretches:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted([(span.start, span.end) for span in spans]):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _between(one: Stretches, other: Stretches) -> int:
    """The distances of the units of one from what the other has at their place.

    A unit that lies in the other's gap is found in this order only, and counts in both. One that the other has too
    meets nothing else there.
    """
    (starts, ends), total = other, 0
    for start, end in {*zip(*one, strict=True)}.difference(zip(*other, strict=True)):
        first, last = bisect_right(ends, start), bisect_left(starts, end)
        if first == last:
            total += 2 * (end - start) ** 2
        for met in range(first, last):
            total += (start - starts[met]) ** 2 + (end - ends[met]) ** 2
    return total


def _expected(cuts: Sequence[Stretches], length: int) -> float:
    lengths = Counter(end - start for cut in cuts for start, end in zip(*cut, strict=True))
    gaps = _Longer(gap for cut in cuts for gap in _gaps(cut, length))
    alike = sum(times * (2 * n**3 - 3 * n**2 + n) for n, times in lengths.items())
    alone = sum(times * n**2 * gaps.rooms(n) for n, times in lengths.items())
    sum_ = (lengths.total() - 1) * alike / 3 + alone
    whole = len(cuts) * length
    return 2 / length * sum_ / (whole * (whole - 1) - sum(times * n * (n - 1) for n, times in lengths.items()))


def _gaps(cut: Stretches, length: int) -> Iterator[int]:
    starts, ends = cut
    return (gap for gap in map(sub, (*starts, length), (0, *ends)) if gap)


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
