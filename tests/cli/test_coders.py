"""`spegla coders`: who has coded what, who is to code what blind, and that this can be ended and taken back."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


@pytest.fixture
def coders(spegla, small):
    return lambda *words: spegla("coders", *words, "-p", small)


def test_an_assignment_is_given_told_ended_and_taken_back(coders):
    given = coders("assign", "B", "--sources", "p10.txt, p01.txt,", "--json").json
    assert given == {"coder": "B", "new": ["p01.txt", "p10.txt"], "known": [], "begun": [], "seed": None}
    again = coders("assign", "B", "--sources", "p01.txt,team.txt").out.splitlines()
    assert again == ["B is to code 1 source blind.", "  team.txt", "Assigned before: p01.txt"]
    begun = coders("assign", "KL", "--sources", "p01.txt").out
    assert "The coder has codings there already: p01.txt" in begun
    assert coders("take-back", "KL").out == "1 assignment was taken back.\n  p01.txt\n"
    told = coders().out
    assert "3 of 3 left" in told
    assert "B has left to code blind: p01.txt, p10.txt, team.txt" in told
    assert coders("done", "B", "--sources", "p01.txt").out == "B is through with 1 source.\n  p01.txt\n"
    row = next(one for one in coders("--json").json["coders"] if one["name"] == "B")
    assert [(one["source"], bool(one["done"])) for one in row["assignments"]] == [
        ("p01.txt", True), ("p10.txt", False), ("team.txt", False),
    ]  # fmt: skip
    assert coders("done", "B", "--json").json == {"coder": "B", "done": ["p10.txt", "team.txt"]}
    assert "0 of 3 left" in coders().out
    assert "has left to code" not in coders().out


def test_a_draw_by_seed_is_the_same_again_and_of_the_group_that_is_named(coders):
    drawn = coders("assign", "B", "--random", "3", "--seed", "7", "--group", "participants", "--json").json
    assert len(drawn["new"]) == 3
    assert drawn["seed"] == 7
    assert "team.txt" not in drawn["new"]
    assert coders("take-back", "B", "--json").json["taken_back"] == drawn["new"]
    told = coders("assign", "B", "--random", "3", "--seed", "7", "--group", "participants").out
    assert told.splitlines() == [
        "B is to code 3 sources blind.", *(f"  {name}" for name in drawn["new"]),
        "Drawn with the seed 7; it stands in the journal.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("assign", "B"), 2, "either how many at random or their names"),
        (("assign", "B", "--random", "1", "--sources", "p01.txt"), 2, "either how many at random or their names"),
        (("assign", "B", "--sources", "nope.txt"), 1, "There is no source called nope.txt."),
        (("assign", "B", "--random", "2", "--group", "martians"), 1, "martians"),
        (("done", "B"), 1, "B"),
        (("take-back", "B", "--sources", "p01.txt"), 1, "B"),
        (("assign",), 2, "NAME is missing."),
    ],
)
def test_what_cannot_be_assigned_is_told_and_changes_nothing(spegla, looked_at, words, code, err):
    with unchanged(looked_at):
        answer = spegla("coders", *words, "-p", looked_at)
    assert answer.code == code
    assert err in answer.err
    assert answer.out == ""


def test_the_list_counts_each_coders_codings_and_says_when_nobody_has_coded(spegla, looked_at, suggested_once):
    answer = spegla("coders", "-p", looked_at)
    assert answer.out.splitlines()[2].split() == ["KL", "63", "10", "–"]
    (row,) = spegla("coders", "-p", looked_at, "--json").json["coders"]
    assert row == {"name": "KL", "codings": 63, "sources": 10, "assignments": []}
    assert spegla("coders", "-p", suggested_once).out == "Nobody has coded yet.\n"
