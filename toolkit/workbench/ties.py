"""With whom, on the page on which a source is read: what is marked and proposed there, and every change of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from toolkit.domain.networks.partners import Effect, PartnerKind, Tie, Time, found
from toolkit.errors import NotFound
from toolkit.messages import N_
from toolkit.services.coding.coding import Marked
from toolkit.services.material.hands import Hand
from toolkit.services.network import partners, tie_views, ties
from toolkit.services.network.tie_proposals import Proposal
from toolkit.services.projects.project import Project
from toolkit.services.suggesting.marks import Extent
from toolkit.workbench import wire
from toolkit.workbench.coding_bodies import Body, Command, Number, Position
from toolkit.workbench.pages import Coder, OpenProject, changeable
from toolkit.workbench.reading import Id, shown

router = APIRouter(prefix="/api")
Code = Annotated[str, Field(max_length=200)]


class Place(Body):
    """Words of a source, and the partner they tell of: by number."""

    source: Number
    start: Position
    end: Position
    partner: Number = 0

    def marked(self) -> Marked:
        """The words."""
        return Marked(self.source, self.start.place(), self.end.place())


class NewTie(Place):
    """What is said of a partner; one that is not on the list is named, and `add` says that it is to be put there."""

    name: Annotated[str, Field(max_length=200)] = ""
    add: PartnerKind | None = None
    need: Code = ""
    effect: Effect = Effect.UNSAID
    time: Time = Time.UNSAID


class Removed(Body):
    """A mark of this revision, to be taken away."""

    source: Number
    id: Number
    revision: Number


class Start(BaseModel):
    """The list to start from is wanted, on the page of this source."""

    model_config = ConfigDict(extra="forbid")
    command: Command
    source: Number


@router.get("/sources/{source_id}/ties")
def lying(request: Request, project: OpenProject, coder: Coder, source_id: Id) -> JSONResponse:
    """With whom, on a source."""
    shown(request, project, source_id)
    return _told(project, source_id, coder)


@router.post("/ties")
def mark(request: Request, project: OpenProject, coder: Coder, body: NewTie) -> JSONResponse:
    """Say with whom."""
    changeable(request)
    return _done(request, project, coder, body.source, lambda: _mark(project, coder, body))


@router.post("/ties/remove")
def unmark(request: Request, project: OpenProject, coder: Coder, body: Removed) -> JSONResponse:
    """Take one's own mark away."""
    changeable(request)
    hand = Hand(coder, body.command)
    return _done(request, project, coder, body.source, lambda: ties.unmark(project, body.id, body.revision, hand=hand))


@router.post("/ties/decline")
def decline(request: Request, project: OpenProject, coder: Coder, body: Place) -> JSONResponse:
    """Say no to what is proposed."""
    changeable(request)
    hand = Hand(coder, body.command, body.edition)

    def deed() -> None:
        ties.decline(project, body.source, tie_views.span_of(project, body.marked()), body.partner, hand=hand)

    return _done(request, project, coder, body.source, deed)


@router.post("/ties/start")
def start(request: Request, project: OpenProject, coder: Coder, body: Start) -> JSONResponse:
    """Take the list to start from into the project."""
    changeable(request)
    hand = Hand(coder, body.command)
    return _done(request, project, coder, body.source, lambda: partners.start(project, hand=hand))


def _done(request: Request, project: Project, coder: str, source_id: int, deed: Callable[[], object]) -> JSONResponse:
    shown(request, project, source_id)
    deed()
    return _told(project, source_id, coder)


def _mark(project: Project, coder: str, body: NewTie) -> None:
    told = ties.Told(body.partner or _named(project, coder, body), body.need, body.effect, body.time)
    ties.mark(project, body.marked(), told, hand=Hand(coder, body.command, body.edition))


def _named(project: Project, coder: str, body: NewTie) -> int:
    one = found(partners.partners(project), body.name)
    if one is None and body.add is None:
        raise NotFound(N_("There is no such partner."), hint=N_("Choose one of the list, or add it."))
    if one is None and body.add is not None:
        one = partners.add(project, body.name, body.add, hand=Hand(coder, f"{body.command[:60]}-new"))
    return one.id if one else 0


def _told(project: Project, source_id: int, coder: str) -> JSONResponse:
    now = tie_views.lying(project, source_id)
    names = {one.id: one.name for one in now.partners}
    return JSONResponse(
        {
            "mark": now.mark,
            "edition": now.text,
            "partners": [
                {"id": one.id, "name": one.name, "names": [each.name for each in one.names]} for one in now.partners
            ],
            "ties": [
                {**_tie(one, extent), "name": names.get(one.partner, ""), "mine": one.coder == coder}
                for one, extent in now.ties
            ],
            "proposals": [_proposal(one, extent) for one, extent in now.proposals],
        }
    )


def _said(one: Tie | Proposal, extent: Extent) -> wire.Json:
    said = {"need": one.need, "phase": one.phase, "effect": one.effect.value, "time": one.time.value}
    return {"partner": one.partner, **said, "start": wire.place(extent[0]), "end": wire.place(extent[1])}


def _tie(one: Tie, extent: Extent) -> wire.Json:
    return {"id": one.id, "revision": one.revision, "coder": one.coder, **_said(one, extent)}


def _proposal(one: Proposal, extent: Extent) -> wire.Json:
    told = {"key": one.key, "name": one.name, "because": list(one.because), "uncertain": one.doubtful}
    return {**told, **_said(one, extent)}
