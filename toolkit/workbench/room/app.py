"""The room's own small app: one page, its files, the code, the step, an answer, dots. It knows nothing else."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Annotated

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from toolkit.errors import NotSaved, ProjectBusy, SpeglaError
from toolkit.messages import N_, current_language, tr
from toolkit.services.packs.room import LONGEST, LONGEST_NAME, RoomView, Sent
from toolkit.workbench.room.guard import WRONG, Guard, no
from toolkit.workbench.room.opened import Room
from toolkit.workbench.room.words import words
from toolkit.workbench.silent import silent_app

HERE = Path(__file__).parent
KINDS = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8"}
NOT_IT = N_("That is not the code. Look at the wall and write it again.")
SLOWLY = N_("Many codes were tried at once. Wait half a minute and write it again.")
FULL = N_("There is room for no more devices. Tell whoever leads the meeting.")
OVER = N_("The session is closed.")
ENOUGH = N_("This device has sent as many answers as it can.")
CALMLY = N_("A little slower. It is sent again by itself.")
NOT_TAKEN = N_("This could not be taken.")
BUSY = N_("The computer is busy. What you wrote is still on this device, and is sent again.")


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Code(_Body):
    """A try at the door."""

    code: str = Field(max_length=40)


class Answer(_Body):
    """An answer; `command` is made on the device, so that sending it again is harmless."""

    command: str = Field(pattern="^[0-9a-f]{32}$")
    step: str = Field(max_length=24)
    text: str = Field(min_length=1, max_length=LONGEST)
    who: str = Field(default="", max_length=LONGEST_NAME)
    about: int = Field(default=0, ge=0, le=999)


class Dots(_Body):
    """All the dots that a device gives, by the numbers of ideas."""

    dots: dict[Annotated[str, Field(pattern="^[1-9][0-9]{0,3}$")], Annotated[int, Field(ge=0, le=20)]] = Field(
        max_length=200
    )


@cache
def files() -> dict[str, tuple[bytes, str]]:
    """The page's own files, read once: no path of a request ever reaches a disk."""
    found = (HERE / "static").iterdir()
    return {f"/{one.name}": (one.read_bytes(), KINDS[one.suffix]) for one in found if one.suffix in KINDS}


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals.update(tr=tr, language=current_language)
    return made


def make_room_app(room: Room) -> FastAPI:
    """The app of one room; nothing of the workbench can be reached from it."""
    app = silent_app()
    routes: tuple[tuple[str, Callable[..., Response], str], ...] = (
        ("/", page, "GET"),
        ("/enter", enter, "POST"),
        ("/state", state, "GET"),
        ("/answer", answer, "POST"),
        ("/dots", dots, "POST"),
        *((name, file, "GET") for name in files()),
    )
    for path, call, method in routes:
        app.add_api_route(path, call, methods=[method], response_model=None)
    app.state.room = room
    app.add_exception_handler(SpeglaError, _said_no)
    app.add_exception_handler(HTTPException, lambda *_: no(404, WRONG))
    app.add_exception_handler(RequestValidationError, lambda *_: no(422, NOT_TAKEN))
    app.add_middleware(Guard, room=room, files=frozenset(files()))
    return app


def _room(request: Request) -> Room:
    room: Room = request.app.state.room
    return room


def page() -> HTMLResponse:
    """The one page: it says nothing of any session before the code was written."""
    return HTMLResponse(_environment().get_template("room.html").render(words=words(), longest=LONGEST))


def file(request: Request) -> Response:
    """One of the page's own files."""
    data, kind = files()[request.url.path]
    return Response(data, media_type=kind)


def enter(request: Request, body: Code) -> Response:
    """Let a device in that brings the code."""
    room = _room(request)
    if not room.is_open:
        return no(410, OVER)
    caller = request.client.host if request.client else ""
    right = room.door.tries.judge(caller, lambda: room.door.is_right(body.code))
    if not right:
        return no(429, SLOWLY) if right is None else no(403, NOT_IT)
    if request.state.device:
        return JSONResponse({"in": True})
    secret = room.door.enter()
    if secret is None:
        return no(507, FULL)
    done = JSONResponse({"in": True})
    done.set_cookie(room.door.cookie, secret, path="/", httponly=True, samesite="strict", max_age=room.left)
    return done


def state(request: Request) -> Response:
    """Where the session is: the step that the host has set, and nothing that another device sent but what gets dots."""
    return _while_open(request, lambda room, seen: JSONResponse(_told(room, seen, request.state.device)))


def answer(request: Request, body: Answer) -> Response:
    """Take an answer down, once however often it comes."""
    sent = Sent(request.state.device, body.command, body.step, body.text, body.who, body.about)

    def taken(room: Room, _: RoomView) -> Response:
        if not room.may_send(sent.device):
            return no(429, CALMLY)
        return JSONResponse({"sent": room.answers[sent.device]}) if room.take(sent) else no(422, ENOUGH)

    return _while_open(request, taken)


def dots(request: Request, body: Dots) -> Response:
    """Keep this device's dots in the place of those it gave before."""
    device = request.state.device

    def kept(room: Room, _: RoomView) -> Response:
        if not room.may_send(device):
            return no(429, CALMLY)
        return JSONResponse({"given": room.dot(device, {int(number): n for number, n in body.dots.items()})})

    return _while_open(request, kept)


def _while_open(request: Request, done: Callable[[Room, RoomView], Response]) -> Response:
    room = _room(request)
    seen = room.now() if room.is_open else None
    return done(room, seen) if seen and room.is_open else no(410, OVER)


def _told(room: Room, seen: RoomView, device: str) -> dict[str, object]:
    key, finding = room.where()
    step, given = seen.step(key) if key else None, room.given.get(device, {})
    return {
        "key": seen.key,
        "left": room.left,
        "named": seen.named,
        "told": seen.told,
        "step": step and {"key": step.key, "title": tr(step.title), "prompt": tr(step.prompt), "dots": step.dots},
        "finding": finding,
        "findings": seen.findings,
        "ideas": [{"number": one.number, "text": one.text} for one in seen.ideas] if step and step.dots else [],
        "given": {one.number: given[one.number] for one in seen.ideas if one.number in given},
        "sent": room.answers[device],
    }


def _said_no(request: Request, error: Exception) -> Response:
    """A refusal of the session's: its own sentence may name what only the workbench may, and is not told."""
    room = _room(request)
    if isinstance(error, ProjectBusy | NotSaved):
        return no(503, BUSY)
    room.forget()
    if not room.is_open or not room.now().open:
        return no(410, OVER)
    return no(422, NOT_TAKEN)
