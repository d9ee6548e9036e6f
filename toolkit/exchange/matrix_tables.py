"""A matrix as a table: a column of titles, then its counts."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.domain.codings.matrices import Matrix
from toolkit.exchange.tables import Cell, Table, csv_of

SEPARATOR = ";"  # a matrix is read by people, in a Swedish Excel, and never read back


def as_table(matrix: Matrix, corner: str, *, rows: Sequence[str], columns: Sequence[str]) -> Table:
    """The matrix under these titles."""
    cells: list[tuple[Cell, ...]] = [(title, *values) for title, values in zip(rows, matrix.values, strict=True)]
    return Table("matrix", (corner, *columns), cells)


def write_csv(matrix: Matrix, corner: str, *, rows: Sequence[str], columns: Sequence[str]) -> bytes:
    """The matrix as CSV, UTF-8 with a byte-order mark, `;` between columns; nothing in it runs as a formula."""
    return csv_of(as_table(matrix, corner, rows=rows, columns=columns), SEPARATOR)
