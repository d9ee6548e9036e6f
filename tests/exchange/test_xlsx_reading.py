"""A sheet's rows by the columns of its first row, as texts; damage and limits are in `test_xlsx.py`."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from toolkit.errors import BadFile
from toolkit.exchange import xlsx_reading
from toolkit.exchange.xlsx_reading import Workbook, unescaped


def parts(*sheets):
    """The parts of a workbook with these sheets, each a list of rows."""
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for number, rows in enumerate(sheets):
        page = book.active if not number else book.create_sheet(f"blad {number + 1}")
        for row in rows:
            page.append(row)
    book.save(stream)
    container = zipfile.ZipFile(stream)
    return {name: container.read(name) for name in container.namelist()}


def opened(*sheets):
    return Workbook(parts(*sheets).get, "a.xlsx")


def test_rows_come_with_their_line_and_texts_by_column():
    book = opened([[" Källa ", "CODE", None, "n"], ["d01 😀", "needs", "nowhere", 7], ["d02"]])
    assert list(book.records(0)) == [
        (2, {"källa": "d01 😀", "code": "needs", "n": "7"}),
        (3, {"källa": "d02", "code": "", "n": ""}),
    ]
    assert book.header(0) == ["källa", "code", "", "n"]


def test_empty_rows_are_left_out_and_their_lines_counted():
    book = opened([[None], [" "], ["a"], [None, "x"], ["  "], ["y"]])
    assert list(book.records(0)) == [(4, {"a": ""}), (6, {"a": "y"})]


def test_sheets_are_told_by_name_and_number_and_read_one_by_one():
    book = opened([["a"], [1]], [], [["b"], [2], [3]])
    assert book.sheets() == [("Sheet", 0), ("blad 2", 1), ("blad 3", 2)]
    assert [list(book.records(number)) for _, number in book.sheets()] == [
        [(2, {"a": "1"})],
        [],
        [(2, {"b": "2"}), (3, {"b": "3"})],
    ]
    assert (book.header(1), book.header(2)) == ([], ["b"])


@pytest.mark.parametrize(
    ("header", "row", "record"),
    [
        (["quote", "quote (2)", "quote (3)"], ["a", "b", "c"], {"quote": "abc"}),
        (["quote (2)", "quote"], ["a", "b"], {"quote (2)": "a", "quote": "b"}),
        (["quote", "quote (1)"], ["a", "b"], {"quote": "a", "quote (1)": "b"}),
        (["quote", "quote (02)"], ["a", "b"], {"quote": "a", "quote (02)": "b"}),
        (["n", "n (12)"], [None, "b"], {"n": "b"}),
        (["a", "a"], ["first", "last"], {"a": "last"}),
    ],
)
def test_a_text_too_long_for_a_cell_goes_on_in_the_next_of_its_columns(header, row, record):
    assert list(opened([header, row]).records(0)) == [(2, record)]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (3.0, "3"),
        (-0.5, "-0.5"),
        (True, "1"),
        (False, "0"),
        (date(2025, 3, 11), "2025-03-11"),
        (datetime(2025, 3, 11, 0, 0), "2025-03-11"),
        (datetime(2025, 3, 11, 0, 0, 1), "2025-03-11T00:00:01"),
        (time(7, 5), "07:05:00"),
        ("007", "007"),
        (" å\n", " å\n"),
    ],
)
def test_a_cell_is_read_as_what_a_person_sees(value, text):
    assert list(opened([["a"], [value]]).records(0)) == [(2, {"a": text})]


def test_a_text_in_runs_is_one_text():
    runs = CellRichText("vanligt ", TextBlock(InlineFont(b=True), "fet_x000A_t"), " 😀")
    assert list(opened([["a"], [runs]]).records(0)) == [(2, {"a": "vanligt fet\nt 😀"})]


@pytest.mark.parametrize(
    ("kept", "meant"),
    [
        ("plain", "plain"),
        ("a_x000A_b", "a\nb"),
        ("_x005F_x000A_", "_x000A_"),
        ("_x", "_x"),
        ("_x12_", "_x12_"),
        ("", ""),
    ],
)
def test_signs_that_the_format_cannot_hold_are_read_back(kept, meant):
    assert unescaped(kept) == meant


@pytest.mark.parametrize(
    ("limit", "most", "fits"),
    [
        ("MOST_ROWS", 3, True),
        ("MOST_ROWS", 2, False),
        ("MOST_COLUMNS", 2, True),
        ("MOST_COLUMNS", 1, False),
        ("MOST_CELLS", 6, True),
        ("MOST_CELLS", 5, False),
    ],
)
def test_a_sheet_is_read_within_limits(monkeypatch, limit, most, fits):
    found = parts([["a", "b"], [1, 2], [3, 4]])
    monkeypatch.setattr(xlsx_reading, limit, most)
    if fits:
        assert len(list(Workbook(found.get, "a.xlsx").records(0))) == 2
    else:
        with pytest.raises(BadFile):
            list(Workbook(found.get, "a.xlsx").records(0))


def test_only_parts_that_hold_texts_are_asked_for():
    found, asked = parts([["a"], [1]]), []
    extra = b'<Override PartName="/xl/media/film.bin" ContentType="video/mp4"/></Types>'
    found["[Content_Types].xml"] = found["[Content_Types].xml"].replace(b"</Types>", extra)

    def part(path):
        asked.append(path)
        return found.get(path)

    assert list(Workbook(part, "a.xlsx").records(0)) == [(2, {"a": "1"})]
    assert "xl/media/film.bin" not in asked
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("gone", ["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_workbook_that_lacks_a_part_is_told_by_its_name_with_what_to_do(gone):
    found = {name: data for name, data in parts([["secret"], [1]]).items() if name != gone}
    with pytest.raises(BadFile, match=r"a\.xlsx cannot be read as an Excel file") as caught:
        list(Workbook(found.get, "a.xlsx").records(0))
    assert "save it as .xlsx or as CSV" in caught.value.hint
    assert "secret" not in str(caught.value)
