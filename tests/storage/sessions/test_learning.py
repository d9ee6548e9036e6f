"""What came of sessions: what was said as it stands in its source today, answers to it, and what was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.storage.material import NOW, put, put_source
from toolkit.domain.reflection.learning import Answer, Commitment, Loop, Outcome, Status
from toolkit.domain.sources.sources import Role
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.database import steps
from toolkit.storage.findings import drafts
from toolkit.storage.findings.drafts import Draft
from toolkit.storage.sessions import learning, sessions
from toolkit.storage.sources import sources
from toolkit.storage.tables.schema_reports import claim, stance

ROW = {
    "title": "Höst",
    "day": "2025-10-20",
    "audience": "team",
    "format": "recognise",
    "state": "open",
    "anonymous": True,
    "present": [],
    "consent": {},
    "pack_id": None,
}
AGREED = {"text": "Ringa", "owner": "KL", "due": "", "status": "open", "outcome": "", "loop": "single"}
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def step(connection):
    return steps.begin(connection, "reflect", coder="KL", command="c1", now=NOW)


def opened(connection, day="2025-10-20"):
    return sessions.put_session(connection, {**ROW, "day": day}, coder="KL", at=NOW)


def said(connection, session, text, who="", theme=None):
    row = {
        "session_id": session,
        "step": "add",
        "text": text,
        "who": who,
        "device": "",
        "command": text,
        "theme": theme,
    }
    return sessions.put_response(connection, row, coder="KL", at=NOW)


def test_sessions_are_told_the_earliest_first_with_what_was_said_and_agreed(connection, step):
    assert not learning.any_session(connection)
    assert learning.held(connection) == ()
    late, early, same = (opened(connection, day) for day in ("2025-11-03", "2025-10-20", "2025-10-20"))
    objection, other = said(connection, early, "Nej"), said(connection, early, "Ja")
    learning.answered(step, objection.id, {"outcome": "answered", "reason": "För att", "claim_id": None}, known=None)
    learning.agree(step, {**AGREED, "session_id": late})
    found = learning.held(connection)
    assert learning.any_session(connection)
    assert [one.session.id for one in found] == [early, same, late]
    assert [(told.response.id, told.answer is not None) for told in found[0].told] == [
        (objection.id, True),
        (other.id, False),
    ]
    assert [[one.text for one in each.agreed] for each in found] == [[], [], ["Ringa"]]


def test_an_answer_is_kept_once_and_said_anew_as_it_was_seen(connection, step):
    one = said(connection, opened(connection), "Nej")
    assert learning.answer_to(connection, one.id) is None
    number = learning.answered(step, one.id, {"outcome": "answered", "reason": "a", "claim_id": None}, known=None)
    first = learning.answer_to(connection, one.id)
    assert first == Answer(number, one.id, Outcome.ANSWERED, "a", None, "KL", NOW, 1)
    assert learning.answered(step, one.id, {"reason": "b"}, known=first) == number
    assert learning.answer_to(connection, one.id) == replace(first, reason="b", revision=2)
    with pytest.raises(ConflictError):
        learning.answered(step, one.id, {"reason": "c"}, known=first)


def test_what_was_agreed_comes_back_and_is_followed_as_it_was_seen(connection, step):
    meeting, next_one = opened(connection), opened(connection, "2025-11-03")
    one = said(connection, meeting, "Gör så")
    extra = {"session_id": meeting, "response_id": one.id, "due": "2025-12-01", "loop": "double", "theme": "t"}
    number = learning.agree(step, {**AGREED, **extra})
    known = learning.commitment_of(connection, number)
    double = Loop.DOUBLE
    assert known == Commitment(
        number, meeting, one.id, "Ringa", "KL", "2025-12-01", Status.OPEN, "", double, None, "t", None, "KL", NOW, 1
    )  # fmt: skip
    learning.follow(step, known, {"status": "done", "outcome": "Vi ringde", "followed_id": next_one})
    after = replace(known, status=Status.DONE, outcome="Vi ringde", followed=next_one, revision=2)
    assert learning.commitments(connection) == [after]
    with pytest.raises(ConflictError):
        learning.follow(step, known, {"status": "dropped"})
    with pytest.raises(NotFound, match="under number 99"):
        learning.commitment_of(connection, 99)
    assert learning.said(connection) == {("Ringa", "KL", "done", "Vi ringde")}


def test_answers_and_agreements_are_told_by_what_they_say(connection, step):
    one = said(connection, opened(connection), "Nej")
    learning.answered(step, one.id, {"outcome": "stance", "reason": "r", "claim_id": None}, known=None)
    assert learning.said(connection) == {("stance", "r")}


def placed(connection, meeting, rows):
    """Make the session's responses a source of these lines, and say where each stands."""
    key = put_source(connection, "möte.txt", rows)
    of = sessions.one(connection, meeting)
    learning.sourced(connection, of, key)
    turns = [one for one in sources.by_id(connection, key).turns if one.role is not Role.INTERVIEWER]
    every = sessions.responses(connection, meeting)
    sessions.placed(connection, {one.id: (t.span.start, t.span.end) for one, t in zip(every, turns, strict=True)})
    return sessions.one(connection, meeting)


