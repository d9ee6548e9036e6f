"""Learning from judgements: for each code of every facet, how far to depart from the rules' score, and how sure to be.

With nothing judged the scores are the rules'. Everything judged moves them, codings and verdicts alike, and the rules
go on labelling what nobody has judged, with a small weight. Scores are then calibrated on respondents that they were
not learned from.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from toolkit.analysis.suggesting.calibration import Calibration, calibrated, straight
from toolkit.analysis.suggesting.encoders import Encoder
from toolkit.analysis.suggesting.features import Features
from toolkit.analysis.suggesting.logistic import Fit, Floats, Task, fitted, log_odds
from toolkit.analysis.suggesting.rules import Evidence, Rules, Scores
from toolkit.analysis.suggesting.space import Space
from toolkit.analysis.suggesting.training import Training
from toolkit.analysis.texts.segmenting import Batch
from toolkit.domain.codings.schemes import Code

DRAW = 1.0  # how hard weights are drawn to zero
DRAW_CONSTANT = 1.0
WEAK = 0.05  # weight of a segment labelled by the rules beside one judged by a person
WEAK_SHARE = 0.5  # what they may weigh together beside the judged ones
FOLDS = 4  # of respondents, left out in turn to see what scores mean
LEAST_VOICES = 3  # respondents judged, from which scores are calibrated on those left out

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights per feature and code, constants, and how scores become probabilities.

    `each` is rounded to half precision, as it is kept: what was kept gives exactly the scores of what was learned.
    """

    features: Features
    each: NDArray[np.float16]
    constants: Floats
    calibration: Calibration


class Learned:
    """What was learned; `nothing` for the rules' scores as they are.

    `targets` are the places of the codes of which some coding was learned from.
    """

    def __init__(self, rules: Rules, weights: Weights | None, targets: frozenset[int], fingerprint: str) -> None:
        self.above = rules.above
        self.targets = targets
        self.fingerprint = fingerprint
        self.weights = weights
        self._each = weights.each.astype(np.float32) if weights else None

    @classmethod
    def nothing(cls, rules: Rules) -> Learned:
        """What no judgement teaches."""
        return cls(rules, None, frozenset(), "")

    def knows(self, place: int) -> bool:
        """Whether this code's scores are learned from codings of it."""
        return place in self.targets

    def scores(self, batch: Batch, evidence: Evidence) -> Scores:
        """Scores of segments × codes, none above that of the area it lies under."""
        own = self.weights
        if own is None or self._each is None:
            return below(evidence.scores, self.above)
        odds = log_odds(evidence.scores) + own.features.products(batch, evidence, self._each) + own.constants
        return below(own.calibration.chances(odds).astype(np.float32), self.above)

    def kinds(self, batch: Batch) -> NDArray[np.float32] | None:
        """What each token adds to each code; None when nothing is learned."""
        if self.weights is None or self._each is None:
            return None
        return self.weights.features.by_token(batch, self._each)


def learned_from(training: Training, rules: Rules, *, seed: int, encoder: Encoder | None = None) -> Learned:
    """What a training teaches."""
    # One thread: on two busy cores the waiting of BLAS threads for each other made a fit of 3 s last 26 to 160 s.
    with threadpool_limits(limits=1):
        features = Features(rules, encoder)
        features.fit(training.batch)
        space = Space(features.rows(training.batch, training.evidence), seed=seed)
        found = fit_on(space, training)
        line = calibration(space, training, rules, seed=seed)
        weights = Weights(features, space.back(found.weights).astype(np.float16), found.constants, line)
    targets = frozenset(np.flatnonzero((training.truth == 1).any(axis=0)).tolist())
    marks = [training.fingerprint, encoder.fingerprint if encoder else ""]
    return Learned(rules, weights, targets, " ".join(filter(None, marks)))


def below(scores: Scores, above: Sequence[int]) -> Scores:
    """The scores with none above that of the code it lies under."""
    limit = np.where(np.asarray(above) >= 0, scores[:, np.maximum(above, 0)], 1.0)
    result: Scores = np.minimum(scores, limit).astype(np.float32)
    return result


def families(codes: Sequence[Code]) -> list[str]:
    """For each code the name of those it is like: the areas, the codes under them, those of each other facet."""
    return [f"{code.facet}/" if code.parent else code.facet for code in codes]


def fit_on(space: Space, training: Training, hidden: NDArray[np.bool_] | None = None) -> Fit:
    """Learn all codes at once; `hidden` segments are neither trained on nor labelled by the rules."""
    open_to = np.ones(len(space.rows), bool) if hidden is None else ~hidden
    truth, scores = training.truth[open_to], training.evidence.scores[open_to].astype(np.float64)
    known = truth >= 0
    many = known.sum(axis=0)
    weak = np.minimum(WEAK, WEAK_SHARE * many / np.maximum(len(truth) - many, 1))
    task = Task(
        rows=space.rows[open_to],
        start=log_odds(scores),
        answers=np.where(known, truth == 1, scores).astype(np.float64),
        weights=np.where(known, training.weights[open_to], weak).astype(np.float64),
    )
    return fitted(task, draw=DRAW, draw_constant=DRAW_CONSTANT)


def parted(voices: NDArray[np.str_], folds: int, seed: int) -> list[NDArray[np.bool_]]:
    """The rows of each fold: whole respondents, dealt out in an order drawn."""
    names = np.random.default_rng(seed).permutation(np.unique(voices))
    return [np.isin(voices, names[first::folds]) for first in range(min(folds, len(names)))]


def calibration(
    space: Space, training: Training, rules: Rules, *, seed: int, hidden: NDArray[np.bool_] | None = None
) -> Calibration:
    """How scores become probabilities, by the log odds of respondents left out in turn; nothing of `hidden` is used."""
    seen = np.ones(len(space.rows), bool) if hidden is None else ~hidden
    known = training.known & seen[:, None]
    voices = training.voices
    if len(set(voices[known.any(axis=1)].tolist())) < LEAST_VOICES:
        return straight(len(rules.codes))
    start = log_odds(training.evidence.scores)
    odds = start.copy()
    for fold in parted(voices[seen], FOLDS, seed):
        out = seen.copy()
        out[seen] = fold
        odds[out] = fit_on(space, training, out | ~seen).odds(space.rows[out], start[out])
    return calibrated(odds, training.truth == 1, known, families=families(rules.codes))
