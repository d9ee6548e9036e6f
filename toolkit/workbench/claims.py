"""The screen Claims: questions with their claims, one claim with who stands where, and claim by group."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from toolkit.domain.claims.claims import Claim, ClaimKind, Judged, Stance
from toolkit.messages import current_language
from toolkit.services.claims import claim_deeds, claim_names, claim_views
from toolkit.services.claims.claim_sides import side_of
from toolkit.services.claims.claims import Claims, claims, proposed
from toolkit.services.material.hands import Hand
from toolkit.services.projects import names, steps
from toolkit.services.projects.project import Project
from toolkit.workbench.coders import Repeatable
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
Id = Annotated[str, Field(max_length=120)]
Ids = Annotated[tuple[Id, ...], Field(max_length=200)]
Key = Annotated[str, Field(max_length=400)]
Keys = Annotated[tuple[Key, ...], Field(max_length=500)]
Number = Annotated[int, Field(ge=0, lt=2**53)]


class Written(Repeatable):
    """A claim as somebody wrote it."""

    text: Annotated[str, Field(max_length=2 * claim_deeds.LONGEST)]
    kind: ClaimKind = ClaimKind.FINDING
    group: Annotated[str, Field(max_length=100)] = ""
    valence: Annotated[str, Field(max_length=16)] = ""
    area: Annotated[str, Field(max_length=200)] = ""
    themes: Ids = ()
    questions: Ids = ()

    def claim(self) -> Claim:
        """The claim that it makes."""
        return Claim(
            self.text,
            self.group,
            self.kind,
            area=self.area or None,
            valence=self.valence or None,
            themes=tuple(dict.fromkeys(self.themes)),
            questions=tuple(dict.fromkeys(self.questions)),
        )


class Rewritten(Written):
    """A claim's new content, with the revision that was seen and the passages of its own that stay."""

    revision: Number
    passages: Keys = ()


class Seen(Repeatable):
    """A claim as it was seen."""

    revision: Number


class Ordered(Repeatable):
    """All claims in the order wanted."""

    order: Annotated[list[Number], Field(max_length=2000)]


class Judgement(Repeatable):
    """Where a person stands; `revision` is 0 where nobody had judged it."""

    respondent: Key
    stance: Stance
    reason: Annotated[str, Field(max_length=claim_deeds.LONGEST_REASON)] = ""
    passages: Keys = ()
    revision: Number = 0


class TakenBack(Repeatable):
    """A judgement to be taken back."""

    respondent: Key
    revision: Number


@router.get("/claims")
def start(request: Request, project: OpenProject) -> HTMLResponse:
    """All claims, the first one opened."""
    found = claims(project)
    first = found.standings[0].claim.id if found.standings else None
    return _page(request, project, found, first)


@router.get("/claims/matrix")
def matrix(request: Request, project: OpenProject) -> HTMLResponse:
    """Claim by group."""
    found = claims(project)
    titles = {group: names.group(project, group) for group in (*found.matrix.groups, *project.settings.groups)}
    return page(
        request,
        "claims_matrix.html",
        found=found,
        matrix=found.matrix,
        titles=titles,
        areas=_areas(found),
        sides=claim_names.SIDES,
        short=claim_names.short,
    )


@router.get("/claims/new")
def new(request: Request, project: OpenProject, theme: Annotated[str, Query(max_length=120)] = "") -> HTMLResponse:
    """An empty form, or one with a sentence to begin with that the machine made of a theme."""
    found = claims(project)
    wanted = proposed(project, found.ground, theme) if theme else Claim("")
    side = side_of(found.ground, wanted) if theme else None
    content = _form(project, found, wanted)
    return page(request, "claims_form_page.html", found=found, machine=bool(theme), side=side, **content)


@router.get("/claims/{claim}")
def one(request: Request, project: OpenProject, claim: int) -> HTMLResponse:
    """One claim beside the others."""
    found = claims(project)
    return _page(request, project, found, claim)


@router.get("/claims/{claim}/change")
def form(request: Request, project: OpenProject, claim: int) -> HTMLResponse:
    """The claim as a form."""
    found = claims(project)
    content = _form(project, found, found.of(claim).claim)
    return page(request, "claims_form_page.html", found=found, machine=False, side=None, **content)


