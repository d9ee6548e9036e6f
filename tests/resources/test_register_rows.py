"""The lines of respondents.csv, however it was saved; a column about consent is never passed over."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import messages
from toolkit.errors import BadFile, BadSetting
from toolkit.resources.register_rows import Row, column, decoded, rows_of


def read(text: str) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, dict(row.values)) for row in rows_of(text, "respondents.csv")]


def refused(text: str) -> BadSetting:
    with pytest.raises(BadSetting) as caught:
        read(text)
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_a_register_is_read_in_whatever_encoding_it_was_saved(encoding: str) -> None:
    assert decoded("id;grupp\r\nÅ1;é\r\n".encode(encoding), "r.csv") == "id;grupp\nÅ1;é\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "r.csv is an Excel workbook, not a CSV file."),
        (b"id\x00\n", "r.csv is not a text file."),
        (b"\x81\x8d\xff", "r.csv is not a text file."),
        (b"\xff\xfe\x00", "r.csv is not a text file."),
    ],
)
def test_what_is_no_text_is_refused_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(BadFile) as caught:
        decoded(data, "r.csv")
    assert caught.value.sentence == said
    assert "CSV UTF-8" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("id;grupp\nD1;team\n", [(2, {"id": "D1", "group": "team"})]),
        ("ID ; Grupp\n D1 ;; \n", [(2, {"id": "D1"})]),
        ("sep=;\n\nid;ålder\n\nD1;41\n;;\nD2;\n", [(5, {"id": "D1", "ålder": "41"}), (7, {"id": "D2"})]),
        (
            'id;not\nD1;"två\nrader; här"\nD2;x\n',
            [(2, {"id": "D1", "not": "två\nrader; här"}), (4, {"id": "D2", "not": "x"})],
        ),
        ("id;;b\nD1;tyst;y\n", [(2, {"id": "D1", "b": "y"})]),
        ("pseudonym;a\nD1\n", [(2, {"id": "D1"})]),
        ("id;a\nD1;x;;\n", [(2, {"id": "D1", "a": "x"})]),
        ("id\n", []),
        ('"sep=;"\n;;\nid;a\nD1;x\n', [(4, {"id": "D1", "a": "x"})]),
    ],
)
def test_a_line_is_its_values_by_column_with_its_number_in_the_file(text: str, rows: list[tuple[int, object]]) -> None:
    assert read(text) == rows


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "respondents.csv:1: the first line must name the columns, and one of them must be id (or pseudonym)."),
        ("a;b\nD1;x\n", "respondents.csv:1: the first line must name the columns"),
        ("sep=;\n\na;b\n", "respondents.csv:3: the first line must name the columns"),
        ("id;a\nD1;x\n;y\n", "respondents.csv:3: the id is missing in a line that holds something else."),
        ("id;a\nD1;x;y\n", "respondents.csv:2: the line has more values than there are columns."),
        ("id;a;A\nD1\n", None),
        ("id;a;a\nD1\n", "respondents.csv:1: two columns are called “a”."),
        ("id;grupp;group\nD1\n", "respondents.csv:1: two columns are called “group”."),
        ('id;a\nD1;"x\n', "respondents.csv:2: the line cannot be read; check its quotation marks."),
        ('sep=;\n\nid;a\nD1;"x\n', "respondents.csv:4: the line cannot be read; check its quotation marks."),
        ("id;samtycke_typ\nD1;x\n", "respondents.csv:1: the column “samtycke_typ” seems to be about consent"),
        ("id;får citeras av?\nD1;x\n", "respondents.csv:1: the column “får citeras av?” seems to be about consent"),
        ("id;har nekat\nD1;x\n", "respondents.csv:1: the column “har nekat” seems to be about consent"),
    ],
)
def test_a_line_that_cannot_be_understood_is_named(text: str, said: str | None) -> None:
    if said is None:
        assert read(text) == [(2, {"id": "D1"})]  # columns of one's own are told apart as they are written
        return
    assert refused(text).sentence.startswith(said)


def test_an_unknown_column_about_consent_is_told_with_those_that_there_are() -> None:
    assert "consent_until" in refused("id;consent type\n").hint
    messages.use_language("sv")
    assert "samtycke_till" in refused("id;consent type\n").hint
    assert "id;grupp;organisation" in refused("a\n").hint


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("Samtycke", "consent"),
        (" FÅR CITERAS? ", "quote"),
        ("samtycke-till", "consent_until"),
        ("Samtycke t.o.m.", "consent_until"),
        ("Consent Given:", "consent"),
        ("Aktörsgrupp", "group"),
        ("Ålder", "Ålder"),
        ("", ""),
    ],
)
def test_what_a_header_means(header: str, meant: str) -> None:
    assert column(header) == meant


def test_an_error_of_a_row_names_its_line() -> None:
    error = Row(7, {}).wrong("respondents.csv", "{place}: the id is missing in a line that holds something else.")
    assert error.sentence.startswith("respondents.csv:7:")
    assert error.hint


CELL = st.text(alphabet='aå ";,\n\t🙂', max_size=8)


@settings(max_examples=30)
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=4), st.sampled_from(";,\t"))
def test_what_a_spreadsheet_wrote_is_read_again(cells: list[tuple[str, str]], separator: str) -> None:
    file = io.StringIO()
    out = csv.writer(file, delimiter=separator, lineterminator="\n")
    out.writerows([("id", "a", "b"), *((f"D{n}", *own) for n, own in enumerate(cells))])
    told = [dict(row.values) for row in rows_of(file.getvalue(), "r.csv")]
    assert told == [
        {"id": f"D{n}", **{name: text.strip() for name, text in zip("ab", own, strict=True) if text.strip()}}
        for n, own in enumerate(cells)
    ]
