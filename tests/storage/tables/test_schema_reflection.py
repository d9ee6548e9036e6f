"""The tables of what goes back to people: what goes with a session, pack or partner, and what only forgets it."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tests.storage.material import NOW, at, count, put, put_source
from toolkit.storage.tables.schema_reflection import (
    answer,
    commitment,
    dot,
    obstacle,
    obstacle_passage,
    pack,
    pack_item,
    partner,
    response,
    session,
    tie,
)
from toolkit.storage.tables.schema_reports import claim

BY = {"coder": "A", "at": NOW}
CLAIM = {"text": "x", "kind": "finding", "group": "", "themes": [], "questions": [], "position": 1, **BY}
AGREED = {"text": "x", "owner": "", "due": "", "status": "open", "outcome": "", "loop": "single", **BY}
TOLD = {"respondent": "D01", "need": "", "phase": "", "effect": "helps", "time": "now", **BY}


def a_pack(connection):
    return put(connection, pack, title="t", audience="team", digest="", files={}, shown=[], **BY)


def a_session(connection, **more):
    row = {"title": "", "day": "2026-03-01", "audience": "team", "format": "recognise", "state": "open"}
    return put(connection, session, **row, present=[], consent={}, **more, **BY)


def said(connection, of, command, **more):
    row = {"session_id": of, "step": "add", "text": "x", "who": "", "device": "", "command": command}
    return put(connection, response, **row, **more, **BY)


def test_a_session_is_anonymous_and_a_response_seen_unless_told(connection):
    said(connection, a_session(connection), "c")
    assert connection.execute(select(session.c.anonymous)).scalar() is True
    assert connection.execute(select(response.c.hidden)).scalar() is False


def test_a_session_takes_what_was_said_and_agreed_along_and_lives_without_its_pack(connection):
    shown = a_pack(connection)
    meeting, later = a_session(connection, pack_id=shown), a_session(connection)
    one = said(connection, meeting, "c")
    put(connection, dot, response_id=one, device="d", dots=2)
    put(connection, answer, response_id=one, outcome="answered", reason="", **BY)
    put(connection, commitment, session_id=meeting, response_id=one, **AGREED)
    kept = put(connection, commitment, session_id=later, response_id=one, followed_id=meeting, **AGREED)
    connection.execute(delete(pack))
    assert connection.execute(select(session.c.pack_id)).scalars().all() == [None, None]
    connection.execute(delete(session).where(session.c.id == meeting))
    assert [count(connection, table) for table in (response, dot, answer, commitment)] == [0, 0, 0, 1]
    row = connection.execute(select(commitment.c.id, commitment.c.response_id, commitment.c.followed_id)).one()
    assert tuple(row) == (kept, None, None)


def test_a_command_makes_one_response_and_an_objection_has_one_answer(connection):
    meeting = a_session(connection)
    one = said(connection, meeting, "c")
    with pytest.raises(IntegrityError), connection.begin_nested():
        said(connection, meeting, "c")
    put(connection, answer, response_id=one, outcome="answered", reason="", **BY)
    with pytest.raises(IntegrityError), connection.begin_nested():
        put(connection, answer, response_id=one, outcome="claim", reason="", **BY)


def test_what_was_said_of_a_claim_stays_when_the_claim_goes(connection):
    of, shown, meeting = put(connection, claim, **CLAIM), a_pack(connection), a_session(connection)
    said(connection, meeting, "c", claim_id=of)
    put(connection, commitment, session_id=meeting, claim_id=of, **AGREED)
    put(connection, pack_item, pack_id=shown, position=1, kind="see", text="x", claim_id=of)
    connection.execute(delete(claim))
    for table in (response, commitment, pack_item):
        assert connection.execute(select(table.c.claim_id)).one() == (None,)
    connection.execute(delete(pack))
    assert count(connection, pack_item) == 0


def test_a_partner_has_a_name_of_its_own_and_takes_its_ties_along(connection):
    key = put_source(connection)
    one = put(connection, partner, name="Vården", kind="organisation", names=[], **BY)
    with pytest.raises(IntegrityError), connection.begin_nested():
        put(connection, partner, name="Vården", kind="person", names=[], **BY)
    put(connection, tie, **at(connection, key, "rädd"), partner_id=one, **TOLD)
    with pytest.raises(IntegrityError), connection.begin_nested():
        put(connection, tie, **at(connection, key, "rädd"), partner_id=one, **TOLD)
    connection.execute(delete(partner))
    assert count(connection, tie) == 0


def test_an_obstacle_takes_its_passages_along(connection):
    words = {"text": "x", "level": "society", "owner": "", "forum": "", "lifted": "", "status": "open", "change": ""}
    one = put(connection, obstacle, **words, steps=[], claims=[], themes=[], position=1, **BY)
    put(connection, obstacle_passage, obstacle_id=one, **at(connection, put_source(connection), "rädd"))
    connection.execute(delete(obstacle))
    assert count(connection, obstacle_passage) == 0
