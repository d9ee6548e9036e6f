"""Tables of ratings from any program are read as what they are, or refused with the line."""

from __future__ import annotations

import pytest

from toolkit.domain.comparing.alphas import Level
from toolkit.errors import BadFile
from toolkit.exchange import rating_tables
from toolkit.exchange.rating_tables import RatingTable, read

PLAIN = "unit,A,B\n1,yes,no\n2,yes,\n"
EXPECTED = RatingTable(("A", "B"), ("1", "2"), (("yes", "no"), ("yes", None)))


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", "\t").encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        b"\xfe\xff" + PLAIN.encode("utf-16-be"),
        ("sep=;\n" + PLAIN.replace(",", ";")).encode(),
        ("sep=|\n" + PLAIN.replace(",", "|")).encode(),
        b"\n\n" + PLAIN.encode() + b"\n,,\n",
        b'unit , A,"B "\n 1, yes ,no\n2,"yes",\n',
        b"unit,A,B\n1,yes,no\n2,yes\n",
        b"unit,A,B\n1,yes,no,,\n2,yes\n",
    ],
)
def test_a_table_is_read_however_a_program_wrote_it(data):
    assert read(data, "r.csv") == EXPECTED


def test_swedish_letters_are_read_in_utf_8_and_as_older_programs_write_them():
    table = "enhet;Åsa;Örjan\n1;hälsa;språk\n"
    expected = RatingTable(("Åsa", "Örjan"), ("1",), (("hälsa", "språk"),))
    decomposed = table.replace("Å", "A\u030a").encode()
    for data in (table.encode(), table.encode("cp1252"), decomposed):
        assert read(data, "r.csv") == expected


def test_units_without_a_name_are_units_of_their_own():
    found = read(b"unit,A,B\n,x,y\n,x,\n1,x,y\n", "r.csv")
    assert len(set(found.units)) == 3
    assert found.ratings == (("x", "y"), ("x", None), ("x", "y"))


@pytest.mark.parametrize("level", [level for level in Level if level is not Level.NOMINAL])
@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("3", 3.0),
        ("2,5", 2.5),
        (" 1.25 ", 1.25),
        ("1 000", 1000.0),
        ("1\u00a0000,5", 1000.5),
        ("2e1", 20.0),
        ("+4", 4.0),
    ],
)
def test_above_the_nominal_level_ratings_are_numbers(level, cell, number):
    assert read(f"unit;A;B\n1;{cell};\n".encode(), "r.csv", level).ratings == ((number, None),)


def test_ratings_may_lie_below_zero_but_for_ratios():
    data = "unit;A;B\n1;-1,5;−2\n".encode()
    assert read(data, "r.csv", Level.INTERVAL).ratings == ((-1.5, -2.0),)
    assert read(data, "r.csv").ratings == (("-1,5", "−2"),)
    with pytest.raises(BadFile, match="line 2: a rating is no number that the level ratio allows"):
        read(data, "r.csv", Level.RATIO)
    assert read(b"unit;A;B\n1;0;1\n", "r.csv", Level.RATIO).ratings == ((0.0, 1.0),)


@pytest.mark.parametrize("cell", ["secret", "1..2", "1.000.000", "nan", "inf", "1e999", "0x10", "½", "１"])
def test_what_is_no_number_is_told_by_its_line_only(cell):
    with pytest.raises(
        BadFile, match=r"r\.csv, line 3: a rating is no number that the level interval allows"
    ) as caught:
        read(f"unit;A;B\n1;1;2\n2;1;{cell}\n".encode(), "r.csv", Level.INTERVAL)
    assert "secret" not in str(caught.value)
    assert "first row names the columns" in caught.value.hint


@pytest.mark.parametrize("header", ["unit,A", "unit", "unit,A,", "unit,A,A", "unit,A, A ", "unit,,B"])
def test_two_coders_with_names_of_their_own_are_needed(header):
    with pytest.raises(BadFile, match="names no two coders, or one of them twice"):
        read(f"{header}\n1,x,y\n".encode(), "r.csv")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("1,x,y,z", "line 2: there are more cells"),
        ("1,x,y\n2,x,y\n 1 ,x,y", "line 4: the unit stands in line 2 already"),
        ('1,x,y\n2,"x\ny",y\n1,x,y', "line 5: the unit stands in line 2 already"),
    ],
)
def test_what_is_wrong_in_a_row_is_told_with_its_line(rows, words):
    with pytest.raises(BadFile, match=words):
        read(f"unit,A,B\n{rows}\n".encode(), "r.csv")


def test_lines_count_the_line_that_says_the_separator():
    with pytest.raises(BadFile, match="line 3: there are more cells"):
        read(b"sep=,\nunit,A,B\n1,x,y,z\n", "r.csv")


@pytest.mark.parametrize("data", [b"", b"\n\n", b" , ,\n", b'unit,A,B\n1,"x,y\n'])
def test_what_holds_no_rows_or_cannot_be_read_is_no_table(data):
    with pytest.raises(BadFile, match="cannot be read as a table of ratings"):
        read(data, "r.csv")


@pytest.mark.parametrize("data", [b"PK\x03\x04rest", b"%PDF-1.4", b"\xd0\xcf\x11\xe0rest", b"unit,A,B\n1,\x00,x\n"])
def test_what_is_no_text_is_told_with_what_to_do(data):
    with pytest.raises(BadFile, match="is no text file") as caught:
        read(data, "r.xlsx")
    assert "Save it from Excel as CSV" in caught.value.hint


def test_a_table_larger_than_any_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(rating_tables, "LARGEST", len(PLAIN))
    assert read(PLAIN.encode(), "r.csv") == EXPECTED
    monkeypatch.setattr(rating_tables, "LARGEST", len(PLAIN) - 1)
    with pytest.raises(BadFile, match="larger than a table of ratings"):
        read(PLAIN.encode(), "r.csv")
