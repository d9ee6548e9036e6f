"""Printed tables of counts: which small cells they show, and which left-out cells their totals give back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.domain.quantities.suppression import Cell, Totals, recoverable, small, suppressed

_COUNT = re.compile(r"(\d{1,3}(?:[ \u00a0\u202f]\d{3})*|\d+)(?:\s*(?:av|of|/)\s*\d+)?(?:\s*\([\d.,]+\s*%\))?")
_HIDDEN = re.compile(
    r"[–—-]|\.{1,3}|…|\*+|x+|<\s*\d+|\d+\s*[–-]\s*\d+|(?:färre än|under|less than|fewer than|below)\s+\w+", re.I
)
_TOTAL = re.compile(
    r"\W*(?:totalt|total|summa|sammanlagt|alla|samtliga|sum|all|everyone|together|tillsammans)\W*", re.I
)
_NO_PEOPLE = re.compile(
    r"\W*(?:(?:slump)?frö|(?:random )?seed|minuter|minutes|år|years?|ålder|age|nr|no|version|datum|dates?|ord|words|"
    r"sid\w*|pages?|samtal\w*|intervjuer|conversations|interviews|organisation\w*|källor|sources|kodningar|codings)\W*",
    re.I,
)
"""Headers of columns that count something else than people."""
_YEARS = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Grid:
    """The counts of a table without its totals; `hidden` cells are left out, with a count that fits the totals.

    `rows` and `columns` are where the counts stand among the table's rows and columns.
    """

    counts: tuple[tuple[int, ...], ...]
    hidden: frozenset[Cell]
    totals: Totals
    rows: tuple[int, ...]
    columns: tuple[int, ...]

    def small(self, least: int) -> frozenset[Cell]:
        """The printed cells that count fewer than `least` people."""
        return small(self.counts, least=least) - self.hidden

    def given_back(self, least: int) -> frozenset[Cell]:
        """The hidden cells that a reader works out, and that count fewer than `least` people."""
        return recoverable(self.counts, self.hidden, totals=self.totals) & small(self.counts, least=least)

    def to_leave_out(self, least: int) -> frozenset[Cell]:
        """The cells to leave out, those that are left out already among them, so that none can be worked out."""
        shown = [[0 if (r, c) in self.hidden else n for c, n in enumerate(row)] for r, row in enumerate(self.counts)]
        return suppressed(shown, least=least, totals=self.totals) | self.hidden

    def placed(self, cells: frozenset[Cell]) -> tuple[tuple[int, int], ...]:
        """Where cells stand in the printed table, its header being row 0."""
        return tuple(sorted((self.rows[r], self.columns[c]) for r, c in cells))


def grid(cells: Sequence[Sequence[str]]) -> Grid | None:
    """The counts of a printed table, its header first and row headings in the first column; None when it has none."""
    if len(cells) <= 1 or len({len(row) for row in cells}) != 1:
        return None
    able = (c for c in range(1, len(cells[0])) if not _NO_PEOPLE.fullmatch(cells[0][c]))
    columns = [c for c in able if _counting([row[c] for row in cells[1:]])]
    rows = [r for r in range(1, len(cells)) if columns and all(_read(cells[r][c]) is not None for c in columns)]
    across = [c for c in columns if _TOTAL.fullmatch(cells[0][c])][-1:]
    down = [r for r in rows if _TOTAL.fullmatch(cells[r][0])][-1:]
    inner = [r for r in rows if r not in down], [c for c in columns if c not in across]
    if not inner[0] or not inner[1]:
        return None
    return _filled(cells, inner, down, across)


def _counting(column: Sequence[str]) -> bool:
    read = [_read(text) for text in column]
    known = [each for each in read if each is not None and each >= 0]
    if not known or all(each in _YEARS for each in known):
        return False
    return sum(each is not None for each in read) * 2 > len(read)


def _read(text: str) -> int | None:
    """The count in a cell; −1 for one that is left out, None for anything else."""
    shown = text.strip()
    if found := _COUNT.fullmatch(shown):
        return int(re.sub(r"\D", "", found[1]))
    return -1 if _HIDDEN.fullmatch(shown) else None


def _total(text: str) -> int:
    found = _read(text)
    return -1 if found is None else found


def _filled(
    cells: Sequence[Sequence[str]], inner: tuple[list[int], list[int]], down: list[int], across: list[int]
) -> Grid | None:
    rows, columns = inner
    counts = [[_read(cells[r][c]) for c in columns] for r in rows]
    hidden = frozenset((r, c) for r, row in enumerate(counts) for c, value in enumerate(row) if value == -1)
    known = [[max(value or 0, 0) for value in row] for row in counts]
    by_row = [_total(cells[r][across[0]]) for r in rows] if across else []
    by_column = [_total(cells[down[0]][c]) for c in columns] if down else []
    totals = Totals(rows=bool(by_row) and -1 not in by_row, columns=bool(by_column) and -1 not in by_column)
    left = (
        [total - sum(row) for total, row in zip(by_row, known, strict=True)] if totals.rows else None,
        [total - sum(own) for total, own in zip(by_column, zip(*known, strict=True), strict=True)]
        if totals.columns
        else None,
    )
    if hidden and not _fit(known, hidden, left):
        return None
    return Grid(tuple(map(tuple, known)), hidden, totals, tuple(rows), tuple(columns))


def _fit(counts: list[list[int]], hidden: frozenset[Cell], left: tuple[list[int] | None, list[int] | None]) -> bool:
    """Give the hidden cells counts that fit what is left of the totals; False when nothing does."""
    rows, columns = left
    for r, c in sorted(hidden):
        room = [own[at] for own, at in ((rows, r), (columns, c)) if own is not None]
        if any(each < 0 for each in room):
            return False
        _put(counts, (r, c), min(room, default=1), left)
    if rows is not None and columns is not None:
        while any(rows):
            if not _moved(counts, hidden, rows, columns):
                break
    return not any(rows or ()) and not any(columns or ())


def _put(counts: list[list[int]], cell: Cell, value: int, left: tuple[list[int] | None, list[int] | None]) -> None:
    counts[cell[0]][cell[1]] += value
    for own, at in zip(left, cell, strict=True):
        if own is not None:
            own[at] -= value


def _moved(counts: list[list[int]], hidden: frozenset[Cell], rows: list[int], columns: list[int]) -> bool:
    """Bring one person more of a row's rest into a column that lacks one, over other hidden cells where needed."""
    start = next(r for r, value in enumerate(rows) if value > 0)
    ways: dict[tuple[str, int], tuple[str, int] | None] = {("row", start): None}
    waiting = [("row", start)]
    while waiting:
        kind, at = waiting.pop(0)
        if kind == "column" and columns[at] > 0:
            _shift(counts, ways, at)
            rows[start] -= 1
            columns[at] -= 1
            return True
        for r, c in hidden:
            if kind == "row" and r == at and ("column", c) not in ways:
                ways[("column", c)] = (kind, at)
                waiting.append(("column", c))
            elif kind == "column" and c == at and counts[r][c] > 0 and ("row", r) not in ways:
                ways[("row", r)] = (kind, at)
                waiting.append(("row", r))
    return False


def _shift(counts: list[list[int]], ways: dict[tuple[str, int], tuple[str, int] | None], column: int) -> None:
    node: tuple[str, int] = ("column", column)
    while (before := ways[node]) is not None:
        row, col = (before[1], node[1]) if node[0] == "column" else (node[1], before[1])
        counts[row][col] += 1 if node[0] == "column" else -1
        node = before
