"""`spegla obstacles`: written, lifted, followed up, put in order, listed for a forum, taken from the material."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.cli.unchanged import unchanged
from tests.test_docs import documented
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


def test_an_obstacle_is_listed_with_its_way_so_far(worked_once, spegla):
    assert spegla("obstacles", "-p", worked_once).out.splitlines() == [
        "Within and between organisations",
        "  1. Nobody takes over [1]",
        "     answered by the forum · the board, 2026-03-01 · owned by the region",
        "     nothing in the material bears it out",
        "     2026-03-20 they will see [answer]",
    ]
    (one,) = documented("obstacles", spegla("obstacles", "--json", "-p", worked_once).json)["obstacles"]
    assert (one["status"], one["level"], one["priority"]) == ("answered", "organisation", 1)


def test_only_those_of_a_level_are_listed(worked_once, spegla):
    for level, ids in (("organisation", [1]), ("society", []), ("interaction", [])):
        found = spegla("obstacles", "--level", level, "--json", "-p", worked_once).json["obstacles"]
        assert [one["id"] for one in found] == ids


KL = ("--coder", "KL")
NONE_SUCH = ("There is no obstacle 9.", "spegla obstacles")
NO_DAY = ("soon is not a day.", "2025-11-03")
NOBODY = ("Nobody is named as coder.", "--coder NAME")
WRONG = {
    "listed of no level": (("--level", "planet"), 2, ("--level cannot be “planet”.", "interaction (Individual")),
    "added at no level": (("add", "x", *KL), 2, ("--level is missing.", "spegla obstacles add --help")),
    "added without words": (("add", " ", "--level", "society", *KL), 1, ()),
    "added by nobody": (("add", "x", "--level", "society"), 2, NOBODY),
    "edited": (("edit", 9, "--text", "x", *KL), 1, NONE_SUCH),
    "on no claim": (("edit", 1, "--claim", 99, *KL), 1, ("There is no claim 99.", "spegla claims")),
    "on no place": (("edit", 1, "--passage", "p01.txt", *KL), 1, ("no such coded passage", "Code it first")),
    "lifted nowhere": (("lift", 1, *KL), 2, ("--forum is missing.", "spegla obstacles lift --help")),
    "lifted": (("lift", 9, "--forum", "x", *KL), 1, NONE_SUCH),
    "a step of no words": (("step", 1, " ", *KL), 1, ("Say what was done.",)),
    "a step on no day": (("step", 1, "x", "--at", "soon", *KL), 2, NO_DAY),
    "changed, nobody says how": (("change", 1, "--evidence", " ", *KL), 1, ("Say what is seen to have changed",)),
    "closed": (("close", 9, *KL), 1, NONE_SUCH),
    "put before the first": (("order", 1, "--to", 0, *KL), 2, ("--to must be at least 1.", "obstacles order --help")),
    "put in order": (("order", 9, "--to", 1, *KL), 1, NONE_SUCH),
    "removed": (("remove", 9, *KL), 1, NONE_SUCH),
    "removed by nobody": (("remove", 1), 2, NOBODY),
    "a proposal before the first": (("propose", "--take", -1, *KL), 2, ("--take must be at least 0.",)),
}  # fmt: skip


@pytest.mark.parametrize(("words", "code", "told"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_is_told_with_the_next_step_and_changes_nothing(worked_once, spegla, words, code, told):
    with unchanged(worked_once):
        answer = spegla("obstacles", *words, "-p", worked_once)
    assert (answer.code, answer.out, bool(answer.err)) == (code, "", True)
    assert all(part in answer.err for part in told)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("x.txt",), 2, "The list is written as .xlsx or .csv, not .txt."),
        (("list",), 2, "The list is written as .xlsx or .csv, not list."),
        (("x.csv", "--audience", "martians"), 1, "There is no audience martians."),
    ],
)
def test_a_list_that_cannot_be_is_not_written(worked_once, spegla, tmp_path, words, code, told):
    answer = spegla("obstacles", "--table", tmp_path / words[0], *words[1:], "-p", worked_once)
    assert (answer.code, answer.out) == (code, "")
    assert told in answer.err
    assert list(tmp_path.iterdir()) == []
