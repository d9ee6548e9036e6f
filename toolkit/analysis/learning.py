"""Learning from judgements: one logistic regression per code, with the rules as features and as weak labels.

Weak labels are put on what nobody has judged. Learning is used for a facet only when, on respondents it was not
trained on, its mean average precision over the codes beats the rules'. Measured on 188 passages of a published
evaluation: never worse than rules or learning alone, from 0 to 50 % coded.

scikit-learn is imported by the functions that need it: it takes a second and 100 MB, and a project without codings
learns nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from toolkit.analysis.features import Features
from toolkit.analysis.rules import Evidence, Rules, Scores
from toolkit.analysis.segmenting import Batch, batch_of
from toolkit.domain.segments import Segment

LEAST_CODED = 40  # segments with a code
LEAST_VOICES = 3  # respondents among them
LEAST_POSITIVE = 6  # segments with the code itself, of at least two respondents; below that the rules judge
WEAK = 0.1  # weight of a segment labelled by the rules beside one judged by a person
WEAK_MOST = 1_500  # segments labelled by the rules
WEAK_SHARE = 0.5  # what they may weigh together beside the judged ones
STRENGTH = 3.0  # C of the regression
FOLDS = 5

Labels = Mapping[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned: weights per feature and target, for the codes in `targets` (places among the rules' codes)."""

    features: Features | None = None
    targets: tuple[int, ...] = ()
    weights: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    intercepts: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    fingerprint: str = ""

    def knows(self, place: int) -> bool:
        """Whether this code's scores are learned."""
        return place in self.targets

    def column(self, place: int) -> int | None:
        """The column of a code among the targets."""
        return self.targets.index(place) if place in self.targets else None

    def scores(self, batch: Batch, evidence: Evidence) -> Scores:
        """Scores of segments × codes: learned where learned, else the rules'."""
        if self.features is None:
            return evidence.scores
        scores = evidence.scores.copy()
        z = self.features.products(batch, evidence, self.weights) + self.intercepts
        scores[:, list(self.targets)] = 1.0 / (1.0 + np.exp(-z))
        return scores

    def kinds(self, batch: Batch) -> NDArray[np.float32] | None:
        """What each token adds to each target; None when nothing is learned."""
        return None if self.features is None else self.features.by_token(batch, self.weights)


@dataclass(frozen=True, slots=True)
class Training:
    """The segments learned from: those of judged sources and a sample of others.

    `truth` is segments × codes: 1 yes, 0 no, -1 unknown. `features` are those of `Features.rows`.
    """

    batch: Batch
    evidence: Evidence
    truth: NDArray[np.int8]
    places: tuple[int, ...]

    @property
    def voices(self) -> NDArray[np.str_]:
        """Who speaks in each segment."""
        return np.asarray([segment.respondent for segment in self.batch.segments])


def learn(segments: Sequence[Segment], labels: Labels, rejected: Labels, *, rules: Rules, seed: int) -> Learned:
    """What can be learned from the judgements; nothing when there are too few or rules do as well."""
    if not _enough(segments, labels):
        return Learned()
    import sklearn.linear_model  # noqa: F401 - before the limit, which holds for libraries loaded by then only

    # One thread: on two busy cores the waiting of BLAS threads for each other made a fit of 3 s last 26 to 160 s.
    with threadpool_limits(limits=1):
        return _learned(segments, labels, rejected, rules=rules, seed=seed)


def _learned(segments: Sequence[Segment], labels: Labels, rejected: Labels, *, rules: Rules, seed: int) -> Learned:
    training = prepared(segments, labels, rejected, rules=rules, seed=seed)
    targets = [place for place in range(len(rules.codes)) if learnable(training, place)]
    facets = dict.fromkeys(rules.codes[place].facet for place in targets)
    won = {facet for facet in facets if _beats(training, rules, _of_facet(rules, targets, facet, top=True), seed)}
    better = [place for place in targets if rules.codes[place].facet in won]
    if not better:
        return Learned()
    features = Features(rules)
    features.fit(training.batch)
    rows = features.rows(training.batch, training.evidence)
    fitted = [regression(rows, training, place, seed=seed) for place in better]
    weights = np.stack([weights for weights, _ in fitted], axis=1)
    intercepts = np.asarray([intercept for _, intercept in fitted])
    return Learned(features, tuple(better), weights, intercepts, _fingerprint(training, rules))


def prepared(segments: Sequence[Segment], labels: Labels, rejected: Labels, *, rules: Rules, seed: int) -> Training:
    """The training segments with their evidence and truth, in order of source and position."""
    judged = {segments[place].source for place in (*labels, *rejected)}
    others = sorted({segment.source for segment in segments} - judged)
    np.random.default_rng(seed).shuffle(others)
    sizes: dict[str, int] = {}
    for segment in segments:
        sizes[segment.source] = sizes.get(segment.source, 0) + 1
    weak: list[str] = []
    while others and sum(sizes[name] for name in weak) + sizes[others[-1]] <= WEAK_MOST:
        weak.append(others.pop())
    chosen = judged | set(weak)
    places = [place for place, segment in enumerate(segments) if segment.source in chosen]
    places.sort(key=lambda place: (segments[place].source, segments[place].span))
    batch = batch_of([segments[place] for place in places], rules.index.language)
    truth = _truth(segments, places, labels, rejected, rules)
    return Training(batch, rules.evidence(batch), truth, tuple(places))


