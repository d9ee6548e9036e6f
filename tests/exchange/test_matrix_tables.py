"""A matrix as a table: its titles, then its counts."""

from __future__ import annotations

import pytest

from toolkit.domain.codings.matrices import Matrix
from toolkit.exchange import matrix_tables

MATRIX = Matrix(("needs", "learning"), ("team", ""), ((3, 0), (1, 12)))
TITLES = {"rows": ["Behov", "=Lärande"], "columns": ["Teamet; alla", "–"]}


def test_the_table_keeps_counts_as_numbers():
    table = matrix_tables.as_table(MATRIX, "Område", **TITLES)
    assert (table.name, table.columns) == ("matrix", ("Område", "Teamet; alla", "–"))
    assert table.rows == [("Behov", 3, 0), ("=Lärande", 1, 12)]


def test_a_matrix_without_rows_has_its_titles_and_each_row_needs_one():
    empty = matrix_tables.as_table(Matrix((), ("team",), ()), "x", rows=[], columns=["Teamet"])
    assert (empty.columns, empty.rows) == (("x", "Teamet"), [])
    with pytest.raises(ValueError, match="zip"):
        matrix_tables.as_table(MATRIX, "x", rows=["one"], columns=["a", "b"])
