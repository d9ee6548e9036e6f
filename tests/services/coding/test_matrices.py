"""A cross table of the coded passages agrees with the material, and nobody who withdrew is counted in it."""

import csv
import io
import re
from itertools import product

import pytest

from tests.material import SAID

USED = [one for one in SAID if one.person != "P07"]
GROUP = {"P": "participants", "T": "team"}
SIDES = ("area", "code", "phase", "valence", "group", "respondent")


@pytest.fixture
def matrix(spegla):
    def call(folder, *options):
        answer = spegla("codings", "matrix", *options, "-p", folder, "--json")
        assert answer.code == 0, answer.err
        return answer.json

    return call


def cells(table):
    keys = product((row["key"] for row in table["rows"]), (column["key"] for column in table["columns"]))
    return dict(zip(keys, (n for row in table["values"] for n in row), strict=True))


def side(said, name):
    facet = [code.partition("/")[2] for code in said.codes if code.startswith(f"{name}/")]
    found = {"area": said.area, "code": said.codes[0], "group": GROUP[said.person[0]], "respondent": said.person}
    return found.get(name) or facet[0]


@pytest.mark.parametrize(("rows", "columns"), [("area", "group"), *product(SIDES[1:4], SIDES)])
@pytest.mark.parametrize("count", ["respondents", "passages"])
def test_every_cell_can_be_counted_again(matrix, small, rows, columns, count):
    table = matrix(small, "--rows", rows, "--columns", columns, "--count", count)
    assert (table["by"], table["count"]) == ([rows, columns], count)
    for (row, column), number in cells(table).items():
        inside = [one for one in USED if side(one, rows) == row and side(one, columns) == column]
        assert number == (len({one.person for one in inside}) if count == "respondents" else len(inside))
    assert any(cells(table).values())


def test_without_options_it_is_people_by_area_and_group(matrix, small):
    table = matrix(small)
    assert (table["by"], table["count"]) == (["area", "group"], "respondents")
    assert [row["key"] for row in table["rows"]][:3] == ["preconditions", "needs", "solutions"]
    assert [column["title"] for column in table["columns"]] == ["Participants", "Team"]
    assert cells(table)["needs", "participants"] == 8
    assert cells(table)["preconditions", "team"] == 0


def test_whoever_withdrew_is_not_counted_from_that_moment_on(matrix, small):
    before = matrix(small, "--rows", "respondent")
    assert "P07" not in [row["key"] for row in before["rows"]]
    assert before["withheld"] == 1
    register = small / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P01,participants,,given", "P01,participants,,withdrawn"))
    after = matrix(small, "--rows", "respondent")
    assert "P01" not in [row["key"] for row in after["rows"]]
    assert after["withheld"] == 2
    assert cells(matrix(small))["needs", "participants"] == 7


def test_the_words_are_swedish_or_english(spegla, small):
    swedish = spegla("codings", "matrix", "-p", small, "--rows", "phase", "--columns", "area", "--language", "sv").out
    english = spegla("codings", "matrix", "-p", small, "--rows", "phase", "--columns", "area", "--language", "en").out
    assert re.search(r"^Fas .*Behovsdefinition", swedish, re.MULTILINE)
    assert re.search(r"^Phase .*Definition of needs", english, re.MULTILINE)
    assert "1 person" in english
    assert "SECRET" not in swedish + english


@pytest.mark.parametrize(("language", "sign"), [("sv", ";"), ("en", ",")])
def test_the_table_opens_in_an_excel_of_the_projects_language(matrix, small, tmp_path, language, sign):
    settings = small / "project.toml"
    written = settings.read_text("utf-8").replace('language = "en"', f'language = "{language}"')
    settings.write_text(written, "utf-8")
    path = tmp_path / "table.csv"
    table = matrix(small, "--rows", "valence", "--table", path)
    data = path.read_bytes()
    assert table["file"] == str(path)
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=sign)
    assert header[1:] == [column["title"] for column in table["columns"]]
    assert [row[0] for row in rows] == [row["title"] for row in table["rows"]]
    assert [[int(n) for n in row[1:]] for row in rows] == table["values"]


def test_another_kind_of_table_is_a_wrong_call(spegla, small, tmp_path):
    answer = spegla("codings", "matrix", "-p", small, "--table", tmp_path / "table.xlsx")
    assert answer.code == 2
    assert ".xlsx" in answer.err
    assert not (tmp_path / "table.xlsx").exists()


def test_without_codings_the_next_step_is_told(spegla, suggested):
    answer = spegla("codings", "matrix", "-p", suggested)
    assert answer.code == 1
    assert "Nothing is coded yet" in answer.err
    assert "spegla codings import" in answer.err


def test_every_facet_is_a_side_and_another_word_is_a_wrong_call(matrix, spegla, small):
    assert [row["key"] for row in matrix(small, "--rows", "level")["rows"]][:2] == ["individual", "organisation"]
    answer = spegla("codings", "matrix", "-p", small, "--columns", "moon")
    assert answer.code == 2
    assert "area, phase, valence, level, code, group, respondent" in answer.err
