"""The screen that puts new results into a person's Word file: chosen, looked at, and fetched with them in it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from toolkit.messages import tr
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.reports import changed_sentences, draft_view, drafts, into_told, into_word
from toolkit.services.reports.into_word import IntoResult
from toolkit.workbench.files import NO_PICTURES, download, uploaded
from toolkit.workbench.pages import OpenProject, changeable, page

router = APIRouter()
SHOWN = 200  # changed sentences on the page; the rest is counted


@router.get("/draft/into")
def screen(request: Request, project: OpenProject) -> HTMLResponse:
    """Where a Word file is chosen."""
    refuse_blind(project)
    return page(request, "into.html")


@router.post("/api/draft/into")
def look(request: Request, project: OpenProject, file: Annotated[UploadFile, File()]) -> HTMLResponse:
    """What would be done with this file; a part of the screen, nothing is written."""
    changeable(request)
    result = _into(project, file, dry_run=True)
    merged = result.merged
    counts = [(name, into_told.told(name, n)) for name, n in into_told.counts(merged).items() if n]
    lists = [
        (tr(words), [into_told.place(each) for each in found])
        for name, words in into_told.PLACES.items()
        if (found := getattr(merged, name))
    ]
    return page(
        request,
        "into_found.html",
        counts=counts,
        lists=lists,
        problems=result.problems,
        headings=merged.headings,
    )


@router.post("/draft/into")
def fetch(request: Request, project: OpenProject, file: Annotated[UploadFile, File()]) -> Response:
    """The file with the new results in it, under a name that says nothing of the project."""
    changeable(request)
    result = _into(project, file, dry_run=False)
    return download(f"{drafts.STEM[project.language]}.docx", result.data)


def _into(project: Project, file: UploadFile, *, dry_run: bool) -> IntoResult:
    refuse_blind(project)
    data = uploaded(file, hint=NO_PICTURES)
    machine = draft_view.draft_view(project).machine
    return into_word.into_bytes(project, data, drafts.Wanted(from_suggestions=machine), dry_run=dry_run)


@router.get("/draft/changed")
def changed(request: Request, project: OpenProject) -> HTMLResponse:
    """The sentences of the last draft that no longer hold; a part of the draft's screen."""
    refuse_blind(project)
    found = changed_sentences.told(project)
    sentences = found.sentences if found else ()
    return page(request, "draft_changed.html", sentences=sentences[:SHOWN], n=len(sentences))
