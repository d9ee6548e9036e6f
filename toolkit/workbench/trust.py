"""The screen that says how far the suggestions can be trusted, what is unfound, and which interview to take next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from toolkit.domain.reports.trust import CodeQuality, Estimate, Trust
from toolkit.messages import N_, ntr, tr
from toolkit.services.projects import progress
from toolkit.services.suggesting import suggestion_report, work_order
from toolkit.services.suggesting.suggestion_report import CodeReport, Report
from toolkit.workbench.jobs import Progress, jobs_of
from toolkit.workbench.pages import Coder, OpenProject, changeable, page

router = APIRouter()
KIND = "trust"
NEXT = 6  # interviews named as the next
TEN = 10
ORDERS = {"instructive": N_("most instructive first"), "certain": N_("surest first"), "text": N_("as in the text")}


@dataclass(frozen=True, slots=True)
class Part:
    """One facet's codes under its title."""

    title: str
    codes: tuple[CodeReport, ...]


@router.get("/trust")
def trust(
    request: Request,
    project: OpenProject,
    coder: Coder,
    order: Literal["instructive", "certain", "text"] = "instructive",
) -> HTMLResponse:
    """The figures last reckoned, and the interviews to take next."""
    found = suggestion_report.kept(project)
    running = jobs_of(request).running()
    ahead = work_order.next_interviews(project, coder=coder, order=order)
    return page(
        request,
        "trust.html",
        found=found,
        reflexive=suggestion_report.REFLEXIVE if project.settings.reflexive else "",
        parts=_parts(found) if found else [],
        example=_example(found) if found else "",
        reasons=suggestion_report.REASONS,
        short=suggestion_report.SHORT,
        is_coded=bool(progress.coders(project)),
        ahead=ahead[:NEXT],
        orders=ORDERS,
        order=order,
        disagree=any(one.unfound.disagree for one in found.codes) if found else False,
        job={"id": running.id} if running and running.kind == KIND else None,
    )


def _parts(found: Report) -> list[Part]:
    titles = dict.fromkeys(one.facet for one in found.codes)
    return [Part(title, tuple(one for one in found.codes if one.facet == title)) for title in titles]


def _example(found: Report) -> str:
    """The two shares in plain words, at the code of which most is known; empty when nothing is."""
    told = [one for one in found.codes if one.quality.precision and one.quality.recall]
    if not told:
        return ""
    most = max(told, key=lambda one: (one.area is not None, one.quality.positives))
    return " ".join(_sentences(most.title, most.quality))


def _sentences(title: str, quality: CodeQuality) -> Sequence[str]:
    holds, finds = quality.precision, quality.recall
    if holds is None or finds is None:
        return ()
    return (
        tr("Of ten suggestions of “{code}”, about {n} usually hold ({between}).", code=title, **_of_ten(holds)),
        tr("Of ten passages that carry the code, the machine finds about {n} ({between}).", **_of_ten(finds)),
    )


def _of_ten(one: Estimate) -> dict[str, object]:
    low, high = round(one.low * TEN), round(one.high * TEN)
    between = tr("surely {n}", n=low) if low == high else tr("between {low} and {high}", low=low, high=high)
    return {"n": round(one.value * TEN), "between": between}


@router.post("/api/trust")
def reckon(request: Request, project: OpenProject) -> dict[str, object]:
    """Begin to reckon the figures anew."""
    changeable(request)

    def work(told: Progress) -> str:
        return _done(suggestion_report.report(project, progress=told).trust)

    return jobs_of(request).start(KIND, work).told()


def _done(found: Trust) -> str:
    n = sum(1 for one in found.quality.codes if not one.why)
    return ntr("There are figures for {n} code now.", "There are figures for {n} codes now.", n)
