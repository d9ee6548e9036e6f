"""The themes board: cards by area and group, and every deed on them; also where themes are found anew."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from toolkit.domain.codings.schemes import AREA
from toolkit.domain.codings.segments import RECORDS
from toolkit.errors import NotFound, Refused
from toolkit.messages import N_, current_language, ntr
from toolkit.services.material.hands import Hand
from toolkit.services.projects import names, steps
from toolkit.services.projects.blinding import refuse_blind
from toolkit.services.projects.project import Project
from toolkit.services.themes import theme_board, theme_deeds, theme_looking, theme_sorting, theme_waves, theme_wishes
from toolkit.services.themes import themes as themes_service
from toolkit.services.themes.theme_board import Place
from toolkit.services.themes.theme_deeds import Seen
from toolkit.services.themes.theme_wishes import Direction
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.jobs import Progress, jobs_of
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Key = Annotated[str, Field(max_length=400)]
Keys = Annotated[list[Key], Field(min_length=1, max_length=2000)]
Name = Annotated[str, Field(max_length=400)]


class Deed(Repeatable):
    """A deed in one area and group, with the version of each theme concerned as it was seen."""

    area: Key
    group: Annotated[str, Field(max_length=100)] = ""
    seen: dict[str, str]

    def as_seen(self) -> Seen:
        """What the person saw."""
        return Seen(self.area, self.group, self.seen)

    def hand(self, coder: str) -> Hand:
        """Who does it; Refused when nobody has said who works here."""
        if not coder:
            raise Refused(
                N_("Nobody has said who works in this window."), hint=N_("Say who you are at the top of the page.")
            )
        return Hand(coder, self.command)


class Moved(Deed):
    """Passages for a theme."""

    passages: Keys
    to: Key


class Split(Deed):
    """Passages for a theme of their own."""

    passages: Keys
    name: Name


class Loosened(Deed):
    """Passages that are set aside."""

    passages: Keys


class Merged(Deed):
    """Themes to be one; without a name they keep that of the first."""

    themes: Keys
    name: Name = ""


class Renamed(Deed):
    """A theme's new name."""

    theme: Key
    name: Name


class Aside(Deed):
    """A theme to be set aside, or taken back."""

    theme: Key
    aside: bool


class Wish(BaseModel):
    """From what themes are to be found; or that all is to be sorted anew, or one area and group parted otherwise.

    `look`: only say what that would change.
    """

    from_suggestions: bool = False
    anew: bool = False
    how: Direction | None = None
    area: Key = ""
    group: Annotated[str, Field(max_length=100)] = ""
    look: bool = False


class Asked(BaseModel):
    """An area and group, and passages there."""

    area: Key
    group: Annotated[str, Field(max_length=100)] = ""
    passages: Annotated[list[Key], Field(max_length=2000)] = []


@router.get("/themes")
def board(request: Request, project: OpenProject) -> HTMLResponse:
    """The first area that has themes."""
    areas = theme_board.areas(project)
    first = next((place for place in areas if place.themes), areas[0] if areas else None)
    return _board(request, project, areas, first)


@router.get("/themes/waves")
def waves(request: Request, project: OpenProject) -> HTMLResponse:
    """The themes before and after."""
    refuse_blind(project)
    found = theme_waves.view(project)
    titles = {code.path: code.titled(current_language()) for code in project.scheme_file.active(AREA, top=True)}
    return page(
        request,
        "themes_waves.html",
        found=found,
        areas=titles,
        groups={one.theme.group: names.group(project, one.theme.group) for one in found.themes},
    )


@router.get("/themes/area/{number}")
def of_area(request: Request, project: OpenProject, number: int) -> HTMLResponse:
    """The themes of one area, a column for each group."""
    areas = theme_board.areas(project)
    return _board(request, project, areas, _place(areas, number))


@router.get("/themes/area/{number}/group/{group}")
def of_group(request: Request, project: OpenProject, number: int, group: int) -> HTMLResponse:
    """The themes of one area and group."""
    areas = theme_board.areas(project)
    return _board(request, project, areas, _place(areas, number), group=group)


@router.get("/themes/area/{number}/group/{group}/column")
def column(request: Request, project: OpenProject, number: int, group: int) -> HTMLResponse:
    """The column of one area and group by itself, to take the place of the one on the page."""
    place = _place(theme_board.areas(project), number)
    wanted = _group(project, group)
    found = theme_board.columns(project, place.area, group=wanted)
    return page(request, "themes_column.html", column=found[0] if found else None, place=place, number=group)


@router.get("/themes/area/{number}/group/{group}/theme/{theme}")
def of_theme(request: Request, project: OpenProject, number: int, group: int, theme: str) -> HTMLResponse:
    """All passages of a theme by themselves, to take the place of the first ones on its card."""
    place = _place(theme_board.areas(project), number)
    found = theme_board.all_passages(project, place, _group(project, group), theme)
    return page(request, "themes_passages.html", passages=found)


def _board(
    request: Request, project: Project, areas: list[Place], place: Place | None, *, group: int | None = None
) -> HTMLResponse:
    every = {key: number for number, key in enumerate(_groups(project), start=1)}
    wanted = None if group is None else _group(project, group)
    found = theme_board.columns(project, place.area, group=wanted) if place else []
    return page(
        request,
        "themes.html",
        areas=areas,
        place=place,
        columns=[(every[one.group], one) for one in found],
        groups=[(number, names.group(project, key)) for key, number in every.items() if key],
        group=group,
        waves=theme_waves.known(project),
        superseded=themes_service.superseded(project),
    )


