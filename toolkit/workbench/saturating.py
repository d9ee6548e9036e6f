"""The page Saturation: which interviews of each group still brought new codes or themes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from toolkit.services.comparing import saturation as saturations
from toolkit.services.comparing.saturation import News
from toolkit.services.projects import progress
from toolkit.services.projects.blinding import refuse_blind
from toolkit.workbench.pages import OpenProject, page

router = APIRouter()


@router.get("/saturation")
def saturation(request: Request, project: OpenProject, news: News = News.CODES) -> HTMLResponse:
    """Saturation by group; the next step where nothing is coded; refused where the project is to know no figures."""
    refuse_blind(project)
    if not (project.settings.reflexive or progress.coders(project)):
        return page(request, "saturation.html", judged=None, news=news.value)
    judged = saturations.of_groups(project, news)
    told = {one.group: list(saturations.verdict(one, judged.rule)) for one in judged.groups}
    return page(request, "saturation.html", judged=judged, told=told, news=news.value)
