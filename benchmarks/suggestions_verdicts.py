"""What answering suggestions teaches: eight interviews of the sample answered only, never coded, scored on the others.

    python -m benchmarks.suggestions_verdicts [--coder A] [--repeats 4]

Each suggestion from the scheme alone is accepted where the coder gave the code, else rejected. Once with the rejected
ones left out, then with their weight from a half to four.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.suggestions import CODER, SEED, sample
from toolkit.analysis.suggesting import training
from toolkit.analysis.suggesting.choosing import ENOUGH_AREA
from toolkit.analysis.suggesting.precision import average_precisions
from toolkit.analysis.suggesting.rules import Rules, top_areas
from toolkit.analysis.suggesting.suggesting import fit, judged
from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.segmenting import Batch, batch_of
from toolkit.domain.codings.codings import Suggestion
from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.codings.segments import Segment

ANSWERED = 8
WEIGHTS = (0.0, 0.5, 1.0, 2.0, 4.0)
LEAST_USED = 6

Labels = dict[int, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Ground:
    """The sample with the coder's codes, and what the scheme alone suggests."""

    segments: Sequence[Segment]
    batch: Batch
    scheme: Scheme
    language: Language
    rules: Rules
    truth: NDArray[np.bool_]
    suggested: Sequence[Sequence[Suggestion]]


def ground(coder: str) -> Ground:
    """The sample, coded by one coder."""
    pieces, coded, scheme = sample(coder)
    pieces = sorted(pieces, key=lambda piece: (piece.source, piece.span))
    speech = Language("sv")
    rules = Rules(scheme, speech)
    truth = training.prepared(pieces, judged(pieces, coded), {}, rules=rules, seed=SEED).truth == 1
    suggested = fit([], {}, {}, scheme=scheme, language=speech).suggest(pieces)
    return Ground(pieces, batch_of(pieces, speech), scheme, speech, rules, truth, suggested)


def answers(at: Ground, chosen: set[str]) -> tuple[Labels, Labels]:
    """Which codes are accepted and rejected on each segment of the interviews chosen."""
    yes: Labels = {}
    no: Labels = {}
    for place, piece in enumerate(at.segments):
        if piece.source in chosen:
            codes = {one.code for one in at.suggested[place]}
            right = {code for code in codes if at.truth[place, at.rules.places[code]]}
            yes[place], no[place] = frozenset(right), frozenset(codes - right)
    return yes, no


def figures(at: Ground, weight: float | None, repeat: int) -> list[float]:
    """Mean average precision of areas and of all codes, then of the areas shown: right, found."""
    names = sorted({piece.source for piece in at.segments})
    chosen = set(np.random.default_rng(repeat).permutation(names)[:ANSWERED].tolist())
    yes, no = answers(at, chosen) if weight is not None else ({}, {})
    training.HARD = weight or 1.0
    model = fit(at.segments, yes, no if weight else {}, scheme=at.scheme, language=at.language, seed=SEED)
    rest = np.asarray([piece.source not in chosen for piece in at.segments])
    return _measured(at.truth[rest], model.scores(at.batch)[rest], top_areas(at.rules.codes))


def _measured(truth: NDArray[np.bool_], scores: NDArray[np.float32], areas: list[int]) -> list[float]:
    whole = np.ones((1, len(truth)))
    used = np.flatnonzero(truth.sum(axis=0) >= LEAST_USED).tolist()
    each = {place: average_precisions(truth[:, place], scores[:, place], whole)[0] for place in {*areas, *used}}
    shown, right = scores[:, areas] >= ENOUGH_AREA, truth[:, areas]
    return [
        float(np.mean([each[place] for place in areas])),
        float(np.mean([each[place] for place in used])),
        float(right[shown].mean()),
        float((right & shown).sum() / right.sum()),
    ]


def table(rows: Mapping[str, Sequence[float]]) -> str:
    """The figures as a table."""
    lines = ["| answers | areas | all codes | right of the areas shown | found |", "|---|---|---|---|---|"]
    lines += [f"| {name} | {' | '.join(f'{figure:.2f}' for figure in row)} |" for name, row in rows.items()]
    return "\n".join(lines)


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--coder", default=CODER)
    parser.add_argument("--repeats", type=int, default=4)
    wanted = parser.parse_args(arguments)
    at = ground(wanted.coder)
    ways: dict[str, float | None] = {"none": None, "accepted ones only": 0.0}
    ways |= {f"rejected ones weigh {weight:g}": weight for weight in WEIGHTS if weight}
    rows = {
        name: np.mean([figures(at, weight, repeat) for repeat in range(wanted.repeats)], axis=0).tolist()
        for name, weight in ways.items()
    }
    print(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
