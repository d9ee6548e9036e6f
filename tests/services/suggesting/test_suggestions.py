"""Suggestions: their shape, where they stand, what is computed anew, and what a person said no to."""

import csv
import io
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from tests.material import ASKED, REGISTER, transcript
from toolkit.services.projects.project import open_project
from toolkit.services.suggesting import suggestions


def computed(spegla, folder):
    """How many sources were computed by a run of suggest."""
    return suggestions.suggest(open_project(folder, now=datetime.now(UTC))).computed


def segments(spegla, folder):
    return spegla("suggest", "-p", folder, "--json").json["segments"]


def test_the_json_is_as_other_programs_expect_it(spegla, suggested):
    answer = spegla("suggest", "-p", suggested, "--json")
    assert list(answer.json) == ["segments"]
    assert answer.json["segments"]
    for segment in answer.json["segments"]:
        keys = {"source", "start", "end", "text", "respondent", "group", "suggestions"}
        assert keys <= set(segment) <= keys | {"question"}
        text = (suggested / "interviews" / segment["source"]).read_text("utf-8")
        assert text[segment["start"] : segment["end"]] == segment["text"]
        for suggestion in segment["suggestions"]:
            assert list(suggestion) == ["code", "score", "because"]
            assert 0 <= suggestion["score"] <= 1
            assert suggestion["because"].strip()
    assert any(segment["suggestions"] for segment in answer.json["segments"])


def test_codes_suggested_are_codes_of_the_scheme(spegla, suggested):
    codes = {code["code"] for code in spegla("scheme", "-p", suggested, "--json").json["codes"] if not code["retired"]}
    assert {one["code"] for segment in segments(spegla, suggested) for one in segment["suggestions"]} <= codes


def test_nothing_the_interviewer_or_a_label_says_is_suggested_on(spegla, suggested):
    said = " ".join(segment["text"] for segment in segments(spegla, suggested))
    assert not [question for question in ASKED.values() if question in said]
    assert "laughter" not in said
    assert {segment["respondent"] for segment in segments(spegla, suggested)} >= {"P01", "P10", "T1"}


def test_a_second_run_computes_nothing_and_says_the_same(spegla, suggested):
    assert computed(spegla, suggested) == 0
    with closing(sqlite3.connect(suggested / "project.db")) as database:
        before = database.execute("SELECT * FROM suggestion ORDER BY id").fetchall()
        spegla("suggest", "-p", suggested)
        assert database.execute("SELECT * FROM suggestion ORDER BY id").fetchall() == before


def test_only_what_is_new_is_computed(spegla, suggested):
    path = suggested / "interviews" / "p11.txt"
    path.write_text(transcript("P01").replace("P01", "P11").replace("bus", "train"), "utf-8")
    spegla("add", path, "-p", suggested)
    assert computed(spegla, suggested) == 1


@pytest.mark.parametrize(
    ("before", "after", "count"),
    [("T3,team,", "T3,team,", 0), ("P01,part", "P99,part", 1), ("P02,participants,", "P02,team,", 1)],
)
def test_a_register_that_grew_or_changed_concerns_those_who_speak(spegla, suggested, before, after, count):
    register = REGISTER.replace(before, after) + "P77,participants,,given,2027-12-31,yes,,30\n"
    (suggested / "interviews" / "respondents.csv").write_text(register, "utf-8")
    assert computed(spegla, suggested) == count


def test_another_guide_concerns_the_group_that_it_is_for(spegla, suggested):
    guide = suggested / "interviews" / "guides" / "participants.yaml"
    guide.write_text(guide.read_text("utf-8").replace("area: solutions", "area: actors"), "utf-8")
    assert computed(spegla, suggested) == 10


@pytest.mark.parametrize("change", ["withdrawn", "scheme", "codings"])
def test_all_is_computed_anew_when_what_it_rests_on_has_changed(spegla, suggested, change):
    if change == "withdrawn":
        register = REGISTER.replace("P01,participants,,given,2027-12-31,yes", "P01,participants,,withdrawn,,")
        (suggested / "interviews" / "respondents.csv").write_text(register, "utf-8")
    elif change == "scheme":
        scheme = suggested / "coding_schemes" / "six_areas.yaml"
        scheme.write_text(scheme.read_text("utf-8") + "\n# a note\n", "utf-8")
    else:
        spegla("codings", "import", suggested / "codings.csv", "--coder", "B", "-p", suggested)
    assert computed(spegla, suggested) == 11


