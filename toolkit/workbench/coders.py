"""Who works in this window and how it looks, what was done today, and how another window is let in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from toolkit.errors import Refused
from toolkit.messages import LANGUAGES, N_, tr
from toolkit.services.projects import progress, step_words, steps
from toolkit.workbench.door import SECONDS, Door, Session
from toolkit.workbench.pages import SHADE, SHADES, Coder, OpenProject, changeable

router = APIRouter(prefix="/api")
YEAR = 365 * 24 * 3600
LONGEST_NAME = 60
Command = Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[\w-]+$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NAME)]


class Named(BaseModel):
    """Who codes."""

    coder: Line


class Spoken(BaseModel):
    """The language of the pages."""

    language: str = Field(max_length=2)


class Shaded(BaseModel):
    """Light or dark; empty: as the system."""

    shade: str = Field(max_length=5)


class Repeatable(BaseModel):
    """A change under a name of its own, so that a retry is no second change."""

    command: Command


@router.get("/coders")
def coders(project: OpenProject, coder: Coder) -> dict[str, object]:
    """Who has coded so far, and who codes here."""
    return {"coder": coder, "coders": progress.coders(project)}


@router.post("/coder")
def name_coder(request: Request, named: Named) -> dict[str, str]:
    """Say who codes in this window."""
    if not named.coder.isprintable():
        raise Refused(N_("A coder's name is a line of letters."), hint=N_("Give a name or initials."))
    _session(request).coder = named.coder
    return {"coder": named.coder}


@router.post("/language")
def speak(request: Request, spoken: Spoken) -> dict[str, str]:
    """Change the language of this window's pages."""
    if spoken.language in LANGUAGES:
        _session(request).language = spoken.language
    return {"language": _session(request).language}


@router.post("/shade")
def shade(shaded: Shaded) -> JSONResponse:
    """Keep in this browser whether pages are light or dark."""
    answer = JSONResponse({"shade": shaded.shade})
    if shaded.shade in SHADES:
        answer.set_cookie(SHADE, shaded.shade, max_age=YEAR, path="/", httponly=True, samesite="strict")
    else:
        answer.delete_cookie(SHADE, path="/", httponly=True, samesite="strict")
    return answer


@router.post("/invite")
def invite(request: Request) -> dict[str, object]:
    """A fresh start address for one more browser."""
    door: Door = request.app.state.door
    return {"address": door.invite(), "seconds": int(SECONDS)}


@router.get("/mark")
def mark(project: OpenProject) -> dict[str, int]:
    """A number that grows with every change by anybody."""
    return {"mark": steps.mark(project)}


@router.get("/steps")
def today(project: OpenProject, coder: Coder) -> dict[str, object]:
    """What this coder did today, the newest first."""
    return {
        "steps": [
            {"verb": one.verb, "words": step_words.told(one.verb), "at": one.at, "undone": one.undone}
            for one in steps.history(project, coder)
        ]
    }


@router.post("/undo")
def undo(request: Request, project: OpenProject, coder: Coder, asked: Repeatable) -> dict[str, object]:
    """Undo this coder's last step of today."""
    changeable(request)
    done = steps.undo(project, coder=coder, command=asked.command)
    return _told(done.verb, project, tr(N_("Undone: {what}.")))


@router.post("/redo")
def redo(request: Request, project: OpenProject, coder: Coder, asked: Repeatable) -> dict[str, object]:
    """Do the step again that was undone last."""
    changeable(request)
    done = steps.redo(project, coder=coder, command=asked.command)
    return _told(done.verb, project, tr(N_("Done again: {what}.")))


def _told(verb: str, project: OpenProject, sentence: str) -> dict[str, object]:
    return {"verb": verb, "said": sentence.format(what=step_words.told(verb)), "mark": steps.mark(project)}


def _session(request: Request) -> Session:
    session: Session = request.state.session
    return session
