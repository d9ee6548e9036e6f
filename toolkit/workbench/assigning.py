"""The screen Coders: who has coded what, who is to code what blind, and who is through."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.responses import Response

from toolkit.errors import UsageError
from toolkit.messages import N_
from toolkit.services.comparing import assignments
from toolkit.services.comparing.assignments import Draw
from toolkit.services.projects import names
from toolkit.services.projects.project import Project
from toolkit.workbench.coders import LONGEST_NAME
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
SEE_OTHER = 303
MOST = 10_000
Number = Annotated[int, Field(ge=0, lt=2**53)]
Name = Annotated[str, Field(max_length=LONGEST_NAME)]


class Wish(BaseModel):
    """What the form for assigning holds: who, and either sources by number or how many to draw, of which group."""

    coder: Name = ""
    how: str = "random"
    count: Annotated[int, Field(ge=0, le=MOST)] = 0
    group: str = ""
    source: list[Number] = []

    def wanted(self, project: Project) -> list[str] | Draw:
        """What is asked for, as the service takes it."""
        if self.how == "random":
            return Draw(self.count, group=self.group or None)
        if not self.source:
            raise UsageError(N_("No interview is chosen."), hint=N_("Choose at least one, or let them be drawn."))
        return assignments.named(project, self.source)


class Named(BaseModel):
    """A coder and sources by number; no source: all that the coder has open."""

    coder: Name
    source: list[Number] = []


@router.get("/coders")
def coders(request: Request, project: OpenProject, coder: Coder) -> HTMLResponse:
    """Who has coded what, and what is to be coded blind."""
    return page(
        request,
        "coders.html",
        everyone=assignments.coders(project),
        choices=assignments.choices(project),
        groups=[(key, names.group(project, key)) for key in project.settings.groups],
        me=coder,
    )


@router.post("/coders/assign")
def assign(request: Request, project: OpenProject, wish: Annotated[Wish, Form()]) -> Response:
    """Let a coder code some sources blind."""
    changeable(request)
    assignments.assign(project, wish.coder, wish.wanted(project))
    return _back()


@router.post("/coders/done")
def done(request: Request, project: OpenProject, named: Annotated[Named, Form()]) -> Response:
    """Say that a coder is through with a source."""
    changeable(request)
    assignments.done(project, named.coder, assignments.named(project, named.source))
    return _back()


@router.post("/coders/take-back")
def take_back(request: Request, project: OpenProject, named: Annotated[Named, Form()]) -> Response:
    """Take a source back from a coder."""
    changeable(request)
    assignments.take_back(project, named.coder, assignments.named(project, named.source))
    return _back()


def _back() -> Response:
    return RedirectResponse("/coders", status_code=SEE_OTHER)