def _groups(project: Project) -> list[str]:
    return [*project.settings.groups, "", RECORDS]


def _group(project: Project, number: int) -> str:
    groups = _groups(project)
    if not 0 < number <= len(groups):
        raise _no_such_place()
    return groups[number - 1]


def _place(areas: list[Place], number: int) -> Place:
    if not 0 < number <= len(areas):
        raise _no_such_place()
    return areas[number - 1]


def _no_such_place() -> NotFound:
    return NotFound(N_("There is no such area or group."), hint=N_("Choose one on the page of the themes."))


@router.get("/api/themes/state")
def state(project: OpenProject) -> dict[str, bool]:
    """Whether the themes are older than what they rest on."""
    with project.store() as store:
        return {"outdated": themes_service.outdated(project, store)}


@router.post("/api/themes/find")
def find(request: Request, project: OpenProject, wish: Wish) -> dict[str, int]:
    """Begin to find themes; gives the number of the job."""
    changeable(request)

    def work(progress: Progress) -> str:
        wanted = _wish(project, wish)
        if wish.look:
            return theme_wishes.change(project, wanted, progress=progress).told()
        machine = wish.from_suggestions or (
            wanted != themes_service.NOTHING and theme_wishes.machine(project, anew=wish.anew)
        )
        found = themes_service.themes(project, from_suggestions=machine, wish=wanted, progress=progress)
        n = sum(not one.theme.pile for one in found.shown)
        return ntr("{n} theme is on the board.", "{n} themes are on the board.", n)

    return {"job": jobs_of(request).start("themes look" if wish.look else "themes", work).id}


def _wish(project: Project, wish: Wish) -> themes_service.Wish:
    if wish.how is not None:
        return theme_wishes.parted(project, wish.area, wish.group, wish.how)
    return themes_service.Wish(anew=wish.anew)


@router.post("/api/themes/seen")
def seen(request: Request, project: OpenProject, asked: Asked) -> dict[str, int]:
    """Nothing is new in the area and group any more."""
    changeable(request)
    return {"seen": theme_looking.look(project, area=asked.area, group=asked.group)}


@router.post("/api/themes/best")
def best(project: OpenProject, asked: Asked) -> dict[str, list[dict[str, str]]]:
    """The three themes that each passage is most like, with what speaks for them."""
    refuse_blind(project)
    found = theme_sorting.best(project, asked.area, asked.group, asked.passages)
    return {
        key: [{"theme": one.theme, "name": one.name, "because": one.because} for one in own]
        for key, own in found.items()
    }


@router.post("/api/themes/apart")
def apart(project: OpenProject, asked: Asked) -> dict[str, list[str]]:
    """The passages of the area and group that are less like their theme than like another."""
    refuse_blind(project)
    return {"passages": theme_sorting.apart(project, asked.area, asked.group)}


@router.post("/api/themes/move")
def move(request: Request, project: OpenProject, coder: Coder, deed: Moved) -> dict[str, int]:
    """Put passages into another theme."""
    changeable(request)
    theme_deeds.move(project, deed.as_seen(), keys=deed.passages, to=deed.to, hand=deed.hand(coder))
    return _done(project)


@router.post("/api/themes/split")
def split(request: Request, project: OpenProject, coder: Coder, deed: Split) -> dict[str, int]:
    """Make passages a theme of their own."""
    changeable(request)
    theme_deeds.split(project, deed.as_seen(), keys=deed.passages, name=deed.name, hand=deed.hand(coder))
    return _done(project)


@router.post("/api/themes/loosen")
def loosen(request: Request, project: OpenProject, coder: Coder, deed: Loosened) -> dict[str, int]:
    """Set single passages aside."""
    changeable(request)
    theme_deeds.loosen(project, deed.as_seen(), keys=deed.passages, hand=deed.hand(coder))
    return _done(project)


@router.post("/api/themes/merge")
def merge(request: Request, project: OpenProject, coder: Coder, deed: Merged) -> dict[str, int]:
    """Make themes one."""
    changeable(request)
    theme_deeds.merge(project, deed.as_seen(), themes=deed.themes, name=deed.name, hand=deed.hand(coder))
    return _done(project)


@router.post("/api/themes/rename")
def rename(request: Request, project: OpenProject, coder: Coder, deed: Renamed) -> dict[str, int]:
    """Give a theme a name that stays."""
    changeable(request)
    theme_deeds.rename(project, deed.as_seen(), theme=deed.theme, name=deed.name, hand=deed.hand(coder))
    return _done(project)


@router.post("/api/themes/aside")
def put_aside(request: Request, project: OpenProject, coder: Coder, deed: Aside) -> dict[str, int]:
    """Set a theme aside, or take it back."""
    changeable(request)
    theme_deeds.put_aside(project, deed.as_seen(), theme=deed.theme, aside=deed.aside, hand=deed.hand(coder))
    return _done(project)


def _done(project: Project) -> dict[str, int]:
    return {"mark": steps.mark(project)}
