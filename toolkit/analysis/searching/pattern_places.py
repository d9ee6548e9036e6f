"""Places that a pattern fits, as hits beside those of words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from toolkit.analysis.searching.word_search import Found
from toolkit.analysis.searching.word_shelf import FAR, Flags, Ints, Shelf

Row = tuple[int, int, int]  # turn, start, end


def turns_by_source(shelf: Shelf, allowed: Flags) -> Iterator[tuple[int, list[Row]]]:
    """The number of each source with turns allowed, and those turns with start and end."""
    turns = shelf.turns
    chosen = np.flatnonzero(allowed)
    cuts = np.flatnonzero(np.diff(turns.source[chosen])) + 1
    for own in np.split(chosen, cuts) if len(chosen) else ():
        rows = zip(own.tolist(), turns.start[own].tolist(), turns.end[own].tolist(), strict=True)
        yield int(turns.source[own[0]]), list(rows)


class Fits(Found):
    """Hits of a pattern, given in order of place."""

    def __init__(self, shelf: Shelf, rows: Sequence[Row]) -> None:
        super().__init__(shelf, np.array([row[0] for row in rows], np.int64))
        self.rows = rows

    def places(self, row: int) -> list[tuple[int, int]]:
        """Where a hit stands in its source."""
        return [self.rows[row][1:]]

    def edges(self) -> tuple[Ints, Ints]:
        """Of each hit where it begins and ends in all material."""
        above = self.shelf.turns.source[self.turns] << FAR
        begin, end = (np.array([row[side] for row in self.rows], np.int64) for side in (1, 2))
        return begin + above, end + above

    def where(self, kept: Flags) -> Fits:
        """Those that are kept."""
        return Fits(self.shelf, [row for row, keep in zip(self.rows, kept.tolist(), strict=True) if keep])
