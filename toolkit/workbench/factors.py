"""The screen of the team's own factors: each as it stands, beside the themes and claims that bear it out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from toolkit.errors import UsageError
from toolkit.messages import N_
from toolkit.services.factors import factor_views, factors
from toolkit.services.factors.factors import Support
from toolkit.services.material import source_kinds
from toolkit.services.material.hands import Hand
from toolkit.services.projects import steps
from toolkit.services.projects.project import Project
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Id = Annotated[int, Path(ge=0, le=2**53)]


class Held(Repeatable):
    """What a factor is held against: a theme, a claim (0: none), or nothing that bears it out."""

    theme: Annotated[str, Field(max_length=120)] = ""
    claim: Annotated[int, Field(ge=0, lt=2**53)] = 0
    unsupported: bool = False

    def support(self) -> Support:
        """The same as the services take it; UsageError unless it is exactly one."""
        if sum((bool(self.theme), bool(self.claim), self.unsupported)) != 1:
            raise UsageError(N_("Choose a theme or a claim."))
        return Support(self.theme or None, self.claim or None)


@router.get("/factors")
def show(request: Request, project: OpenProject) -> HTMLResponse:
    """The factors of all lists."""
    return page(request, "factors.html", seen=factor_views.views(project))


@router.post("/api/factors/{source_id}/{number}/link")
def link(
    request: Request, project: OpenProject, coder: Coder, source_id: Id, number: Id, wanted: Held
) -> dict[str, int]:
    """Say what bears a factor out, or that nothing does."""
    changeable(request)
    factors.link(project, _name(project, source_id), number, wanted.support(), Hand(coder, wanted.command))
    return {"mark": steps.mark(project)}


@router.post("/api/factors/{source_id}/{number}/unlink")
def unlink(
    request: Request, project: OpenProject, coder: Coder, source_id: Id, number: Id, wanted: Held
) -> dict[str, int]:
    """Take back what was said of a factor."""
    changeable(request)
    factors.unlink(project, _name(project, source_id), number, wanted.support(), Hand(coder, wanted.command))
    return {"mark": steps.mark(project)}


def _name(project: Project, source_id: int) -> str:
    return source_kinds.name_of(project, source_id)
