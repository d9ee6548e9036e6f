"""What the page for reading and coding asks of the server: what lies on a source, and every change of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse

from toolkit.errors import ConflictError
from toolkit.services.coding import coding, memos, schemes
from toolkit.services.coding.coding import Changed
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import Project
from toolkit.services.suggesting import answers, marks
from toolkit.workbench import wire
from toolkit.workbench.coding_bodies import (
    Answers,
    Asked,
    Body,
    ChangedCoding,
    ChangedMemo,
    InVivo,
    NewCoding,
    NewMemo,
    Removal,
    RemovedMemo,
)
from toolkit.workbench.pages import Coder, OpenProject, changeable
from toolkit.workbench.reading import Id, shown

router = APIRouter(prefix="/api")


@router.get("/sources/{source_id}/reading")
def reading(request: Request, project: OpenProject, coder: Coder, source_id: Id) -> JSONResponse:
    """A source with its turns and all that lies on them."""
    found = shown(request, project, source_id)
    lying = wire.marks(marks.marks(project, source_id, coder=coder), me=coder)
    return JSONResponse(wire.reading(found, lying, texts=True))


@router.get("/sources/{source_id}/codings")
def codings(project: OpenProject, coder: Coder, source_id: Id) -> JSONResponse:
    """The part of it that changes."""
    return JSONResponse(wire.marks(marks.marks(project, source_id, coder=coder), me=coder))


@router.get("/scheme")
def scheme(project: OpenProject) -> JSONResponse:
    """The codes to choose from."""
    return JSONResponse(wire.scheme(*schemes.shown(project)))


@router.get("/queue")
def queue(project: OpenProject, coder: Coder, asked: Annotated[Asked, Query()]) -> JSONResponse:
    """The next suggestions to decide."""
    found = answers.queue(project, asked.round(), coder=coder)
    segments = [
        {**wire.suggestions(one, extent), "source": one.source_id, "name": one.source}
        for one, extent in marks.placed(project, found.segments)
    ]
    return JSONResponse({"left": found.left, "mark": found.mark, "segments": segments})


@router.get("/memos/codes")
def memos_on_codes(project: OpenProject) -> JSONResponse:
    """The memos on codes."""
    return JSONResponse({"memos": [wire.memo(one) for one in memos.on_codes(project)]})


@dataclass(frozen=True, slots=True)
class Doing:
    """A change that a page asks for: in which project, by whom."""

    project: Project
    coder: str

    def done(self, body: Body, deed: Callable[[Hand], Changed], seen: Changed | None = None) -> JSONResponse:
        """What the deed left, or, where what the page had `seen` is no longer what is stored, how that stands now."""
        try:
            changed = deed(Hand(self.coder, body.command, body.edition))
        except ConflictError as error:
            told = {"error": error.sentence, "hint": error.hint, **self._told(seen or Changed(""))}
            return JSONResponse(told, status_code=409)
        return JSONResponse(self._told(changed))

    def _told(self, changed: Changed) -> wire.Json:
        found = marks.touched(self.project, changed, coder=self.coder)
        told = wire.touched(found, verb=changed.verb, repeated=changed.repeated)
        made = wire.code(changed.code, self.project.scheme_file) if changed.code else None
        return {**told, "code": made}


async def doing(request: Request, project: OpenProject, coder: Coder) -> Doing:
    """A change, where changes are allowed."""
    changeable(request)
    return Doing(project, coder)


Change = Annotated[Doing, Depends(doing)]


@router.post("/codings")
def code(change: Change, body: NewCoding) -> JSONResponse:
    """Code marked words."""
    return change.done(body, lambda hand: coding.code(change.project, body.marked(), body.codes, hand=hand))


@router.post("/codings/in-vivo")
def in_vivo(change: Change, body: InVivo) -> JSONResponse:
    """Make a code of marked words, and code them so."""
    return change.done(body, lambda hand: coding.in_vivo(change.project, body.marked(), body.parent, hand=hand))


@router.post("/codings/remove")
def remove(change: Change, body: Removal) -> JSONResponse:
    """Remove codings."""
    seen = {one.id: one.revision for one in body.codings}
    return change.done(body, lambda hand: coding.remove(change.project, seen, hand=hand), Changed("", codings=[*seen]))


@router.post("/codings/{coding_id}/change")
def alter(change: Change, body: ChangedCoding, coding_id: Id) -> JSONResponse:
    """Give a coding another extent or code."""
    wanted = body.alteration()
    seen = Changed("", codings=[coding_id])
    return change.done(body, lambda hand: coding.change(change.project, coding_id, wanted, hand=hand), seen)


@router.post("/answers")
def answer(change: Change, body: Answers) -> JSONResponse:
    """Answer suggestions."""
    given = [one.answer() for one in body.answers]
    return change.done(body, lambda hand: answers.answer(change.project, given, hand=hand))


@router.post("/memos")
def add_memo(change: Change, body: NewMemo) -> JSONResponse:
    """Write a memo."""
    return change.done(body, lambda hand: memos.add(change.project, body.text, body.on(), hand=hand))


@router.post("/memos/{memo_id}/change")
def change_memo(change: Change, body: ChangedMemo, memo_id: Id) -> JSONResponse:
    """Write a memo over."""
    seen = Changed("", memos=[memo_id])
    return change.done(
        body, lambda hand: memos.change(change.project, memo_id, body.text, body.revision, hand=hand), seen
    )


@router.post("/memos/{memo_id}/remove")
def remove_memo(change: Change, body: RemovedMemo, memo_id: Id) -> JSONResponse:
    """Remove a memo."""
    seen = Changed("", memos=[memo_id])
    return change.done(body, lambda hand: memos.remove(change.project, memo_id, body.revision, hand=hand), seen)