def test_a_suggestion_that_was_rejected_does_not_come_back(spegla, suggested):
    spegla("suggest", "-p", suggested, "--table", suggested / "table.csv")
    rows = list(csv.DictReader(io.StringIO((suggested / "table.csv").read_text("utf-8-sig"))))
    refused = [row for row in rows if row["code"] == "needs"]
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows({**row, "verdict": "rejected"} for row in refused)
    (suggested / "answers.csv").write_text(out.getvalue(), "utf-8")
    answer = spegla("codings", "import", suggested / "answers.csv", "--coder", "KL", "-p", suggested, "--json")
    assert (answer.json["verdicts"], answer.json["added"]) == (len(refused), 0)
    now = {
        (segment["source"], segment["start"], one["code"])
        for segment in segments(spegla, suggested)
        for one in segment["suggestions"]
    }
    assert refused
    assert not now & {(row["source"], int(row["start"]), row["code"]) for row in refused}


def test_the_table_holds_every_suggestion_with_its_reason(spegla, suggested):
    spegla("suggest", "-p", suggested, "--table", suggested / "table.csv")
    data = (suggested / "table.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(rows) == sum(len(segment["suggestions"]) for segment in segments(spegla, suggested))
    assert {row["verdict"] + row["correction"] + row["coder"] for row in rows} == {""}
    assert all(row["because"] for row in rows)


def test_a_table_that_cannot_be_written_is_told(spegla, suggested):
    answer = spegla("suggest", "-p", suggested, "--table", suggested / "project.toml" / "table.csv")
    assert answer.code == 1
    assert "could not be written" in answer.err


def judge(spegla, folder, rows):
    """Import judgements as a table: the columns of an answered table of suggestions, or of codings."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path = folder / "judged.csv"
    path.write_text(out.getvalue(), "utf-8")
    assert spegla("codings", "import", path, "--coder", "KL", "-p", folder).code == 0


def coding_of(segment, code):
    keys = ("source", "start", "end")
    return {key: segment[key] for key in keys} | {"quote": segment["text"], "code": code}


def test_one_coding_more_computes_nothing_until_asked(spegla, suggested):
    judge(spegla, suggested, [coding_of(segments(spegla, suggested)[0], "learning")])
    assert computed(spegla, suggested) == 0
    project = open_project(suggested, now=datetime.now(UTC))
    assert suggestions.suggest(project, anew=True).computed == 11
    assert suggestions.suggest(project, anew=True).computed == 0


def test_enough_codings_are_learned_from_unasked(spegla, suggested):
    judge(spegla, suggested, [coding_of(one, "learning") for one in segments(spegla, suggested)[:20]])
    assert computed(spegla, suggested) == 11


def test_a_no_is_heeded_at_once_and_for_good(spegla, suggested):
    before = segments(spegla, suggested)
    asked = next(one for one in before if one["suggestions"])
    code = asked["suggestions"][0]["code"]
    judge(spegla, suggested, [coding_of(asked, code) | {"verdict": "rejected", "coder": "KL"}])
    assert computed(spegla, suggested) == 1
    others = [one for one in before if one["source"] != asked["source"]]
    judge(spegla, suggested, [coding_of(one, code) for one in others])
    project = open_project(suggested, now=datetime.now(UTC))
    suggestions.suggest(project, anew=True)
    again = next(
        one for one in segments(spegla, suggested) if (one["source"], one["start"]) == (asked["source"], asked["start"])
    )
    assert code not in {one["code"] for one in again["suggestions"]}


def test_a_model_that_is_not_installed_is_told(spegla, suggested):
    settings = suggested / "project.toml"
    settings.write_text(settings.read_text("utf-8") + '\n[machine]\nspacy_model = "sv_no_such_model"\n', "utf-8")
    answer = spegla("suggest", "-p", suggested)
    assert answer.code == 1
    assert "sv_no_such_model" in answer.err
