"""A matrix as a table: a column of titles, then its counts."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.domain.codings.matrices import Matrix
from toolkit.exchange.tables import Cell, Table


def as_table(matrix: Matrix, corner: str, *, rows: Sequence[str], columns: Sequence[str]) -> Table:
    """The matrix under these titles."""
    cells: list[tuple[Cell, ...]] = [(title, *values) for title, values in zip(rows, matrix.values, strict=True)]
    return Table("matrix", (corner, *columns), cells)
