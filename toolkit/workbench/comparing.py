"""The screen Compare coders: disagreements first, settled one by one, and agreement on each code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from toolkit.domain.codings.schemes import Scheme
from toolkit.domain.comparing.measures import shown
from toolkit.domain.comparing.settlements import Settlement
from toolkit.domain.texts.text import Span
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_, current_language
from toolkit.services.coding import schemes
from toolkit.services.coding.scheme_editing import TEXT, Sharpened
from toolkit.services.coding.scheme_views import key
from toolkit.services.comparing import agenda, agreement, agreement_tables, disagreements, settling
from toolkit.services.comparing.agenda import Item
from toolkit.services.comparing.agreement import Compared
from toolkit.services.comparing.agreement_units import Unit
from toolkit.services.comparing.disagreements import Disagreement
from toolkit.services.comparing.settling import Judgement
from toolkit.services.projects.project import Project
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Coders = Annotated[str, Query(max_length=100, pattern=r"^[0-9-]*$")]
CodeKey = Annotated[str, Field(max_length=12, pattern=r"^[0-9a-f]{12}$")]
Command = Annotated[str, Field(min_length=8, max_length=64)]
Number = Annotated[int, Field(ge=0, lt=2**53)]
Only = Annotated[str, Query(alias="code", max_length=12, pattern=r"^[0-9a-f]*$")]
MOST = 3000  # places that one page holds; of more, one code's at a time
VERSIONS = 12  # of the scheme that are told


class Seen(BaseModel):
    """A settlement as it was seen."""

    id: Number
    revision: Number


class Settle(BaseModel):
    """A disagreement to be settled."""

    source: Number
    start: Number
    end: Number
    code: CodeKey
    applies: bool
    reason: Annotated[str, Field(max_length=settling.LONGEST)] = ""
    seen: Seen | None = None
    definition: Annotated[str, Field(max_length=TEXT)] | None = None
    was: Annotated[str, Field(max_length=2 * TEXT)] = ""
    command: Command


class Unsettle(Seen):
    """A settlement to be taken away."""

    command: Command


@router.get("/compare")
def compare(request: Request, project: OpenProject, coders: Coders = "", only: Only = "") -> Response:
    """Whom to compare; with coders, their disagreements."""
    if not coders:
        return page(request, "compare.html", everyone=agreement.coders(project))
    found, items = _agenda(project, coders)
    data = _data(found, items, only)
    reflexive = project.settings.reflexive
    return page(request, "compare_places.html", reflexive=reflexive, found=found, coders=coders, data=data)


@router.get("/compare/table")
def table(request: Request, project: OpenProject, coders: Coders = "", unit: Unit = Unit.SEGMENT) -> Response:
    """Agreement on each code; a kind sentence where the project is to know no figures."""
    if not coders:
        return RedirectResponse("/compare", status_code=303)
    found = agreement.compared(project, agreement.named(project, _numbers(coders)))
    made = None if project.settings.reflexive else agreement_tables.table(project, found, unit)
    return page(
        request,
        "compare_table.html",
        reflexive=project.settings.reflexive,
        found=found,
        coders=coders,
        made=made,
        unit=unit.value,
        titles=_titles(found.scheme),
        areas=_areas(found.scheme),
        measures=shown,
    )


@router.get("/compare/decided")
def decided(request: Request, project: OpenProject, coders: Coders = "") -> Response:
    """What was settled and why, and what it changed in the scheme."""
    if not coders:
        return RedirectResponse("/compare", status_code=303)
    found, items = _agenda(project, coders)
    settled = [one for item in items for one in item.places if one.settled is not None]
    versions = [one for one in schemes.history(project, newest=VERSIONS) if one.coder or one.reason]
    return page(
        request,
        "compare_decided.html",
        reflexive=project.settings.reflexive,
        found=found,
        coders=coders,
        settled=settled,
        versions=versions,
        titles=_titles(found.scheme),
    )


@router.get("/api/compare/place")
def place(
    project: OpenProject,
    coders: Coders,
    source: Number,
    start: Number,
    end: Number,
    code: Annotated[str, Query(max_length=12)],
) -> dict[str, Any]:
    """The words around a disagreement, once for each coder."""
    found = agreement.in_source(project, agreement.named(project, _numbers(coders)), source)
    sides = disagreements.sides(project, found, _path(found.scheme.codes, code), _span(start, end))
    return {
        "turn": disagreements.turn_of(sides),
        "sides": [
            {
                "coder": side.coder,
                "codes": [key(path) for path in side.codes],
                "turns": [
                    {"number": said.number, "speaker": said.speaker, "asks": said.interviewer, "pieces": said.pieces}
                    for said in side.turns
                ],
            }
            for side in sides
        ],
    }


@router.post("/api/compare/settle")
def settle(request: Request, project: OpenProject, coder: Coder, wanted: Settle) -> dict[str, Any]:
    """Settle a disagreement, or settle it otherwise."""
    changeable(request)
    judgement = Judgement(
        source_id=wanted.source,
        span=_span(wanted.start, wanted.end),
        code=_path(project.scheme_file.codes, wanted.code),
        applies=wanted.applies,
        reason=wanted.reason,
        seen=(wanted.seen.id, wanted.seen.revision) if wanted.seen else None,
        sharpened=Sharpened(wanted.definition, wanted.was) if wanted.definition is not None else None,
    )
    done = settling.settle(project, judgement, coder=coder, command=wanted.command)
    return {"settled": _settled(done), "means": _means(project.scheme_file, judgement.code)}


@router.post("/api/compare/unsettle")
def unsettle(request: Request, project: OpenProject, coder: Coder, wanted: Unsettle) -> dict[str, Any]:
    """Take a settlement away."""
    changeable(request)
    settling.unsettle(project, wanted.id, wanted.revision, coder=coder, command=wanted.command)
    return {"settled": None}


@router.get("/api/compare/settled")
def settled(project: OpenProject, coders: Coders, only: Only = "") -> dict[str, Any]:
    """The places with what is settled there now, in the order of the page's list."""
    return _data(*_agenda(project, coders), only)


