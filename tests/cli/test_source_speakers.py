"""`spegla sources speakers` and `answers`: who speaks in a source, and that corrected."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged


def test_labels_are_told_with_the_people_they_stand_for(spegla, looked_at):
    """P10's label MB stands in the register."""
    lines = spegla("sources", "speakers", "p10.txt", "-p", looked_at).out.splitlines()
    assert [line.split() for line in lines[2:]] == [
        ["I", "interviewer", "–", "4", "21"],
        ["MB", "respondent", "P10", "2", "24"],
    ]
    found = spegla("sources", "speakers", "team.txt", "-p", looked_at, "--json").json
    roles = {one["label"]: (one["role"], one["respondent"]) for one in found["speakers"]}
    assert roles["T3"] == ("respondent", "T3")
    assert roles["Several"] == ("several", None)
    assert found["decided"] == {}


def test_a_label_is_given_to_somebody_else_and_the_codings_stay(spegla, small):
    told = spegla("sources", "speakers", "team.txt", "--speaker", "T2=T3", "--speaker", "Several=unknown", "-p", small)
    assert told.code == 0
    assert ["T2", "respondent", "T3", "1", "25"] in [line.split() for line in told.out.splitlines()]
    again = spegla("sources", "speakers", "team.txt", "-p", small, "--json").json
    assert set(again["decided"]) == {"speakers"}
    assert len(spegla("codings", "list", "-p", small, "--source", "team.txt", "--json").json["codings"]) == 6


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("p01.txt", "--speaker", "nobody"), 2),
        (("p01.txt", "--speaker", "Bo=P02"), 1),
        (("p01.txt", "--date", "soon"), 2),
        (("nope.txt",), 1),
    ],
)
def test_a_correction_that_cannot_be_is_refused_whole(spegla, looked_at, words, code):
    with unchanged(looked_at):
        answer = spegla("sources", "speakers", *words, "-p", looked_at)
    assert answer.code == code
    assert answer.err


def test_an_interview_has_no_closed_answers(spegla, looked_at):
    assert spegla("sources", "answers", "p01.txt", "-p", looked_at).out == "p01.txt holds no closed questions.\n"
    assert spegla("sources", "answers", "p01.txt", "-p", looked_at, "--json").json == {
        "source": "p01.txt",
        "closed": [],
    }
    assert spegla("sources", "answers", "nope.txt", "-p", looked_at).code == 1
