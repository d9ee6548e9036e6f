"""Files dropped on the start screen: read and shown first, then stored exactly as they were shown."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from toolkit.domain.sources import Role
from toolkit.errors import ConflictError, Problem, Refused
from toolkit.messages import N_, ntr
from toolkit.services import adding
from toolkit.services.adding import AddResult
from toolkit.services.files import LARGEST
from toolkit.workbench.door import Look, Session
from toolkit.workbench.pages import OpenProject, changeable, page

router = APIRouter(prefix="/api/sources")
MOST_FILES = 500
ROLES = {
    Role.RESPONDENT: N_("respondent"),
    Role.INTERVIEWER: N_("interviewer"),
    Role.SEVERAL: N_("several at once"),
    Role.UNKNOWN: N_("not recognised"),
}


class Looked(BaseModel):
    """The files that were shown, by the name of that look."""

    look: str = Field(min_length=8, max_length=64)


@router.post("/preview")
def preview(request: Request, project: OpenProject, files: Annotated[list[UploadFile], File()]) -> HTMLResponse:
    """What would be taken from these files; nothing is stored yet, they wait in memory for this window's yes."""
    changeable(request)
    if len(files) > MOST_FILES:
        raise Refused(
            N_("These are more than {n} files."),
            hint=N_("Add them in several turns, or with: spegla add FOLDER"),
            n=MOST_FILES,
        )
    read = [(file.filename or "", file.file.read(LARGEST + 1)) for file in files]
    result = adding.preview(project, read)
    look = Look(secrets.token_urlsafe(12), tuple(read))
    _session(request).shown = look
    return page(request, "start_preview.html", look=look.name, rows=list(_rows(result)), result=result, roles=ROLES)


@router.post("/add")
def add(request: Request, project: OpenProject, looked: Looked) -> dict[str, object]:
    """Store the files that were shown."""
    changeable(request)
    session = _session(request)
    look = session.shown  # read once: another window of this browser may be shown other files meanwhile
    if look is None or looked.look != look.name:
        raise ConflictError(
            N_("These files are not the ones shown last, and nothing was added."), hint=N_("Choose the files again.")
        )
    result = adding.add_data(project, look.files)
    if session.shown is look:
        session.shown = None
    said = [ntr("{n} source added.", "{n} sources added.", len(result.added))]
    if result.failed:
        said.append(ntr("{n} file was left out.", "{n} files were left out.", len(result.failed)))
    return {"added": len(result.added), "left_out": len(result.failed), "said": " ".join(said)}


@router.post("/forget")
def forget(request: Request) -> dict[str, object]:
    """Let go of the files that were shown."""
    _session(request).shown = None
    return {}


def _rows(result: AddResult) -> Iterator[tuple[object, tuple[object, ...], tuple[Problem, ...]]]:
    """Each file to be taken with its voices and the notes on it."""
    for one in result.added:
        notes = tuple(problem for problem in result.problems if problem.where == one.name and not problem.serious)
        yield one, result.voices[one.name], notes


def _session(request: Request) -> Session:
    session: Session = request.state.session
    return session
