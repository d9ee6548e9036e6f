"""Coded passages, one row for each, as a person reads them in a spreadsheet."""

from __future__ import annotations

from toolkit.exchange import passage_tables
from toolkit.exchange.passage_tables import PassageRow
from toolkit.exchange.tables import csv_of

ROW = PassageRow("d01.txt", 3, 19, "D01", "team", ("needs/health", "phase/before"), ("A", "Åsa"), True, "=Jag 😀; sa")
HEADER = "source,start,end,respondent,group,codes,coders,quotable,quote\r\n"


def test_a_row_has_a_cell_for_each_column_and_no_cell_is_run():
    assert csv_of(passage_tables.as_table(iter([ROW])), ",").decode("utf-8-sig") == (
        HEADER + "d01.txt,3,19,D01,team,needs/health | phase/before,A | Åsa,yes,'=Jag 😀; sa\r\n"
    )


def test_without_passages_there_is_a_header():
    assert csv_of(passage_tables.as_table([]), ",").decode("utf-8-sig") == HEADER


def test_the_table_keeps_numbers_and_several_codes_as_they_are():
    table = passage_tables.as_table([ROW])
    assert (table.name, table.columns) == ("passages", passage_tables.COLUMNS)
    assert table.rows == [("d01.txt", 3, 19, "D01", "team", ROW.codes, ROW.coders, True, ROW.words)]
