"""The screen on which a person reads and codes, and the list of what there is to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import accumulate
from typing import Annotated

from fastapi import APIRouter, Path, Request
from fastapi.responses import HTMLResponse

from toolkit.domain.sources.source_kinds import Kind
from toolkit.errors import Refused
from toolkit.messages import N_, tr
from toolkit.services.coding import schemes
from toolkit.services.material import reading as readings
from toolkit.services.material.page_cleaning import PRINTED
from toolkit.services.material.reading import Reading, TurnView
from toolkit.services.projects import access_log, blinding
from toolkit.services.projects.project import Project
from toolkit.services.suggesting import marks
from toolkit.workbench import wire
from toolkit.workbench.pages import Coder, OpenProject, desk_of, page

router = APIRouter()
SIZES, LONGEST = ((2, "s"), (5, "m"), (9, "l"), (16, "xl")), "xxl"  # fewer lines than …; heights stand in reading.css
A_LINE = 66
FIRST_SCREEN, A_TURN = 5_000, 100  # letters; what a turn takes of the screen beside its words, counted in letters
FACTS = {  # what importers find in a file's first lines, as the page names it
    "date": N_("Date"),
    "place": N_("Place of the interview"),
    "method": N_("Form of interview"),
    "interviewer": N_("Interviewer"),
    "minutes": N_("Minutes"),
    "respondent": N_("Respondent"),
    "title": N_("Title"),
    "group": N_("Group"),
    "speakers": N_("Those present"),
    "note": N_("Note"),
    "pages": N_("Pages"),
}
TECHNICAL = frozenset(("encoding", "kind", "survey"))
Id = Annotated[int, Path(ge=0, le=2**53)]  # what a script can count to, and a database store


@router.get("/read")
def sources(request: Request, project: OpenProject, coder: Coder) -> HTMLResponse:
    """What there is to read, and how far each is coded."""
    return page(request, "read.html", sources=readings.listing(project, coder=coder))


@router.get("/read/{source_id}")
def source(request: Request, project: OpenProject, coder: Coder, source_id: Id) -> HTMLResponse:
    """The first screen of a source to read and code; the page asks for the rest when that is painted."""
    found, whole = _read(request, project, coder, source_id)
    access_log.note(project, "read", source_id=source_id, who=coder)
    first = _opening(found.turns)
    return page(
        request,
        "reading.html",
        reading=found,
        facts=[(tr(FACTS.get(name, name)), value) for name, value in found.facts.items() if name not in TECHNICAL],
        first=wire.opening(whole, first),
        scheme=wire.scheme(*schemes.shown(project)),
        opening=[_turn(one) for one in found.turns[:first]],
        kinds=Kind,
        printed=PRINTED in found.facts,
        before=found.before,
        after=found.after,
        blind_here=source_id in blinding.blindness(project),
    )


@router.get("/read/{source_id}/rest")
def rest(request: Request, project: OpenProject, coder: Coder, source_id: Id) -> HTMLResponse:
    """The turns after the first screen, and what lies on the whole source."""
    found, whole = _read(request, project, coder, source_id)
    first = _opening(found.turns)
    later = [_turn(one) for one in found.turns[first:]]
    return page(request, "reading_rest.html", later=later, data={**whole, "turns": whole["turns"][first:]})


def _read(request: Request, project: Project, coder: str, source_id: int) -> tuple[Reading, wire.Json]:
    """The source, and the same with what lies on it as the page's scripts take it."""
    found = shown(request, project, source_id)
    lying = wire.marks(marks.marks(project, source_id, coder=coder), me=coder)
    return found, wire.reading(found, lying, texts=False)


def shown(request: Request, project: Project, source_id: int) -> Reading:
    """The source; Refused for a case description while others look at the screen."""
    found = readings.reading(project, source_id)
    if desk_of(request).presentation and not found.kind.rules.shown_in_presentation:
        raise Refused(
            N_("A case description is not shown in presentation mode."),
            hint=N_("Start the workbench without --presentation to read it."),
        )
    return found


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn as the template writes it; `size` guesses its height, `more` stands beside the speaker."""

    number: int
    role: str
    label: str
    more: str
    question: str | None
    withheld: bool
    text: str
    size: str


def _turn(one: TurnView) -> Turn:
    lines = len(one.text) // A_LINE + 1
    size = next((name for most, name in SIZES if lines < most), LONGEST)
    more = " · ".join(
        filter(None, (one.group_title, "" if one.time is None else str(timedelta(seconds=int(one.time)))))
    )
    return Turn(one.number, one.role.value, one.label, more, one.question, one.withheld, one.text, size)


def _opening(turns: Sequence[TurnView]) -> int:
    """How many turns fill the first screen, also a tall one; the page asks for the others when these are painted."""
    reached = accumulate(len(turn.text) + A_TURN for turn in turns)
    return sum(1 for letters in reached if letters < FIRST_SCREEN) + 1
