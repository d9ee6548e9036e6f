"""Suppression: which small cells of a printed table to leave out, so that its totals do not give them back.

A cell counts persons. Cells of 1 to `least` − 1 are left out first (primary); where a reader could still work one of
them out, or that it is the same person's, further cells are left out (secondary) until none can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = tuple[int, int]
Counts = Sequence[Sequence[int]]


@dataclass(frozen=True, slots=True)
class Totals:
    """Which totals are printed beside the cells."""

    rows: bool = True
    columns: bool = True


BOTH = Totals()


def small(counts: Counts, *, least: int) -> frozenset[Cell]:
    """The cells with at least one person and fewer than `least`."""
    return frozenset((r, c) for r, row in enumerate(counts) for c, count in enumerate(row) if 0 < count < least)


def recoverable(counts: Counts, hidden: Iterable[Cell], *, totals: Totals = BOTH) -> frozenset[Cell]:
    """The hidden cells that a reader works out from what is printed: the only value that fits, none being negative.

    A hidden cell can take another value exactly when counts can be shifted along a cycle of hidden cells (or along a
    path between two totals that are not printed) through it; cells that hold nobody cannot give any away.
    """
    cells = sorted(set(hidden))
    return frozenset(cell for cell in cells if not _movable(counts, cells, cell, totals))


def _movable(counts: Counts, cells: Sequence[Cell], cell: Cell, totals: Totals) -> bool:
    """Whether some shift changes the cell: one up, by a way back from its column to its row, or one down."""
    row, column = ("row", cell[0]), ("column", cell[1])
    ways = _shifts(counts, cells, cell, totals)
    return _reaches(ways, column, row) or (counts[cell[0]][cell[1]] > 0 and _reaches(ways, row, column))


Node = tuple[str, int]
_OUTSIDE: Node = ("outside", 0)


def _shifts(counts: Counts, cells: Sequence[Cell], without: Cell, totals: Totals) -> dict[Node, set[Node]]:
    """From which row or column one person can be shifted to which, through hidden cells other than `without`.

    A cell that gains leads from its row to its column, one that loses from its column to its row; a total that is not
    printed takes or gives anything.
    """
    ways: dict[Node, set[Node]] = {}
    for r, c in cells:
        if (r, c) != without:
            ways.setdefault(("row", r), set()).add(("column", c))
            if counts[r][c] > 0:
                ways.setdefault(("column", c), set()).add(("row", r))
    free = [("row", r) for r in range(len(counts))] if not totals.rows else []
    free += [("column", c) for c in range(len(counts[0]) if counts else 0)] if not totals.columns else []
    for node in free:
        ways.setdefault(node, set()).add(_OUTSIDE)
        ways.setdefault(_OUTSIDE, set()).add(node)
    return ways


def _reaches(ways: dict[Node, set[Node]], start: Node, end: Node) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        for node in ways.get(waiting.pop(), ()):
            if node == end:
                return True
            if node not in seen:
                seen.add(node)
                waiting.append(node)
    return False


def suppressed(counts: Counts, *, least: int, totals: Totals = BOTH) -> frozenset[Cell]:
    """The cells to leave out: the small ones, and as many more as it takes that none of them can be worked out.

    Of the further cells the smallest that helps is taken first, one with nobody in it last; where nothing helps, all
    cells of the row or column go.
    """
    primary = small(counts, least=least)
    hidden = set(primary)
    while exposed := recoverable(counts, hidden, totals=totals) & primary:
        row, column = min(exposed)
        other = [(r, c) for r in range(len(counts)) for c in range(len(counts[r])) if (r, c) not in hidden]
        near = [(r, c) for r, c in other if (totals.rows and r == row) or (totals.columns and c == column)]
        near = near or (other if totals == BOTH else [])
        if not near:
            break
        hidden.add(min(near, key=lambda cell: (counts[cell[0]][cell[1]] == 0, counts[cell[0]][cell[1]], cell)))
    return frozenset(hidden)
