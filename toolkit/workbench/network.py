"""The screen With whom: the network as a map and as tables, what is missing in it, and the passages of each line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from toolkit.domain.codings.schemes import PHASES
from toolkit.domain.networks.network_maps import View
from toolkit.domain.networks.networks import Narrowed
from toolkit.messages import N_, tr
from toolkit.services.network import network, network_maps, network_passages
from toolkit.services.network.network import EFFECT_TITLES, KIND_TITLES, TIME_TITLES
from toolkit.services.network.network_maps import Drawing
from toolkit.workbench.pages import OpenProject, covered, page

router = APIRouter()
VIEWS = (
    (View.NEEDS, N_("Partners and needs")),
    (View.PEOPLE, N_("Partners and respondents")),
    (View.PARTNERS, N_("Partners that share people")),
)


class Asked(BaseModel):
    """What the form above the map holds."""

    view: View = View.NEEDS
    group: str = ""
    phase: str = ""
    need: str = ""
    effect: str = ""
    time: str = ""

    def narrowed(self) -> Narrowed:
        """Which ties are looked at."""
        return Narrowed(self.group, self.phase, self.need, self.effect, self.time)


@router.get("/network")
def show(request: Request, project: OpenProject, asked: Annotated[Asked, Query()]) -> HTMLResponse:
    """The network as a map with the same as a table; where nothing is marked, how to begin."""
    seen = network.seen(project, asked.narrowed())
    if not seen.whole.ties:
        return page(request, "network.html", seen=None)
    drawn = network_maps.drawing(seen, asked.view)
    people, partners = seen.centrality.needed
    return page(
        request,
        "network.html",
        seen=seen,
        asked=asked,
        drawn=drawn,
        views=VIEWS,
        phases=PHASES,
        effects=EFFECT_TITLES,
        times=TIME_TITLES,
        kinds=KIND_TITLES,
        needs=[need for need in seen.whole.needs if need],
        reason=tr(seen.centrality.reason, people=people, partners=partners) if seen.centrality.reason else "",
        both=[one for one in seen.turnover if one.comparable],
        data=_data(drawn),
    )


@router.get("/network/passages")
def passages(
    request: Request,
    project: OpenProject,
    ties: Annotated[str, Query(max_length=4000, pattern=r"^\d{1,12}(,\d{1,12})*$")],
) -> HTMLResponse:
    """The passages of a line of the map, as a part of the page."""
    found = network_passages.told(project, [int(one) for one in ties.split(",")])
    seen = network.seen(project)
    hidden = covered(request)
    return page(
        request, "network_passages.html", told=found, seen=seen, effects=EFFECT_TITLES, times=TIME_TITLES, hidden=hidden
    )


def _data(drawn: Drawing) -> Mapping[str, Any]:
    """What the script draws: nodes with their places, lines with what they say."""
    with_effect = drawn.view is not View.PARTNERS
    nodes = [
        {
            "kind": each.node.kind,
            "title": each.title,
            "private": each.private,
            "people": each.node.people,
            "x": each.x,
            "y": each.y,
        }
        for each in drawn.nodes
    ]
    lines = [
        {
            "one": line.one,
            "other": line.other,
            "effect": line.effect.value if with_effect else "",
            "said": tr(EFFECT_TITLES[line.effect]) if with_effect else "",
            "people": line.people,
            "ties": line.ties[: network_passages.MOST],
        }
        for line in drawn.lines
    ]
    return {"view": drawn.view.value, "rows": drawn.rows, "nodes": nodes, "lines": lines}
