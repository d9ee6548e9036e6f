"""What the note-taker's page asks for: responses taken down, changed, let through, given dots; the wall; the end."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field

from toolkit.domain.reflection.reflection import Response
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import Project
from toolkit.services.sessions import responses, sessions
from toolkit.services.sessions.responses import Said
from toolkit.workbench import room
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.pages import Coder, OpenProject, changeable
from toolkit.workbench.reflecting import Id, Line, stages_of
from toolkit.workbench.stages import LONGEST as LONGEST_TIME

router = APIRouter(prefix="/api/reflect")
Number = Annotated[int, Field(ge=0, lt=2**53)]
Words = Annotated[str, Field(max_length=4 * responses.LONGEST)]
Key = Annotated[str, Field(max_length=24)]
Theme = Annotated[str, Field(max_length=120)]


class About(BaseModel):
    """The claim (0: none) and the theme (empty: none) that a response is of."""

    claim: Number = 0
    theme: Theme = ""


class Spoken(Repeatable, About):
    """What was said, as a note-taker writes it."""

    step: Key
    text: Words
    who: Line = ""
    hidden: bool = False

    def said(self) -> Said:
        """The same as the service takes it."""
        about = (self.claim or None, self.theme or None)
        return Said(self.step, self.text, self.who, *about, command=self.command, hidden=self.hidden)


class Seen(Repeatable):
    """A response at the revision that was seen."""

    revision: Number


class Reworded(Seen):
    """Its new words."""

    text: Words


class Veiled(Seen):
    """Whether it is off the wall."""

    hidden: bool


class Related(Seen, About):
    """What it is of."""


class Named(Seen):
    """Who said it; empty for nobody in particular."""

    who: Line


class Counted(Repeatable):
    """How many dots it was given in the room."""

    dots: Annotated[int, Field(ge=0, le=responses.MOST_COUNTED)]


class Staged(BaseModel):
    """What is to stand on the wall."""

    step: Key = ""
    finding: Annotated[int, Field(ge=0, le=1000)] = 0
    tally: bool = False


class Timed(BaseModel):
    """How many seconds are given; 0 takes the time away."""

    seconds: Annotated[int, Field(ge=0, le=LONGEST_TIME)]


@router.post("/sessions/{session_id}/responses")
def respond(request: Request, project: OpenProject, coder: Coder, session_id: Id, wanted: Spoken) -> dict[str, object]:
    """Take down what was said."""
    changeable(request)
    made = responses.respond(project, session_id, wanted.said(), hand=Hand(coder, wanted.command))
    return _told(project, made)


@router.post("/responses/{response_id}/words")
def reword(
    request: Request, project: OpenProject, coder: Coder, response_id: Id, wanted: Reworded
) -> dict[str, object]:
    """Give a response other words."""
    changeable(request)
    hand = Hand(coder, wanted.command)
    return _told(project, responses.revise(project, response_id, wanted.text, seen=wanted.revision, hand=hand))


@router.post("/responses/{response_id}/hide")
def hide(request: Request, project: OpenProject, coder: Coder, response_id: Id, wanted: Veiled) -> dict[str, object]:
    """Take a response from the wall, or let it through."""
    changeable(request)
    hand = Hand(coder, wanted.command)
    return _told(project, responses.hide(project, response_id, hidden=wanted.hidden, seen=wanted.revision, hand=hand))


@router.post("/responses/{response_id}/relate")
def relate(request: Request, project: OpenProject, coder: Coder, response_id: Id, wanted: Related) -> dict[str, object]:
    """Say which claim or theme a response is of."""
    changeable(request)
    about, hand = (wanted.claim or None, wanted.theme or None), Hand(coder, wanted.command)
    return _told(project, responses.relate(project, response_id, about, seen=wanted.revision, hand=hand))


@router.post("/responses/{response_id}/who")
def name(request: Request, project: OpenProject, coder: Coder, response_id: Id, wanted: Named) -> dict[str, object]:
    """Say who said it."""
    changeable(request)
    hand = Hand(coder, wanted.command)
    return _told(project, responses.name(project, response_id, wanted.who, seen=wanted.revision, hand=hand))


@router.post("/responses/{response_id}/dots")
def dots(request: Request, project: OpenProject, coder: Coder, response_id: Id, wanted: Counted) -> dict[str, object]:
    """Write down how many dots a response was given in the room."""
    changeable(request)
    made = responses.count_dots(project, response_id, wanted.dots, hand=Hand(coder, wanted.command))
    return _told(project, made)


@router.post("/sessions/{session_id}/through")
def through(request: Request, project: OpenProject, coder: Coder, session_id: Id, wanted: Repeatable) -> dict[str, int]:
    """Let all that waits through to the wall."""
    changeable(request)
    done = responses.let_through(project, session_id, hand=Hand(coder, wanted.command))
    return {"shown": done, "mark": steps.mark(project)}


@router.post("/sessions/{session_id}/stage")
def stage(request: Request, project: OpenProject, session_id: Id, wanted: Staged) -> dict[str, object]:
    """Put a step on the wall, or the house rules."""
    changeable(request)
    sessions.view(project, session_id)
    stages_of(request).show(session_id, step=wanted.step, finding=wanted.finding, tally=wanted.tally)
    return {"stage": stages_of(request).told(session_id)}


@router.post("/sessions/{session_id}/time")
def time(request: Request, project: OpenProject, session_id: Id, wanted: Timed) -> dict[str, object]:
    """Give time, or take it away."""
    changeable(request)
    sessions.view(project, session_id)
    stages_of(request).give_time(session_id, wanted.seconds)
    return {"stage": stages_of(request).told(session_id)}


@router.post("/sessions/{session_id}/close")
def close(
    request: Request, project: OpenProject, coder: Coder, session_id: Id, wanted: Repeatable
) -> dict[str, object]:
    """Close the session, and the room of own devices with it."""
    changeable(request)
    made = sessions.close(project, session_id, hand=Hand(coder, wanted.command))
    room.shut(request.app, session_id)
    return {"state": made.state.value, "source": made.source, "mark": steps.mark(project)}


def _told(project: Project, one: Response) -> dict[str, object]:
    """What a page needs to know of its own change: it asks for the rest."""
    return {"id": one.id, "revision": one.revision, "text": one.text, "mark": steps.mark(project)}
