"""The screen Compare coders: disagreements first, settled one by one, and agreement on each code."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from toolkit.domain.settlements import Settlement
from toolkit.domain.text import Span
from toolkit.errors import NotFound, UsageError
from toolkit.messages import N_, current_language
from toolkit.services import agreement, disagreements, settling
from toolkit.services.agreement import Compared
from toolkit.services.disagreements import Disagreement
from toolkit.services.project import Project
from toolkit.services.scheme_views import key
from toolkit.services.settling import Judgement
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Coders = Annotated[str, Query(max_length=100, pattern=r"^[0-9-]*$")]
CodeKey = Annotated[str, Field(max_length=12, pattern=r"^[0-9a-f]{12}$")]
Command = Annotated[str, Field(min_length=8, max_length=64)]
Number = Annotated[int, Field(ge=0, lt=2**53)]


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
    command: Command


class Unsettle(Seen):
    """A settlement to be taken away."""

    command: Command


@router.get("/compare")
def compare(request: Request, project: OpenProject, coders: Coders = "") -> Response:
    """Whom to compare; with coders, their disagreements."""
    everyone = agreement.coders(project)
    if not coders:
        return page(request, "compare.html", everyone=everyone)
    found, every = _judged(project, coders)
    return page(request, "compare_places.html", found=found, coders=coders, data=_data(found, every))


@router.get("/compare/table")
def table(request: Request, project: OpenProject, coders: Coders) -> Response:
    """Agreement on each code."""
    found, rows = agreement.table(project, agreement.compared(project, agreement.named(project, _numbers(coders))))
    return page(
        request, "compare_table.html", found=found, coders=coders, rows=rows, titles=_titles(found), areas=_areas(found)
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
        ]
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
    )
    return {"settled": _settled(settling.settle(project, judgement, coder=coder, command=wanted.command))}


@router.post("/api/compare/unsettle")
def unsettle(request: Request, project: OpenProject, coder: Coder, wanted: Unsettle) -> dict[str, Any]:
    """Take a settlement away."""
    changeable(request)
    settling.unsettle(project, wanted.id, wanted.revision, coder=coder, command=wanted.command)
    return {"settled": None}


@router.get("/api/compare/settled")
def settled(project: OpenProject, coders: Coders) -> dict[str, Any]:
    """The places with what is settled there now, in the order of the page's list."""
    return _data(*_judged(project, coders))


def _judged(project: Project, coders: str) -> tuple[Compared, list[Disagreement]]:
    found = agreement.compared(project, agreement.named(project, _numbers(coders)))
    return found, disagreements.known(project, found)


def _numbers(coders: str) -> list[int]:
    return [int(number) for number in coders.split("-") if number][:20]


def _span(start: int, end: int) -> Span:
    if end <= start:
        raise UsageError(N_("There is no such place in the text."), hint=N_("Open the page again."))
    return Span(start, end)


def _path(codes: Any, wanted: str) -> str:  # noqa: ANN401 (any mapping by path)
    for path in codes:
        if key(path) == wanted:
            return str(path)
    raise NotFound(N_("The scheme has no such code any more."), hint=N_("Load the page again."))


def _titles(found: Compared) -> dict[str, str]:
    return {path: code.titled(current_language()) for path, code in found.scheme.codes.items()}


def _areas(found: Compared) -> dict[str, str]:
    return {path: found.scheme.area_of(path) or "" for path in found.scheme.codes}


def _data(found: Compared, every: list[Disagreement]) -> dict[str, Any]:
    """What the page's script needs: names once, and places by number."""
    number = {coder: at for at, coder in enumerate(found.coders)}
    titles, areas = _titles(found), _areas(found)
    named = {one.code for one in every} | {coding.code for one in found.read for coding in one.codings}
    return {
        "coders": list(found.coders),
        "sources": {one.id: one.source.name for one in found.read},
        "codes": {key(path): {"title": titles[path], "area": areas[path]} for path in titles if path in named},
        "places": [_place(one, number) for one in every],
    }


def _place(one: Disagreement, number: dict[str, int]) -> dict[str, Any]:
    return {
        "source": one.source_id,
        "turn": one.turn,
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