def _truth(
    segments: Sequence[Segment], places: Sequence[int], labels: Labels, rejected: Labels, rules: Rules
) -> NDArray[np.int8]:
    """Per segment and code: 1 judged to lie on it, 0 judged not to, -1 unknown.

    Codes of a facet are unknown in sources where none of the facet was ever used; an area lies where one under it does.
    """
    facets = {code.path: code.facet for code in rules.codes}
    used: dict[str, set[str]] = {}
    for place, codes in labels.items():
        used.setdefault(segments[place].source, set()).update(facets[code] for code in codes if code in facets)
    truth = np.full((len(places), len(rules.codes)), -1, np.int8)
    for row, place in enumerate(places):
        known = used.get(segments[place].source, set()) if place in labels else set()
        with_above = {rules.codes[number].path for number in _lifted(labels.get(place, frozenset()), rules)}
        for number, code in enumerate(rules.codes):
            if code.facet in known:
                truth[row, number] = code.path in with_above
        for number in (rules.places[path] for path in rejected.get(place, ()) if path in rules.places):
            truth[row, number] = 0
    return truth


def _lifted(codes: frozenset[str], rules: Rules) -> set[int]:
    found = {rules.places[code] for code in codes if code in rules.places}
    return found | {rules.above[place] for place in found if rules.above[place] >= 0}


def _enough(segments: Sequence[Segment], labels: Labels) -> bool:
    coded = [place for place, codes in labels.items() if codes]
    return len(coded) >= LEAST_CODED and len({segments[place].respondent for place in coded}) >= LEAST_VOICES


def learnable(training: Training, place: int) -> bool:
    """Whether enough segments of at least two respondents carry the code, and some do not."""
    yes = training.truth[:, place] == 1
    voices = set(training.voices[yes].tolist())
    return int(yes.sum()) >= LEAST_POSITIVE and len(voices) > 1 and bool((training.truth[:, place] == 0).any())


def _of_facet(rules: Rules, targets: Sequence[int], facet: str, *, top: bool = False) -> list[int]:
    return [place for place in targets if rules.codes[place].facet == facet and not (top and rules.codes[place].parent)]


def _beats(training: Training, rules: Rules, places: Sequence[int], seed: int) -> bool:
    """Whether learning, on respondents it was not trained on, has a higher mean average precision than the rules."""
    from sklearn.metrics import average_precision_score

    held_out = out_of_fold(training, rules, places, seed=seed)
    gains = []
    for column, place in enumerate(places):
        known = training.truth[:, place] >= 0
        truth = training.truth[known, place]
        learned = average_precision_score(truth, held_out[known, column])
        gains.append(learned - average_precision_score(truth, training.evidence.scores[known, place]))
    return bool(gains) and float(np.mean(gains)) > 0


def out_of_fold(training: Training, rules: Rules, places: Sequence[int], *, seed: int) -> NDArray[np.float64]:
    """Scores (segments × places) of each judged segment by models trained on other respondents only."""
    from sklearn.model_selection import GroupKFold

    scores = np.zeros((len(training.batch.segments), len(places)))
    voices = training.voices
    judged = np.unique(voices[(training.truth >= 0).any(axis=1)])
    features = Features(rules)
    features.fit(training.batch)
    rows = features.rows(training.batch, training.evidence)
    for _, out in GroupKFold(min(FOLDS, len(judged))).split(judged, groups=judged):
        hidden = np.isin(voices, judged[out])
        for column, place in enumerate(places):
            weights, intercept = regression(rows, training, place, seed=seed, hidden=hidden)
            scores[hidden, column] = 1.0 / (1.0 + np.exp(-(rows[hidden] @ weights + intercept)))
    return scores


def regression(
    rows: csr_matrix, training: Training, place: int, *, seed: int, hidden: NDArray[np.bool_] | None = None
) -> tuple[NDArray[np.float64], float]:
    """Weights and intercept for one code.

    Segments nobody judged count twice, as yes and as no, in proportion to the rules' score.
    `hidden` segments are neither trained on nor labelled by the rules.
    """
    from sklearn.linear_model import LogisticRegression

    truth = training.truth[:, place].astype(int)
    open_to = np.ones(len(truth), bool) if hidden is None else ~hidden
    known = np.flatnonzero((truth >= 0) & open_to)
    unknown = np.flatnonzero((truth < 0) & open_to)[:WEAK_MOST]
    weak = min(WEAK, WEAK_SHARE * len(known) / max(1, len(unknown)))
    likely = training.evidence.scores[unknown, place]
    order = np.concatenate([known, unknown, unknown])
    answers = np.concatenate([truth[known], np.ones(len(unknown), int), np.zeros(len(unknown), int)])
    weights = np.concatenate([np.ones(len(known)), weak * likely, weak * (1 - likely)])
    if answers.min() == answers.max():
        return np.zeros(rows.shape[1]), -5.0
    model = LogisticRegression(C=STRENGTH, solver="liblinear", intercept_scaling=10.0, random_state=seed)
    model.fit(rows[order], answers, sample_weight=weights)
    return model.coef_[0], float(model.intercept_[0])


def _fingerprint(training: Training, rules: Rules) -> str:
    """Names what was learned from: each training segment with its truth."""
    digest = hashlib.sha256()
    for segment, truth in zip(training.batch.segments, training.truth, strict=True):
        digest.update(repr((segment.source, segment.span, segment.text, segment.area, segment.phase)).encode())
        digest.update(truth.tobytes())
    digest.update(repr([code.path for code in rules.codes]).encode())
    return digest.hexdigest()[:16]
