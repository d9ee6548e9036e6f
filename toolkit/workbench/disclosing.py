"""The disclosure gate as a screen: for whom, what points somebody out, answers, and letting the draft out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from toolkit.domain.identifiers.gate import Answer
from toolkit.messages import ntr, tr
from toolkit.services.material.hands import Hand
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure, disclosure_answers, disclosure_view, draft_view, drafts, outlines
from toolkit.services.reports.disclosure_answers import LONGEST, Given
from toolkit.services.themes import theme_board
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.jobs import Progress, jobs_of
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Order = Literal["kind", "person"]
Place = Annotated[int, Field(ge=1, le=1000)]


class At(BaseModel):
    """Where somebody is on the screen: the audience's and the outline's number, and the order of the findings."""

    audience: Place = 1
    outline: Place = 1
    order: Order = "kind"


class Wanted(At, Repeatable):
    """An answer to findings."""

    keys: Annotated[list[Annotated[str, Field(max_length=64)]], Field(min_length=1, max_length=2000)]
    answer: Answer
    reason: Annotated[str, Field(max_length=LONGEST)] = ""
    stand_in: Annotated[str, Field(max_length=80)] = ""


class TakenBack(At, Repeatable):
    """An answer to be taken back."""

    keys: Annotated[list[Annotated[str, Field(max_length=64)]], Field(min_length=1, max_length=2000)]


class LetOut(BaseModel):
    """A draft to be let out."""

    audience: Place
    outline: Place
    form: Literal["docx", "html"]


@router.get("/disclosure")
def screen(request: Request, project: OpenProject) -> HTMLResponse:
    """The gate for readers outside, in the project's own outline."""
    return _page(request, project, At(outline=_own_outline(project)))


@router.get("/disclosure/{audience}/{outline}/{order}")
def placed(request: Request, project: OpenProject, audience: int, outline: int, order: str) -> HTMLResponse:
    """The gate for an audience, in an outline, by kind or by person."""
    refuse_blind(project)
    at = At(audience=max(audience, 1), outline=max(outline, 1), order="person" if order == "person" else "kind")
    return _page(request, project, at)


@router.post("/api/disclosure/answer")
def answer(request: Request, project: OpenProject, coder: Coder, wanted: Annotated[Wanted, Form()]) -> HTMLResponse:
    """Answer findings; the list as it is then."""
    changeable(request)
    looked = disclosure.look(project, _audience(project, wanted), outline=_outline(project, wanted))
    given = Given(wanted.answer, wanted.reason, wanted.stand_in)
    done = disclosure_answers.answer(project, looked, wanted.keys, given, hand=Hand(coder, wanted.command))
    told = done[0].told if len(done) == 1 else ntr("{n} finding answered.", "{n} findings answered.", len(done))
    return _list(request, project, wanted, told)


@router.post("/api/disclosure/reopen")
def reopen(request: Request, project: OpenProject, coder: Coder, wanted: Annotated[TakenBack, Form()]) -> HTMLResponse:
    """Take answers back; the list as it is then."""
    changeable(request)
    hand = Hand(coder, wanted.command)
    disclosure_answers.take_back(project, _audience(project, wanted), wanted.keys, hand=hand)
    return _list(request, project, wanted, tr("The answer is taken back."))


@router.post("/api/disclosure/write")
def write(request: Request, project: OpenProject, wanted: LetOut) -> dict[str, int]:
    """Begin to write the draft for an audience; gives the number of the job."""
    changeable(request)
    at = At(audience=wanted.audience, outline=wanted.outline)
    key, outline = _audience(project, at), _outline(project, at)

    def work(progress: Progress) -> str:
        machine = draft_view.draft_view(project, outline=outline).machine
        asked = drafts.Wanted(outline, (wanted.form,), from_suggestions=machine, audience=key)
        drafts.draft(project, asked, progress=progress)
        return tr("Written for {audience}.", audience=disclosure_view.readers(key))

    return {"job": jobs_of(request).start("draft", work).id}


def _audience(project: Project, at: At) -> str:
    keys = list(project.settings.audiences)
    return keys[min(at.audience, len(keys)) - 1]


def _outline(project: Project, at: At) -> str:
    every = outlines.names(project)
    return every[min(at.outline, len(every)) - 1]


def _own_outline(project: Project) -> int:
    every = outlines.names(project)
    own = project.settings.outline.removesuffix(".toml")
    return every.index(own) + 1 if own in every else 1


def _page(request: Request, project: Project, at: At) -> HTMLResponse:
    refuse_blind(project)
    if not any(place.themes for place in theme_board.areas(project)):
        return page(request, "disclosure.html", gate=None)
    return page(request, "disclosure.html", told="", **_shown(project, at))


def _list(request: Request, project: Project, at: At, told: str) -> HTMLResponse:
    return page(request, "disclosure_list.html", told=told, **_shown(project, at))


def _shown(project: Project, at: At) -> dict[str, Any]:
    plans = [(number, outlines.title(name)) for number, name in enumerate(outlines.names(project), 1)]
    audiences = [(number, disclosure_view.title(key)) for number, key in enumerate(project.settings.audiences, 1)]
    key = _audience(project, at)
    gate = disclosure_view.view(project, key, outline=_outline(project, at), by_person=at.order == "person")
    return {
        "gate": gate,
        "at": at,
        "audiences": audiences,
        "outlines": plans,
        "readers": disclosure_view.readers(key),
    }