def _agenda(project: Project, coders: str) -> tuple[Compared, list[Item]]:
    found = agreement.compared(project, agreement.named(project, _numbers(coders)))
    return found, agenda.agenda(project, found)


def _numbers(coders: str) -> list[int]:
    return [int(number) for number in coders.split("-") if number][:20]


def _span(start: int, end: int) -> Span:
    if end <= start:
        raise UsageError(N_("There is no such place in the text."), hint=N_("Open the page again."))
    return Span(start, end)


def _path(codes: Iterable[str], wanted: str) -> str:
    for path in codes:
        if key(path) == wanted:
            return path
    raise NotFound(N_("The scheme has no such code any more."), hint=N_("Load the page again."))


def _titles(scheme: Scheme) -> dict[str, str]:
    return {path: code.titled(current_language()) for path, code in scheme.codes.items()}


def _areas(scheme: Scheme) -> dict[str, str]:
    return {path: scheme.area_of(path) or "" for path in scheme.codes}


def _data(found: Compared, items: list[Item], only: str) -> dict[str, Any]:
    """What the page's script needs: names once, and places by number; `only` the code whose places are there."""
    number = {coder: at for at, coder in enumerate(found.coders)}
    titles, areas = _titles(found.scheme), _areas(found.scheme)
    if not only and sum(len(item.places) for item in items) > MOST:
        only = key(items[0].meaning.code)
    shown = [item for item in items if only in ("", key(item.meaning.code))]
    places = [one for item in shown for one in item.places[: MOST if only else None]]
    named = {mark.code for one in found.read for mark in one.marks}
    return {
        "coders": list(found.coders),
        "sources": {one.id: one.name for one in found.read},
        "codes": {
            key(path): {"title": titles[path], "area": areas[path], **_means(found.scheme, path)}
            for path in titles
            if path in named
        },
        "agenda": [[key(item.meaning.code), item.left, len(item.places)] for item in items],
        "only": only,
        "places": [_place(one, number) for one in places],
    }


def _means(scheme: Scheme, path: str) -> dict[str, Any]:
    told = agenda.meaning(scheme.codes[path])
    return {"definition": told.definition, "includes": told.includes, "excludes": told.excludes}


def _place(one: Disagreement, number: dict[str, int]) -> dict[str, Any]:
    return {
        "source": one.source_id,
        "code": key(one.code),
        "start": one.span.start,
        "end": one.span.end,
        "kind": one.kind.value,
        "marks": [[number[coder], span.start, span.end] for coder, span in one.marks],
        "without": [number[coder] for coder in one.without],
        "others": {number[coder]: [key(path) for path in paths] for coder, paths in one.others.items()},
        "settled": _settled(one.settled) if one.settled else None,
    }


def _settled(one: Settlement) -> dict[str, Any]:
    return {
        "id": one.id,
        "revision": one.revision,
        "applies": one.applies,
        "start": one.span.start,
        "end": one.span.end,
        "reason": one.reason,
        "coder": one.coder,
    }
