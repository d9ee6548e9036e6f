"""Who works in this window and how it looks, what was done today, and how another window is let in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field, StringConstraints

from toolkit.errors import Refused
from toolkit.messages import LANGUAGES, N_, tr
from toolkit.services.projects import progress, steps
from toolkit.workbench.door import SECONDS, Door, Session
from toolkit.workbench.pages import SHADE, SHADES, Coder, OpenProject, changeable

router = APIRouter(prefix="/api")
YEAR = 365 * 24 * 3600
LONGEST_NAME = 60
Command = Annotated[str, StringConstraints(min_length=8, max_length=64, pattern=r"^[\w-]+$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NAME)]
CHANGED = N_("changed")
WORDS = {
    "code": N_("coded"),
    "code in vivo": N_("coded with the words themselves"),
    "code found": N_("hits coded"),
    "change coding": N_("coding changed"),
    "remove coding": N_("coding removed"),
    "recode": N_("codings sorted"),
    "answer": N_("suggestion answered"),
    "memo": N_("memo written"),
    "change memo": N_("memo changed"),
    "remove memo": N_("memo removed"),
    "settle": N_("disagreement settled"),
    "unsettle": N_("settlement taken back"),
    "add code": N_("code added"),
    "rename code": N_("code renamed"),
    "move code": N_("code moved"),
    "merge codes": N_("codes merged"),
    "split code": N_("code split"),
    "retire code": N_("code retired"),
    "take code back": N_("code taken back"),
    "mask elsewhere": N_("names masked in memos, claims and titles"),
    "theme rename": N_("theme renamed"),
    "theme move": N_("passages moved between themes"),
    "theme merge": N_("themes merged"),
    "theme split": N_("theme split"),
    "theme aside": N_("set aside from the themes"),
    "theme back": N_("theme taken back"),
    "quote add": N_("quote entered"),
    "quote change": N_("quote changed"),
    "quote remove": N_("quote taken out"),
    "write claim": N_("claim written"),
    "change claim": N_("claim changed"),
    "remove claim": N_("claim removed"),
    "order claims": N_("claims put in order"),
    "judge stance": N_("stance decided"),
    "answer objection": N_("objection answered"),
    "take answer back": N_("answer taken back"),
    "agree": N_("agreed"),
    "follow agreed": N_("followed up"),
    "take stance back": N_("decision on a stance taken back"),
    "respond": N_("response written"),
    "change response": N_("response changed"),
    "relate response": N_("response related"),
    "name response": N_("who said it changed"),
    "hide response": N_("response hidden"),
    "show response": N_("responses let through"),
    "mark partner": N_("marked with whom"),
    "unmark partner": N_("mark of a partner taken away"),
    "decline partner": N_("proposed partner declined"),
    "start partners": N_("list of partners taken"),
    "add partner": N_("partner added"),
    "name partner": N_("names of a partner changed"),
    "rename partner": N_("partner renamed"),
    "kind of partner": N_("kind of a partner changed"),
    "merge partners": N_("partners merged"),
    "remove partner": N_("partner removed"),
    "write obstacle": N_("obstacle written"),
    "change obstacle": N_("obstacle changed"),
    "lift obstacle": N_("obstacle raised with a forum"),
    "tell of obstacle": N_("step noted at an obstacle"),
    "change seen": N_("change noted at an obstacle"),
    "close obstacle": N_("obstacle closed without change"),
    "reopen obstacle": N_("obstacle opened again"),
    "order obstacles": N_("obstacles put in order"),
    "remove obstacle": N_("obstacle removed"),
}


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
            {"verb": one.verb, "words": said(one.verb), "at": one.at, "undone": one.undone}
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
    return {"verb": verb, "said": sentence.format(what=said(verb)), "mark": steps.mark(project)}


def said(verb: str) -> str:
    """What a step did, in a person's words."""
    return tr(WORDS.get(verb, CHANGED))


def _session(request: Request) -> Session:
    session: Session = request.state.session
    return session