ROWS = (("I", None, "Känner ni igen er?"), ("T1", "T1", "Ja, delvis."), ("T2", "T2", "Nej 😀."))


def test_before_there_is_a_source_what_was_written_down_is_what_was_said(connection):
    meeting = opened(connection)
    said(connection, meeting, "Ja, delvis.", "T1")
    (found,) = learning.said_at(connection, sessions.one(connection, meeting))
    assert (found.text, found.who, found.label, found.start, found.end) == ("Ja, delvis.", "T1", "", None, None)


@pytest.fixture
def closed(connection):
    meeting = opened(connection)
    said(connection, meeting, "Ja, delvis.", "T1")
    said(connection, meeting, "Nej 😀.")
    return placed(connection, meeting, ROWS)


def corrected(connection, of, old, new):
    """Put other words in the session's source, as a correction does, and move its turns along."""
    whole = sources.by_id(connection, of.source)
    text = whole.text.replace(old, new)
    at = whole.text.index(old)
    by = len(new) - len(old)

    def moved(position):
        return position + by if position > at else position

    turns = [replace(one, span=type(one.span)(moved(one.span.start), moved(one.span.end))) for one in whole.turns]
    connection.exec_driver_sql("UPDATE source SET text = ? WHERE id = ?", (text, of.source))
    sources.replace_turns(connection, whole.name, turns)


def test_what_was_said_is_what_stands_in_the_source_today_with_its_label(connection, closed):
    corrected(connection, closed, "delvis", "till stor del [N]")
    first, second = learning.said_at(connection, closed)
    text = sources.text_of(connection, closed.source)
    assert (first.text, first.label, text[first.start : first.end]) == ("Ja, till stor del [N].", "T1", first.text)
    assert (second.text, second.label, text[second.start : second.end]) == ("Nej 😀.", "", second.text)


def test_a_response_that_came_after_the_source_was_made_stands_as_it_was_written(connection, closed):
    late = said(connection, closed.id, "Senare sagt")
    found = learning.said_at(connection, closed)
    assert found[-1] == late


def test_where_turns_were_taken_out_only_words_that_still_stand_there_are_told(connection, closed):
    whole = sources.by_id(connection, closed.source)
    sources.replace_turns(
        connection, whole.name, (whole.turns[0], whole.turns[1], replace(whole.turns[2], role=Role.UNKNOWN))
    )
    connection.exec_driver_sql("UPDATE source SET text = replace(text, 'Nej 😀.', '[…]')")
    late = said(connection, closed.id, "Senare sagt")
    assert [(one.text, one.start, one.end) for one in learning.said_at(connection, closed)] == [
        ("Ja, delvis.", None, None),
        ("", None, None),
        (late.text, None, None),
    ]


def test_what_was_said_and_agreed_follows_themes_that_merge(connection, step):
    meeting = opened(connection)
    for text, theme in (("a", "t1"), ("b", "t2"), ("c", "t9"), ("d", None)):
        said(connection, meeting, text, theme=theme)
        learning.agree(step, {**AGREED, "session_id": meeting, "theme": theme})
    learning.follow_themes(step, iter(["t1", "t2"]), "t5")
    themes = ["t5", "t5", "t9", None]
    assert [one.theme for one in sessions.responses(connection, meeting)] == themes
    assert [(one.theme, one.revision) for one in learning.commitments(connection)] == list(
        zip(themes, (2, 2, 1, 1), strict=True)
    )


def test_claims_count_as_changed_when_they_or_a_stance_on_them_were(connection):
    base = {"text": "x", "kind": "finding", "group": "", "themes": [], "questions": [], "coder": "A"}
    old, judged, new = (
        put(connection, claim, position=position, at=at, **base) for position, at in ((3, NOW), (2, NOW), (1, LATER))
    )
    put(connection, stance, claim_id=judged, respondent="D1", stance="affirms", reason="", coder="A", at=LATER)
    put(connection, stance, claim_id=new, respondent="D1", stance="affirms", reason="", coder="A", at=NOW)
    assert learning.changed_claims(connection, LATER) == {new: LATER, judged: LATER}
    assert list(learning.changed_claims(connection, NOW)) == [new, judged, old]
    assert learning.changed_claims(connection, LATER + timedelta(seconds=1)) == {}
    assert learning.claim_changed(connection, new) == LATER
    assert learning.claim_changed(connection, 99) is None


def test_the_findings_before_a_moment_are_those_of_the_last_whole_draft(connection):
    assert learning.findings_before(connection, NOW) is None
    whole = Draft(NOW, "perspectives", (), {"f1": ("c1",)})
    drafts.record(connection, replace(whole, findings={"old": ()}))
    drafts.record(connection, whole)
    drafts.record(connection, replace(whole, audience="team", findings={"let out": ()}))
    drafts.record(connection, replace(whole, outline=learning.SHORT, findings={"partial": ()}))
    drafts.record(connection, replace(whole, at=LATER, findings={"after": ()}))
    assert learning.findings_before(connection, NOW) == {"f1": ["c1"]}
    assert learning.findings_before(connection, LATER) == {"after": []}
    assert learning.findings_before(connection, NOW - timedelta(seconds=1)) is None
