"""Excel files: what is written is text and nothing else, is read by others, and comes back as it was."""

import builtins
import io
import os
import random
import re
import tempfile
import zipfile
from datetime import UTC, datetime
from datetime import time as clock
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.errors import BadFile, Refused
from toolkit.exchange import xlsx, xlsx_reading
from toolkit.exchange.tables import Table
from toolkit.exchange.xlsx_reading import Workbook, unescaped

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
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
    "_x000D_x000D_x000D_",
    "x005F_ and _x005F_x000A_",
    "<r>a & b</r>",
    "<b>&\"'",
    "emoji 👩\u200d👧",
    "TRUE",
    "2025-03-11",
    "007",
]


def book(data: bytes) -> Workbook:
    container = zipfile.ZipFile(io.BytesIO(data))
    return Workbook(lambda path: container.read(path) if path in container.namelist() else None, "x.xlsx")


def parts_of(data: bytes) -> dict[str, bytes]:
    container = zipfile.ZipFile(io.BytesIO(data))
    return {name: container.read(name) for name in container.namelist()}


def stored(data: bytes) -> list[str]:
    """The shared texts as ISO/IEC 29500-1 means them, without any library for Excel files."""
    root = ET.fromstring(parts_of(data)["xl/sharedStrings.xml"])
    return ["".join(unescaped(run.text or "") for run in item.iter(f"{{{MAIN}}}t")) for item in root]


def back(data: bytes) -> list[dict[str, str]]:
    opened = book(data)
    return [record for _, record in opened.records(opened.sheets()[0][1])]


def test_every_text_comes_back_and_no_cell_is_a_formula():
    data, split = xlsx.write([Table("t", ("n", "words"), list(enumerate(RISKY)))], now=NOW)
    assert split == 0
    assert [one["words"] for one in back(data)] == RISKY
    sheet = parts_of(data)["xl/worksheets/sheet1.xml"].decode()
    assert not re.search(r"<f[ >]|hyperlink", sheet)


def test_another_reader_sees_texts():
    data, _ = xlsx.write([Table("t", ("n", "words"), list(enumerate(RISKY)))], now=NOW)
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2))
    assert {row[1].data_type for row in rows} <= {"s", "inlineStr"}
    assert stored(data) == ["n", "words", *RISKY]
    assert [row[0].value for row in rows] == list(range(len(RISKY)))
    assert rows[0][1].quotePrefix, "opened for editing it must stay a text"


def test_a_file_saved_again_by_another_program_reads_the_same():
    words = [one for one in RISKY if one.isprintable() and "_x" not in one and "x005F_" not in one]
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


MARKS = ["_", "x", "0", "0", "0", "D", "_x000D", "x005F_", "<r>", "</r>", "<t>", "&", "="]


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(MARKS), min_size=1).map("".join))
def test_any_text_that_looks_like_a_mark_of_the_format_comes_back(words):
    data, _ = xlsx.write([Table("t", ("n", "words"), [(1, words)])], now=NOW)
    assert [one["words"] for one in back(data)] == [words]
    assert stored(data)[-1] == words


def test_what_the_format_cannot_hold_is_shown_as_missing():
    data, _ = xlsx.write([Table("t", ("words",), [("a\ud800b",), ("<r>\x0b</r>",), ("_x000D\x0b",)])], now=NOW)
    assert [one["words"] for one in back(data)] == ["a\ufffdb", "<r>\ufffd</r>", "_x000D\ufffd"]


def test_the_same_tables_give_the_same_bytes():
    made = [xlsx.write([Table("t", ("n", "words"), list(enumerate(RISKY)))], now=NOW)[0] for _ in range(2)]
    assert made[0] == made[1]
    opened = openpyxl.load_workbook(io.BytesIO(made[0]))
    assert opened.properties.created == NOW.replace(tzinfo=None)
    assert opened.active.freeze_panes == "A2"
    assert [cell.font.bold for cell in opened.active[1]] == [True, True]


def test_nothing_is_written_to_a_file(monkeypatch):
    real = builtins.open, os.open

    def only_reading(file, mode="r", *args, **kwargs):
        assert not set(mode) & set("wax+"), "a file was written"
        return real[0](file, mode, *args, **kwargs)

    def only_reading_low(path, flags, *args, **kwargs):
        assert not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT), "a file was written"
        return real[1](path, flags, *args, **kwargs)

    def refuse(*args, **kwargs):
        raise AssertionError("a temporary file was made")

    xlsx.write([Table("t", ("n",), [(1,)])], now=NOW)  # whatever is imported has been compiled
    with monkeypatch.context() as patch:
        patch.setattr(builtins, "open", only_reading)
        patch.setattr(os, "open", only_reading_low)
        for name in ("mkstemp", "mkdtemp", "TemporaryFile", "NamedTemporaryFile", "SpooledTemporaryFile"):
            patch.setattr(tempfile, name, refuse)
        data, _ = xlsx.write([Table("t", ("n", "words"), list(enumerate(RISKY * 500)))], now=NOW)
        assert len(back(data)) == len(RISKY) * 500


def test_more_rows_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    with pytest.raises(Refused, match="at most 3 rows"):
        xlsx.write([Table("t", ("n",), [(1,), (2,), (3,)])], now=NOW)


