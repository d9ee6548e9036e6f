"""The screens of reflection sessions: the start, a new session, the note-taker's page and the wall."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field

from toolkit.domain.reflection.learning import Status
from toolkit.domain.reflection.reflection import FORMATS, Agreed, Response, State
from toolkit.services.material.hands import Hand
from toolkit.services.packs import packs
from toolkit.services.projects import steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.reports import disclosure_view
from toolkit.services.sessions import learning_log, session_facts, sessions
from toolkit.services.sessions.responses import LONGEST
from toolkit.services.sessions.session_facts import Facts
from toolkit.services.sessions.sessions import SessionView, Wish
from toolkit.workbench import room
from toolkit.workbench.pages import Coder, OpenProject, changeable, page
from toolkit.workbench.stages import Stages

router = APIRouter()
Id = Annotated[int, Path(ge=0, le=2**53)]
Line = Annotated[str, Field(max_length=4 * sessions.LONGEST_NAME)]
Mark = Annotated[int, Query(ge=-1, le=2**53)]
SEE_OTHER = 303


class Wanted(BaseModel):
    """The form for a new session; `audience` counts where no pack is chosen, `present` has one on each line."""

    title: Line
    format: Annotated[str, Field(max_length=24)]
    day: Annotated[str, Field(max_length=10)] = ""
    audience: Annotated[str, Field(max_length=100)] = ""
    pack: Annotated[int, Field(ge=0, lt=2**53)] = 0
    named: bool = False
    report: bool = False
    quote: bool = False
    at_once: bool = False
    told: Annotated[str, Field(max_length=4 * sessions.LONGEST_TOLD)] = ""
    present: Annotated[str, Field(max_length=10_000)] = ""

    def wish(self, project: Project) -> Wish:
        """The same as the service takes it."""
        audience = packs.pack(project, self.pack).pack.audience if self.pack else self.audience
        agreed = Agreed(report=self.report, quote=self.quote, told=self.told, at_once=self.at_once)
        present = tuple(self.present.splitlines())
        return Wish(self.format, audience, self.title, self.day, self.pack or None, not self.named, present, agreed)


class Corrected(BaseModel):
    """The form for an open session's facts, as they were seen at `revision`."""

    title: Line
    day: Annotated[str, Field(max_length=10)]
    revision: Annotated[int, Field(ge=0, lt=2**53)]
    present: Annotated[str, Field(max_length=10_000)] = ""

    def facts(self) -> Facts:
        """The same as the service takes it."""
        return Facts(self.title, self.day, tuple(self.present.splitlines()))


def stages_of(request: Request) -> Stages:
    """What stands on the walls."""
    stages: Stages = request.app.state.stages
    return stages


@router.get("/reflect")
def start(request: Request, project: OpenProject) -> HTMLResponse:
    """All that goes back to people and comes from them, a block each."""
    refuse_blind(project)
    agreed = [one for each in learning_log.log(project).held for one in each.agreed if one.status is Status.OPEN]
    return page(
        request,
        "reflect.html",
        agreed=agreed,
        today=project.today,
        sessions=sessions.sessions(project),
        packs=packs.packs(project),
        title_of=disclosure_view.title,
        State=State,
    )


@router.get("/reflect/sessions/new")
def new(request: Request, project: OpenProject, pack: Annotated[int, Query(ge=0, le=2**53)] = 0) -> HTMLResponse:
    """The form for a new session."""
    refuse_blind(project)
    return page(
        request,
        "reflect_new.html",
        formats=FORMATS.values(),
        packs=[one for one in packs.packs(project) if one.let_out],
        chosen=pack,
        audiences=[
            (key, disclosure_view.title(key)) for key, one in project.settings.audiences.items() if one.insiders
        ],
        title_of=disclosure_view.title,
        today=project.today.isoformat(),
        lengths=(sessions.LONGEST_NAME, sessions.LONGEST_TOLD),
    )


@router.post("/reflect/sessions")
def begin(request: Request, project: OpenProject, coder: Coder, wanted: Annotated[Wanted, Form()]) -> RedirectResponse:
    """Open a session; its note-taker's page then."""
    changeable(request)
    made = sessions.open_session(project, wanted.wish(project), hand=Hand(coder, ""))
    return RedirectResponse(f"/reflect/sessions/{made.id}", status_code=SEE_OTHER)


@router.post("/reflect/sessions/{session_id}/facts")
def correct(
    request: Request, project: OpenProject, coder: Coder, session_id: Id, wanted: Annotated[Corrected, Form()]
) -> RedirectResponse:
    """Give an open session another title or day, or say who is present."""
    changeable(request)
    session_facts.correct(project, session_id, wanted.facts(), seen=wanted.revision, hand=Hand(coder, ""))
    return RedirectResponse(f"/reflect/sessions/{session_id}", status_code=SEE_OTHER)


