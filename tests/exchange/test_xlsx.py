"""Excel files: what is written is text and nothing else, is read by others, and comes back as it was."""

import io
import re
import zipfile
from datetime import UTC, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import BadFile, Refused
from toolkit.exchange import xlsx
from toolkit.exchange.tables import Table
from toolkit.exchange.xlsx_reading import Workbook, unescaped

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
RISKY = [
    "- Ja, precis",
    "=1+1",
    "+46",
    "@SUM(A1)",
    "-2",
    "\tindraget",
    "'=fria ord",
    "=cmd|' /C calc'!A1",
    "#N/A",
    "https://example.org",
    " blanks ",
    "rad\nrad",
    "a\x0bb\x0cc",
    "_x000D_ as written",
    "<b>&\"'",
    "emoji 👩\u200d👧",
    "TRUE",
    "2025-03-11",
    "007",
]


def book(data: bytes) -> Workbook:
    container = zipfile.ZipFile(io.BytesIO(data))
    return Workbook(lambda path: container.read(path) if path in container.namelist() else None, "x.xlsx")


def back(data: bytes) -> list[dict[str, str]]:
    opened = book(data)
    return [record for _, record in opened.records(opened.sheets()[0][1])]


def test_every_text_comes_back_and_no_cell_is_a_formula():
    data, split = xlsx.write([Table("t", ("n", "words"), list(enumerate(RISKY)))], now=NOW)
    assert split == 0
    assert [one["words"] for one in back(data)] == RISKY
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert not re.search(r"<f[ >]|hyperlink", sheet)


def test_another_reader_sees_texts():
    data, _ = xlsx.write([Table("t", ("n", "words"), list(enumerate(RISKY)))], now=NOW)
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2))
    assert {row[1].data_type for row in rows} <= {"s", "inlineStr"}
    assert [unescaped(row[1].value) for row in rows] == RISKY
    assert [row[0].value for row in rows] == list(range(len(RISKY)))
    assert rows[0][1].quotePrefix, "opened for editing it must stay a text"


def test_a_file_saved_again_by_another_program_reads_the_same():
    words = [one for one in RISKY if "\x0b" not in one and "_x" not in one]
    data, _ = xlsx.write([Table("t", ("n", "words"), list(enumerate(words)))], now=NOW)
    opened = openpyxl.load_workbook(io.BytesIO(data))
    for row in opened.active.iter_rows():
        for cell in row:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    saved = io.BytesIO()
    opened.save(saved)
    assert [one["words"] for one in back(saved.getvalue())] == words
    assert [one["n"] for one in back(saved.getvalue())] == [str(n) for n in range(len(words))]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1), min_size=1, max_size=4))
def test_any_text_comes_back(words):
    data, _ = xlsx.write([Table("t", ("n", "words"), list(enumerate(words)))], now=NOW)
    assert [one["words"] for one in back(data)] == words


@pytest.mark.parametrize("unit", ["a", "å\x0b", "👩", "_"])
def test_what_is_too_long_for_a_cell_goes_on_beside_it(unit):
    words = unit * 70_000
    data, split = xlsx.write([Table("t", ("words", "last"), [("short", "z"), (words, "y")])], now=NOW)
    assert split == 1
    opened = openpyxl.load_workbook(io.BytesIO(data)).active
    assert all(
        len(str(cell.value or "").encode("utf-16-le")) // 2 <= xlsx.LONGEST
        for row in opened.iter_rows()
        for cell in row
    )
    assert [(one["words"], one["last"]) for one in back(data)] == [("short", "z"), (words, "y")]


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="at most 3 rows"):
        xlsx.write([Table("t", ("n",), [(1,), (2,), (3,)])], now=NOW)


def read(opened: Workbook) -> list[object]:
    return list(opened.records(opened.sheets()[0][1]))


BROKEN = {
    "xml": {"xl/worksheets/sheet1.xml": b"<worksheet><row><c"},
    "far column": {"xl/worksheets/sheet1.xml": b'<worksheet><row r="1"><c r="ZZZ1"><v>1</v></c></row></worksheet>'},
    "a row without end": {"xl/worksheets/sheet1.xml": b"<worksheet><row>" + b"<c/>" * 300_000 + b"</row></worksheet>"},
    "shared text": {"xl/worksheets/sheet1.xml": b'<worksheet><row><c t="s"><v>7</v></c></row></worksheet>'},
    "no sheets": {"xl/workbook.xml": b"<workbook/>"},
}


@pytest.mark.parametrize("parts", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused_in_words(parts):
    data, _ = xlsx.write([Table("t", ("n",), [(1,)])], now=NOW)
    container = zipfile.ZipFile(io.BytesIO(data))
    opened = {name: container.read(name) for name in container.namelist()} | parts
    with pytest.raises(BadFile, match=r"x.xlsx cannot be read as an Excel file"):
        read(Workbook(opened.get, "x.xlsx"))
