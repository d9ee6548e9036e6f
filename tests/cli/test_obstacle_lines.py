"""Obstacles as people and JSON read them: by level and priority, with what bears each out and what has happened."""

from __future__ import annotations

import pytest

from toolkit.cli import obstacle_lines
from toolkit.domain.claims.claims import Claim, Position, Stance, Standing
from toolkit.domain.codings.segments import Passage
from toolkit.domain.reflection.obstacles import Done, Level, Obstacle, Status
from toolkit.domain.texts.text import Span
from toolkit.domain.themes.themes import Theme
from toolkit.services.claims.claim_sentences import speech
from toolkit.services.obstacles.obstacle_proposals import Proposed
from toolkit.services.obstacles.obstacles import Grounded

THEME = Theme("t1", "needs", "participants", "Buses", ("bus",), ("p01.txt:1-5",), {"P01": 1})


def standing(*stances, text="{who} miss the bus"):
    positions = tuple(Position(f"P{n:02}", stance) for n, stance in enumerate(stances, 1))
    return Standing(Claim(text, "participants", id=7), {"participants": positions}, ())


def obstacle(text="Nobody takes over", level=Level.ORGANISATION, **more):
    return Obstacle(text, level, **{"id": 3, **more})


def passage():
    return Passage("p01.txt", Span(1, 5), "words", "P01", "participants", frozenset(), frozenset(), ("c1",))


def bare(one, place=1):
    return Grounded(one, place, (), (), (), 0)


@pytest.fixture(scope="module")
def spoken(opened):
    return speech(opened)


def test_an_empty_register_says_where_obstacles_come_from(opened, spoken):
    assert list(obstacle_lines.lines(opened, (), spoken)) == [
        "There are no obstacles in the register.",
        "See what the material speaks of: spegla obstacles propose",
    ]


def test_levels_are_heads_told_once_and_each_line_has_the_number_that_commands_know(opened, spoken):
    found = [
        bare(obstacle("A", Level.INTERACTION, id=5)),
        bare(obstacle("B", id=2), 1),
        bare(obstacle("C", id=9, owner="the region"), 2),
    ]
    lines = list(obstacle_lines.lines(opened, found, spoken))
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == ["Individual and encounter", "Within and between organisations"]
    assert [line for line in lines if line.startswith("  ") and line[2] != " "] == [
        "  1. A [5]",
        "  1. B [2]",
        "  2. C [9]",
    ]
    assert lines.count("     nothing in the material bears it out") == 3
    assert "     not raised yet · nobody is named as owner" in lines
    assert "     not raised yet · owned by the region" in lines


def test_one_obstacle_is_told_with_its_evidence_and_its_way(opened, spoken):
    one = obstacle(
        status=Status.CHANGED, owner="the region", forum="the board", lifted="2026-03-01", change="one officer",
        steps=(Done("2026-03-20", "they will see", answer=True), Done("2026-04-01", "asked again")),
    )  # fmt: skip
    affirmed = standing(Stance.AFFIRMS, Stance.AFFIRMS, Stance.AFFIRMS)
    silent = standing(Stance.DID_NOT_RAISE, Stance.NOT_ASKED)
    found = Grounded(one, 2, (affirmed, silent), (THEME,), (passage(),), 0)
    lines = list(obstacle_lines.short(opened, found, spoken))
    assert lines[0] == "  2. Nobody takes over [3]"
    assert lines[1] == "     a change is seen · the board, 2026-03-01 · owned by the region"
    assert lines[2].endswith(" miss the bus. (3/3)")
    assert lines[3:] == [
        "     Nobody of those asked affirms it. (0/1)",
        "     Buses · Participants",
        "     1 passage put to it",
        "     2026-03-20 they will see [answer]",
        "     2026-04-01 asked again",
        "     Change: one officer",
    ]
    record = obstacle_lines.record(found, spoken)
    assert (record["id"], record["priority"], record["level"], record["status"]) == (3, 2, "organisation", "changed")
    assert record["steps"] == [
        {"day": "2026-03-20", "text": "they will see", "answer": True},
        {"day": "2026-04-01", "text": "asked again", "answer": False},
    ]
    assert [(each["id"], each["k"], each["n"]) for each in record["claims"]] == [(7, 3, 3), (7, 0, 1)]
    assert record["claims"][1]["sentence"] == ""
    assert record["themes"] == [{"id": "t1", "name": "Buses", "group": "participants"}]
    assert record["passages"] == ["p01.txt:1-5"]
    assert "words" not in str(record)


def test_what_was_lost_is_counted_for_programs(spoken):
    assert obstacle_lines.record(Grounded(obstacle(), 1, (), (), (), 4), spoken)["lost"] == 4


PROPOSALS = [
    Proposed("Buses", "participants", Level.SOCIETY, 1, ("a:1-2",), theme="t1", known=(3, 8)),
    Proposed("Rent", "", Level.INTERACTION, 3, ("a:1-2", "b:1-2"), claim=7),
]


def test_proposals_are_numbered_and_say_which_are_obstacles_already(opened):
    lines = list(obstacle_lines.proposal_lines(opened, PROPOSALS))
    assert lines[0].endswith("Nothing is stored.")
    assert lines[1:-1] == [
        "1. Buses · Participants",
        "   Surrounding society · 1 person, 1 passage · is obstacle 3, 8",
        "2. Rent · across groups",
        "   Individual and encounter · 3 people, 2 passages",
    ]
    assert "--take NUMBER" in lines[-1]
    assert list(obstacle_lines.proposal_lines(opened, ())) == [
        "No passage is coded as hindering and with a system level."
    ]
    first, second = (obstacle_lines.proposal_record(n, one) for n, one in enumerate(PROPOSALS, 1))
    assert (first["number"], first["theme"], first["claim"], first["known"]) == (1, "t1", None, (3, 8))
    assert (second["number"], second["group"], second["claim"], second["passages"]) == (2, "", 7, 2)
