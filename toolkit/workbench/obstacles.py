"""The screen of obstacles: a board by level with priorities, what bears each out, and what has become of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from toolkit.domain.reflection.obstacles import Done, Level, Obstacle
from toolkit.services.material.hands import Hand
from toolkit.services.obstacles import obstacle_deeds, obstacle_proposals, obstacle_views
from toolkit.services.obstacles.obstacle_deeds import LONGEST, LONGEST_NAME, LONGEST_STEP, Seen
from toolkit.services.obstacles.obstacle_names import LEVELS, STATUSES
from toolkit.services.projects import names, steps
from toolkit.services.projects.project import Project
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Number = Annotated[int, Field(ge=0, lt=2**53)]
Id = Annotated[int, Path(ge=0, lt=2**53)]
Text = Annotated[str, Field(max_length=2 * LONGEST_STEP)]
Name = Annotated[str, Field(max_length=2 * LONGEST_NAME)]
Day = Annotated[str, Field(max_length=10)]
Key = Annotated[str, Field(max_length=400)]


class Written(Repeatable):
    """An obstacle as somebody wrote it, with its evidence; `revision` is 0 for a new one."""

    text: Annotated[str, Field(max_length=2 * LONGEST)]
    level: Level
    owner: Name = ""
    claims: Annotated[tuple[Number, ...], Field(max_length=500)] = ()
    themes: Annotated[tuple[Annotated[str, Field(max_length=120)], ...], Field(max_length=500)] = ()
    passages: Annotated[tuple[Key, ...], Field(max_length=2000)] = ()
    revision: Number = 0

    def obstacle(self) -> Obstacle:
        """The obstacle that it makes."""
        return Obstacle(
            self.text,
            self.level,
            self.owner,
            claims=tuple(dict.fromkeys(self.claims)),
            themes=tuple(dict.fromkeys(self.themes)),
            passages=tuple(dict.fromkeys(self.passages)),
        )


class Revised(Repeatable):
    """An obstacle as it was seen."""

    revision: Number


class Lifted(Revised):
    """To which forum, and when."""

    forum: Name
    day: Day


class Told(Revised):
    """What was done, and when; `answer`: it is what the forum answered."""

    text: Text
    day: Day
    answer: bool = False


class Changed(Revised):
    """What is seen to be otherwise."""

    text: Text


class Ordered(Repeatable):
    """All obstacles of a level in the order wanted."""

    level: Level
    order: Annotated[list[Number], Field(max_length=2000)]


@router.get("/obstacles")
def start(request: Request, project: OpenProject) -> HTMLResponse:
    """The board."""
    return _board(request, project, "obstacles.html")


@router.get("/obstacles/print")
def paper(request: Request, project: OpenProject) -> HTMLResponse:
    """The same, to be printed."""
    return _board(request, project, "obstacles_print.html")


def _board(request: Request, project: Project, template: str) -> HTMLResponse:
    board = obstacle_views.board(project)
    today = project.today.isoformat()
    return page(request, template, board=board, levels=LEVELS, statuses=STATUSES, today=today)


@router.get("/obstacles/proposals")
def proposals(request: Request, project: OpenProject) -> HTMLResponse:
    """Themes and claims that may be obstacles."""
    found = obstacle_proposals.proposed(project)
    titles = {one.group: names.group(project, one.group) for one in found if one.group}
    return page(request, "obstacles_proposals.html", found=found, titles=titles, levels=LEVELS)


@router.get("/obstacles/new")
def new(
    request: Request,
    project: OpenProject,
    claim: Annotated[int, Query(ge=0, lt=2**53)] = 0,
    theme: Annotated[str, Query(max_length=120)] = "",
) -> HTMLResponse:
    """An empty form, or one that begins with a claim or a theme."""
    found = obstacle_proposals.of(project, theme=theme, claim=claim) if claim or theme else None
    if found is not None and found.theme:
        wanted = found.obstacle()
    else:
        level = found.level if found else Level.ORGANISATION
        wanted = Obstacle("", level, claims=(claim,) if claim else (), themes=(theme,) if theme else ())
    return _form(request, project, wanted, machine=found is not None)


@router.get("/obstacles/{obstacle}/change")
def form(request: Request, project: OpenProject, obstacle: Id) -> HTMLResponse:
    """The obstacle as a form."""
    return _form(request, project, obstacle_views.one(project, obstacle), machine=False)


def _form(request: Request, project: Project, wanted: Obstacle, *, machine: bool) -> HTMLResponse:
    found = obstacle_views.form(project, wanted)
    return page(
        request, "obstacles_form.html", obstacle=wanted, form=found, levels=LEVELS, machine=machine, longest=LONGEST
    )


@router.post("/api/obstacles")
def write(request: Request, project: OpenProject, coder: Coder, wanted: Written) -> dict[str, int]:
    """Write an obstacle."""
    changeable(request)
    return _done(project, obstacle_deeds.write(project, wanted.obstacle(), Hand(coder, wanted.command)))


@router.post("/api/obstacles/order")
def reorder(request: Request, project: OpenProject, coder: Coder, wanted: Ordered) -> dict[str, int]:
    """Put the obstacles of a level in another order."""
    changeable(request)
    obstacle_deeds.reorder(project, wanted.level, wanted.order, Hand(coder, wanted.command))
    return _done(project)


@router.post("/api/obstacles/{obstacle}")
def change(request: Request, project: OpenProject, coder: Coder, obstacle: Id, wanted: Written) -> dict[str, int]:
    """Give an obstacle other words, another level or owner, other evidence."""
    changeable(request)
    seen = Seen(obstacle, wanted.revision)
    obstacle_deeds.rewrite(project, seen, wanted.obstacle(), Hand(coder, wanted.command))
    return _done(project, obstacle)


@router.post("/api/obstacles/{obstacle}/lift")
def lift(request: Request, project: OpenProject, coder: Coder, obstacle: Id, wanted: Lifted) -> dict[str, int]:
    """Say with which forum it was raised."""
    changeable(request)
    seen = Seen(obstacle, wanted.revision)
    obstacle_deeds.lift(project, seen, wanted.forum, wanted.day, Hand(coder, wanted.command))
    return _done(project, obstacle)


@router.post("/api/obstacles/{obstacle}/step")
def step(request: Request, project: OpenProject, coder: Coder, obstacle: Id, wanted: Told) -> dict[str, int]:
    """Note what was done with it, or what the forum answered."""
    changeable(request)
    done = Done(wanted.day, wanted.text, wanted.answer)
    obstacle_deeds.tell(project, Seen(obstacle, wanted.revision), done, Hand(coder, wanted.command))
    return _done(project, obstacle)


@router.post("/api/obstacles/{obstacle}/seen")
def seen_change(request: Request, project: OpenProject, coder: Coder, obstacle: Id, wanted: Changed) -> dict[str, int]:
    """Say what is seen to have changed."""
    changeable(request)
    obstacle_deeds.changed(project, Seen(obstacle, wanted.revision), wanted.text, (), Hand(coder, wanted.command))
    return _done(project, obstacle)


@router.post("/api/obstacles/{obstacle}/close")
def close(request: Request, project: OpenProject, coder: Coder, obstacle: Id, seen: Revised) -> dict[str, int]:
    """Close it without any change."""
    changeable(request)
    obstacle_deeds.close(project, Seen(obstacle, seen.revision), Hand(coder, seen.command))
    return _done(project, obstacle)


@router.post("/api/obstacles/{obstacle}/reopen")
def reopen(request: Request, project: OpenProject, coder: Coder, obstacle: Id, seen: Revised) -> dict[str, int]:
    """Open it again."""
    changeable(request)
    obstacle_deeds.reopen(project, Seen(obstacle, seen.revision), Hand(coder, seen.command))
    return _done(project, obstacle)


@router.post("/api/obstacles/{obstacle}/remove")
def remove(request: Request, project: OpenProject, coder: Coder, obstacle: Id, seen: Revised) -> dict[str, int]:
    """Remove it."""
    changeable(request)
    obstacle_deeds.remove(project, Seen(obstacle, seen.revision), Hand(coder, seen.command))
    return _done(project)


def _done(project: Project, number: int = 0) -> dict[str, int]:
    return {"id": number, "mark": steps.mark(project)}
