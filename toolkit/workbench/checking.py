"""The screen that checks a report: a Word file is chosen, read back and held against the project; nothing is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import HTMLResponse

from toolkit.messages import tr
from toolkit.services.privacy.report_names import namer
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.reports import checking
from toolkit.workbench.files import NO_PICTURES, uploaded
from toolkit.workbench.pages import OpenProject, page

router = APIRouter()


@router.get("/check")
def screen(request: Request, project: OpenProject) -> HTMLResponse:
    """Where a report is chosen."""
    refuse_blind(project)
    return page(request, "check.html")


@router.post("/api/check")
def check(request: Request, project: OpenProject, file: Annotated[UploadFile, File()]) -> HTMLResponse:
    """What is found in this file; a part of the screen."""
    refuse_blind(project)
    data = uploaded(file, hint=NO_PICTURES)
    found = checking.check(project, file.filename or "", data, namer=namer(project))
    kinds = [
        (kind.value, tr(checking.TITLES[kind]), [(one, checking.where(one)) for one in placed])
        for kind, placed in found.by_kind.items()
    ]
    return page(request, "check_found.html", found=found, kinds=kinds, skipped=[tr(each) for each in found.skipped])
