"""A cell as a spreadsheet holds it, and a table as CSV that no spreadsheet runs."""

from __future__ import annotations

import csv
import io

import pytest

from toolkit.exchange.tables import Table, csv_of, flat


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (0, 0),
        (-3, -3),
        (0.5, 0.5),
        ("", ""),
        ("å | b", "å | b"),
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a | b"),
    ],
)
def test_a_cell_is_held_as_people_read_it(cell, held):
    assert flat(cell) == held
    assert type(flat(cell)) is type(held)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_comes_back_from_csv_with_its_signs(delimiter):
    table = Table("t", ("käll;a", "n"), [('say "a",;\n\t😀', 7), (("x", "y"), None), (True, 0.25)])
    data = csv_of(table, delimiter)
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert rows == [["käll;a", "n"], ['say "a",;\n\t😀', "7"], ["x | y", ""], ["yes", "0.25"]]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@a", "\tx", "\rx", "'=1", "''=1"])
def test_what_a_spreadsheet_would_run_is_guarded_in_columns_and_cells(words):
    table = Table("t", (words,), [(words,), ((words, "b"),), (-1,)])
    rows = list(csv.reader(io.StringIO(csv_of(table, ",").decode("utf-8-sig"), newline="")))
    assert rows == [[f"'{words}"], [f"'{words}"], [f"'{words} | b"], ["-1"]]


def test_a_table_without_rows_has_its_columns():
    assert csv_of(Table("t", ("a", "b"), []), ";") == b"\xef\xbb\xbfa;b\r\n"
