"""The access log says who opened what and let what out, without words, and quickly."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from toolkit.services.coding.codings import export_codings
from toolkit.services.exchange import exporting
from toolkit.services.exchange.exporting import Format, Kind
from toolkit.services.projects import access_log
from toolkit.services.projects.project import Project, open_project
from toolkit.services.reports import drafts

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def verbs(project):
    return [line["verb"] for line in access_log.lines(project)]


def test_what_leaves_is_logged(project, tmp_path):
    export_codings(project, tmp_path / "Katarina Berg.csv")
    exporting.tables(project, Kind.CODINGS, Format.XLSX)
    drafts.draft(project, drafts.Wanted(formats=("md",), folder=tmp_path))
    assert verbs(project) == ["codings", "export", "draft"]
    assert "Katarina" not in access_log.path_of(project).read_text("utf-8")
    assert access_log.lines(project)[0]["file"] == access_log.digest("Katarina Berg.csv")


def test_a_month_is_cut_out(small):
    for month in (1, 2, 2, 3):
        access_log.note(Project(small, NOW.replace(month=month)), "read", source_id=month)
    found = access_log.lines(Project(small, NOW), month="2026-02")
    assert [one["source"] for one in found] == [2, 2]


def test_names_are_cut_to_ids_on_one_line(project):
    assert access_log.note(project, "withdraw", respondent="P01\nand more" + "x" * 300, who="A\x00B")
    (line,) = access_log.lines(project)
    assert line["respondent"].startswith("P01and more")
    assert line["who"] == "AB"


def test_a_note_takes_less_than_a_millisecond(project):
    access_log.note(project, "read")
    begun = time.perf_counter()
    for number in range(100):
        access_log.note(project, "read", source_id=number)
    assert (time.perf_counter() - begun) / 100 < 0.005  # 0.1 ms where nothing else runs


def test_the_extract_is_printed_and_tampering_is_exit_1(spegla, small, project):
    access_log.note(project, "read", source_id=1, who="KL")
    access_log.note(project, "read", source_id=2, who="KL")
    answer = spegla("privacy", "log", "-p", small, "--month", "2026-03", "--json")
    assert answer.code == 0
    assert [one["source"] for one in answer.json["entries"]] == [1, 2]
    assert "opened a transcript" in spegla("privacy", "log", "-p", small).out
    assert spegla("privacy", "log", "-p", small, "--month", "March").code == 2
    path = access_log.path_of(project)
    path.write_text(path.read_text("utf-8").replace("KL", "XX", 1), "utf-8")
    answer = spegla("privacy", "log", "-p", small, "--json")
    assert (answer.code, answer.json["broken"]) == (1, 1)
