"""The people behind the material: consent today, what is kept of each, restriction, a copy for them, withdrawal."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from toolkit.domain.sources.consents import Purpose
from toolkit.messages import tr
from toolkit.services.privacy import certificates, consents, named_by_others, people, subject_copies, withdrawal_look
from toolkit.services.privacy.withdrawing import Wish
from toolkit.services.projects import access_log, blinding
from toolkit.services.projects.project import Project
from toolkit.services.reports.disclosure_view import readers
from toolkit.workbench.files import download
from toolkit.workbench.pages import OpenProject, changeable, page

router = APIRouter()


class Asked(BaseModel):
    """A person of the register."""

    respondent: Annotated[str, Field(min_length=1, max_length=200)]


class Restricted(Asked):
    """A person whose words are to be used nowhere, or again."""

    lift: bool = False


@router.get("/people")
def screen(request: Request, project: OpenProject) -> HTMLResponse:
    """Everyone of the register."""
    return _listed(request, project, "people.html")


@router.post("/people/restrict")
def restrict(request: Request, project: OpenProject, wanted: Annotated[Restricted, Form()]) -> HTMLResponse:
    """Restrict the use of a person's words, or lift that; the list as it is then."""
    changeable(request)
    fresh = consents.restrict(project, wanted.respondent, lift=wanted.lift)
    said = tr("The restriction is lifted.") if wanted.lift else tr("The words are kept, but shown and used nowhere.")
    return _listed(request, fresh, "people_list.html", said=said)


@router.post("/people/withdraw")
def look(request: Request, project: OpenProject, asked: Annotated[Asked, Form()]) -> HTMLResponse:
    """What would go if the person withdrew; the command line carries it out, when no window is open."""
    blinding.refuse_blind(project)
    touched = withdrawal_look.look(project, asked.respondent, Wish())
    gone = [name for name, goes in touched.files.items() if goes]
    kept = [name for name, goes in touched.files.items() if not goes]
    return page(
        request,
        "people_withdraw.html",
        touched=touched,
        counted=tuple(certificates.counted(touched.counts, backups=touched.cleaned_backups, files=len(gone))),
        others=tuple(named_by_others.told(touched.mentions, touched.elsewhere)),
        shown=[(readers(audience), day, meeting) for audience, day, meeting in touched.shown],
        files=(
            (tr("Files that are deleted:"), gone),
            (tr("Files that stay and lose the words:"), touched.cut),
            (tr("Files that hold the words and stay, unless you say --delete-files:"), kept),
            (tr("Codes whose names may be the person's own words; rename them if they are:"), touched.codes),
        ),
    )


@router.post("/people/copy")
def copy(project: OpenProject, asked: Annotated[Asked, Form()]) -> Response:
    """The copy for a person, as a Word file under a name that names nobody."""
    who, data, _ = subject_copies.copy(project, asked.respondent)
    access_log.note(project, "subject-copy", respondent=who)
    return download("copy.docx", data)


def _listed(request: Request, project: Project, template: str, *, said: str = "") -> HTMLResponse:
    seen = people.people(project)
    return page(
        request,
        template,
        seen=seen,
        said=said,
        uses={one: tr(title) for one, title in consents.USES.items()},
        whys={one: tr(title) for one, title in consents.WHYS.items()},
        purposes=tuple(Purpose),
        register_file="interviews/respondents.csv",
    )
