"""Themes of the sample on text alone beside BERTopic and Turftopic, all given the same vectors, in one run.

    python -m benchmarks.themes_peers --peers PYTHON [--json]

PYTHON is an interpreter in which `bertopic` and `turftopic` are installed; this project does not need them. Nothing is
downloaded: the peers' usual encoders are models from the network, so each gets our character vectors instead, and where
it encodes words itself, the same kind of vectors learned on the spot. That is a handicap for them against their
defaults on English, and the only fair ground on a machine without the network. A passage that a peer leaves out
counts as a theme of its own; its share is told. Intervals are the 2.5th and 97.5th percentile over cells drawn anew.
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

from benchmarks.themes import WAYS, Sorted, figures, sample_passages, sorted_cells
from toolkit.analysis.clustering import Labels
from toolkit.analysis.language import Language
from toolkit.analysis.theme_material import Material

SEED = 1
DRAWS = 1000
SORTING = Path(__file__).with_name("peers_sorting.py")
OURS = ("k-means on words", "text alone", "text + codes + question")


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


def row(cells: Sequence[Sorted], found: Sequence[Labels], left_out: float = 0.0, failed: int = 0) -> dict[str, object]:
    """AMI and B³ with the interval of AMI over cells drawn anew."""
    rng = np.random.default_rng(SEED)
    drawn = []
    for _ in range(DRAWS):
        chosen = rng.integers(0, len(cells), len(cells))
        drawn.append(chosen)
    single = [figures([cell], [labels])["ami"] for cell, labels in zip(cells, found, strict=True)]
    weights = np.array([len(cell.rows) for cell in cells], dtype=float)
    means = [float(np.average(np.array(single)[chosen], weights=weights[chosen])) for chosen in drawn]
    low, high = np.percentile(means, [2.5, 97.5])
    told = figures(cells, found)
    return {**told, "low": float(low), "high": float(high), "left_out": left_out, "failed": failed}


def measured(python: Path) -> dict[str, dict[str, object]]:
    """All rows by name."""
    passages, scheme = sample_passages()
    material = Material.of(passages, language=Language("sv"), scheme=scheme, seed=SEED)
    cells = sorted_cells(material)
    rows = {f"Spegla, {name}": row(cells, [WAYS[name](cell, cell.count) for cell in cells]) for name in OURS}
    for name, labels in peers_labels(cells, python).items():
        every = [label for one in labels for label in one or ()]
        share = sum(label < 0 for label in every) / max(1, len(every))
        filled = [whole(one, cell) for one, cell in zip(labels, cells, strict=True)]
        rows[name] = row(cells, filled, share, sum(one is None for one in labels))
    return rows


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
    print(f"{'':34}{'AMI':>6}{'interval':>16}{'B³':>6}{'themes':>8}{'left out':>10}{'failed':>8}")
    for name, each in rows.items():
        interval = f"{each['low']:.2f} to {each['high']:.2f}"
        print(
            f"{name:34}{each['ami']:6.2f}{interval:>16}{each['b_cubed']:6.2f}{each['themes']:8.0f}"
            f"{each['left_out']:10.0%}{each['failed']:8}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
