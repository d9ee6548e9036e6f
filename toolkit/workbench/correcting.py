"""Correcting a text after coding: what a turn's dialog asks for, what a correction would touch, done and taken back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field

from toolkit.domain.sources.turn_edits import ROLES, turn_at
from toolkit.domain.texts.text import normalise
from toolkit.messages import N_, tr
from toolkit.services.material import correcting, revising
from toolkit.services.material.correcting import Prepared, Wanted
from toolkit.services.material.hands import Hand, text_changed
from toolkit.services.material.revising import Revised, Unplaced
from toolkit.services.projects.project import Project
from toolkit.workbench.coding_bodies import LARGEST, Command, Number
from toolkit.workbench.pages import Coder, OpenProject, changeable
from toolkit.workbench.reading import Id
from toolkit.workbench.wire import Json

router = APIRouter(prefix="/api/sources/{source_id}")
LONGEST = 400_000  # letters in a turn
SHOWN = 12
ROLE_NAMES = {"interviewer": N_("interviewer"), "several": N_("several at once"), "unknown": N_("not recognised")}
KINDS = {
    "coding": N_("coding"),
    "verdict": N_("answer to a suggestion"),
    "memo": N_("memo"),
    "settlement": N_("settled place"),
    "quote": N_("quote"),
    "theme_passage": N_("passage of a theme"),
    "theme_decision_passage": N_("passage of a theme"),
    "claim_passage": N_("passage of a claim"),
    "stance_passage": N_("passage of a stance"),
    "factor_link": N_("linked factor"),
    "tie": N_("mark of a partner"),
}
TurnNumber = Annotated[int, Path(ge=0, le=LARGEST)]


class Correcting(BaseModel):
    """One correction of a turn: its words, where it is split (the second half's words), joined, or who says it."""

    model_config = ConfigDict(extra="forbid")
    command: Command
    edition: Number
    turn: Number
    words: str | None = Field(default=None, max_length=LONGEST)
    second: str | None = Field(default=None, max_length=LONGEST)
    speaker: str | None = Field(default=None, max_length=200)
    onward: bool = False
    join: bool = False
    agreed: bool = False

    def prepared(self, project: Project, name: str) -> Prepared:
        """The correction made of the text that was seen; ConflictError when that is another by now."""
        source, seen = revising.current(project, name)
        if seen != self.edition:
            raise text_changed()
        at = None
        if self.second is not None:
            said, tail = turn_at(source, self.turn).span.of(source.text), normalise(self.second).strip()
            at = len(said) - len(tail) if said.endswith(tail) else len(said)
        wanted = Wanted(self.turn, self.words, None, at, self.join, self.speaker, self.onward)
        return correcting.prepared(project, name, wanted)


@router.get("/turns/{number}/correcting")
def asked(project: OpenProject, source_id: Id, number: TurnNumber) -> JSONResponse:
    """A turn as it can be corrected, and who may be said to say it."""
    name = revising.named(project, source_id)
    source, seen = revising.current(project, name)
    turn = correcting.free(project, source, number)
    people = correcting.speakers(project, source)
    told = [{"who": who, "title": tr(ROLE_NAMES[who]) if who in ROLES else who} for who in people]
    return JSONResponse(
        {
            "edition": seen,
            "number": turn.number,
            "words": turn.span.of(source.text),
            "label": turn.label or "",
            "last": turn is source.turns[-1],
            "speakers": told,
        }
    )


@router.post("/correcting/look")
def look(request: Request, project: OpenProject, coder: Coder, source_id: Id, wanted: Correcting) -> JSONResponse:
    """What a correction would touch."""
    changeable(request)
    name = revising.named(project, source_id)
    found = wanted.prepared(project, name)
    return JSONResponse(_told(revising.look(project, name, found.correction, hand=_hand(coder, wanted))))


@router.post("/correcting")
def correct(request: Request, project: OpenProject, coder: Coder, source_id: Id, wanted: Correcting) -> JSONResponse:
    """Correct a turn; codings go with their words."""
    changeable(request)
    name = revising.named(project, source_id)
    found, hand = wanted.prepared(project, name), _hand(coder, wanted)
    done = revising.correct(project, name, found.correction, hand=hand, seen=found.seen, agreed=wanted.agreed)
    return JSONResponse(_told(done))


@router.get("/revisions")
def revisions(project: OpenProject, source_id: Id) -> JSONResponse:
    """The corrections of a text."""
    found = revising.history(project, revising.named(project, source_id))
    return JSONResponse(
        {
            "revisions": [
                {
                    "number": one.number,
                    "at": one.at.isoformat(),
                    "coder": one.coder,
                    "what": tr(revising.VERBS.get(one.verb, one.verb)),
                    "edits": one.edits,
                    "undoable": one.undoable,
                }
                for one in reversed(found)
            ]
        }
    )


class TakenBack(BaseModel):
    """The newest correction is to be taken back."""

    model_config = ConfigDict(extra="forbid")
    command: Command
    edition: Number
    agreed: bool = False


@router.post("/revisions/{number}/undo")
def undo(
    request: Request, project: OpenProject, coder: Coder, source_id: Id, number: TurnNumber, wanted: TakenBack
) -> JSONResponse:
    """Take the newest correction back."""
    changeable(request)
    name = revising.named(project, source_id)
    if revising.text_number(project, name) != wanted.edition:
        raise text_changed()
    hand = Hand(coder, wanted.command)
    hand.check()
    looked = revising.look_back(project, name, hand=hand)
    if looked.losing and not wanted.agreed:
        return JSONResponse(_told(looked))
    return JSONResponse({**_told(revising.undo(project, name, number, hand=hand, agreed=wanted.agreed)), "done": True})


def _hand(coder: str, wanted: Correcting) -> Hand:
    hand = Hand(coder, wanted.command)
    hand.check()
    return hand


def _told(done: Revised) -> Json:
    return {
        "edition": done.number,
        "edits": done.edits,
        "moved": done.moved,
        "touched": done.touched,
        "joined": done.joined,
        "losing": done.losing,
        "unplaced": [_lost(one) for one in done.unplaced[:SHOWN]],
        "more": max(0, len(done.unplaced) - SHOWN),
        "lost": done.lost,
    }


def _lost(one: Unplaced) -> Json:
    return {"kind": tr(KINDS.get(one.kind, one.kind)), "id": one.id, "code": one.code, "coder": one.coder}
