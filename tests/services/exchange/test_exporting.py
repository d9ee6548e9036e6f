"""Tables to take along: what is in them, who is left out, and that what is read back is the same."""

import csv
import io
import json
from datetime import UTC, datetime

import openpyxl
import pytest

from tests.material import SAID
from toolkit.errors import BadFile, UsageError
from toolkit.services.coding import codings
from toolkit.services.exchange import exporting
from toolkit.services.exchange.exporting import Chosen, Format, Kind
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)
WITHDRAWN = "SEVENSECRET"
USED = [one for one in SAID if one.person != "P07"]


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def sheets(data):
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def lines(exported):
    return [json.loads(line) for line in exported.data.decode().splitlines()]


def emptied(project):
    from sqlalchemy import delete

    from toolkit.storage.tables.schema import coding

    with project.store(write=True) as store, store.writing("test", now=NOW) as change:
        change.connection.execute(delete(coding))


def everything(project):
    return {(one.source, one.span, one.quote, one.code, one.coder) for one in codings.listed(project)[0]}


def test_all_tables_in_one_workbook(project):
    made = exporting.tables(project, Kind.ALL, Format.XLSX)
    found = sheets(made.data)
    assert list(found) == ["codings", "passages", "matrix", "respondents"]
    assert made.rows == {name: len(rows) - 1 for name, rows in found.items()}
    assert len(found["codings"]) - 1 == sum(len(one.codes) for one in USED)
    assert len(found["passages"]) - 1 == len(USED)
    assert (made.withheld, made.split) == (1, 0)
    assert made.held_back == sum(len(one.codes) for one in SAID if one.person == "P07")


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize("kind", [Kind.CODINGS, Kind.PASSAGES, Kind.MATRIX, Kind.RESPONDENTS])
def test_who_withdrew_is_in_no_table(project, kind, form):
    made = exporting.tables(project, kind, form, Chosen())
    whole = repr(sheets(made.data)) if form is Format.XLSX else made.data.decode("utf-8-sig")
    assert WITHDRAWN not in whole
    assert "P07" not in whole
    assert kind is not Kind.PASSAGES or "FIVESECRET" in whole, "who may not be quoted is marked, not left out"


def test_labels_stay_at_home(project):
    assert "MB" not in exporting.tables(project, Kind.RESPONDENTS, Format.CSV).data.decode().replace("MBA", "")


def test_respondents(project):
    rows = {one["respondent"]: one for one in lines(exporting.tables(project, Kind.RESPONDENTS, Format.JSON_LINES))}
    one = rows["P05"]
    assert (one["group"], one["consent"], one["quote"], one["sources"], one["passages"], one["age"]) == (
        "participants",
        "given",
        False,
        1,
        2,
        "35",
    )
    assert rows["P08"]["quote"] == ""
    assert len(rows) == 12


def test_codings_say_who_speaks(project):
    rows = lines(exporting.tables(project, Kind.CODINGS, Format.JSON_LINES, Chosen(coder="KL")))
    assert {(tuple(row["respondents"]), tuple(row["groups"])) for row in rows if row["source"] == "team.txt"} == {
        (("T1",), ("team",)),
        (("T2",), ("team",)),
    }


@pytest.mark.parametrize("form", Format)
def test_codings_come_back_as_they_were(project, form, tmp_path):
    before = everything(project)
    path = tmp_path / f"codings{form}"
    exporting.write_tables(project, Kind.CODINGS, path)
    emptied(project)
    assert everything(project) == set()
    result = codings.import_codings(project, path)
    assert result.added == len(before)
    assert not result.failed
    assert everything(project) == before


@pytest.mark.parametrize("form", Format)
@pytest.mark.parametrize(
    "words", ["- Ja, precis", "=1+1 sa hon", "+46 är numret", "@någon", "'=x", "a\x0bb", "\tindrag"]
)
def test_words_that_look_like_formulas_come_back(spegla, tmp_path, words, form):
    folder = tmp_path / "p"
    assert spegla("init", folder, "--language", "sv").code == 0
    (tmp_path / "d1.txt").write_text(f"I: Hur var det?\nD1: {words.strip()} och mer sedan.\n", encoding="utf-8")
    assert spegla("add", tmp_path / "d1.txt", "-p", folder).code == 0
    table = {"source": "d1.txt", "quote": words.strip(), "code": "needs", "coder": "KL"}
    (tmp_path / "c.jsonl").write_text(json.dumps(table), encoding="utf-8")
    assert spegla("codings", "import", tmp_path / "c.jsonl", "-p", folder).code == 0
    project = open_project(folder, now=NOW)
    before = everything(project)
    path = tmp_path / f"out{form}"
    assert spegla("export", "codings", path, "-p", folder, "--json").json["rows"] == {"codings": 1}
    emptied(project)
    assert spegla("codings", "import", path, "-p", folder).code == 0
    assert everything(project) == before


def test_a_swedish_project_gets_semicolons(own_sample):
    project = open_project(own_sample, now=NOW)
    for kind in (Kind.CODINGS, Kind.PASSAGES, Kind.MATRIX, Kind.RESPONDENTS):
        data = exporting.tables(project, kind, Format.CSV).data
        assert data.startswith(b"\xef\xbb\xbf")
        header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";")
        assert {len(row) for row in rows} == {len(header)}


def test_other_files_are_refused(project, tmp_path):
    with pytest.raises(UsageError, match=r"not \.txt"):
        exporting.write_tables(project, Kind.CODINGS, tmp_path / "x.txt")
    with pytest.raises(UsageError, match=r"\.xlsx only"):
        exporting.write_tables(project, Kind.ALL, tmp_path / "x.csv")


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04rubbish", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old"])
def test_a_workbook_that_is_none_is_refused_in_words(project, data):
    with pytest.raises(BadFile, match="cannot be read as an Excel file"):
        codings.import_data(project, "x.xlsx", data)


def test_a_workbook_without_the_columns_says_which(project, tmp_path):
    path = tmp_path / "x.xlsx"
    exporting.write_tables(project, Kind.RESPONDENTS, path)
    with pytest.raises(BadFile, match="lacks the columns source, code"):
        codings.import_codings(project, path)
