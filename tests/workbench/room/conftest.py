"""A room as a device meets it: a session that is open, and a client before its door."""

from __future__ import annotations

import itertools
import secrets
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from starlette.testclient import TestClient

from toolkit.domain.reflection.reflection import Agreed
from toolkit.services.material.hands import Hand
from toolkit.services.packs.room import Line
from toolkit.services.sessions import sessions
from toolkit.services.sessions.sessions import Wish
from toolkit.workbench.desk import Desk
from toolkit.workbench.room.app import make_room_app
from toolkit.workbench.room.door import RoomDoor
from toolkit.workbench.room.opened import Room
from toolkit.workbench.room.tries import Tries

PORT = 8080
ORIGIN = f"http://192.168.7.9:{PORT}"
NUMBERS = itertools.count()


def hand():
    """Somebody's hand, with a command of its own."""
    return Hand("KL", f"command-{next(NUMBERS)}")


def sent(text="More time is needed", step="ideas", **more):
    """An answer as a device sends it."""
    return {"command": secrets.token_hex(16), "step": step, "text": text, **more}


@pytest.fixture
def held(small):
    """The small project with a session open: `project()`, `session`, `desk`."""
    desk = Desk(small, coder="KL", clock=lambda: datetime.now(UTC))
    wish = Wish("priorities", "team", "Secret title of autumn", agreed=Agreed(told="Only the team sees this."))
    session = sessions.open_session(desk.project(), wish, hand=hand())
    yield SimpleNamespace(desk=desk, project=desk.project, session=session, folder=small)
    desk.close()


@pytest.fixture
def room(held):
    """A room for it, whose clock stands where `room.moment[0]` says; `room.stage` is where the host has gone."""
    moment, stage = [0.0], ["ideas", 0]
    door = RoomDoor("192.168.7.9", PORT, tries=Tries(clock=lambda: moment[0]))
    made = Room(Line(held.project, held.session.id), door, "en", lambda: tuple(stage), clock=lambda: moment[0])
    made.moment, made.stage = moment, stage
    return made


@pytest.fixture
def devices(room):
    """Devices: `devices()` gives a client before the door, `devices(inside=True)` one that came in."""
    app = make_room_app(room)

    def device(*, inside=False, caller="192.168.7.20"):
        client = TestClient(app, base_url=ORIGIN, follow_redirects=False, client=(caller, 50000))
        client.headers["Origin"] = ORIGIN
        if inside:
            assert client.post("/enter", json={"code": room.door.code}).status_code == 200
        return client

    return device
