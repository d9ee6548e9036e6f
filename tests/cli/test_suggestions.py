"""`spegla suggest`: codes for every passage with a reason; none for withheld words, none counted as a coding."""

from __future__ import annotations

import csv
import io
import json

import pytest


@pytest.mark.slow
def test_suggestions_are_counted_by_code_and_told_with_their_reason(spegla, small, tmp_path):
    table = tmp_path / "svar.csv"
    told = spegla("suggest", "--table", table, "-p", small)
    assert told.code == 0
    lines = told.out.splitlines()
    assert lines[0].startswith("11 sources, ")
    assert lines[1].startswith("How: ")
    assert lines[-1] == f"Written: {table}"
    assert "They count for nothing until a person has judged them." in told.out
    segments = spegla("suggest", "--json", "-p", small).json["segments"]
    text = json.dumps(segments, ensure_ascii=False)
    assert "SEVENSECRET" not in text + table.read_text("utf-8-sig")
    number = int(lines[0].rpartition(", ")[2].split()[0])
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig"))))
    assert len(rows) == number
    assert all(row["because"] and not row["verdict"] for row in rows)
    assert len(spegla("codings", "list", "-p", small, "--json").json["codings"]) == 54
    again = spegla("suggest", "-p", small).out
    assert "Sources read now: 0; unchanged since last time: 11." in again


def test_a_project_without_material_gets_no_suggestions(spegla, tmp_path):
    assert spegla("init", tmp_path / "p", "--language", "en").code == 0
    assert spegla("suggest", "-p", tmp_path / "p").out.splitlines()[0] == "0 sources, 0 passages, 0 suggestions"
    assert spegla("suggest", "--json", "-p", tmp_path / "p").json == {"segments": []}


@pytest.mark.parametrize(("name", "said"), [("x.txt", ".txt"), ("x.xlsx", ".xlsx"), ("table", "table")])
def test_the_table_is_a_csv_or_is_refused_before_anything_is_done(spegla, small_coded, tmp_path, name, said):
    answer = spegla("suggest", "--table", tmp_path / name, "-p", small_coded)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith(f"The table is written as .csv, not {said}.")
    assert list(tmp_path.iterdir()) == []
    assert spegla("status", "-p", small_coded, "--json").json["suggested_sources"] == 0


def test_a_table_that_is_there_is_left_before_anything_is_done(spegla, small_coded, tmp_path):
    answers = tmp_path / "answers.csv"
    answers.write_text("mine", "utf-8")
    answer = spegla("suggest", "--table", answers, "-p", small_coded)
    assert (answer.code, answer.out, answers.read_text("utf-8")) == (1, "", "mine")
    assert "answers.csv is there already" in answer.err
    assert spegla("status", "-p", small_coded, "--json").json["suggested_sources"] == 0


def test_where_nothing_is_proposed_it_is_said_without_a_table(spegla, tmp_path):
    spegla("init", tmp_path / "p", "--language", "en")
    (tmp_path / "p01.txt").write_text("I: Hello?\n\nP01: Yes.\n", "utf-8")
    spegla("add", tmp_path / "p01.txt", "-p", tmp_path / "p")
    told = spegla("suggest", "-p", tmp_path / "p")
    assert "Nothing was proposed." in told.out
    assert "──" not in told.out
