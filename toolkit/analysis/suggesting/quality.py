"""How far suggestions can be trusted, code by code: precision and recall on respondents never trained on, calibration.

Respondents, not passages, are drawn anew for the intervals: what one person says is alike. A percentile interval over
few respondents is too narrow, and has no width at all when every draw gives the same; so each interval is at least as
wide as Wilson's for as many passages (Wilson 1927).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.held_out import HeldOut
from toolkit.analysis.suggesting.training import HALF_LOOKED
from toolkit.domain.codings.segments import Segment
from toolkit.domain.reports.trust import Bin, Calibration, CodeQuality, Estimate, NoFigure, Quality

DRAWS = 1_000
INTERVAL = (2.5, 97.5)
Z = 1.959964  # of the 95 % interval
LEAST_POSITIVES = 10  # passages with the code, below which no figure is given
LEAST_VOICES = 3  # respondents among them
LEAST_SHOWN = 5  # suggestions of the code on judged passages, below which precision is not given
BINS = 10

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


def quality(held_out: HeldOut, *, seed: int = 1, draws: int = DRAWS) -> Quality:
    """Measure every code on the judged segments."""
    counts = _Counts(held_out, seed=seed, draws=draws)
    codes = tuple(_code(held_out, counts, column) for column in range(len(held_out.codes)))
    enough = [column for column, one in enumerate(codes) if not one.why]
    return Quality(
        segments=int(held_out.known.any(axis=1).sum()),
        respondents=len(counts.names),
        codes=codes,
        calibration=_calibration(held_out, counts, enough) if enough else None,
    )


def read_through(segments: Sequence[Segment], labels: Mapping[int, frozenset[str]]) -> frozenset[str]:
    """The sources of which at least half of the segments bear a code: there a passage without one was judged too.

    Elsewhere only what the machine proposed has been answered, perhaps, and figures on that would flatter it.
    """
    sizes: dict[str, int] = {}
    coded: dict[str, int] = {}
    for place, segment in enumerate(segments):
        sizes[segment.source] = sizes.get(segment.source, 0) + 1
        coded[segment.source] = coded.get(segment.source, 0) + bool(labels.get(place))
    return coded_through(sizes, coded)


def coded_through(sizes: Mapping[str, int], coded: Mapping[str, int]) -> frozenset[str]:
    """The same, given how many segments each source has, and how many of them bear a code."""
    return frozenset(source for source, n in coded.items() if n and n >= HALF_LOOKED * sizes[source])


def within(held_out: HeldOut, segments: Sequence[Segment], sources: Collection[str]) -> HeldOut:
    """The same with nothing known outside these sources."""
    inside = np.asarray([segments[place].source in sources for place in held_out.places], bool)
    return replace(held_out, known=held_out.known & inside[:, None])


class _Counts:
    """Counts by respondent, and how often each respondent is drawn in each sample."""

    def __init__(self, held_out: HeldOut, *, seed: int, draws: int) -> None:
        judged = held_out.known.any(axis=1)
        voices = np.asarray(held_out.respondents)
        self.names = np.unique(voices[judged])
        self.rows = np.searchsorted(self.names, voices).clip(max=max(0, len(self.names) - 1))
        known, truth, shown = held_out.known, held_out.truth & held_out.known, held_out.shown & held_out.known
        self.judged, self.positives, self.shown = self.of(known), self.of(truth), self.of(shown)
        self.right = self.of(truth & shown)
        many = len(self.names)
        shares = np.full(many, 1 / max(1, many))
        drawn = np.random.default_rng(seed).multinomial(many, shares, size=draws) if many else np.zeros((draws, 0))
        self.drawn = drawn.astype(np.float64)

    def of(self, marked: Mask) -> Floats:
        """How many of the marked rows each respondent has, respondents × columns."""
        found = np.zeros((len(self.names), marked.shape[1]))
        for column in range(marked.shape[1]):
            rows = self.rows[marked[:, column]]
            found[:, column] = np.bincount(rows, minlength=len(self.names)) if len(rows) else 0
        return found

    def share(self, part: Floats, whole: Floats) -> Estimate:
        """The share of `part` in `whole`, both by respondent."""
        n, k = float(whole.sum()), float(part.sum())
        low, high = wilson(k, n)
        above, below = self.drawn @ part, self.drawn @ whole
        usable = below > 0
        if usable.any():
            drawn_low, drawn_high = np.percentile(above[usable] / below[usable], INTERVAL)
            low, high = min(low, float(drawn_low)), max(high, float(drawn_high))
        return Estimate(k / n, low, high, int(n))


def wilson(k: float, n: float) -> tuple[float, float]:
    """Wilson's 95 % interval of the share k of n; it has a width also where k is 0 or n."""
    share, square = k / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * np.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, float(middle - half)), min(1.0, float(middle + half))


