"""Themes of the sample on text alone beside BERTopic and Turftopic, in one run.

    python -m benchmarks.themes_peers --peers PYTHON [--json]

PYTHON is an interpreter in which `bertopic` and `turftopic` are installed; this project does not need them. Nothing is
downloaded: the peers' usual encoders are models from the network, so each gets vectors of character n-grams learned
from the sorted passages, and, where it takes vectors from outside, once more ours, which are learned from all answers
with their questions. That is a handicap for them against their defaults on English, and the only ground on a machine
without the network. A passage that a peer leaves out counts as a theme of its own; its share is told. Intervals are
the 2.5th and 97.5th percentile over halves of the people; `ahead` is ours less theirs on the same halves.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.themes import WAYS, Sorted, figures, sample, sorted_cells
from toolkit.analysis.themes.clustering import Labels

SEED = 1
DRAWS = 300
SORTING = Path(__file__).with_name("peers_sorting.py")
FIRST = "text alone"
OURS = (FIRST, "k-means on words", "text + codes + question")
Draws = Sequence[Sequence[Sequence[int]]]  # for each draw and cell the places of the passages
Scores = npt.NDArray[np.float64]  # draws × (AMI, B³)


def peers_labels(cells: Sequence[Sorted], python: Path) -> dict[str, list[list[int] | None]]:
    """What each peer makes of each cell; None where it fails."""
    given = [
        {
            "texts": [each.text for each in cell.passages],
            "vectors": cell.material.text[list(cell.rows)].tolist(),
            "count": cell.count,
        }
        for cell in cells
    ]
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "cells.json"), Path(folder, "labels.json")
        source.write_text(json.dumps(given), encoding="utf-8")
        offline = {**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONPATH": "", "NUMBA_CACHE_DIR": folder}
        subprocess.run([python, str(SORTING), str(source), str(target)], check=True, env=offline)
        labels: dict[str, list[list[int] | None]] = json.loads(target.read_text(encoding="utf-8"))
        return labels


def whole(labels: list[int] | None, cell: Sorted) -> Labels:
    """A label for every passage: those left out are themes of their own, those of a cell that failed are one theme."""
    if labels is None:
        return np.zeros(len(cell.rows), dtype=int)
    alone = max(labels, default=0) + 1
    return np.array([label if label >= 0 else alone + place for place, label in enumerate(labels)])


def draws(cells: Sequence[Sorted]) -> Draws:
    """The passages of each cell of half of the people, drawn anew.

    Halves vary as much as whole samples of people would (McCarthy 1969), and hold no passage twice: two copies of one
    passage are always sorted alike, which would flatter every way, most of all those that leave passages alone.
    """
    rng = np.random.default_rng(SEED)
    people = sorted({one.respondent for cell in cells for one in cell.passages})
    owners = [np.array([one.respondent for one in cell.passages]) for cell in cells]
    halves = [rng.choice(people, len(people) // 2, replace=False) for _ in range(DRAWS)]
    return [[np.flatnonzero(np.isin(own, half)).tolist() for own in owners] for half in halves]


def drawn_scores(cells: Sequence[Sorted], found: Sequence[Labels], drawn: Draws) -> Scores:
    """AMI and B³ of each draw."""
    scores = []
    for places in drawn:
        kept = [(cell.part(own), labels[own]) for cell, labels, own in zip(cells, found, places, strict=True) if own]
        told = figures([cell for cell, _ in kept], [labels for _, labels in kept])
        scores.append((told["ami"], told["b_cubed"]))
    return np.array(scores)


def interval(values: Scores) -> list[list[float]]:
    """The 2.5th and 97.5th percentile of AMI and of B³."""
    return [[round(float(end), 3) for end in np.percentile(column, [2.5, 97.5])] for column in values.T]


def measured(python: Path) -> dict[str, dict[str, object]]:
    """All rows by name."""
    cells = sorted_cells(sample().material())
    sortings = {f"Spegla, {name}": ([WAYS[name](cell, cell.count) for cell in cells], 0.0, 0) for name in OURS}
    for name, labels in peers_labels(cells, python).items():
        every = [label for one in labels for label in one or ()]
        share = sum(label < 0 for label in every) / max(1, len(every))
        filled = [whole(one, cell) for one, cell in zip(labels, cells, strict=True)]
        sortings[name] = filled, share, sum(one is None for one in labels)
    drawn = draws(cells)
    first = drawn_scores(cells, sortings[f"Spegla, {FIRST}"][0], drawn)
    rows: dict[str, dict[str, object]] = {}
    for name, (found, share, failed) in sortings.items():
        scores = drawn_scores(cells, found, drawn)
        told = {"interval": interval(scores), "ahead": interval(first - scores), "left_out": share, "failed": failed}
        rows[name] = {**figures(cells, found), **told}
    return rows


def _ends(row: dict[str, object], name: str, column: int) -> str:
    found = row[name]
    assert isinstance(found, list)
    low, high = found[column]
    return f"{low:.2f}, {high:.2f}"


def main(arguments: Sequence[str]) -> int:
    """Print the figures as a table, or as JSON with --json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path, required=True, help="a Python with bertopic and turftopic")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args(arguments)
    rows = measured(wanted.peers)
    if wanted.json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    print(f"{'':38}{'AMI':>6}{'':16}{'B³':>6}{'left out':>10}{'failed':>8}   ahead in AMI, in B³")
    for name, each in rows.items():
        of_ami, ahead = f"[{_ends(each, 'interval', 0)}]", f"[{_ends(each, 'ahead', 0)}], [{_ends(each, 'ahead', 1)}]"
        print(
            f"{name:38}{each['ami']:6.2f} {of_ami:15}{each['b_cubed']:6.2f}"
            f"{each['left_out']:10.0%}{each['failed']:8}   {ahead}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
