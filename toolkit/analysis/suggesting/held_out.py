"""Every score as it would be shown for a respondent who was never trained on: what all figures of trust rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from toolkit.analysis.suggesting.choosing import Choice
from toolkit.analysis.suggesting.encoders import Encoder
from toolkit.analysis.suggesting.features import Features
from toolkit.analysis.suggesting.learning import Progress, below, calibration, fit_on, parted
from toolkit.analysis.suggesting.logistic import log_odds
from toolkit.analysis.suggesting.rules import Rules, Scores
from toolkit.analysis.suggesting.space import Space
from toolkit.analysis.suggesting.training import Labels, Training, prepared
from toolkit.analysis.texts.language import Language
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment

FOLDS = 10


@dataclass(frozen=True, slots=True)
class HeldOut:
    """Segments × codes, each row by models that its respondent was not in.

    `places` are the rows' places among the segments given; `codes` the paths of the columns. `scores` are calibrated
    probabilities as shown. `known` says where a person has judged, `truth` what (no where unknown). `shown` is what
    would be suggested at the default threshold. Codes without any judgement have the rules' scores, uncalibrated.
    """

    places: tuple[int, ...]
    codes: tuple[str, ...]
    scores: Scores
    truth: NDArray[np.bool_]
    known: NDArray[np.bool_]
    respondents: tuple[str, ...]
    shown: NDArray[np.bool_]


def held_out(  # noqa: PLR0913 - each is asked for by somebody; all but three by name
    segments: Sequence[Segment],
    labels: Labels,
    rejected: Labels,
    *,
    scheme: Scheme,
    language: Language,
    seed: int = 1,
    folds: int = FOLDS,
    progress: Progress | None = None,
    encoder: Encoder | None = None,
) -> HeldOut:
    """Score judged segments, in folds of whole respondents, with the codes of every facet.

    Arguments as for `suggesting.fit`. The rows are the segments of judged sources and some of others (at most 800),
    in order of source and position. Vocabulary and rarity of words are taken from all of them, judgements never.
    The scores of a fold are calibrated, too, without its respondents.
    """
    rules = Rules(scheme, language)
    training = prepared(segments, labels, rejected, rules=rules, seed=seed)
    with threadpool_limits(limits=1):
        scores = held_out_scores(training, rules, encoder=encoder, seed=seed, folds=folds, progress=progress)
    choice = Choice(scheme, rules.codes)
    learned = frozenset(np.flatnonzero((training.truth == 1).any(axis=0)).tolist())
    return HeldOut(
        places=training.places,
        codes=tuple(code.path for code in rules.codes),
        scores=scores,
        truth=training.truth == 1,
        known=training.known,
        respondents=tuple(training.voices.tolist()),
        shown=choice.shown(scores, choice.enough(learned)),
    )


def held_out_scores(
    training: Training, rules: Rules, *, encoder: Encoder | None, seed: int, folds: int, progress: Progress | None
) -> Scores:
    """Calibrated scores of each segment of a training by models that its respondent was not in."""
    if not len(training.batch.segments):
        return training.evidence.scores
    features = Features(rules, encoder)
    features.fit(training.batch)
    space = Space(features.rows(training.batch, training.evidence), seed=seed)
    start = log_odds(training.evidence.scores)
    chances = np.zeros(start.shape)
    parts = parted(training.voices, folds, seed)
    for number, out in enumerate(parts):
        odds = fit_on(space, training, out).odds(space.rows[out], start[out])
        chances[out] = calibration(space, training, rules, seed=seed, hidden=out).chances(odds)
        if progress:
            progress(number + 1, len(parts))
    return below(chances.astype(np.float32), rules.above)
