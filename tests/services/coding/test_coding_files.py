"""Files of codings, read by what they are: a table, an Excel file, or something else that is refused in words."""

import io
import zipfile

import openpyxl
import pytest

from toolkit.errors import BadFile
from toolkit.services.coding.coding_files import rows

HEADER = ("source", "start", "quote", "code", "coder")
ROWS = (("p01.txt", 3, "bussen är sen 👩", "needs/work", "KL"), ("p02.txt", None, "Åsa", "needs/health", ""))


def workbook(*sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, lines in enumerate(sheets):
        sheet = book.create_sheet(f"Sheet {number}")
        for line in lines:
            sheet.append(line)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_of(lines, sign=","):
    return "\n".join(sign.join("" if cell is None else str(cell) for cell in line) for line in lines).encode()


def told(found):
    return [(row.source, row.start, row.quote, row.code, row.coder) for row in found]


@pytest.mark.parametrize("name", ["codings.csv", "CODINGS.CSV", "codings.txt"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_a_table_of_text_is_read(name, sign):
    found, problems = rows(csv_of((HEADER, *ROWS), sign), name)
    assert problems == []
    assert told(found) == [ROWS[0], ROWS[1]]


@pytest.mark.parametrize("name", ["codings.xlsx", "Codings.XLSX"])
def test_an_excel_file_gives_the_same_rows(name):
    found, problems = rows(workbook((HEADER, *ROWS)), name)
    assert problems == []
    assert told(found) == [ROWS[0], ROWS[1]]


def test_the_first_sheet_with_the_columns_of_codings_is_read():
    notes = (("about", "whom"), ("x", "y"))
    other = (HEADER, ("p09.txt", None, "sist", "needs/work", "MS"))
    found, _ = rows(workbook(notes, (HEADER, *ROWS), other), "codings.xlsx")
    assert [row.source for row in found] == ["p01.txt", "p02.txt"]


def test_a_workbook_without_such_a_sheet_is_refused_with_the_columns_that_lack():
    with pytest.raises(BadFile) as refused:
        rows(workbook((("source", "code"), ("p01.txt", "needs/work"))), "codings.xlsx")
    assert "codings.xlsx" in refused.value.sentence
    assert "quote" in f"{refused.value.sentence} {refused.value.hint}"


@pytest.mark.parametrize("name", ["project.qdpx", "PROJECT.QDPX", "codes.qdc"])
def test_a_project_of_another_program_is_refused_with_the_command_that_takes_it(name):
    with pytest.raises(BadFile) as refused:
        rows(b"PK", name)
    assert name in refused.value.sentence
    assert refused.value.hint == f"Take it in with: spegla exchange import {name}"


def _torn():
    whole = workbook((HEADER, *ROWS))
    return whole[: len(whole) // 2]


def _other_zip():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("secret words.txt", "SECRETWORD")
    return out.getvalue()


@pytest.mark.parametrize(
    "data", [b"", b"source,quote,code\n", _torn(), _other_zip()], ids=["empty", "csv", "torn", "zip"]
)
def test_what_is_no_excel_file_is_refused_by_its_name_and_without_its_words(data):
    with pytest.raises(BadFile) as refused:
        rows(data, "codings.xlsx")
    assert "codings.xlsx" in refused.value.sentence
    assert "SECRETWORD" not in f"{refused.value.sentence}{refused.value.hint}"