@router.post("/reflect/sessions/{session_id}/remove")
def remove(request: Request, project: OpenProject, coder: Coder, session_id: Id) -> RedirectResponse:
    """Remove a session at which nothing has been said, and its room with it."""
    changeable(request)
    session_facts.remove(project, session_id, hand=Hand(coder, ""))
    room.shut(request.app, session_id)
    return RedirectResponse("/reflect", status_code=SEE_OTHER)


@router.get("/reflect/sessions/{session_id}")
def desk(request: Request, project: OpenProject, session_id: Id) -> HTMLResponse:
    """The note-taker's page."""
    mark = steps.mark(project)
    found = sessions.view(project, session_id)
    data = {
        "session": session_id,
        "made": found.session.at.isoformat(),
        "longest": LONGEST,
        "named": not found.session.anonymous,
        "findings": findings(found),
        "steps": [{"key": each.step.key, "dots": each.step.dots} for each in found.steps],
        **told(request, found, mark),
    }
    return page(
        request,
        "reflecting.html",
        found=found,
        session=found.session,
        session_id=session_id,
        form=found.form,
        data=data,
        audience=disclosure_view.title(found.session.audience),
        lengths=(sessions.LONGEST_NAME,),
        State=State,
    )


@router.get("/reflect/sessions/{session_id}/wall")
def wall(request: Request, project: OpenProject, session_id: Id) -> HTMLResponse:
    """The wall, to be projected: the step's question and what was let through."""
    mark = steps.mark(project)
    found = sessions.view(project, session_id)
    data = {"session": session_id, "findings": findings(found), **on_wall(request, found, mark)}
    return page(
        request,
        "reflecting_wall.html",
        session=found.session,
        session_id=session_id,
        form_steps=found.form.steps,
        findings=found.findings,
        data=data,
    )


@router.get("/api/reflect/sessions/{session_id}")
def news(request: Request, project: OpenProject, session_id: Id, mark: Mark = -1) -> dict[str, object]:
    """The session as it stands, for the note-taker; only its stage when nothing has changed since `mark`."""
    now = steps.mark(project)
    if now == mark:
        refuse_blind(project)
        return {"mark": now, "stage": stages_of(request).told(session_id)}
    return told(request, sessions.view(project, session_id), now)


@router.get("/api/reflect/sessions/{session_id}/wall")
def wall_news(request: Request, project: OpenProject, session_id: Id) -> dict[str, object]:
    """What stands on the wall now: nothing that was not let through."""
    now = steps.mark(project)
    return on_wall(request, sessions.view(project, session_id), now)


def findings(found: SessionView) -> list[dict[str, object]]:
    """What the pack told, numbered as on the wall and on own devices."""
    return [
        {"number": number, "claim": one.claim, "theme": one.theme, "sentence": one.sentence}
        for number, one in enumerate(found.findings, 1)
    ]


def told(request: Request, found: SessionView, mark: int) -> dict[str, object]:
    """A session as the note-taker's page knows it."""
    numbers = _numbers(found)
    return {
        "mark": mark,
        "state": "closing" if found.becoming_source else found.session.state.value,
        "stage": stages_of(request).told(found.session.id),
        "responses": [record(one, numbers.get(one.id, 0), found) for one in found.responses],
    }


def _numbers(found: SessionView) -> dict[int, int]:
    """The number of each response in the order in which they came: the same on the wall and on own devices."""
    return {key: number for number, key in enumerate(sorted(one.id for one in found.responses), 1)}


def record(one: Response, number: int, found: SessionView) -> dict[str, object]:
    """A response as the note-taker's page knows it."""
    return {
        "id": one.id,
        "number": number,
        "step": one.step,
        "text": one.text,
        "who": one.who,
        "finding": _finding(one, found),
        "hidden": one.hidden,
        "device": bool(one.device),
        "dots": one.dots,
        "paper": found.paper.get(one.id, 0),
        "revision": one.revision,
    }


def _finding(one: Response, found: SessionView) -> int:
    """The number of the finding that a response is of; 0 for none of this pack."""
    if one.claim is None and one.theme is None:
        return 0
    about = [each.claim or each.theme for each in found.findings]
    of = one.claim or one.theme
    return about.index(of) + 1 if of in about else 0


def on_wall(request: Request, found: SessionView, mark: int) -> dict[str, object]:
    """What stands on the wall: of a step at which dots are given, what they are given to."""
    stage = stages_of(request).told(found.session.id)
    here = next((each for each in found.steps if each.step.key == stage["step"]), None)
    numbers = _numbers(found)
    shown = [one for one in here.responses if not one.hidden] if here else []
    if not stage["tally"]:
        shown.sort(key=lambda one: one.id)
    return {
        "mark": mark,
        "state": found.session.state.value,
        "stage": stage,
        "dots": here.step.dots if here else 0,
        "responses": [
            {
                "id": one.id,
                "number": numbers[one.id],
                "text": one.text,
                "who": one.who,
                "finding": _finding(one, found),
                "dots": one.dots if stage["tally"] else 0,
            }
            for one in shown
        ],
    }