def too_few(positives: int, respondents: int) -> NoFigure:
    """Whether there are too few codings of a code, or of too few people, to say anything of it."""
    if positives < LEAST_POSITIVES:
        return NoFigure.FEW_CODINGS
    return NoFigure.FEW_PEOPLE if respondents < LEAST_VOICES else NoFigure.NONE


def _code(held_out: HeldOut, counts: _Counts, column: int) -> CodeQuality:
    positives, shown, right = counts.positives[:, column], counts.shown[:, column], counts.right[:, column]
    people = int((positives > 0).sum())
    why = too_few(int(positives.sum()), people)
    unshown = why or (NoFigure.HARDLY_SUGGESTED if shown.sum() < LEAST_SHOWN else NoFigure.NONE)
    rows = held_out.known[:, column]
    scores, truth = held_out.scores[rows, column].astype(float), held_out.truth[rows, column]
    return CodeQuality(
        code=held_out.codes[column],
        judged=int(rows.sum()),
        positives=int(positives.sum()),
        respondents=people,
        shown=int(shown.sum()),
        right=int(right.sum()),
        precision=None if unshown else counts.share(right, shown),
        recall=None if why else counts.share(right, positives),
        brier=None if why else float(np.mean((scores - truth) ** 2)),
        ece=None if why else _ece(scores, truth),
        why=why,
        why_no_precision=unshown,
    )


def _bins(scores: Floats) -> NDArray[np.int64]:
    return np.minimum((scores * BINS + 1e-9).astype(np.int64), BINS - 1)


def _ece(scores: Floats, truth: Mask) -> float:
    into = _bins(scores)
    sizes = np.bincount(into, minlength=BINS)
    gaps = np.bincount(into, weights=scores, minlength=BINS) - np.bincount(into, weights=truth, minlength=BINS)
    return float(np.abs(gaps).sum() / max(1, sizes.sum()))


def _calibration(held_out: HeldOut, counts: _Counts, columns: Sequence[int]) -> Calibration:
    known, truth = held_out.known[:, columns], held_out.truth[:, columns]
    every = held_out.scores[:, columns].astype(float)
    scores, right, shown = every[known], truth[known], held_out.shown[:, columns][known]
    prevalence = np.asarray([truth[known[:, column], column].mean() for column in range(len(columns))])
    base = np.broadcast_to(prevalence, truth.shape)[known]
    return Calibration(
        n=int(known.sum()),
        ece=_ece(scores, right),
        shown_ece=_ece(scores[shown], right[shown]) if shown.any() else None,
        brier=float(np.mean((scores - right) ** 2)),
        base=float(np.mean((base - right) ** 2)),
        bins=tuple(_curve(every, truth, known, counts)),
    )


def _curve(scores: Floats, truth: Mask, known: Mask, counts: _Counts) -> list[Bin]:
    into = _bins(scores)
    found = []
    for number in range(BINS):
        inside = known & (into == number)
        if inside.any():
            right, whole = counts.of(inside & truth).sum(axis=1), counts.of(inside).sum(axis=1)
            share = counts.share(right, whole)
            found.append(Bin(number / BINS, (number + 1) / BINS, float(scores[inside].mean()), share))
    return found
