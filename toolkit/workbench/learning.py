"""The screens of what comes of sessions: the learning log with its forms, and what the next session starts with."""

from __future__ import annotations

import uuid
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import Field

from toolkit.domain.claims.claims import VOICED, Stance
from toolkit.domain.reflection.learning import LOOPS, OUTCOMES, STATUSES, Loop, Outcome, Status
from toolkit.domain.reflection.reflection import Sort, State
from toolkit.services.claims import claim_names, claims
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project
from toolkit.services.sessions import commitments, follow_up, learning_log, objections, sessions
from toolkit.services.sessions.commitments import Wanted
from toolkit.services.sessions.objections import Reply
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Id = Annotated[int, Path(ge=0, le=2**53)]
Number = Annotated[int, Field(ge=0, lt=2**53)]
Words = Annotated[str, Field(max_length=8000)]
SEE_OTHER = 303
LOG = "/reflect/log"


class Answered(Repeatable):
    """What becomes of an objection; `stance` counts only where somebody's stance changes."""

    outcome: Outcome
    reason: Words = ""
    claim: Number = 0
    stance: Stance | None = None


class Agreed(Repeatable):
    """Something agreed at a session."""

    text: Words = ""
    owner: Words = ""
    due: Annotated[str, Field(max_length=10)] = ""
    loop: Loop = Loop.SINGLE


class Followed(Repeatable):
    """What became of something agreed; `seen` is the revision that was looked at."""

    status: Status
    outcome: Words = ""
    seen: Number


@router.get(LOG)
def show(request: Request, project: OpenProject) -> HTMLResponse:
    """The log, with what waits first."""
    found = learning_log.log(project)
    return page(
        request,
        "learning_log.html",
        log=found,
        widest=max((len(one.told) + len(one.agreed) for one in found.held), default=0) or 1,
        waiting=[one for one in found.open if one.session.state is State.CLOSED],
        claims=_claims(project) if found.open else (),
        outcomes=OUTCOMES,
        stances=[(each, name) for each, name in objections.STANCES.items() if each in VOICED],
        statuses=STATUSES,
        loops=LOOPS,
        Sort=Sort,
        command=lambda: uuid.uuid4().hex,
    )


def _claims(project: Project) -> tuple[tuple[int, str], ...]:
    return tuple((one.claim.id or 0, claim_names.short(one.claim.text)) for one in claims.claims(project).standings)


@router.post("/reflect/log/answer/{response_id}")
def answer(
    request: Request, project: OpenProject, coder: Coder, response_id: Id, wanted: Annotated[Answered, Form()]
) -> RedirectResponse:
    """Say what becomes of an objection."""
    changeable(request)
    reply = Reply(wanted.outcome, wanted.reason, wanted.claim, wanted.stance)
    objections.answer(project, response_id, reply, hand=Hand(coder, wanted.command))
    return RedirectResponse(f"{LOG}#said-{response_id}", status_code=SEE_OTHER)


@router.post("/reflect/log/agree/{session_id}")
def agree(
    request: Request, project: OpenProject, coder: Coder, session_id: Id, wanted: Annotated[Agreed, Form()]
) -> RedirectResponse:
    """Write down something agreed."""
    changeable(request)
    asked = Wanted(wanted.text, wanted.owner, wanted.due, wanted.loop)
    made = commitments.agree(project, session_id, asked, hand=Hand(coder, wanted.command))
    return RedirectResponse(f"{LOG}#agreed-{made.id}", status_code=SEE_OTHER)


@router.post("/reflect/log/follow/{commitment_id}")
def follow(
    request: Request, project: OpenProject, coder: Coder, commitment_id: Id, wanted: Annotated[Followed, Form()]
) -> RedirectResponse:
    """Say what became of something agreed."""
    changeable(request)
    hand = Hand(coder, wanted.command)
    commitments.follow(project, commitment_id, wanted.status, wanted.outcome, hand=hand, seen=wanted.seen)
    return RedirectResponse(f"{LOG}#agreed-{commitment_id}", status_code=SEE_OTHER)


@router.get("/reflect/sessions/{session_id}/start")
def begin(request: Request, project: OpenProject, session_id: Id) -> HTMLResponse:
    """What a session starts with, for the wall."""
    found = follow_up.since(project, session_id)
    return page(
        request,
        "session_start.html",
        session=sessions.view(project, session_id).session,
        since=found,
        answered=[one for one in found.answered if not one.response.hidden],
        told=[one.told for one in found.changed_claims if one.told],
        untold=sum(not one.told for one in found.changed_claims),
        statuses=STATUSES,
        loops=LOOPS,
        questions=follow_up.QUESTIONS,
        today=project.today,
    )
