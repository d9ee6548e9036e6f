"""The draft as a page: each sentence's evidence one click away, back from a passage, and the files to take with one."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from toolkit.errors import ConflictError
from toolkit.messages import N_, ntr, tr
from toolkit.services.material import turn_times
from toolkit.services.projects.project import Project
from toolkit.services.reports import draft_view as drafted
from toolkit.services.reports import drafts, outlines
from toolkit.services.reports.draft_view import DraftView
from toolkit.services.themes import theme_board
from toolkit.services.themes import used_in as used
from toolkit.workbench.files import download
from toolkit.workbench.jobs import Progress, jobs_of
from toolkit.workbench.pages import OpenProject, changeable, page

router = APIRouter()
KEPT = 6  # drafts of different moments; some MB each
KINDS = {".docx": N_("Word"), ".html": N_("HTML file"), ".md": N_("Text file")}


class Wanted(BaseModel):
    """What is to be written; `outline` is its number."""

    outline: int = Field(ge=1)
    form: Literal["docx", "html"]


class Asked(BaseModel):
    """A sentence of a draft that was seen: its outline's number, its stamp, and the sentence's number."""

    outline: int = Field(ge=1)
    stamp: str = Field(max_length=40)
    claim: int


class Recent:
    """The drafts that pages were made of lately: a page stays of use while colleagues go on coding."""

    def __init__(self) -> None:
        self._views: dict[str, DraftView] = {}

    def keep(self, view: DraftView) -> None:
        """Keep a draft, and forget the oldest when there are many."""
        self._views.pop(view.stamp, None)
        self._views[view.stamp] = view
        for stamp in list(self._views)[:-KEPT]:
            self._views.pop(stamp, None)

    def get(self, stamp: str) -> DraftView | None:
        """The draft with this stamp; None when it is no longer kept."""
        return self._views.get(stamp)


@router.get("/draft")
def draft(request: Request, project: OpenProject) -> HTMLResponse:
    """The draft in the project's own outline."""
    return _draft(request, project, project.settings.outline)


@router.get("/draft/outline/{number}")
def in_outline(request: Request, project: OpenProject, number: int) -> HTMLResponse:
    """The draft in another outline."""
    return _draft(request, project, _outline(project, number))


def _draft(request: Request, project: Project, outline: str) -> HTMLResponse:
    if not any(place.themes for place in theme_board.areas(project)):
        return page(request, "draft.html", view=None)
    every = outlines.names(project)
    if drafted.takes_long(project) and _recent(request).get(drafted.stamp(project, outline=outline)) is None:
        return page(request, "draft_waiting.html", number=every.index(outline) + 1 if outline in every else 1)
    view = drafted.draft_view(project, outline=outline)
    _recent(request).keep(view)
    written = drafted.last_written(project)
    return page(
        request,
        "draft.html",
        view=view,
        outlines=[(number, outlines.title(name), name == view.outline) for number, name in enumerate(every, 1)],
        number=every.index(view.outline) + 1 if view.outline in every else 1,
        written=written,
        files=_files(written),
    )


@router.get("/draft/outline/{number}/ready")
def ready(request: Request, project: OpenProject, number: int) -> Response:
    """Compose a draft that a page waits for; that page is then loaded again."""
    _recent(request).keep(drafted.draft_view(project, outline=_outline(project, number)))
    return Response(headers={"HX-Refresh": "true"})


def _recent(request: Request) -> Recent:
    recent: Recent = request.app.state.drafts
    return recent


def _files(written: drafted.Written | None) -> list[tuple[int, str]]:
    """The number and kind of each file of the last draft."""
    if written is None:
        return []
    kinds = [next((tr(word) for suffix, word in KINDS.items() if name.endswith(suffix)), "") for name in written.files]
    return [(number, kind) for number, kind in enumerate(kinds) if kind]


def _outline(project: Project, number: int) -> str:
    every = outlines.names(project)
    return every[number - 1] if 0 < number <= len(every) else project.settings.outline


@router.post("/api/draft/evidence")
def evidence(request: Request, project: OpenProject, asked: Asked) -> dict[str, object]:
    """The passages that a sentence rests on; ConflictError when the draft it stands in is no longer known."""
    view = _recent(request).get(asked.stamp) or drafted.draft_view(project, outline=_outline(project, asked.outline))
    if view.stamp != asked.stamp:
        raise ConflictError(
            N_("Something has changed since this page was loaded."),
            hint=N_("Load the page again to see the draft as it is."),
        )
    shown, more = drafted.rests_on(project, view, asked.claim)
    time_of = turn_times.times_of(project)
    return {
        "passages": [
            {
                "quote": one.quote,
                "person": one.respondent,
                "group": one.group,
                "codes": one.codes,
                "href": f"/read/{one.source}#t{one.turn}",
                "time": time_of(one.source, one.turn),
                "machine": one.machine,
            }
            for one in shown
        ],
        "more": more,
    }


@router.get("/api/evidence/{coding}")
def used_in(project: OpenProject, coding: int) -> dict[str, object]:
    """The findings of the draft that rest on a coding, with where they stand; none before there are themes."""
    uses = used.used_in(project, coding)
    return {
        "findings": [
            {"id": one.finding, "title": one.title, "place": one.place, "href": f"/draft#{one.anchor}"} for one in uses
        ]
    }


@router.post("/api/draft/write")
def write(request: Request, project: OpenProject, wanted: Wanted) -> dict[str, int]:
    """Begin to write the draft to a file; gives the number of the job."""
    changeable(request)
    outline = _outline(project, wanted.outline)

    def work(progress: Progress) -> str:
        machine = drafted.draft_view(project, outline=outline).machine
        asked = drafts.Wanted(outline, (wanted.form,), from_suggestions=machine)
        made = drafts.draft(project, asked, progress=progress)
        return ntr("Written, with {n} finding.", "Written, with {n} findings.", len(made.findings))

    return {"job": jobs_of(request).start("draft", work).id}


@router.get("/draft/file/{draft}/{number}")
def file(project: OpenProject, draft: int, number: int) -> Response:
    """A file of the last draft, under a name that says nothing of the project."""
    return download(*drafted.written_file(project, draft, number))


@router.get("/api/draft/last")
def last(project: OpenProject) -> dict[str, object]:
    """Where the last draft's files are had, and whether it is out of date."""
    written = drafted.last_written(project)
    files = [{"href": f"/draft/file/{written.id}/{n}", "kind": kind} for n, kind in _files(written)] if written else []
    return {"files": files, "stale": bool(written and written.stale)}
