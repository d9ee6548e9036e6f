"""How good suggestions are, measured on a coder's judgements: never on a respondent that was trained on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from toolkit.analysis.suggesting.held_out import held_out
from toolkit.analysis.suggesting.precision import average_precisions, mean_over_codes
from toolkit.analysis.suggesting.rules import Rules, top_areas
from toolkit.analysis.suggesting.training import prepared
from toolkit.analysis.texts.language import Language
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment

DRAWS = 300  # bootstrap samples of respondents
INTERVAL = (2.5, 97.5)
LEAST_USED = 6  # passages with an area, for it to be measured
FIRST = 3  # suggestions looked at for the share found
BINS = 10

Floats = NDArray[np.float64]
Truth = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure with its 95 % interval over bootstrapped respondents."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Result:
    """What one way of suggesting reached.

    `precision` is mean average precision over the areas; `first` the share of coded segments whose highest area is
    one of the coder's; `three` the share of the coder's areas among the three highest; `calibration` the expected
    calibration error (ten bins; None where scores are no probabilities); `gain` is precision above that of another way.
    """

    way: str
    precision: Measure
    first: Measure
    three: Measure
    calibration: Measure | None
    gain: Measure
    areas: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The results by way of suggesting, and what they were measured on."""

    segments: int
    coded: int
    respondents: int
    prevalence: Mapping[str, float]
    results: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Test:
    """Judged segments that nothing was trained on: truth (segments × areas), who speaks, scores by way."""

    truth: Truth
    voices: NDArray[np.str_]
    scores: Mapping[str, Floats]


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
    most used area always (majority), the area of the question asked, the sum of cues, the rules, and what is learned
    from other respondents.
    """
    rules = Rules(scheme, language)
    training = prepared(segments, labels, {}, rules=rules, seed=seed)
    out = held_out(segments, labels, {}, scheme=scheme, language=language, seed=seed)
    used = (out.truth & out.known).sum(axis=0) >= LEAST_USED
    places = [place for place in top_areas(rules.codes) if used[place]]
    known: Truth = np.asarray(out.known[:, places].all(axis=1))
    truth = out.truth[known][:, places]
    evidence = training.evidence
    ways = {
        "majority": np.tile(truth.mean(axis=0), (known.size, 1)),
        "asked": evidence.asked[:, places].astype(float),
        "cues": evidence.cues[:, places].astype(float),
        "rules": evidence.scores[:, places].astype(float),
        "learned": out.scores[:, places].astype(float),
    }
    test = Test(truth, training.voices[known], {name: scores[known] for name, scores in ways.items()})
    names = [rules.codes[place].path for place in places]
    return Evaluation(
        segments=len(truth),
        coded=int(truth.any(axis=1).sum()),
        respondents=len(set(test.voices.tolist())),
        prevalence=dict(zip(names, truth.mean(axis=0).round(3).tolist(), strict=True)),
        results=compared([test], names, seed=seed, draws=draws),
    )


def compared(
    tests: Sequence[Test], areas: Sequence[str], *, seed: int, draws: int, base: str = "cues"
) -> tuple[Result, ...]:
    """What each way reached, on average over the tests; the intervals draw respondents, the same in each test.

    `base` is the way that each one's gain is counted from.
    """
    names = np.unique(np.concatenate([test.voices for test in tests]))
    drawn = _drawn(names, seed, draws)
    samples = [drawn[:, np.searchsorted(names, test.voices)] for test in tests]
    found = {way: _figures(tests, way, samples) for way in tests[0].scores}
    return tuple(_result(way, one, found[base], _each(tests, way, areas)) for way, one in found.items())


def _drawn(names: NDArray[np.str_], seed: int, draws: int) -> Floats:
    """How often each respondent comes (samples × respondents): once at first, then as drawn with replacement."""
    draw = np.random.default_rng(seed)
    counts = [np.bincount(draw.integers(len(names), size=len(names)), minlength=len(names)) for _ in range(draws)]
    return np.stack([np.ones(len(names)), *counts]).astype(np.float64)


def _figures(tests: Sequence[Test], way: str, samples: Sequence[Floats]) -> Floats:
    """Samples × figures (precision, first, three, calibration), the whole material first."""
    each = np.stack([_four(test.truth, test.scores[way], own) for test, own in zip(tests, samples, strict=True)])
    return np.stack([mean_over_codes(each[:, :, figure]) for figure in range(each.shape[2])], axis=1)


def _four(truth: Truth, scores: Floats, samples: Floats) -> Floats:
    hits = np.take_along_axis(truth, np.argsort(-scores, axis=1, kind="stable"), axis=1)
    coded = np.maximum(samples @ truth.any(axis=1), 1e-9)
    given = np.maximum(samples @ truth.sum(axis=1), 1e-9)
    return np.stack(
        [
            mean_over_codes(np.stack([_of_area(truth, scores, area, samples) for area in range(truth.shape[1])])),
            samples @ hits[:, 0] / coded,
            samples @ hits[:, :FIRST].sum(axis=1) / given,
            calibration_errors(truth, scores, samples),
        ],
        axis=1,
    )


def _of_area(truth: Truth, scores: Floats, area: int, samples: Floats) -> Floats:
    return average_precisions(truth[:, area], scores[:, area], samples)


def calibration_errors(truth: Truth, scores: Floats, samples: Floats) -> Floats:
    """How far scores lie from the share that is right, averaged over ten bins by how many lie there."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    apart = np.stack([np.where(bins == number, scores - truth, 0.0).sum(axis=1) for number in range(BINS)], axis=1)
    size = np.maximum(samples.sum(axis=1) * truth.shape[1], 1e-9)
    result: Floats = np.abs(samples @ apart).sum(axis=1) / size
    return result


def _result(way: str, figures: Floats, base: Floats, areas: Mapping[str, float]) -> Result:
    precision, first, three, calibration = (_measure(figures[:, place]) for place in range(4))
    probable = way not in ("asked", "cues")
    gain = _measure(figures[:, 0] - base[:, 0])
    return Result(way, precision, first, three, calibration if probable else None, gain, areas)


def _measure(samples: Floats) -> Measure:
    low, high = np.nanpercentile(samples[1:], INTERVAL) if len(samples) > 1 else (samples[0], samples[0])
    return Measure(float(samples[0]), float(low), float(high))


def _each(tests: Sequence[Test], way: str, areas: Sequence[str]) -> dict[str, float]:
    """Average precision of each area, over the tests that hold it."""
    found = [
        [_of_area(test.truth, test.scores[way], area, np.ones((1, len(test.truth)))) for area in range(len(areas))]
        for test in tests
    ]
    return {area: float(np.nanmean([own[place][0] for own in found])) for place, area in enumerate(areas)}
