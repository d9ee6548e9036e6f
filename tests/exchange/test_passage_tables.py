"""Coded passages, one row for each, as a person reads them in a spreadsheet."""

from __future__ import annotations

from toolkit.exchange import passage_tables
from toolkit.exchange.passage_tables import PassageRow

ROW = PassageRow("d01.txt", 3, 19, "D01", "team", ("needs/health", "phase/before"), ("A", "Åsa"), True, "=Jag 😀; sa")
HEADER = "source{0}start{0}end{0}respondent{0}group{0}codes{0}coders{0}quotable{0}quote\r\n"


def test_a_row_has_a_cell_for_each_column_and_no_cell_is_run():
    assert passage_tables.write_csv(iter([ROW])).decode("utf-8-sig") == (
        HEADER.format(",") + "d01.txt,3,19,D01,team,needs/health | phase/before,A | Åsa,yes,'=Jag 😀; sa\r\n"
    )


def test_columns_are_parted_as_the_readers_excel_expects():
    assert (passage_tables.delimiter("sv"), passage_tables.delimiter("en")) == (";", ",")
    data = passage_tables.write_csv([ROW], delimiter=";")
    assert data.decode("utf-8-sig").endswith(';yes;"\'=Jag 😀; sa"\r\n')


def test_without_passages_there_is_a_header():
    assert passage_tables.write_csv([]).decode("utf-8-sig") == HEADER.format(",")


def test_the_table_keeps_numbers_and_several_codes_as_they_are():
    table = passage_tables.as_table([ROW])
    assert (table.name, table.columns) == ("passages", passage_tables.COLUMNS)
    assert table.rows == [("d01.txt", 3, 19, "D01", "team", ROW.codes, ROW.coders, True, ROW.words)]
