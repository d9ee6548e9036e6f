"""What is done with a source as a whole: which kind it is, cleaned of page furniture, removed."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from toolkit.domain.sources.source_kinds import Kind
from toolkit.errors import ConflictError
from toolkit.messages import N_, ntr, tr
from toolkit.services.material import page_cleaning, revising, source_kinds, sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects.blinding import refuse_blind
from toolkit.workbench.coding_bodies import Command, Number
from toolkit.workbench.pages import Coder, OpenProject, changeable
from toolkit.workbench.reading import Id

router = APIRouter(prefix="/api/sources/{source_id}")


class Called(BaseModel):
    """The kind that a source is said to be."""

    model_config = ConfigDict(extra="forbid")
    kind: Kind


class Cleaning(BaseModel):
    """A source to be cleaned; `agreed`: also where codings lose all their words."""

    model_config = ConfigDict(extra="forbid")
    command: Command
    agreed: bool = False


class Removing(BaseModel):
    """A source to be removed; `codings` is how many the person was told go with it, and null asks for that number."""

    model_config = ConfigDict(extra="forbid")
    codings: Number | None = Field(default=None)


@router.post("/kind")
def kind(request: Request, project: OpenProject, source_id: Id, called: Called) -> dict[str, object]:
    """Say which kind of material a source is."""
    changeable(request)
    name = revising.named(project, source_id)
    source_kinds.change(project, name, called.kind)
    return {"said": tr("{source} is now: {kind}.", source=name, kind=tr(called.kind.rules.title))}


@router.post("/clean")
def clean(request: Request, project: OpenProject, coder: Coder, source_id: Id, wanted: Cleaning) -> dict[str, object]:
    """Clean a text read from printed pages; before codings lose all their words, it only says how many."""
    changeable(request)
    name = revising.named(project, source_id)
    hand = Hand(coder, wanted.command)
    looked = page_cleaning.look(project, name, hand=hand)
    if not looked.counts:
        return {"done": True, "said": tr("There is nothing to clean.")}
    if looked.revised.losing and not wanted.agreed:
        return {"done": False, "losing": looked.revised.losing}
    page_cleaning.clean(project, name, hand=hand, agreed=wanted.agreed)
    return {"done": True, "said": tr("Cleaned. It can be taken back among the corrections of the text.")}


@router.post("/remove")
def remove(request: Request, project: OpenProject, source_id: Id, wanted: Removing) -> dict[str, object]:
    """Remove a source with all that was coded in it, once the person has been told how much that is."""
    changeable(request)
    refuse_blind(project)
    name = revising.named(project, source_id)
    lying = sources.codings_in(project, name)
    if wanted.codings is None:
        return {"done": False, "codings": lying}
    if wanted.codings != lying:
        raise ConflictError(
            N_("More was coded in this source meanwhile, and it was not removed."), hint=N_("Load the page again.")
        )
    gone = sources.remove(project, name)
    return {"done": True, "said": ntr("Removed, with {n} coding.", "Removed, with {n} codings.", gone)}