@router.get("/claims/{claim}/people/{place}")
def person(request: Request, project: OpenProject, claim: int, place: int) -> HTMLResponse:
    """One person's passages and stances to choose from, as a part of the page."""
    found = claim_views.person(project, claim, place)
    return page(request, "claims_person.html", view=found, stances=claim_names.STANCES)


def _page(request: Request, project: Project, found: Claims, claim_id: int | None) -> HTMLResponse:
    view = None if claim_id is None else claim_views.view(project, found, claim_id)
    return page(
        request,
        "claims.html",
        found=found,
        view=view,
        areas=_areas(found),
        group_title=lambda key: names.group(project, key),
        stances=claim_names.STANCES,
        kinds=claim_names.KINDS,
        valences=claim_names.VALENCES,
        short=claim_names.short,
        place=claim_names.place(),
        order=[each.claim.id for each in found.standings],
    )


def _areas(found: Claims) -> dict[str, str]:
    codes = found.ground.findings.scheme.codes
    return {path: code.titled(current_language()) for path, code in codes.items() if code.parent is None}


def _form(project: Project, found: Claims, wanted: Claim) -> dict[str, Any]:
    """What the form of a claim needs."""
    themes = claim_views.themes_for(found, wanted)
    gone = [each for each in wanted.themes if each not in found.ground.themes]
    return {
        "claim": wanted,
        "themes": themes,
        "gone": gone,
        "areas": _areas(found),
        "groups": [(key, names.group(project, key)) for key in project.settings.groups],
        "group_title": lambda key: names.group(project, key),
        "kinds": claim_names.KINDS,
        "valences": claim_names.VALENCES,
        "place": claim_names.place(),
    }


@router.post("/api/claims")
def write(request: Request, project: OpenProject, coder: Coder, wanted: Written) -> dict[str, int]:
    """Write a claim."""
    changeable(request)
    return _done(project, claim_deeds.write(project, wanted.claim(), Hand(coder, wanted.command)))


@router.post("/api/claims/order")
def reorder(request: Request, project: OpenProject, coder: Coder, wanted: Ordered) -> dict[str, int]:
    """Put the claims in another order."""
    changeable(request)
    claim_deeds.reorder(project, wanted.order, Hand(coder, wanted.command))
    return _done(project)


@router.post("/api/claims/{claim}")
def change(request: Request, project: OpenProject, coder: Coder, claim: int, wanted: Rewritten) -> dict[str, int]:
    """Give a claim other words, themes or questions."""
    changeable(request)
    made = wanted.claim()
    claim_deeds.rewrite(project, claim, made, (wanted.revision, wanted.passages), Hand(coder, wanted.command))
    return _done(project, claim)


@router.post("/api/claims/{claim}/remove")
def remove(request: Request, project: OpenProject, coder: Coder, claim: int, seen: Seen) -> dict[str, int]:
    """Remove a claim."""
    changeable(request)
    claim_deeds.remove(project, claim, seen.revision, Hand(coder, seen.command))
    return _done(project)


@router.post("/api/claims/{claim}/stance")
def judge(request: Request, project: OpenProject, coder: Coder, claim: int, wanted: Judgement) -> dict[str, int]:
    """Decide where a person stands."""
    changeable(request)
    keys = tuple(dict.fromkeys(wanted.passages))
    judged = Judged(claim, wanted.respondent, wanted.stance, wanted.reason, keys, revision=wanted.revision)
    claim_deeds.judge(project, judged, Hand(coder, wanted.command))
    return _done(project, claim)


@router.post("/api/claims/{claim}/back")
def take_back(request: Request, project: OpenProject, coder: Coder, claim: int, wanted: TakenBack) -> dict[str, int]:
    """Take a decision back."""
    changeable(request)
    claim_deeds.take_back(project, claim, wanted.respondent, wanted.revision, Hand(coder, wanted.command))
    return _done(project, claim)


def _done(project: Project, number: int = 0) -> dict[str, int]:
    return {"id": number, "mark": steps.mark(project)}
