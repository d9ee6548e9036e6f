"""Excel files as rows of texts: each kind of cell as Excel shows it, dates in every format, and limits."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest

from tests.importers.survey_samples import excel
from toolkit.errors import BadFile
from toolkit.importers import spreadsheet
from toolkit.importers.spreadsheet import rows

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(*sheets, texts="", styles="", properties="", target="worksheets/sheet{}.xml"):
    """An Excel file whose sheets hold this XML of rows."""
    listed = "".join(f'<sheet name="s{n}" r:id="r{n}"/>' for n in range(len(sheets)))
    linked = "".join(f'<Relationship Id="r{n}" Target="{target.format(n)}"/>' for n in range(len(sheets)))
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN} xmlns:r="{LINKS}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships>{linked}</Relationships>",
        "xl/sharedStrings.xml": f"<sst {MAIN}>{texts}</sst>",
        "xl/styles.xml": f"<styleSheet {MAIN}>{styles}</styleSheet>",
    }
    for number, sheet in enumerate(sheets):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {MAIN}><sheetData>{sheet}</sheetData></worksheet>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in parts.items():
            container.writestr(name, content)
    return stream.getvalue()


def cell(xml, **parts):
    (row,) = rows(book(f"<row>{xml}</row>", **parts), "a.xlsx")
    return row[0]


def test_what_excel_wrote_is_read_as_it_shows_it():
    data = excel(
        ("Id", "När", "Dag", "Klockan", "Betyg", "Nöjd"),
        ("Å01", datetime(2025, 3, 1, 10, 11, 12), date(2025, 3, 1), time(9, 5), 3.2, True),
        ("Ö02 😀", None, None, None, 1_000_000, "  "),
    )
    assert rows(data, "a.xlsx") == [
        ["Id", "När", "Dag", "Klockan", "Betyg", "Nöjd"],
        ["Å01", "2025-03-01 10:11:12", "2025-03-01", "09:05:00", "3.2", "1"],
        ["Ö02 😀", "", "", "", "1000000", "  "],
    ]


@pytest.mark.parametrize(
    ("xml", "shown"),
    [
        ("<c><v>3.2000000000000002</v></c>", "3.2"),
        ("<c><v>0.1</v></c>", "0.1"),
        ("<c><v>-7</v></c>", "-7"),
        ("<c><v>7.0</v></c>", "7"),
        ("<c><v>123456789012345</v></c>", "123456789012345"),
        ("<c><v>1E15</v></c>", "1e+15"),
        ("<c><v>inget tal</v></c>", "inget tal"),
        ('<c t="str"><v>007 _x0041_</v></c>', "007 A"),
        ('<c t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c t="s"><v>0</v></c>', "Åsa"),
        ('<c t="s"><v>1</v></c>', "fet mager"),
        ('<c t="inlineStr"><is><t>rad_x000A_rad</t></is></c>', "rad\nrad"),
        ('<c t="inlineStr"><is><t>_x00ZZ_</t></is></c>', "_x00ZZ_"),
    ],
)
def test_each_kind_of_cell(xml, shown):
    texts = "<si><t>Åsa</t><rPh><t>ljud</t></rPh></si><si><r><t>fet</t></r><r><rPr/><t> mager</t></r></si>"
    assert cell(xml, texts=texts) == shown


@pytest.mark.parametrize("xml", ['<c t="s"><v>9</v></c>', '<c t="s"><v>x</v></c>', "<c/>", "<c><v/></c>"])
def test_a_cell_that_points_nowhere_is_empty_and_its_row_none(xml):
    assert rows(book(f"<row>{xml}</row>"), "a.xlsx") == []


@pytest.mark.parametrize(
    ("days", "shown"),
    [
        ("45717", "2025-03-01"),
        ("45717.5", "2025-03-01 12:00:00"),
        ("0.25", "06:00:00"),
        ("0", "00:00:00"),
        ("45717.99999999", "2025-03-02 00:00:00"),
        ("-1", "-1"),
        ("2958466", "2958466"),
        ("2958465", "9999-12-31"),
        ("NaN", "NaN"),
        ("okänt", "okänt"),
    ],
)
def test_a_dated_cell_is_a_day_a_moment_or_a_time_of_the_day(days, shown):
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    assert cell(f"<c><v>{days}</v></c>", styles=styles) == shown


@pytest.mark.parametrize(("value", "shown"), [("0", "2025-03-01"), ("false", "2025-03-01"), ("1", "2029-03-02")])
def test_days_are_counted_from_the_workbooks_own_first_day(value, shown):
    """The calendar of 1904 begins 1,462 days later than that of 1900."""
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'
    assert cell("<c><v>45717</v></c>", styles=styles, properties=f'<workbookPr date1904="{value}"/>') == shown


@pytest.mark.parametrize(
    ("code", "dated"),
    [
        ("yyyy\\-mm\\-dd", True),
        ("[h]:mm", True),
        ("D MMM", True),
        ('0 "dagar"', False),
        ("0\\d", False),
        ("[Red]0.00", False),
        ("General", False),
        ("0.00", False),
    ],
)
def test_a_format_of_ones_own_shows_a_date_when_it_holds_its_letters(code, dated):
    styles = (
        f"<numFmts><numFmt numFmtId='164' formatCode='{code}'/></numFmts>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs>"
    )
    assert cell('<c s="1"><v>45717</v></c>', styles=styles) == ("2025-03-01" if dated else "45717")
    assert cell('<c s="0"><v>45717</v></c>', styles=styles) == "45717"


@pytest.mark.parametrize(
    ("number", "dated"),
    [(13, False), (14, True), (22, True), (23, False), (27, True), (37, False), (45, True), (49, False), (58, True)],
)
def test_a_format_of_excels_own_shows_a_date_by_its_number(number, dated):
    styles = f'<cellXfs><xf numFmtId="{number}"/></cellXfs>'
    assert cell("<c><v>45717</v></c>", styles=styles) == ("2025-03-01" if dated else "45717")


def test_cells_stand_in_their_columns_whatever_is_left_out():
    sheet = (
        '<row><c r="B1"><v>1</v></c><c><v>2</v></c><c r="AA1"><v>3</v></c><c r="A1"><v>4</v></c></row>'
        '<row><c r="C2" t="inlineStr"><is><t> </t></is></c></row><row/>'
    )
    (row,) = rows(book(sheet), "a.xlsx")
    assert row == ["4", "1", "2", *[""] * 23, "3"]


def test_the_first_sheet_that_holds_texts_is_read():
    full = '<row><c t="inlineStr"><is><t>ja</t></is></c></row>'
    assert rows(book("", '<row><c t="inlineStr"><is><t> </t></is></c></row>', full), "a.xlsx") == [["ja"]]
    assert rows(book(full, target="/xl/worksheets/sheet{}.xml"), "a.xlsx") == [["ja"]]
    assert rows(book(full, target="worksheets/annat{}.xml"), "a.xlsx") == []
    assert rows(book(), "a.xlsx") == []


@pytest.mark.parametrize("data", [b"", b"Id;Svar\n", b"PK\x03\x04"])
def test_what_is_no_package_is_refused(data):
    with pytest.raises(BadFile) as caught:
        rows(data, "enkät.xlsx")
    assert "enkät.xlsx" in caught.value.sentence
    assert caught.value.hint


@pytest.mark.parametrize("parts", [{"other.xml": "<a/>"}, {"xl/workbook.xml": "<document/>"}])
def test_a_package_without_a_workbook_is_refused_with_the_way_on(zipped, parts):
    with pytest.raises(BadFile) as caught:
        rows(zipped(parts), "enkät.xlsx")
    assert caught.value.sentence == "enkät.xlsx holds no table that can be read."
    assert caught.value.hint == "Open it in Excel or LibreOffice, and save it as .xlsx or as CSV."


@pytest.mark.parametrize(("limit", "value"), [("MOST_COLUMNS", 2), ("MOST_CELLS", 5)])
def test_a_table_beyond_each_limit_is_refused(monkeypatch, limit, value):
    row = '<row><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row>'
    data = book(row * 2)
    assert len(rows(data, "a.xlsx")) == 2
    monkeypatch.setattr(spreadsheet, limit, value)
    with pytest.raises(BadFile) as caught:
        rows(data, "enkät.xlsx")
    assert caught.value.sentence == "enkät.xlsx is refused: its table is far larger than a survey can be."
    assert caught.value.hint