def test_more_columns_than_a_sheet_has_are_refused(monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_COLUMNS", 3)
    with pytest.raises(Refused, match="at most 3 columns"):
        xlsx.write([Table("t", ("a", "b", "c"), [("a", "b" * 40_000, 1)])], now=NOW)


def saved(fill) -> bytes:
    """A workbook as another program saves it."""
    other, stream = openpyxl.Workbook(), io.BytesIO()
    fill(other)
    other.save(stream)
    return stream.getvalue()


def test_numbers_dates_and_answers_are_read_as_texts():
    row = [7.0, 0.25, datetime(2025, 3, 11), datetime(2025, 3, 11, 10, 30), clock(10, 30), True, None, "#N/A"]

    def fill(other):
        other.active.append([f"c{place}" for place in range(len(row))])
        other.active.append(row)

    (read_row,) = back(saved(fill))
    assert list(read_row.values()) == [
        "7",
        "0.25",
        "2025-03-11",
        "2025-03-11T10:30:00",
        "10:30:00",
        "1",
        "",
        "#N/A",
    ]


def test_a_sheet_without_rows_has_no_columns():
    opened = book(saved(lambda other: other.create_sheet("second")))
    assert [name for name, _ in opened.sheets()] == ["Sheet", "second"]
    assert [opened.header(sheet) for _, sheet in opened.sheets()] == [[], []]


def sheet(inside: bytes) -> dict[str, bytes]:
    return {"xl/worksheets/sheet1.xml": b'<worksheet xmlns="%s">%s</worksheet>' % (MAIN.encode(), inside)}


ROWS = b'<sheetData><row><c t="str"><v>a</v></c></row><row><c t="str"><f>1+1</f><v>two</v></c></row></sheetData>'


@pytest.mark.parametrize("dimension", [b"", b'<dimension ref="A1"/>', b'<dimension ref="A1:B9"/>'])
def test_what_a_formula_last_showed_is_read_whatever_size_the_sheet_says(dimension):
    data, _ = xlsx.write([Table("t", ("n",), [(1,)])], now=NOW)
    opened = Workbook((parts_of(data) | sheet(dimension + ROWS)).get, "x.xlsx")
    assert read(opened) == [(2, {"a": "two"})]


def test_a_workbook_saved_as_strict_open_xml_is_read():
    data, _ = xlsx.write([Table("t", ("words",), [("å",)])], now=NOW)
    strict = {
        name: part.replace(
            b"http://schemas.openxmlformats.org/spreadsheetml/2006/", b"http://purl.oclc.org/ooxml/spreadsheetml/"
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"
        )
        for name, part in parts_of(data).items()
    }
    assert read(Workbook(strict.get, "x.xlsx")) == [(2, {"words": "å"})]


def read(opened: Workbook) -> list[object]:
    return list(opened.records(opened.sheets()[0][1]))


BROKEN = {
    "xml": {"xl/worksheets/sheet1.xml": b"<worksheet><row><c"},
    "far column": sheet(b'<sheetData><row r="1"><c r="ZZZ1"><v>1</v></c></row></sheetData>'),
    "far row": sheet(b'<sheetData><row r="2000000000"><c><v>1</v></c></row></sheetData>'),
    "a row without end": sheet(b"<sheetData><row>" + b"<c/>" * 300_000 + b"</row></sheetData>"),
    "shared text": sheet(b'<sheetData><row><c t="s"><v>7</v></c></row></sheetData>'),
    "no sheets": {"xl/workbook.xml": b"<workbook/>"},
    "no list of parts": {"[Content_Types].xml": b""},
}


@pytest.mark.parametrize("parts", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused_in_words(parts):
    data, _ = xlsx.write([Table("t", ("n",), [(1,)])], now=NOW)
    with pytest.raises(BadFile, match=r"x.xlsx cannot be read as an Excel file"):
        read(Workbook((parts_of(data) | parts).get, "x.xlsx"))


def test_a_sparse_sheet_is_read_within_limits(monkeypatch):
    monkeypatch.setattr(xlsx_reading, "MOST_CELLS", 100_000)
    data, _ = xlsx.write([Table("t", ("n",), [(1,)])], now=NOW)
    far = b"".join(b'<row><c r="XFD%d"><v>1</v></c></row>' % line for line in range(1, 10))
    with pytest.raises(BadFile, match="cannot be read"):
        read(Workbook((parts_of(data) | sheet(b"<sheetData>%s</sheetData>" % far)).get, "x.xlsx"))


def full(other) -> None:
    page = other.active
    page.append(["source", "quote", "time", "share"])
    for line in range(4):
        page.append([f"s{line}", "hemliga ord", datetime(2025, 3, 11, 10, line), line / 3])
    page.merge_cells("A9:B9")
    page.print_title_rows = "1:1"
    page.auto_filter.ref = "A1:D5"


def damaged(data: bytes, chance: random.Random) -> bytes:
    found = chance.choice(list(re.finditer(rb'"([^"]*)"|>([^<]+)<|</?(\w+)', data)))
    begin, end = next(found.span(group) for group in (1, 2, 3) if found.group(group) is not None)
    return data[:begin] + chance.choice([b"", b"x", b"-1", b"9" * 20, b"1e999", b"row", b"s", b"d"]) + data[end:]


def refusal(parts: dict[str, bytes]) -> BadFile | None:
    try:
        read(Workbook(parts.get, "x.xlsx"))
    except BadFile as error:
        return error
    return None


@pytest.mark.parametrize("seed", range(10))
def test_a_damaged_part_is_read_or_refused_without_its_words(seed):
    chance = random.Random(seed)
    parts = parts_of(saved(full))
    for _ in range(20):
        name = chance.choice([name for name in parts if not name.startswith("docProps")])
        told = refusal(parts | {name: damaged(parts[name], chance)})
        assert told is None or told.__suppress_context__ or told.__context__ is None
        assert "hemliga" not in str(told)
