"""What tells who people are, as a screen: names and numbers grouped, decided once, masked, and masks taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from toolkit.domain.identifiers.identifier_groups import KINDS, TITLES, Decision, Group, Scanned, State
from toolkit.domain.texts.short_texts import WHERE_TITLES, Where
from toolkit.errors import NotFound
from toolkit.messages import N_, ntr, tr
from toolkit.services.material.hands import Hand
from toolkit.services.privacy import identifier_deeds, identifiers
from toolkit.services.privacy.identifier_deeds import Masked
from toolkit.services.privacy.identifier_elsewhere import Beside
from toolkit.services.projects.project import Project
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.jobs import Progress, jobs_of
from toolkit.workbench.pages import Coder, OpenProject, changeable, covered, desk_of, page

router = APIRouter()
MOST = 200  # groups of a kind that are shown at once
Key = Annotated[str, Field(pattern=r"^[0-9a-f]{8,64}$")]


class Asked(BaseModel):
    """A finding, on the page of all or of one source."""

    key: Key
    source: Annotated[int, Field(ge=0)] = 0


class Wanted(Asked, Repeatable):
    """A decision on one finding."""

    decision: Decision
    stand_in: Annotated[str, Field(max_length=120)] = ""


class Reopened(Asked, Repeatable):
    """A decision to be taken back."""


class Several(Repeatable):
    """One decision on all findings of a kind that are open."""

    kind: Annotated[str, Field(max_length=24)]
    decision: Decision


class Masking(Repeatable):
    """The masks that wait, to be put; `everywhere`: beside the sources, too, where they can be."""

    everywhere: bool = False


class Unmasking(Repeatable):
    """The newest mask of one source to be taken back."""

    source: Annotated[int, Field(ge=1)]


@router.get("/privacy")
def screen(request: Request, project: OpenProject) -> HTMLResponse:
    """The frame of the screen; the list when one is at hand, else a script asks for it."""
    scanned = identifiers.at_hand(project)
    return page(request, "privacy.html", scanned=scanned, source=None, **_listed(project, scanned))


@router.post("/api/privacy/look")
def look(request: Request, project: OpenProject) -> dict[str, int]:
    """Begin to look through everything; gives the number of the job."""

    def work(progress: Progress) -> str:
        found = _looked(request, project, progress)
        return ntr("{n} name or number is not settled.", "{n} names and numbers are not settled.", len(found.open))

    return {"job": jobs_of(request).start("identifiers", work).id}


@router.get("/privacy/list")
def listed(request: Request, project: OpenProject) -> HTMLResponse:
    """The list of all that was found."""
    scanned = _looked(request, project)
    return page(request, "privacy_list.html", scanned=scanned, source=None, **_listed(project, scanned))


@router.get("/privacy/source/{number}")
def of_source(request: Request, project: OpenProject, number: int) -> HTMLResponse:
    """What was found in one interview, with the words round it."""
    scanned = _looked(request, project)
    if number not in scanned.names or number in covered(request):
        raise NotFound(N_("There is no source number {number}."), number=number)
    values = _listed(project, scanned, source=number)
    return page(request, "privacy.html", scanned=scanned, source=number, **values)


@router.post("/api/privacy/context")
def context(request: Request, project: OpenProject, asked: Annotated[Asked, Form()]) -> HTMLResponse:
    """Two lines of context for a finding."""
    scanned = _looked(request, project)
    (group,) = identifiers.find(scanned, [asked.key])
    lines = identifiers.contexts(project, group, most=2, source_id=asked.source or None)
    lines = [line for line in lines if line.source_id not in covered(request)]
    return page(request, "privacy_context.html", lines=lines, scanned=scanned)


@router.post("/api/privacy/decide")
def decide(request: Request, project: OpenProject, coder: Coder, wanted: Annotated[Wanted, Form()]) -> HTMLResponse:
    """Decide on one finding; its row as it is then."""
    changeable(request)
    scanned = identifiers.looked(project)
    groups = identifiers.find(scanned, [wanted.key])
    hand = Hand(coder, wanted.command)
    done = identifier_deeds.decide(project, groups, wanted.decision, wanted.stand_in, hand=hand)
    after = identifiers.decided_here(project, done, before=scanned)
    return _row(request, project, after, wanted)


@router.post("/api/privacy/reopen")
def reopen(request: Request, project: OpenProject, coder: Coder, wanted: Annotated[Reopened, Form()]) -> HTMLResponse:
    """Take a decision back; the row as it is then."""
    changeable(request)
    groups = identifiers.find(identifiers.looked(project), [wanted.key])
    identifier_deeds.reopen(project, groups, hand=Hand(coder, wanted.command))
    return _row(request, project, identifiers.looked(project), wanted)


@router.post("/api/privacy/several")
def several(request: Request, project: OpenProject, coder: Coder, wanted: Annotated[Several, Form()]) -> HTMLResponse:
    """Decide on all findings of a kind that are open; the whole list as it is then."""
    changeable(request)
    scanned = identifiers.looked(project)
    groups = identifiers.find(scanned, [wanted.kind])
    done = identifier_deeds.decide(project, groups, wanted.decision, hand=Hand(coder, wanted.command))
    after = identifiers.decided_here(project, done, before=scanned)
    return page(request, "privacy_list.html", scanned=after, source=None, **_listed(project, after))


@router.get("/api/privacy/plan")
def planned(request: Request, project: OpenProject) -> dict[str, object]:
    """What putting the masks would do, in numbers."""
    scanned = _looked(request, project)
    made = identifier_deeds.plan(project, scanned, identifier_deeds.waiting(scanned))
    told = {name: _told(counts) for name, counts in _beside(made.beside).items()}
    return {"places": made.places, "sources": len(made.edits), "heads": [*made.beside.at_heads()], **told}


def _beside(beside: Beside) -> dict[str, Mapping[Where, int]]:
    by_hand: Mapping[Where, int] = {where: n for where, n in beside.by_hand.items() if where is not Where.FACTS}
    return {"changeable": beside.changeable, "by_hand": by_hand, "before": beside.before}


def _told(counts: Mapping[Where, int]) -> list[dict[str, object]]:
    return [{"where": tr(WHERE_TITLES[where]), "n": count} for where, count in counts.items()]


@router.post("/api/privacy/mask")
def mask(request: Request, project: OpenProject, coder: Coder, wanted: Masking) -> dict[str, int]:
    """Begin to put the masks that wait; gives the number of the job."""
    changeable(request)
    hand = Hand(coder, wanted.command)

    def work(progress: Progress) -> str:
        scanned = identifiers.looked(project, progress=progress)
        made = identifier_deeds.plan(project, scanned, identifier_deeds.waiting(scanned))
        done = identifier_deeds.mask(project, made, hand=hand, everywhere=wanted.everywhere)
        identifiers.looked(project)
        return " ".join(_masked(done))

    return {"job": jobs_of(request).start("mask", work).id}


def _masked(done: Masked) -> Iterator[str]:
    """What a mask did, and where the words still stand: counts and kinds, no words."""
    yield tr("Masked: {extent}.", extent=identifier_deeds.extent(done.places, done.sources))
    if done.changed:
        yield ntr(
            "Beside the sources: {n} text, until the day ends to be undone.",
            "Beside the sources: {n} texts, until the day ends to be undone.",
            done.changed,
        )
    for where, n in done.elsewhere.items():
        if where is not Where.FACTS:
            yield tr("Still {where}: {n}.", where=tr(WHERE_TITLES[where]), n=n)
    yield from done.beside.at_heads()


@router.post("/api/privacy/unmask")
def unmask(request: Request, project: OpenProject, coder: Coder, wanted: Unmasking) -> dict[str, str]:
    """Take the newest mask of one source back."""
    changeable(request)
    name = identifiers.looked(project).names.get(wanted.source)
    if name is None:
        raise NotFound(N_("There is no source number {number}."), number=wanted.source)
    done = identifier_deeds.unmask(project, [name], hand=Hand(coder, wanted.command))
    if done.later:
        return {"said": tr("The text was changed in another way since; take that back first.")}
    return {"said": tr("Taken back: {extent}.", extent=identifier_deeds.extent(done.places, done.sources))}


def _row(request: Request, project: Project, scanned: Scanned, asked: Asked) -> HTMLResponse:
    (group,) = identifiers.find(scanned, [asked.key])
    shown = _shown(project, group, asked.source or None)
    groups = scanned.of_source(asked.source) if asked.source else scanned.groups
    left = sum(one.is_open for one in groups)
    return page(request, "privacy_row.html", one=shown, scanned=scanned, source=asked.source or None, left=left)


def _listed(project: Project, scanned: Scanned | None, source: int | None = None) -> dict[str, Any]:
    if scanned is None:
        return {"sections": [], "left": 0, "masks": [], "erasing": 0}
    groups = scanned.groups if source is None else scanned.of_source(source)
    sections = []
    for kind in KINDS:
        own = [group for group in groups if group.kind is kind]
        left = [group for group in own if group.is_open]
        if own:
            sections.append(
                {
                    "kind": kind.value,
                    "title": tr(TITLES[kind]),
                    "open": sum(group.state in (State.OPEN, State.DEFAULT) for group in own),
                    "shown": [_shown(project, group, source) for group in left[:MOST]],
                    "more": max(0, len(left) - MOST),
                    "kept": [_shown(project, group, None) for group in own if not group.is_open][:MOST],
                }
            )
    masks = [one for one in identifier_deeds.masks(project) if source in (None, one.source_id)]
    return {
        "sections": sections,
        "left": len([group for group in groups if group.is_open]),
        "erasing": len(identifier_deeds.waiting(scanned, Decision.ERASE)),
        "masks": masks[:MOST],
    }


def _shown(project: Project, group: Group, source: int | None) -> dict[str, Any]:
    """A group as its row shows it; on the page of one interview with the words round it."""
    lines = identifiers.contexts(project, group, most=1, source_id=source) if source else []
    return {
        "group": group,
        "key": group.digest,
        "state": group.state.value,
        "stands_in": (group.decided.replacement if group.decided else "") or group.suggestion,
        "sources": list(group.counts.items())[:6],
        "elsewhere": [(tr(WHERE_TITLES[where]), n) for where, n in Counter(one for one, _ in group.elsewhere).items()],
        "lines": lines,
    }


def _looked(request: Request, project: Project, progress: Progress | None = None) -> Scanned:
    """The scan as it is now, for which nothing is written where nothing may be changed."""
    return identifiers.looked(project, progress=progress, storing=not desk_of(request).read_only)
