"""The screen on which a person reads and codes, and the list of what there is to read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from toolkit.messages import N_, tr
from toolkit.services import marks, schemes
from toolkit.services import reading as readings
from toolkit.workbench import wire
from toolkit.workbench.pages import Coder, OpenProject, page

router = APIRouter()
FACTS = {  # what importers find in a file's first lines, as the page names it
    "date": N_("Date"),
    "place": N_("Place of the interview"),
    "method": N_("Form of interview"),
    "interviewer": N_("Interviewer"),
    "minutes": N_("Minutes"),
    "respondent": N_("Respondent"),
    "title": N_("Title"),
    "group": N_("Group"),
    "speakers": N_("Those present"),
    "note": N_("Note"),
}
TECHNICAL = frozenset(("encoding",))
Id = Annotated[int, Path(ge=0, le=2**53)]  # what a script can count to, and a database store


@router.get("/read")
def sources(request: Request, project: OpenProject, coder: Coder) -> HTMLResponse:
    """What there is to read, and how far each is coded."""
    return page(request, "read.html", sources=readings.listing(project, coder=coder))


@router.get("/read/{source_id}")
def source(request: Request, project: OpenProject, coder: Coder, source_id: Id) -> HTMLResponse:
    """One source to read and code."""
    found = readings.reading(project, source_id)
    lying = wire.marks(marks.marks(project, source_id, coder=coder), me=coder)
    return page(
        request,
        "reading.html",
        reading=found,
        facts=[(tr(FACTS.get(name, name)), value) for name, value in found.facts.items() if name not in TECHNICAL],
        data=wire.reading(found, lying, texts=False),
        scheme=wire.scheme(*schemes.shown(project)),
        before=found.before,
        after=found.after,
    )
