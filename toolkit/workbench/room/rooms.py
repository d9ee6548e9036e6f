"""The host's side of rooms: opened deliberately from the note-taker's page, followed, shut."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from toolkit.domain.reflection.reflection import State
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_
from toolkit.services.packs.room import Line
from toolkit.services.projects import access_log
from toolkit.services.projects.project import Project
from toolkit.services.sessions import sessions
from toolkit.workbench.pages import Coder, OpenProject, changeable, desk_of
from toolkit.workbench.room import addresses
from toolkit.workbench.room.door import RoomDoor, new_code
from toolkit.workbench.room.opened import Room
from toolkit.workbench.room.server import RoomServer

router = APIRouter(prefix="/api/reflect/sessions/{session_id}/room")
MANY_WRONG = 60  # wrong codes after which the host is told: a class with cold fingers makes fewer


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Opening(_Body):
    """On which address a room is opened."""

    address: str = Field(max_length=40)


@dataclass(frozen=True, slots=True)
class Plan:
    """The room that `who` wants; `where` tells the step and the finding that the devices are to be at."""

    project: Callable[[], Project]
    session: int
    address: str
    where: Callable[[], tuple[str, int]]
    who: str = ""
    port: int = 0


def opened(plan: Plan) -> RoomServer:
    """Open a room; Refused for a session that takes no answers, or an address that may not be."""
    line = Line(plan.project, plan.session)
    if not line.view().open:
        raise Refused(N_("This session is closed, and takes no more responses."), hint=N_("Open another session."))
    listener = addresses.listening(plan.address, port=plan.port)
    room = Room(line, RoomDoor(plan.address, listener.getsockname()[1]), plan.project().language, plan.where)
    server = RoomServer(room, listener)
    server.start()
    access_log.note(plan.project(), "room", who=plan.who)
    return server


@dataclass
class Rooms:
    """The rooms that a workbench has opened, by session."""

    _open: dict[int, RoomServer] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, session_id: int) -> Room | None:
        """The session's room, while it takes answers."""
        found = self._open.get(session_id)
        return found.room if found and found.runs and found.room.is_open else None

    def open(self, plan: Plan) -> Room:
        """The session's room, opened if it is not."""
        with self._lock:
            known = self.get(plan.session)
            if known:
                return known
            before = self._open.pop(plan.session, None)
            if before:
                before.stop()  # so that the room has the port, and with it the address, that it had
            self._open[plan.session] = opened(plan)
            return self._open[plan.session].room

    def shut(self, session_id: int) -> None:
        """Say goodbye to a session's devices; its server ends by itself when they have heard it."""
        found = self._open.get(session_id)
        if found:
            found.room.shut()

    def leave(self) -> None:
        """Begin to end all of them, without waiting for it."""
        for each in list(self._open.values()):
            each.leave()

    def end(self) -> None:
        """End all of them at once: the workbench ends."""
        with self._lock:
            for each in self._open.values():
                each.stop()
            self._open.clear()


def rooms_of(request: Request) -> Rooms:
    """The rooms of the workbench that the request came to."""
    rooms: Rooms = request.app.state.rooms
    return rooms


def _told(session_id: int, request: Request) -> dict[str, object]:
    room = rooms_of(request).get(session_id)
    if room is None:
        return {"open": False, "addresses": list(addresses.own())}
    return {
        "open": True,
        "address": room.door.origin,
        "code": room.door.code,
        "devices": len(room.door.devices),
        "answers": room.answers.total(),
        "unkept": room.unkept,
        "guessed": room.door.tries.wrong >= MANY_WRONG,
        "left": room.left,
    }


def _room(session_id: int, request: Request) -> Room:
    room = rooms_of(request).get(session_id)
    if room is None:
        raise NotFound(N_("This session has no room open."), hint=N_("Open one on the note-taker's page."))
    return room


@router.get("")
def followed(request: Request, project: OpenProject, session_id: int) -> dict[str, object]:
    """Whether a room is open, where, with which code, and how many came; else on which addresses it could be."""
    if sessions.view(project, session_id).session.state is State.CLOSED:
        rooms_of(request).shut(session_id)
    return _told(session_id, request)


@router.post("")
def open_room(
    request: Request, project: OpenProject, coder: Coder, session_id: int, body: Opening
) -> dict[str, object]:
    """Open the room, as the host has asked for; a session has one at a time."""
    changeable(request)
    sessions.view(project, session_id)
    stages = request.app.state.stages

    def where() -> tuple[str, int]:
        stage = stages.of(session_id)
        return stage.step, stage.finding

    rooms_of(request).open(Plan(desk_of(request).project, session_id, body.address, where, who=coder))
    return _told(session_id, request)


@router.post("/code")
def renew(request: Request, session_id: int) -> dict[str, object]:
    """Another code for those who are still to come; those who are in stay in."""
    changeable(request)
    _room(session_id, request).door.renew(new_code())
    return _told(session_id, request)


@router.post("/shut")
def shut(request: Request, session_id: int) -> dict[str, object]:
    """Shut the room; the session goes on."""
    changeable(request)
    rooms_of(request).shut(session_id)
    return _told(session_id, request)
