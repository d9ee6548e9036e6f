"""The learning curve: 0, 5, 10 and 20 coded interviews of the sample, scored on the others.

    python -m benchmarks.suggestions_curve [--json] [--coder A] [--repeats 6]

Whole interviews are drawn to be trained on, several times over; the rest is the test. Figures are means over the
draws; intervals are 95 %, over bootstrapped respondents, the same ones in each draw. "Majority" and "TF-IDF alone"
(logistic regression on words and pairs of words, C = 3) learn from the same interviews as we do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.suggestions import CODER, SEED, sample
from toolkit.analysis.suggesting.evaluation import Result, Test, compared
from toolkit.analysis.suggesting.learning import learned_from
from toolkit.analysis.suggesting.rules import Rules, top_areas
from toolkit.analysis.suggesting.suggesting import judged
from toolkit.analysis.suggesting.training import prepared
from toolkit.analysis.texts.language import Language
from toolkit.domain.codings.segments import Segment

SIZES = (0, 1, 5, 10, 20)
REPEATS = 6
DRAWS = 200


@dataclass(frozen=True, slots=True)
class Ground:
    """Segments with what a coder said of them, and the rules."""

    segments: Sequence[Segment]
    labels: Mapping[int, frozenset[str]]
    rules: Rules
    places: Sequence[int]
    truth: NDArray[np.bool_]


def ground(coder: str) -> Ground:
    """The sample, coded by one coder."""
    pieces, coded, scheme = sample(coder)
    pieces = sorted(pieces, key=lambda piece: (piece.source, piece.span))
    labels, rules = judged(pieces, coded), Rules(scheme, Language("sv"))
    training = prepared(pieces, labels, {}, rules=rules, seed=SEED)
    places = top_areas(rules.codes)
    return Ground(pieces, labels, rules, places, training.truth[:, places] == 1)


def test(at: Ground, count: int, repeat: int) -> Test:
    """The interviews left when `count` are learned from."""
    names = sorted({piece.source for piece in at.segments})
    drawn = set(np.random.default_rng(repeat).permutation(names)[:count].tolist())
    known = np.asarray([piece.source in drawn for piece in at.segments])
    labels = {place: codes for place, codes in at.labels.items() if known[place]}
    training = prepared(at.segments, labels, {}, rules=at.rules, seed=SEED)
    evidence = training.evidence
    ours = evidence.scores
    if count:
        ours = learned_from(training, at.rules, seed=SEED).scores(training.batch, evidence)
    rest, truth = ~known, at.truth
    share = truth[known].mean(axis=0) if count else np.full(len(at.places), truth.mean())
    scores = {
        "majority": np.tile(share, (int(rest.sum()), 1)),
        "cues": evidence.cues[rest][:, at.places].astype(float),
        "rules": evidence.scores[rest][:, at.places].astype(float),
        **({"tfidf": tfidf(at, known)} if count else {}),
        "ours": ours[rest][:, at.places].astype(float),
    }
    voices = np.asarray([piece.respondent for piece in at.segments])[rest]
    return Test(truth[rest], voices, scores)


def tfidf(at: Ground, known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logistic regression on words and pairs of words, nothing else."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression

    texts = [piece.text for piece in at.segments]
    rows = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2).fit_transform(texts)
    found = np.zeros((int((~known).sum()), len(at.places)))
    for area in range(len(at.places)):
        answers = at.truth[known, area]
        if answers.any():
            model = LogisticRegression(C=3.0, max_iter=500).fit(rows[known], answers)
            found[:, area] = model.predict_proba(rows[~known])[:, 1]
    return found


def curve(at: Ground, repeats: int) -> dict[int, tuple[Result, ...]]:
    """The results by number of interviews learned from."""
    areas = [at.rules.codes[place].path for place in at.places]
    found = {}
    with threadpool_limits(limits=1):
        for size in SIZES:
            tests = [test(at, size, repeat) for repeat in range(repeats if size else 1)]
            found[size] = compared(tests, areas, seed=SEED, draws=DRAWS, base="rules")
    return found


def shown(found: Mapping[int, Sequence[Result]]) -> str:
    """The curve as a table for `docs/method.md`."""
    lines = [
        "| interviews | way | mean average precision | first is right | found by three | calibration error "
        "| gain on rules |",
        "|---|---|---|---|---|---|---|",
    ]
    for size, results in found.items():
        for one in results:
            figures = [one.precision, one.first, one.three, one.calibration, one.gain]
            told = [f"{each.value:.2f} [{each.low:.2f}, {each.high:.2f}]" if each else "" for each in figures]
            lines.append(f"| {size} | {one.way} | {' | '.join(told)} |")
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the curve as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default=CODER)
    parser.add_argument("--repeats", type=int, default=REPEATS)
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    found = curve(ground(wanted.coder), wanted.repeats)
    every = {size: [asdict(one) for one in results] for size, results in found.items()}
    print(json.dumps(every, indent=1) if wanted.json else shown(found))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
