"""The page Saturation: which interviews of each group still brought new codes or themes."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from toolkit.services import saturation as saturations
from toolkit.services.blinding import refuse_blind
from toolkit.services.saturation import News
from toolkit.workbench.pages import OpenProject, page

router = APIRouter()


@router.get("/saturation")
def saturation(request: Request, project: OpenProject, news: News = News.CODES) -> HTMLResponse:
    """Saturation by group; a kind sentence where the project is to know no figures, or nothing is coded."""
    refuse_blind(project)
    judged = saturations.of_groups(project, news)
    told = {one.group: list(saturations.verdict(one, judged.rule)) for one in judged.groups}
    return page(request, "saturation.html", judged=judged, told=told, news=news.value)
