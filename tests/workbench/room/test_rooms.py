"""The host's side: a room is opened on purpose, followed, given another code and shut; a session has one."""

from __future__ import annotations

import pytest

from tests.workbench.room.conftest import hand
from toolkit.errors import Refused
from toolkit.services.sessions import sessions
from toolkit.workbench.room.rooms import MANY_WRONG, Plan, Rooms, opened

HERE = "127.0.0.1"


@pytest.fixture
def rooms():
    made = Rooms()
    yield made
    made.end()


@pytest.fixture
def plan(held):
    return Plan(held.project, held.session.id, HERE, lambda: ("ideas", 0), who="KL")


def test_a_session_has_one_room_however_often_it_is_asked_for(rooms, plan, held):
    assert rooms.get(held.session.id) is None
    first = rooms.open(plan)
    assert rooms.open(plan) is first
    assert rooms.get(held.session.id) is first
    assert first.door.origin.startswith(f"http://{HERE}:")
    rooms.shut(held.session.id)
    assert rooms.get(held.session.id) is None
    assert not first.is_open
    again = rooms.open(plan)
    assert again is not first
    assert again.door.code != first.door.code
    rooms.end()
    rooms.end()
    assert rooms.get(held.session.id) is None


def test_that_a_room_was_opened_stands_in_the_access_log(rooms, plan, held, spegla):
    rooms.open(plan)
    entries = spegla("privacy", "log", "--json", "-p", held.folder).json["entries"]
    assert [(one["verb"], one["who"]) for one in entries] == [("room", "KL")]


def test_a_closed_session_or_a_public_address_gets_no_room(rooms, plan, held):
    with pytest.raises(Refused, match="one private address"):
        opened(Plan(held.project, held.session.id, "0.0.0.0", plan.where))
    sessions.close(held.project(), held.session.id, hand=hand())
    with pytest.raises(Refused, match="closed"):
        rooms.open(plan)
    assert rooms.get(held.session.id) is None


def test_the_note_takers_page_opens_follows_renews_and_shuts(held, desk_on):
    client = desk_on(held.folder)
    at = f"/api/reflect/sessions/{held.session.id}/room"
    before = client.get(at).json()
    assert (before["open"], before["addresses"][-1]) == (False, HERE)
    for deed in ("code", "shut"):
        assert client.post(f"{at}/{deed}").status_code in (200, 404)
    assert client.post(f"{at}/code").status_code == 404
    told = client.post(at, json={"address": HERE}).json()
    assert told["open"]
    assert (told["devices"], told["answers"], told["unkept"], told["guessed"]) == (0, 0, 0, False)
    renewed = client.post(f"{at}/code").json()
    assert renewed["code"] != told["code"]
    assert renewed["address"] == told["address"]
    client.app.state.rooms.get(held.session.id).door.tries.wrong = MANY_WRONG
    assert client.get(at).json()["guessed"]
    assert client.post(f"{at}/shut").json()["open"] is False
    client.app.state.rooms.end()


@pytest.mark.parametrize("body", [{}, {"address": "x" * 41}, {"address": HERE, "port": 80}, {"address": None}])
def test_an_opening_that_says_too_much_or_too_little_is_none(held, desk_on, body):
    client = desk_on(held.folder)
    answer = client.post(f"/api/reflect/sessions/{held.session.id}/room", json=body)
    assert answer.status_code == 422
    assert client.app.state.rooms.get(held.session.id) is None


def test_a_workbench_for_reading_opens_no_room_and_an_unknown_session_has_none(held, desk_on):
    reading = desk_on(held.folder, read_only=True)
    assert reading.post(f"/api/reflect/sessions/{held.session.id}/room", json={"address": HERE}).status_code == 422
    assert reading.app.state.rooms.get(held.session.id) is None
    writing = desk_on(held.folder)
    assert writing.post("/api/reflect/sessions/99/room", json={"address": HERE}).status_code == 404
