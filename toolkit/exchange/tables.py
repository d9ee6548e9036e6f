"""Tables to take along: named columns and rows of plain values, whatever kind of file they are written to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.exchange import coding_tables

Cell = str | int | float | bool | tuple[str, ...] | None
BETWEEN = " | "  # between the texts of a cell that holds several


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `name` is that of its sheet, `columns` are stable English keys, each row has a cell for each of them."""

    name: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]


def flat(cell: Cell) -> str | int | float:
    """A cell as a spreadsheet holds it: several texts as one, yes and no in words, nothing as an empty text."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return BETWEEN.join(cell) if isinstance(cell, tuple) else cell


def csv_of(table: Table, delimiter: str) -> bytes:
    """The table as CSV, UTF-8 with a byte-order mark; a cell that a spreadsheet would run as a formula is guarded."""
    header = [coding_tables.guarded(column) for column in table.columns]
    return coding_tables.table(header, ([flat(cell) for cell in row] for row in table.rows), delimiter)
