"""`spegla saturation`: counts for each group, and a sentence that claims no more than they say."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


def test_each_group_is_told_with_what_each_interview_brought(spegla, looked_at):
    """By hand: P01 brings needs/work, plan and insight; P02 proposals; P05 health. P07 has withdrawn."""
    answer = spegla("saturation", "-p", looked_at)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[0] == "Base 4 interviews, run 2, threshold 5 % of what the base held."
    assert lines[2:4] == ["Participants: 8 interviews", "  New in each: 3, 1, 0, 0, 1, 0, 0, 0"]
    assert lines[7:9] == ["Team: 1 interview", "  New in each: 1"]
    assert lines[9] == "  Cannot be judged: it takes 6 interviews, and there are fewer."
    assert lines[-1].startswith("It says when codes stopped being new")
    document = spegla("saturation", "-p", looked_at, "--json").json
    assert (document["news"], document["base"], document["run"], document["machine"]) == ("codes", 4, 2, False)
    people, team = document["groups"]
    assert (people["new"], people["found"]) == ([3, 1, 0, 0, 1, 0, 0, 0], 5)
    assert people["reason"] is None
    assert people["saturated_after"] + 2 == 7
    assert (team["key"], team["interviews"], team["saturated_after"]) == ("team", 1, None)
    assert "6 interviews" in team["reason"]


def test_the_rule_is_the_readers_own(spegla, looked_at):
    answer = spegla("saturation", "--base", "2", "--run", "1", "--threshold", "0.5", "-p", looked_at, "--json").json
    assert (answer["base"], answer["run"], answer["threshold"]) == (2, 1, 0.5)
    assert answer["groups"][0]["saturated_after"] == 2  # the third brings nothing
    assert spegla("saturation", "--threshold", "0.125", "-p", looked_at).out.startswith(
        "Base 4 interviews, run 2, threshold 12.5 %"
    )
    swedish = spegla("saturation", "--threshold", "0.125", "--language", "sv", "-p", looked_at).out
    assert " 12,5 % " in swedish.splitlines()[0]


@pytest.mark.parametrize(
    "words", [("--base", "0"), ("--run", "0"), ("--threshold", "1"), ("--threshold", "-0.1"), ("--base", "two")]
)
def test_a_rule_that_is_none_is_a_wrong_call(spegla, looked_at, words):
    answer = spegla("saturation", *words, "-p", looked_at)
    assert (answer.code, answer.out) == (2, "")
    assert answer.err


def test_where_nothing_is_coded_or_the_project_wants_no_figures_it_is_said(spegla, suggested, small):
    with unchanged(suggested):
        answer = spegla("saturation", "-p", suggested)
    assert answer.code == 1
    assert answer.err.splitlines()[0] == "Nothing is coded yet."
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8").replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    reflexive = spegla("saturation", "-p", small)
    assert reflexive.code == 1
    assert reflexive.err.startswith("This project works reflexively")


def test_themes_are_looked_for_when_asked(spegla, themed_once):
    document = spegla("saturation", "--themes", "-p", themed_once, "--json").json
    people = document["groups"][0]
    assert document["news"] == "themes"
    assert people["found"] == 3  # one theme in each of three areas
    assert sum(people["new"]) == 3
    assert len(people["new"]) == people["interviews"] == 8
