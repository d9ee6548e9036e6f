"""What of the sessions waits is told as notes: only when something does, and never to who codes blind."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.services.met import OBJECTED, RECOGNISED, at, hand, held
from toolkit.domain.reflection.learning import Outcome
from toolkit.services.comparing import assignments
from toolkit.services.sessions import commitments, objections
from toolkit.services.sessions.commitments import Wanted
from toolkit.services.sessions.learning_notes import notes

BEFORE_DUE, DUE, AFTER_DUE = (datetime(2025, 12, day, 9, tzinfo=UTC) for day in (1, 2, 3))


def told(folder, now=BEFORE_DUE, viewer=""):
    project = at(folder, now)
    return [
        (one.message.format(**one.values), one.hint)
        for one in notes(project.again(now, viewer=viewer) if viewer else project)
    ]


def test_where_no_session_was_held_nothing_is_told(small_coded):
    assert told(small_coded) == []


def test_objections_wait_from_the_close_of_their_session_until_they_are_answered(small):
    held(small, ("recognise", RECOGNISED), title="First")
    open_one = held(small, ("differently", OBJECTED), title="Open", close=False)
    assert told(small) == []
    from toolkit.services.sessions import sessions

    sessions.close(at(small), open_one.id, hand=hand("close"))
    ((sentence, hint),) = told(small)
    assert sentence.endswith("Objections from reflection sessions that wait for an answer: 1.")
    assert "spegla reflect log" in hint
    held(small, ("differently", f"{OBJECTED} Again."), title="Third")
    assert told(small)[0][0].endswith(": 2.")
    answered(small)
    assert told(small)[0][0].endswith(": 1.")


def answered(folder):
    from toolkit.services.sessions import learning_log

    waiting = learning_log.log(at(folder)).open[0]
    reply = objections.Reply(Outcome.ANSWERED, "We asked others about it too.")
    objections.answer(at(folder), waiting.response.id, reply, hand=hand("reply"))


@pytest.mark.parametrize(("now", "late"), [(BEFORE_DUE, 0), (DUE, 0), (AFTER_DUE, 1)])
def test_what_was_agreed_is_told_from_the_day_after_it_should_be_done(small, now, late):
    session = held(small, ("recognise", RECOGNISED))
    wanted = Wanted("Ask the bus company.", owner="T1", due="2025-12-02")
    commitments.agree(at(small), session.id, wanted, hand=hand("agree"))
    found = told(small, now)
    assert len(found) == late
    assert all(sentence.endswith("should be done by now: 1.") and "reflect follow" in hint for sentence, hint in found)


def test_who_codes_blind_is_told_nothing(small):
    held(small, ("differently", OBJECTED))
    assert len(told(small)) == 1
    assignments.assign(at(small), "MS", ["p01.txt"])
    assert told(small, viewer="MS") == []
    assert len(told(small, viewer="KL")) == 1
