"""`spegla obstacles`: written, lifted, followed up, put in order, listed for a forum, taken from the material."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit.services.comparing import assignments
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)


@pytest.fixture
def obstacles(spegla, small):
    assert spegla("themes", "-p", small).code == 0

    def call(*words):
        return spegla("obstacles", *words, "-p", small)

    return call


def add(obstacles, text="Nobody takes over", level="organisation", *more):
    answer = obstacles("add", text, "--level", level, "--coder", "KL", "--json", *more)
    assert answer.code == 0, answer.err
    return answer.json["obstacles"][0]["id"]


def test_an_empty_register_says_what_to_do(obstacles):
    answer = obstacles()
    assert answer.code == 0
    assert "spegla obstacles propose" in answer.out
    assert obstacles("--json").json == {"obstacles": []}


def test_an_obstacle_goes_its_way(obstacles):
    one = add(obstacles, "Nobody takes over", "organisation", "--owner", "the region")
    who = ("--coder", "KL")
    assert obstacles("lift", one, "--forum", "the board", "--at", "2026-03-01", *who).code == 0
    assert obstacles("step", one, "they will see", "--at", "2026-03-20", "--answer", *who).code == 0
    changed = obstacles("change", one, "--evidence", "one officer since May", *who, "--json").json["obstacles"][0]
    assert changed["status"] == "changed"
    assert changed["steps"] == [{"day": "2026-03-20", "text": "they will see", "answer": True}]
    assert (changed["owner"], changed["forum"], changed["lifted"]) == ("the region", "the board", "2026-03-01")
    assert obstacles("close", one, *who, "--json").json["obstacles"][0]["status"] == "closed"
    assert obstacles("close", one, "--reopen", *who, "--json").json["obstacles"][0]["status"] == "lifted"
    text = obstacles().out
    assert "1. Nobody takes over [1]" in text
    assert "nothing in the material bears it out" in text


def test_order_edit_and_remove(obstacles, spegla, small):
    first, second = add(obstacles, "A"), add(obstacles, "B")
    assert obstacles("order", second, "--to", 1, "--coder", "KL").code == 0
    assert [one["text"] for one in obstacles("--json").json["obstacles"]] == ["B", "A"]
    assert obstacles("edit", first, "--level", "society", "--owner", "the state", "--coder", "KL").code == 0
    (society,) = obstacles("--level", "society", "--json").json["obstacles"]
    assert (society["text"], society["owner"], society["priority"]) == ("A", "the state", 1)
    assert obstacles("remove", first, "--coder", "KL", "--json").json == {"removed": first}
    assert spegla("undo", "--coder", "KL", "-p", small).code == 0
    assert len(obstacles("--json").json["obstacles"]) == 2


def test_what_is_wrong_is_said(obstacles):
    assert obstacles("lift", 9, "--forum", "x", "--coder", "KL").code == 1
    one = add(obstacles)
    assert obstacles("lift", one, "--forum", "x", "--at", "soon", "--coder", "KL").code == 2
    assert obstacles("add", "x", "--level", "planet", "--coder", "KL").code == 2
    assert obstacles("add", "x", "--level", "society", "--theme", "none", "--coder", "KL").code == 1
    assert obstacles("propose", "--take", 999, "--coder", "KL").code == 1


def test_the_list_for_a_forum(obstacles, tmp_path):
    file = tmp_path / "list.csv"
    assert obstacles("--table", file).code == 1
    add(obstacles)
    assert obstacles("--table", file, "--json").json == {"file": str(file), "obstacles": 1, "audience": ""}
    assert "Nobody takes over" in file.read_text("utf-8-sig")
    assert obstacles("--table", file).code == 1
    assert obstacles("--table", file, "--force").code == 0
    assert obstacles("--table", tmp_path / "list.xlsx", "--audience", "steering").code == 0
    assert obstacles("--table", tmp_path / "other.xlsx", "--audience", "nobody").code != 0


def test_proposals_are_shown_and_not_stored(obstacles):
    answer = obstacles("propose", "--json")
    assert answer.code == 0
    assert isinstance(answer.json["proposals"], list)
    assert obstacles("--json").json == {"obstacles": []}


def test_a_coder_with_interviews_left_to_code_blind_is_refused(obstacles, small):
    add(obstacles)
    assignments.assign(open_project(small, now=NOW), "B", ("p01.txt",))
    answer = obstacles("add", "x", "--level", "society", "--coder", "B")
    assert answer.code == 1
    assert "Nobody takes over" not in answer.out + answer.err
