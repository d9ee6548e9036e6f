"""The screen Passages: what is coded so and not so as a reading list, its matrix, and the codes that share words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel

from toolkit.domain.codings.code_algebra import Condition, How
from toolkit.domain.codings.matrices import Count, Dimension
from toolkit.domain.codings.schemes import AREA, Scheme
from toolkit.messages import N_, tr
from toolkit.services.coding import choices, cooccurrence, first_passages, gathered, matrices, retrieval
from toolkit.services.coding.gathered import Gathered
from toolkit.services.coding.retrieval import Cell, Item, Wanted
from toolkit.services.material import turn_times
from toolkit.services.projects.project import Project
from toolkit.workbench.files import download
from toolkit.workbench.find import Number, number
from toolkit.workbench.pages import OpenProject, page

router = APIRouter()
AT_ONCE = 50
LEVELS = 6  # tints of a cell
PLACED = (
    (How.AND, N_("and also, on the same words")),
    (How.NEAR, N_("and in the same answer")),
    (How.CASE, N_("and by the same person anywhere")),
    (How.THEN, N_("and then, within ten turns")),
)
COUNTS = ((Count.RESPONDENTS, N_("people")), (Count.PASSAGES, N_("passages")))


class Narrowing(BaseModel):
    """Whose passages, and about when: what the list and the tables narrow alike."""

    group: str = ""
    phase: str = ""
    coder: str = ""

    def kept(self) -> dict[str, str]:
        """The fields that are set, for forms that carry them on."""
        return {key: str(value) for key, value in self.model_dump().items() if value and key != "after"}


class Asked(Narrowing):
    """What the form of the reading list holds. `cell` is one of a matrix, `pair` two codes of the table of codes."""

    code: str = ""
    how: str = How.AND
    also: str = ""
    without: str = ""
    source: str = ""
    respondent: str = ""
    variable: str = ""
    order: str = ""
    cell: str = ""
    pair: str = ""
    after: Number = 0

    @property
    def is_all(self) -> bool:
        """Whether all passages are asked for as they stand."""
        return self == Asked(after=self.after)

    def opened(self) -> Asked:
        """The same with the pair put in its place."""
        pair = texts(self.pair, 2)
        return self.model_copy(update={"code": pair[0], "also": pair[1], "pair": ""}) if pair else self

    def wanted(self) -> Wanted:
        """Which passages are asked for."""
        variable = texts(self.variable, 2)
        apart = How(self.how) if self.code and self.also and self.how in set(How) else How.AND
        together = (self.code, self.also) if apart is How.AND else (self.code,)
        return Wanted(
            codes=tuple(dict.fromkeys(filter(None, together))),
            also=None if apart is How.AND else Condition(self.also, apart),
            without=(self.without,) if self.without else (),
            group=self.group,
            phase=self.phase,
            respondent=self.respondent,
            source_id=number(self.source),
            variable=(variable[0], variable[1]) if variable else ("", ""),
            cell=cell_of(self.cell),
        )


Asking = Annotated[Asked, Form()]


def texts(field: str, count: int) -> list[str] | None:
    """The texts that a field holds as JSON; None for anything else."""
    try:
        found = json.loads(field) if field else None
    except (ValueError, RecursionError):
        return None
    fits = isinstance(found, list) and len(found) == count and all(isinstance(one, str) for one in found)
    return found if fits else None


def cell_of(field: str) -> Cell | None:
    """The cell that a field names: side and side, key and key."""
    found = texts(field, 4)
    return Cell((found[0], found[1]), (found[2], found[3])) if found else None


def look(project: Project, asked: Asked) -> dict[str, Any]:
    """The part of the reading list that the page is to show; where that is less, no more is gathered than it takes."""
    upto = asked.after + AT_ONCE
    listed = choices.choices(project)
    same = {"asked": asked, "choices": listed, "withheld": listed.withheld, "placed": PLACED, "begun": None}
    same["time_of"] = turn_times.times_of(project)
    begun = gathered.beginning(project, upto + 1) if asked.is_all else None
    if begun is not None and begun.pieces:
        return {**same, **_first(project, asked, [(piece,) for piece in begun.pieces]), "begun": begun}
    apart = not asked.is_all and not asked.order
    narrowed = first_passages.first(project, asked.wanted(), upto + 1, coder=asked.coder) if apart else None
    if narrowed is not None:
        counts = _counts(narrowed.items) if narrowed.whole else {}
        return {**same, **_first(project, asked, narrowed.items), **counts}
    return {**same, **_listed(project, asked)}


def _first(project: Project, asked: Asked, items: Sequence[Item]) -> dict[str, Any]:
    """A part of the list while nobody has counted the whole."""
    upto = asked.after + AT_ONCE
    return {
        "total": None,
        "coded": True,
        "listed": retrieval.shown(project, items[asked.after : upto]),
        "upto": min(upto, len(items)),
        "further": AT_ONCE if len(items) > upto else 0,
        "cell_titles": [],
    }


def _listed(project: Project, asked: Asked) -> dict[str, Any]:
    material = gathered.gathered(project, coder=asked.coder)
    items = found(project, material, asked)
    shown = retrieval.shown(project, items[asked.after : asked.after + AT_ONCE])
    upto = asked.after + len(shown)
    return {
        **_counts(items),
        "coded": bool(material.coders),
        "listed": shown,
        "upto": upto,
        "further": min(len(items) - upto, AT_ONCE),
        "cell_titles": _cell_titles(project, material, asked),
    }


def _counts(items: Sequence[Item]) -> dict[str, int]:
    sources = len({item[0].source_id for item in items})
    return {"total": len(items), "people": retrieval.people(items), "sources": sources}


def found(project: Project, material: Gathered, asked: Asked) -> list[Item]:
    """The passages in the order that is asked for."""
    items = retrieval.chosen(project, material, asked.wanted())
    return retrieval.by_group(project, items) if asked.order == "group" else items


def _cell_titles(project: Project, material: Gathered, asked: Asked) -> list[str]:
    cell = cell_of(asked.cell)
    if cell is None:
        return []
    counting = matrices.Counting(project, material.scheme, (), material.voices)
    return [counting.title(side, key) for side, key in zip(cell.by, cell.keys, strict=True)]


@router.get("/passages")
def first(request: Request, project: OpenProject) -> HTMLResponse:
    """All that is coded, before anything is asked for."""
    return page(request, "passages.html", **look(project, Asked()))


@router.post("/passages")
def whole(request: Request, project: OpenProject, asked: Asking) -> HTMLResponse:
    """The reading list as a whole page: also from a cell of a table, or from another screen."""
    return page(request, "passages.html", **look(project, asked.opened()))


@router.post("/passages/list")
def listed(request: Request, project: OpenProject, asked: Asking) -> HTMLResponse:
    """The reading list alone, or what comes after the part on the page."""
    return page(request, "passages_more.html" if asked.after else "passages_list.html", **look(project, asked))


@router.post("/passages/count")
def counted(request: Request, project: OpenProject, asked: Asking) -> HTMLResponse:
    """How many passages the list has, counted while its beginning is read already."""
    items = found(project, gathered.gathered(project, coder=asked.coder), asked)
    withheld = choices.choices(project).withheld
    return page(request, "passages_count.html", asked=asked, begun=None, withheld=withheld, **_counts(items))


@router.post("/passages/csv")
def as_table(project: OpenProject, asked: Asking) -> Response:
    """The whole reading list as a table to take along."""
    material = gathered.gathered(project, coder=asked.coder)
    return download(tr("passages") + ".csv", retrieval.as_csv(project, found(project, material, asked)))


class Sides(Narrowing):
    """What the form of the matrix holds."""

    rows: str = Dimension.AREA
    columns: str = Dimension.GROUP
    count: str = Count.RESPONDENTS

    def table(self, project: Project, material: Gathered) -> matrices.CrossTable:
        """The matrix asked for; a side that is none is the usual one."""
        down, across = side_choices(material.scheme)
        rows = self.rows if self.rows in down else Dimension.AREA
        columns = self.columns if self.columns in across else Dimension.GROUP
        count = Count(self.count) if self.count in set(Count) else Count.RESPONDENTS
        narrowed = retrieval.chosen(project, material, Wanted(group=self.group, phase=self.phase))
        passages = [item[0].passage for item in narrowed if item[0].passage.areas]
        return matrices.Counting(project, material.scheme, passages, material.voices).table(rows, columns, count)


def side_choices(scheme: Scheme) -> tuple[list[str], list[str]]:
    """What the rows and what the columns of a matrix can be."""
    facets = [each.key for each in scheme.facets if each.key != AREA]
    rows: list[str] = [Dimension.AREA, Dimension.CODE, *facets]
    return rows, [Dimension.GROUP, *facets, Dimension.RESPONDENT, Dimension.AREA]


Siding = Annotated[Sides, Form()]


def matrix_page(request: Request, project: Project, template: str, sides: Sides) -> HTMLResponse:
    """A page of the matrix."""
    material = gathered.gathered(project, coder=sides.coder)
    table = sides.table(project, material)
    return page(
        request,
        template,
        choices=choices.choices(project),
        sides=sides,
        kept=Narrowing(group=sides.group, phase=sides.phase, coder=sides.coder).kept(),
        table=table,
        coded=bool(material.counted),
        titles=matrices.sides_of(material.scheme),
        side_choices=side_choices(material.scheme),
        counts=COUNTS,
        most=max((n for row in table.matrix.values for n in row), default=0),
        tint=tint,
    )


def tint(n: int, most: int) -> int:
    """How strongly a cell is tinted, 0 to LEVELS."""
    return -(-n * LEVELS // most) if most else 0


@router.get("/passages/matrix")
def matrix(request: Request, project: OpenProject) -> HTMLResponse:
    """People by area and group."""
    return matrix_page(request, project, "matrix.html", Sides())


@router.post("/passages/matrix")
def other_matrix(request: Request, project: OpenProject, sides: Siding) -> HTMLResponse:
    """The matrix by other sides, as a whole page."""
    return matrix_page(request, project, "matrix.html", sides)


@router.post("/passages/matrix/table")
def matrix_table(request: Request, project: OpenProject, sides: Siding) -> HTMLResponse:
    """The matrix alone."""
    return matrix_page(request, project, "matrix_table.html", sides)


@router.post("/passages/matrix/csv")
def matrix_csv(project: OpenProject, sides: Siding) -> Response:
    """The matrix as a table to take along."""
    table = sides.table(project, gathered.gathered(project, coder=sides.coder))
    return download(tr("matrix") + ".csv", matrices.as_csv(project, table))


class Facets(Narrowing):
    """What the form of the table of codes holds: facets, or the areas as wholes."""

    rows: str = cooccurrence.TOP
    columns: str = AREA
    count: str = Count.PASSAGES


Faceted = Annotated[Facets, Form()]


def together_page(request: Request, project: Project, template: str, facets: Facets) -> HTMLResponse:
    """A page of the codes that share words."""
    material = gathered.gathered(project, coder=facets.coder)
    people = facets.count == Count.RESPONDENTS
    table = cooccurrence.shared(material, rows=facets.rows, columns=facets.columns, people=people)
    return page(
        request,
        template,
        choices=choices.choices(project),
        facets=facets,
        kept=Narrowing(coder=facets.coder).kept(),
        table=table,
        coded=bool(material.pieces),
        counts=COUNTS,
        people=people,
        trivial=cooccurrence.trivial,
        tint=tint,
    )


@router.get("/passages/together")
def together(request: Request, project: OpenProject) -> HTMLResponse:
    """Areas by codes."""
    return together_page(request, project, "together.html", Facets())


@router.post("/passages/together")
def other_together(request: Request, project: OpenProject, facets: Faceted) -> HTMLResponse:
    """Codes of other facets, as a whole page."""
    return together_page(request, project, "together.html", facets)


@router.post("/passages/together/table")
def together_table(request: Request, project: OpenProject, facets: Faceted) -> HTMLResponse:
    """The table of codes alone."""
    return together_page(request, project, "together_table.html", facets)
