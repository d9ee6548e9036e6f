"""What a person said, owns or is named as at reflection sessions is told, and goes with the person."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.storage.material import NOW, put
from toolkit.domain.identifiers.remains import CUT, Marks
from toolkit.storage.erasing import erasing_sessions
from toolkit.storage.tables.schema_reflection import answer, commitment, response, session

OWN = "Jag orkade inte gå dit på en hel vinter."
MARKS = Marks.of(b"key", [OWN], [], names=["Karin", "P07"])
BY = {"coder": "A", "at": NOW}


def held(connection, *present):
    row = {"title": "t", "day": "2026-03-01", "audience": "team", "format": "recognise", "state": "open"}
    return put(connection, session, **row, present=list(present), consent={}, **BY)


def said(connection, at, who, text):
    command = f"{who} {text}"
    return put(connection, response, session_id=at, step="add", text=text, who=who, device="", command=command, **BY)


def agreed(connection, at, owner):
    row = {"text": "x", "owner": owner, "due": "", "status": "open", "outcome": "", "loop": "single"}
    return put(connection, commitment, session_id=at, **row, **BY)


@pytest.mark.parametrize(
    ("who", "named"),
    [
        ("P07", True),
        (" p07 ", True),
        ("karin", True),
        ("Karin L. (handledare)", True),
        ("P070", False),
        ("Karins syster", False),
        ("T1", False),
        ("", False),
    ],
)
def test_a_name_is_the_persons_when_it_is_or_has_one_of_the_persons_names(who, named):
    assert erasing_sessions.is_named("P07", MARKS, who) is named


def test_what_the_person_said_and_what_others_said_are_told_apart(connection):
    first, second = held(connection), held(connection)
    said(connection, first, "P07", "Ja.")
    said(connection, first, "T1", "Nej.")
    said(connection, second, "karin", OWN)
    said(connection, second, "", f"Hon sa: {OWN}")
    assert erasing_sessions.said(connection, "P07", MARKS) == ["Ja.", OWN]
    others = erasing_sessions.said_by_others(connection, "P07", MARKS, told=[OWN])
    assert others == ["Nej.", f"Hon sa: {CUT}."]
    assert erasing_sessions.said_by_others(connection, "P07", MARKS, told=[])[1] == f"Hon sa: {OWN}"


def test_responses_go_with_their_answers_and_names_from_those_present_and_owners(connection):
    at = held(connection, "P07", "handledare", "Karin L.")
    other = held(connection, "handledare")
    own, others = said(connection, at, "P07", "Ja."), said(connection, at, "T1", "Nej.")
    for key in (own, others):
        put(connection, answer, response_id=key, outcome="answered", reason="", **BY)
    for owner in ("karin", "T1", ""):
        agreed(connection, at, owner)
    gone = erasing_sessions.remove(connection, "P07", MARKS)
    assert gone == {"responses": 1, "present": 3}
    assert connection.execute(select(response.c.id)).scalars().all() == [others]
    assert connection.execute(select(answer.c.response_id)).scalars().all() == [others]
    assert dict(connection.execute(select(session.c.id, session.c.present)).all()) == {
        at: ["handledare"],
        other: ["handledare"],
    }
    assert connection.execute(select(commitment.c.owner).order_by(commitment.c.id)).scalars().all() == ["", "T1", ""]


def test_nothing_goes_of_who_was_never_there(connection):
    at = held(connection, "handledare")
    said(connection, at, "T1", "Nej.")
    agreed(connection, at, "T1")
    assert erasing_sessions.remove(connection, "P99", Marks(b"key", {})) == {}
    assert erasing_sessions.said(connection, "P99", Marks(b"key", {})) == []
