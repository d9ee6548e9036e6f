"""The map of a network as screens and figures show it: each node with its title and place."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.domain.networks.network_layout import laid_out
from toolkit.domain.networks.network_maps import NEED, PARTNER, Line, Map, Node, View, mapped
from toolkit.services.network.network import Seen

MOST = 120
"""A map of more nodes than this cannot be read."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A node with its title and place (0–1); `private` titles are people's."""

    node: Node
    title: str
    private: bool
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map to be drawn; `cut`: the map wanted had too many nodes, and this one shows less."""

    view: View
    nodes: tuple[Placed, ...]
    lines: tuple[Line, ...]
    rows: int
    cut: bool = False


def drawing(seen: Seen, view: View) -> Drawing:
    """The map laid out; without respondents for an audience, or where there are too many to be read."""
    wanted = View.NEEDS if seen.least and view is View.PEOPLE else view
    found = mapped(seen.network, wanted, least=seen.least)
    if len(found.nodes) > MOST and wanted is View.PEOPLE:
        return _drawn(seen, View.NEEDS, mapped(seen.network, View.NEEDS, least=seen.least), cut=True)
    return _drawn(seen, wanted, found)


def _drawn(seen: Seen, view: View, found: Map, *, cut: bool = False) -> Drawing:
    layout = laid_out(found, view)
    nodes = (
        Placed(node, _title(seen, node), _private(seen, node), *place)
        for node, place in zip(found.nodes, layout.places, strict=True)
    )
    return Drawing(view, tuple(nodes), found.lines, layout.rows, cut)


def _title(seen: Seen, node: Node) -> str:
    if node.kind == PARTNER:
        return seen.name(int(node.key))
    return seen.need(node.key) if node.kind == NEED else node.key


def _private(seen: Seen, node: Node) -> bool:
    return seen.is_person(int(node.key)) if node.kind == PARTNER else node.kind != NEED
