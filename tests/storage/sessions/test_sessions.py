"""Reflection sessions in the store: a command makes one response, a revision one change, a device its own dots."""

from datetime import UTC, datetime

import pytest

from toolkit.domain.reflection.reflection import State
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.projects.store import Store
from toolkit.storage.sessions import sessions

NOW = datetime(2025, 10, 20, 9, tzinfo=UTC)
ROW = {
    "title": "Autumn",
    "day": "2025-10-20",
    "audience": "team",
    "format": "recognise",
    "state": "open",
    "anonymous": True,
    "present": ["coach"],
    "consent": {"report": True, "quote": False, "told": "", "at_once": False},
    "pack_id": None,
}


@pytest.fixture
def connection(tmp_path):
    with Store.create(tmp_path / "project.db", now=NOW) as store, store.writing("test", now=NOW) as change:
        yield change.connection


def opened(connection, **columns):
    return sessions.put_session(connection, {**ROW, **columns}, coder="KL", at=NOW)


def said(connection, session, command="one", text="Words"):
    row = {"session_id": session, "step": "add", "text": text, "who": "", "device": "", "command": command}
    return sessions.put_response(connection, row, coder="KL", at=NOW)


def test_the_newest_day_comes_first(connection):
    days = ("2025-10-20", "2025-11-03", "2025-10-20")
    first, second, third = (opened(connection, day=day) for day in days)
    assert [one.id for one in sessions.sessions(connection)] == [second, third, first]
    found = sessions.one(connection, first)
    assert (found.present, found.agreed.quote, found.form.key, found.at) == (("coach",), False, "recognise", NOW)
    with pytest.raises(NotFound):
        sessions.one(connection, 99)


def test_a_change_names_the_revision_it_saw(connection):
    session = opened(connection)
    sessions.change_session(connection, session, 1, state="closed")
    assert (sessions.one(connection, session).state, sessions.one(connection, session).revision) == (State.CLOSED, 2)
    with pytest.raises(ConflictError):
        sessions.change_session(connection, session, 1, state="open")


def test_a_command_makes_one_response(connection):
    session = opened(connection)
    first = said(connection, session)
    assert said(connection, session, text="Other words") == first
    said(connection, session, "two")
    assert [one.command for one in sessions.responses(connection, session)] == ["one", "two"]


def test_dots_are_summed_over_devices(connection):
    session = opened(connection)
    one = said(connection, session)
    for device, n in (("d1", 2), ("d2", 1), ("d1", 3)):
        sessions.keep_dots(connection, one.id, device, n)
    assert sessions.response_of(connection, one.id).dots == 4
    sessions.keep_dots(connection, one.id, "d1", 0)
    assert sessions.dots_of(connection, session, "d1") == {}
    assert sessions.responses(connection, session)[0].dots == 1


def test_responses_know_their_place(connection):
    session = opened(connection)
    one = said(connection, session)
    sessions.placed(connection, {one.id: (3, 9)})
    found = sessions.response_of(connection, one.id)
    assert (found.start, found.end) == (3, 9)
