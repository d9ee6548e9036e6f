"""Answers that say no, as a page or as a document: of the guard, of our errors, and of mistakes in the program."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolkit.errors import (
    ConflictError,
    DamagedProject,
    NotFound,
    NotSaved,
    ProjectBusy,
    Refused,
    SpeglaError,
    StillBlind,
)
from toolkit.messages import N_, tr
from toolkit.services.coding import choices
from toolkit.services.projects import blinding
from toolkit.workbench.pages import coder_of, desk_of, environment, page

STATUS: dict[type[SpeglaError], int] = {
    ConflictError: 409,
    NotFound: 404,
    ProjectBusy: 503,
    NotSaved: 507,
    DamagedProject: 500,
    Refused: 422,
}
WRONG, BROKEN = 422, 500
SENTENCES = {
    404: N_("There is no such page."),
    405: N_("The workbench does not do this here."),
    413: N_("This is too much at once."),
}
NOT_UNDERSTOOD = N_("The workbench did not understand what was sent.")
MISTAKE = N_("Something went wrong in the program. What was saved before is safe.")
AGAIN = N_("Load the page again. If it happens again, tell those who look after Spegla what the terminal says.")


def refusal(scope: Scope, status: int, sentence: str, hint: str = "") -> Response:
    """A refusal for somebody who may know nothing of the project: no name of it, no style."""
    if wants_document(scope):
        return JSONResponse({"error": tr(sentence), "hint": tr(hint)}, status_code=status)
    text = environment().get_template("closed.html").render(sentence=tr(sentence), hint=tr(hint))
    return HTMLResponse(text, status_code=status)


def wants_document(scope: Scope) -> bool:
    """Whether a script asks, which reads JSON."""
    path: str = scope["path"]
    return path.startswith("/api/")


def told(request: Request, error: Exception) -> Response:
    """An error of ours, with its status."""
    if not isinstance(error, SpeglaError):
        raise error
    if isinstance(error, StillBlind) and not wants_document(request.scope):
        return still_blind(request, error)
    return answered(request, STATUS.get(type(error), WRONG), error.sentence, error.hint)


def still_blind(request: Request, error: StillBlind) -> Response:
    """Why a page waits until its reader is through with the blind interviews, and which these are."""
    project = desk_of(request).project(coder_of(request))
    left = blinding.blindness(project)
    sources = [(key, name) for key, name in choices.choices(project).sources if key in left]
    return page(request, "still_blind.html", status_code=WRONG, sentence=error.sentence, sources=sources)


def not_there(request: Request, error: Exception) -> Response:
    """What the router says when no screen fits."""
    status = error.status_code if isinstance(error, HTTPException) else BROKEN
    return answered(request, status, tr(SENTENCES.get(status, NOT_UNDERSTOOD)), "")


def not_understood(request: Request, error: Exception) -> Response:
    """A body or an address with wrong values; they are not repeated, for they may be words of a text."""
    if not isinstance(error, RequestValidationError):
        raise error
    return answered(request, WRONG, tr(NOT_UNDERSTOOD), tr(N_("Load the page again.")))


def answered(request: Request, status: int, sentence: str, hint: str) -> Response:
    """A refusal within the workbench."""
    if wants_document(request.scope):
        return JSONResponse({"error": sentence, "hint": hint}, status_code=status)
    return page(request, "error.html", status_code=status, sentence=sentence, hint=hint, back=_screen(request))


def _screen(request: Request) -> str:
    """The address of the screen whose form was refused; empty for anything but a form."""
    return f"/{request.scope['path'].split('/')[1]}" if request.method == "POST" else ""


def mistake(scope: Scope) -> Response:
    """What the workbench says of a mistake in the program."""
    return refusal(scope, BROKEN, MISTAKE, AGAIN)


class Calm:
    """Answers a mistake in the program with a calm sentence; the terminal hears its kind and place, never a value."""

    def __init__(self, app: ASGIApp, answer: Callable[[Scope], Response] = mistake) -> None:
        self.app, self.answer = app, answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and answer in the place of whatever fails."""
        started = False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as error:  # noqa: BLE001 - a server's last line: whatever it is, no value of it is printed
            sys.stderr.write(f"{told_place(error)}\n")
            if scope["type"] == "http" and not started:
                await self.answer(scope)(scope, receive, send)


def told_place(error: BaseException) -> str:
    """The kind of a mistake and the line of ours where it happened: nothing that was in a variable."""
    frames = [one for one in traceback.extract_tb(error.__traceback__) if "toolkit" in Path(one.filename).parts]
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "?"
    return f"spegla: {type(error).__name__} ({place})"
