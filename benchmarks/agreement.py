"""Our values of agreement beside the published ones, and how long a large project takes.

python -m benchmarks.agreement                    the table
python -m benchmarks.agreement --project FOLDER   also the time for this project's coders (processor seconds)
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from toolkit.domain.comparing.agreement import Measure, Tally, percent, tally
from toolkit.domain.comparing.alphas import Level, alpha
from toolkit.domain.comparing.kappas import ac1, cohen, fleiss
from toolkit.domain.comparing.unitizing import unitizing_alpha
from toolkit.domain.texts.text import Span

MEG = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")
BEN = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")
FOUR = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)
THREE = (
    ". . . . . 3 4 1 2 1 1 3 3 . 3",
    "1 . 2 1 3 3 4 3 . . . . . . .",
    ". . 2 1 3 4 4 . 2 1 1 3 3 . 4",
)
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
PARADOX = ((118, 5), (2, 0))
ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))
HAND = ((8, 1), (0, 1))
FLEISS = [
    *("0 0 0 0 14", "0 2 6 4 2", "0 0 3 5 6", "0 3 9 2 0", "2 2 8 1 1"),
    *("7 7 0 0 0", "3 2 6 3 0", "2 5 3 2 2", "6 5 2 1 0", "0 2 2 3 7"),
]
UNITS = ((Span(75, 145), Span(220, 250)), (Span(70, 150), Span(205, 225), Span(250, 270)))


@dataclass(frozen=True)
class Published:
    """A published value: where, which measure, what it is, and ours."""

    where: str
    measure: str
    value: float
    ours: float | None


def _rows(rows: tuple[str, ...], number: Callable[[str], Any] = str) -> Tally:
    ratings = [[None if one == "." else number(one) for one in row.split()] for row in rows]
    return tally(zip(*ratings, strict=True))


def _table(rows: tuple[tuple[int, ...], ...]) -> Tally:
    return {(first, second): n for first, row in enumerate(rows) for second, n in enumerate(row)}


def _spread(rows: list[str]) -> Tally:
    return tally([k for k, n in enumerate(map(int, row.split())) for _ in range(n)] for row in rows)


def published() -> Iterator[Published]:
    """Every published value that the tests hold as well."""

    def row(where: str, measure: str, value: float, ours: Measure) -> Published:
        return Published(where, measure, value, ours.value)

    yield row("Krippendorff 2011 A", "alpha nominal", 0.095, alpha(_rows(MEG)))
    yield row("Krippendorff 2011 B", "alpha nominal", 0.692, alpha(_rows(BEN)))
    levels = ((Level.NOMINAL, 0.743, 0.691), (Level.ORDINAL, 0.815, 0.807), (Level.INTERVAL, 0.849, 0.811))
    for level, first, second in (*levels, (Level.RATIO, 0.797, 0.809)):
        yield row("Krippendorff 2011 C", f"alpha {level}", first, alpha(_rows(FOUR, float), level))
        yield row("Wikipedia, 3 × 15", f"alpha {level}", second, alpha(_rows(THREE, float), level))
    yield row("Krippendorff 2004 (DKPro)", "alpha for unitizing", 0.7285, unitizing_alpha(UNITS, 300))
    yield row("Cohen 1960, example 2", "Cohen's kappa", 0.492, cohen(_table(COHEN)))
    yield row("Cohen 1960, example 2", "Gwet's AC1", 0.5760, ac1(_table(COHEN)))
    yield row("irrCAC, abstractors", "Cohen's kappa", 0.7964, cohen(_table(ABSTRACTORS)))
    yield row("irrCAC, abstractors", "Scott's pi", 0.7962, fleiss(_table(ABSTRACTORS)))
    yield row("irrCAC, abstractors", "Gwet's AC1", 0.8493, ac1(_table(ABSTRACTORS)))
    yield row("irrCAC, four raters", "percent", 0.8182, percent(_rows(FOUR)))
    yield row("irrCAC, four raters", "Fleiss' kappa", 0.7612, fleiss(_rows(FOUR)))
    yield row("irrCAC, four raters", "Gwet's AC1", 0.7754, ac1(_rows(FOUR)))
    yield row("Fleiss, 10 × 14", "Fleiss' kappa", 0.2099, fleiss(_spread(FLEISS)))
    yield row("8 yy, 1 nn, 1 yn", "Gwet's AC1", 0.8658, ac1(_table(HAND)))
    yield row("8 yy, 1 nn, 1 yn", "Scott's pi", 0.6078, fleiss(_table(HAND)))
    yield row("prevalence paradox", "percent", 0.944, percent(_table(PARADOX)))
    yield row("prevalence paradox", "Cohen's kappa", -0.0234, cohen(_table(PARADOX)))
    yield row("prevalence paradox", "Gwet's AC1", 0.9408, ac1(_table(PARADOX)))


def timed(folder: Path) -> Iterator[str]:
    """What the coders of a project take: processor seconds of each part, and peak memory."""
    from toolkit.services.comparing import agenda, agreement, agreement_tables
    from toolkit.services.projects.project import open_project

    project = open_project(folder, now=datetime.now(UTC))
    at = time.process_time()
    found = agreement.compared(project, agreement.chosen(project, []))
    read = time.process_time() - at
    items = agenda.agenda(project, found)
    met = time.process_time() - at - read
    table = agreement_tables.table(project, found)
    reckoned = time.process_time() - at - read - met
    marks, places = sum(len(one.marks) for one in found.read), sum(len(item.places) for item in items)
    yield f"{len(found.read)} sources, {marks} codings, {len(table.codes)} codes, {table.units} segments"
    yield f"{places} places where they disagree"
    yield f"read {read:.2f} s, disagreements {met:.2f} s, figures with 1,000 draws {reckoned:.2f} s"
    yield f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"


def main() -> None:
    """Print the table, and the time where a project is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--project", type=Path)
    wanted = parser.parse_args()
    print(f"{'where':<28}{'measure':<24}{'published':>10}{'ours':>12}")
    for one in published():
        print(f"{one.where:<28}{one.measure:<24}{one.value:>10}{one.ours:>12.6f}")
    for line in timed(wanted.project) if wanted.project else ():
        print(line)


if __name__ == "__main__":
    main()
