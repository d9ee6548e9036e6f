"""How good suggestions are, measured on a coder's judgements: never on a respondent that was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import average_precision_score
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from toolkit.analysis.language import Language
from toolkit.analysis.learning import Training, learnable, out_of_fold, prepared
from toolkit.analysis.rules import Rules, top_areas
from toolkit.domain.schemes import Scheme
from toolkit.domain.segments import Segment

DRAWS = 300  # bootstrap samples of respondents
INTERVAL = (2.5, 97.5)

Floats = NDArray[np.float64]
Truth = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its 95 % interval over bootstrapped respondents."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Result:
    """What one method reached over all areas and for each.

    `precision` is mean average precision, `f1` macro F1 when each area is suggested as often as the coder used it,
    `first` the share of coded segments whose highest area is one of the coder's. `gain` is precision above that of
    the cues alone.
    """

    method: str
    precision: Measure
    f1: Measure
    first: float
    gain: Measure
    areas: Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results by method, and what they were measured on."""

    segments: int
    coded: int
    respondents: int
    prevalence: Mapping[str, float]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class _Judged:
    """The judged segments: truth and voices, segments × areas."""

    areas: tuple[str, ...]
    truth: Truth
    voices: NDArray[np.str_]


def evaluated(
    segments: Sequence[Segment],
    labels: Mapping[int, frozenset[str]],
    *,
    scheme: Scheme,
    language: Language,
    seed: int = 1,
    draws: int = DRAWS,
) -> Evaluation:
    """Compare ways of suggesting question areas on judged segments, in folds of whole respondents.

    `labels` are those of `fit`; `draws` is how many samples of respondents the intervals rest on. The ways: the
    most used area always (majority), the area of the question asked, the sum of cues, the rules, and learning on
    other respondents. Vocabulary and rarity of words are taken from all segments, judgements never.
    """
    rules = Rules(scheme, language)
    with threadpool_limits(limits=1):
        training = prepared(segments, labels, {}, rules=rules, seed=seed)
        places = [place for place in top_areas(rules.codes) if learnable(training, place)]
        known = (training.truth[:, places] >= 0).all(axis=1)
        ways = _ways(training, rules, places, seed=seed)
        judged = _Judged(
            tuple(rules.codes[place].path for place in places), training.truth[known][:, places], training.voices[known]
        )
        scores = {name: way[known] for name, way in ways.items()}
        drawn = _drawn(judged.voices, seed, draws)
        results = tuple(_result(name, judged, scores, drawn) for name in scores)
    return Evaluation(
        segments=int(known.sum()),
        coded=int((judged.truth == 1).any(axis=1).sum()),
        respondents=len(set(judged.voices.tolist())),
        prevalence=dict(zip(judged.areas, judged.truth.mean(axis=0).round(3).tolist(), strict=True)),
        results=results,
    )


def _ways(training: Training, rules: Rules, places: Sequence[int], *, seed: int) -> dict[str, Floats]:
    """Scores by method, segments × areas."""
    evidence = training.evidence
    known = (training.truth[:, places] >= 0).all(axis=1)
    prevalence = training.truth[known][:, places].mean(axis=0)
    return {
        "majority": np.tile(prevalence, (len(training.truth), 1)),
        "asked": evidence.asked[:, places].astype(float),
        "cues": evidence.cues[:, places].astype(float),
        "rules": evidence.scores[:, places].astype(float),
        "learned": out_of_fold(training, rules, places, seed=seed),
    }


def _result(name: str, judged: _Judged, scores: Mapping[str, Floats], drawn: Sequence[NDArray[np.int64]]) -> Result:
    truth, own, cues = judged.truth, scores[name], scores["cues"]
    said = _said(own, truth)
    value, f1 = _precision(truth, own), _f1(truth, said)
    precisions = np.asarray([_precision(truth[rows], own[rows]) for rows in drawn])
    of_cues = np.asarray([_precision(truth[rows], cues[rows]) for rows in drawn])
    every = zip(judged.areas, _each_precision(truth, own), f1, strict=True)
    return Result(
        method=name,
        precision=_measure(value, precisions),
        f1=_measure(float(f1.mean()), np.asarray([_f1(truth[rows], said[rows]).mean() for rows in drawn])),
        first=_first(truth, own),
        gain=_measure(value - _precision(truth, cues), precisions - of_cues),
        areas={area: (float(precise), float(balanced)) for area, precise, balanced in every},
    )


def _drawn(voices: NDArray[np.str_], seed: int, draws: int) -> list[NDArray[np.int64]]:
    """Rows of respondents drawn with replacement, as many as there are."""
    rng = np.random.default_rng(seed)
    names = np.unique(voices)
    rows = {name: np.flatnonzero(voices == name) for name in names.tolist()}
    return [np.concatenate([rows[name] for name in rng.choice(names, len(names)).tolist()]) for _ in range(draws)]


def _measure(value: float, drawn: Floats) -> Measure:
    low, high = np.percentile(drawn, INTERVAL)
    return Measure(value, float(low), float(high))


def _each_precision(truth: Truth, scores: Floats) -> list[float]:
    return [
        float(average_precision_score(truth[:, area], scores[:, area])) if truth[:, area].any() else 0.0
        for area in range(truth.shape[1])
    ]


def _precision(truth: Truth, scores: Floats) -> float:
    return float(np.mean(_each_precision(truth, scores)))


def _said(scores: Floats, truth: Truth) -> NDArray[np.bool_]:
    """What is suggested when each area is suggested about as often as the coder used it, never without any score.

    Equal scores are suggested together or not at all, whichever comes nearer; so of the majority only its largest
    area is.
    """
    if np.ptp(scores, axis=0).max() == 0:
        constant: NDArray[np.bool_] = scores == scores.max(axis=1, keepdims=True)
        return constant
    said = np.zeros(scores.shape, bool)
    for area in range(scores.shape[1]):
        wanted = int(truth[:, area].sum())
        values, counts = np.unique(scores[:, area], return_counts=True)
        reached = np.cumsum(counts[::-1])
        usable = values[::-1] > 0
        if usable.any():
            best = int(np.argmin(np.abs(reached[usable] - wanted)))
            said[:, area] = scores[:, area] >= values[::-1][best]
    return said


def _f1(truth: Truth, said: NDArray[np.bool_]) -> Floats:
    right = ((truth == 1) & said).sum(axis=0)
    total = (truth == 1).sum(axis=0) + said.sum(axis=0)
    shares: Floats = 2 * right / np.maximum(total, 1)
    return shares


def _first(truth: Truth, scores: Floats) -> float:
    coded = (truth == 1).any(axis=1)
    best = scores[coded].argmax(axis=1)
    return float((truth[coded][np.arange(len(best)), best] == 1).mean())
