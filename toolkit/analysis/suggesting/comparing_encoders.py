"""Whether a model that a person has named makes the suggestions better on the project's own codings, or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from toolkit.analysis.suggesting.encoders import Encoder
from toolkit.analysis.suggesting.held_out import held_out_scores
from toolkit.analysis.suggesting.learning import Progress
from toolkit.analysis.suggesting.precision import average_precisions, mean_over_codes
from toolkit.analysis.suggesting.rules import Rules, Scores
from toolkit.analysis.suggesting.training import Training

BUILT_IN = ""  # the name of the program's own features in a comparison
FOLDS = 10
DRAWS = 200
INTERVAL = (2.5, 97.5)
LEAST_USED = 10  # passages with a code, for it to count
LEAST_VOICES = 5  # respondents judged, below which nothing is compared

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A model's mean average precision over the codes, and what it gains on the program's own features.

    `low` and `high` are the 95 % interval of the gain, over the same respondents drawn for both. It is `used` when
    that interval lies above zero and no other model gains more.
    """

    name: str
    precision: float
    gain: float
    low: float
    high: float
    used: bool


def compared(
    training: Training,
    rules: Rules,
    encoders: Sequence[Encoder],
    *,
    seed: int = 1,
    progress: Progress | None = None,
) -> list[Comparison]:
    """The program's own features first, then each model's; none when too few respondents are judged."""
    voices = training.voices[training.known.any(axis=1)]
    places = np.flatnonzero(((training.truth == 1) & training.known).sum(axis=0) >= LEAST_USED)
    if len(set(voices.tolist())) < LEAST_VOICES or not len(places):
        return []
    samples = _drawn(training.voices, seed)
    with threadpool_limits(limits=1):
        scored = [
            held_out_scores(training, rules, encoder=one, seed=seed, folds=FOLDS, progress=progress)
            for one in (None, *encoders)
        ]
    reached = [_precisions(training, scores, places.tolist(), samples) for scores in scored]
    gains = [one - reached[0] for one in reached]
    lows = [float(np.percentile(gain[1:], INTERVAL[0])) for gain in gains]
    best = max(range(len(gains)), key=lambda at: (float(gains[at][0]) if lows[at] > 0 else 0.0, -at))
    return [
        Comparison(
            name=one.name if one else BUILT_IN,
            precision=float(reached[at][0]),
            gain=float(gains[at][0]),
            low=lows[at],
            high=float(np.percentile(gains[at][1:], INTERVAL[1])),
            used=at == best,
        )
        for at, one in enumerate((None, *encoders))
    ]


def chosen(comparisons: Sequence[Comparison], encoders: Sequence[Encoder]) -> Encoder | None:
    """The model that a comparison says to use."""
    wanted = {one.name for one in comparisons if one.used}
    return next((one for one in encoders if one.name in wanted), None)


def _drawn(voices: NDArray[np.str_], seed: int) -> Floats:
    """How much each row weighs: once at first, then with its respondent drawn with replacement; samples × rows."""
    names, row = np.unique(voices, return_inverse=True)
    draw = np.random.default_rng(seed)
    counts = [np.bincount(draw.integers(len(names), size=len(names)), minlength=len(names)) for _ in range(DRAWS)]
    return np.stack([np.ones(len(names)), *counts]).astype(np.float64)[:, row]


def _precisions(training: Training, scores: Scores, places: Sequence[int], samples: Floats) -> Floats:
    """Mean average precision over the codes in each sample; a code that a sample lacks does not count in it."""
    each = []
    for place in places:
        rows = np.flatnonzero(training.known[:, place])
        each.append(average_precisions(training.truth[rows, place] == 1, scores[rows, place], samples[:, rows]))
    return mean_over_codes(np.stack(each))
