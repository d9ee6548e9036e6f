"""The start screen: what is in the project, how far the work is, what is missing, and the next step."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from toolkit.messages import N_, ntr
from toolkit.services.material import adding
from toolkit.services.projects import names, progress
from toolkit.services.projects.progress import Step
from toolkit.services.projects.project import Project
from toolkit.services.status import status as statuses
from toolkit.services.suggesting import suggestions
from toolkit.workbench.jobs import Progress, jobs_of
from toolkit.workbench.pages import OpenProject, changeable, page

router = APIRouter()
STEPS: dict[Step, tuple[str, str, str, str]] = {  # what, why, where (empty: a button of this page), words of the link
    Step.REGISTER: (N_("Say who is interviewed"), "", "", ""),
    Step.ADD: (
        N_("Add the interviews"),
        N_("Drop the transcripts below, or choose them. You see what is in them before anything is stored."),
        "#add",
        N_("Choose files"),
    ),
    Step.SUGGEST: (
        N_("Let the machine propose codes"),
        N_("It marks passages that may belong to a code, each with its reason. You decide on every one of them."),
        "",
        N_("Propose codes"),
    ),
    Step.CODE: (
        N_("Read and code"),
        N_("Open an interview, mark words and code them, or go through the suggestions one by one."),
        "/read",
        N_("Read and code"),
    ),
    Step.THEMES: (
        N_("Find themes"),
        N_("What several people say is gathered into themes, which you then name, merge and split."),
        "/themes",
        N_("To the themes"),
    ),
    Step.DRAFT: (
        N_("Write a draft"),
        N_("The report as it stands, each sentence with the passages that it rests on."),
        "/draft",
        N_("To the draft"),
    ),
    Step.GO_ON: (
        N_("Go on"),
        N_("Code what is untouched, name the themes in your own words, or add more interviews."),
        "/read",
        N_("Read and code"),
    ),
    Step.DEEPEN: (
        N_("Say what it means"),
        N_("Nearly everything is coded. Name the themes in your own words, and write claims on them."),
        "/themes",
        N_("To the themes"),
    ),
}


@router.get("/")
def start(request: Request, project: OpenProject) -> HTMLResponse:
    """What is in the project, how far the work is, and the next step."""
    seen = progress.overview(project)
    group_titles = {key: names.group(project, key) for one in seen.sources for key in one.groups}
    running = jobs_of(request).running()
    return page(
        request,
        "start.html",
        seen=seen,
        group_titles=group_titles,
        step=STEPS[seen.next_step],
        step_key=seen.next_step.value,
        job={"id": running.id, "kind": running.kind} if running else None,
        description=project.settings.description,
        register_file="interviews/respondents.csv",
        groups_known=_groups_known(project),
        reflexive=project.settings.reflexive,
        readable=adding.suffixes(),
    )


def _groups_known(project: Project) -> list[str]:
    """What may stand as a group in the register."""
    return [names.group(project, key) if key in names.GROUP_TITLES else key for key in project.settings.groups]


@router.get("/start/problems")
def problems(request: Request, project: OpenProject) -> HTMLResponse:
    """What is doubtful or missing, and what to do about it; a part of the start screen."""
    found = sorted(statuses.status(project).problems, key=lambda one: not one.serious)
    return page(request, "start_problems.html", problems=found)


@router.post("/api/suggest")
def suggest(request: Request, project: OpenProject) -> dict[str, object]:
    """Begin to propose codes for every passage where something changed."""
    changeable(request)

    def work(told: Progress) -> str:
        result = suggestions.suggest(project, anew=True, progress=told)
        return ntr("{n} suggestion now waits for you.", "{n} suggestions now wait for you.", result.suggestions)

    return jobs_of(request).start("suggest", work).told()
