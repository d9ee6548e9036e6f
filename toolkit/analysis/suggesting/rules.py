"""Scores from the scheme alone: cues, likeness to the definitions, the question being asked, and the passages beside.

score = 1 / (1 + e^-z), and z is a sum: a low start (less low for areas while no question is known, for then none
speaks against them), more for each cue (the second adds less than the first), more for likeness above the average of
the facet's codes, more when the question asked was of this area or phase, a little for cues in the passages beside,
and, for a code under an area, more when its area is likely. Each term only ever raises the score of what it speaks
for, so more evidence is never a lower score. The terms were set by thought so that one clear cue alone stays below
one half and the question asked alone lies above it. START, CUE and ASKED were moved once, towards what coder A's
codings of the invented sample showed (the question asked and no cue: right in 74 % of 510 cases; one cue to another
area: in 11 % of 557); no other figure is fitted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.cues import CueIndex, Hits
from toolkit.analysis.suggesting.likeness import Likeness, Reading
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import Batch
from toolkit.domain.codings.schemes import AREA, PHASE, Code, Scheme
from toolkit.domain.codings.segments import Segment

Scores = NDArray[np.float32]

START = -2.6
FACET_START = -2.2  # in place of START outside the areas
CUE = 2.2  # times ln(1 + summed weights): one cue of weight 1 gives +1.5, three give +3.0
LIKE = 0.6  # times standard deviations above the facet's mean
LIKE_SPREAD = 0.016  # standard deviation of centred likeness on the invented sample
LIKE_MOST = 3.0
ASKED = 3.0  # the answer to a question belongs to its area more often than not
UNASKED = 0.9  # for every area while no question is known: then none speaks against it
ASKED_PHASE = 2.4  # a question about a phase is answered about that phase
FACET_CUE = 3.2  # in place of CUE outside the areas: there one clear cue reaches one half
BESIDE = 0.5  # times ln(1 + cues in the passages beside)
UNDER_LIKELY = 1.0  # for a code under one that is likelier than not
UNDER = 0.8  # what a cue of a code counts for the code above it


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each code in each segment: arrays of segments × codes, in the order of `Rules.codes`."""

    hits: Hits
    cues: Scores
    likeness: Scores
    reading: Reading
    asked: NDArray[np.bool_]
    beside: Scores
    scores: Scores


class Rules:
    """Scores segments by a scheme in one language."""

    def __init__(self, scheme: Scheme, language: Language) -> None:
        self.index = CueIndex(scheme, language)
        self.likeness = Likeness(scheme, language)
        self.codes: tuple[Code, ...] = self.index.codes
        self.places = {code.path: place for place, code in enumerate(self.codes)}
        self.above = [self.places.get(code.parent or "", -1) for code in self.codes]
        self._siblings = _siblings(self.codes)
        self._weights = _Weights.of(self.codes)
        self._of_area = np.asarray([code.facet == AREA for code in self.codes])

    def evidence(self, batch: Batch) -> Evidence:
        """What speaks for each code in each segment of the batch; a batch holds whole sources."""
        rows, codes = len(batch.segments), len(self.codes)
        hits = self.index.hits(batch.tokens)
        cues = self._lifted(hits.scores(rows, codes))
        reading = self.likeness.read(batch.tokens)
        likeness = self._centred(reading.scores)
        asked = self._asked(batch.segments)
        beside = _beside(batch.segments, np.log1p(cues))
        z = (
            self._weights.start
            + self._weights.cue * np.log1p(cues)
            + LIKE * likeness
            + self._weights.asked * asked
            + BESIDE * beside
        )
        unasked = np.asarray([segment.area is None for segment in batch.segments])
        z += UNASKED * unasked[:, None] * self._of_area
        z += self._weights.under * self._likely_above(z)
        return Evidence(hits, cues, likeness, reading, asked, beside, _logistic(z))

    def _likely_above(self, z: NDArray[np.float32]) -> NDArray[np.bool_]:
        above = np.asarray(self.above)
        likely: NDArray[np.bool_] = (z[:, np.maximum(above, 0)] >= 0) & (above >= 0)
        return likely

    def _lifted(self, cues: Scores) -> Scores:
        """Cue sums in which a code has at least what the codes under it have together, somewhat lessened."""
        lifted = cues.copy()
        for parent in sorted({above for above in self.above if above >= 0}):
            under = [place for place, above in enumerate(self.above) if above == parent]
            lifted[:, parent] = np.maximum(cues[:, parent], UNDER * cues[:, under].sum(axis=1))
        return lifted

    def _centred(self, likeness: Scores) -> Scores:
        """Likeness above the mean of the codes that compete with it, in standard deviations, never below 0."""
        centred = np.zeros_like(likeness)
        for group in self._siblings:
            part = likeness[:, group]
            centred[:, group] = part - part.mean(axis=1, keepdims=True)
        limited: Scores = np.clip(centred / LIKE_SPREAD, 0.0, LIKE_MOST).astype(np.float32)
        return limited

    def _asked(self, segments: Sequence[Segment]) -> NDArray[np.bool_]:
        asked = np.zeros((len(segments), len(self.codes)), bool)
        for row, segment in enumerate(segments):
            for path in (segment.area, f"{PHASE}/{segment.phase}" if segment.phase else None):
                if path in self.places:
                    asked[row, self.places[path]] = True
        return asked


@dataclass(frozen=True, slots=True)
class _Weights:
    """The terms' weights for each code."""

    start: Scores
    cue: Scores
    asked: Scores
    under: Scores

    @classmethod
    def of(cls, codes: Sequence[Code]) -> _Weights:
        return cls(
            np.asarray([START if code.facet == AREA else FACET_START for code in codes], np.float32),
            np.asarray([CUE if code.facet == AREA else FACET_CUE for code in codes], np.float32),
            np.asarray([ASKED_PHASE if code.facet == PHASE else ASKED for code in codes], np.float32),
            np.asarray([UNDER_LIKELY if code.parent else 0.0 for code in codes], np.float32),
        )


def _siblings(codes: Sequence[Code]) -> list[list[int]]:
    """The places of the codes that compete: those with the same code above them, or at the top of the same facet."""
    groups: dict[tuple[str, str | None], list[int]] = {}
    for place, code in enumerate(codes):
        groups.setdefault((code.facet, code.parent), []).append(place)
    return list(groups.values())


def _beside(segments: Sequence[Segment], cues: Scores) -> Scores:
    """The mean of the cue scores of the segments just before and after in the same source."""
    order = np.asarray(
        sorted(range(len(segments)), key=lambda row: (segments[row].source, segments[row].span)), np.int64
    )
    beside = np.zeros_like(cues)
    if len(order) > 1:
        same = np.asarray([segments[left].source == segments[right].source for left, right in pairwise(order.tolist())])
        left, right = order[:-1][same], order[1:][same]
        beside[left] += cues[right] / 2
        beside[right] += cues[left] / 2
    return beside


def _logistic(z: NDArray[np.float32]) -> Scores:
    result: Scores = (1.0 / (1.0 + np.exp(-z))).astype(np.float32)
    return result


def top_areas(codes: Sequence[Code]) -> list[int]:
    """The places of the question areas among the codes."""
    return [place for place, code in enumerate(codes) if code.facet == AREA and code.parent is None]
