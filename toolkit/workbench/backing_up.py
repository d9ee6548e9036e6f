"""A part of the start screen: how old the newest backup is, a button that makes one, and where work may be lost."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from toolkit.services.projects import backups
from toolkit.services.projects.project import Project
from toolkit.services.safety import doctor
from toolkit.workbench.pages import OpenProject, changeable, page

router = APIRouter()


@router.get("/start/backups")
def newest(request: Request, project: OpenProject) -> HTMLResponse:
    """How old the newest backup is, and what the doctor warns of."""
    return _told(request, project, made=False)


@router.post("/start/backups")
def back_up(request: Request, project: OpenProject) -> HTMLResponse:
    """Back up the project now, while it is open."""
    changeable(request)
    backups.make(project)
    return _told(request, project, made=True)


def _told(request: Request, project: Project, *, made: bool) -> HTMLResponse:
    age = backups.age(project)
    return page(
        request,
        "start_backups.html",
        age=None if age is None else doctor.told_age(age),
        old=age is None or age > doctor.OLD,
        made=made,
        warnings=doctor.warnings(project),
    )
