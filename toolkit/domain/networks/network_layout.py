"""Where the nodes of a map stand: partners in the middle, what they are told of with on both sides; or in a circle."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.networks.network_maps import PARTNER, Map, View

SWEEPS = 12
LEFT, MIDDLE, RIGHT = 0.0, 0.5, 1.0


@dataclass(frozen=True, slots=True)
class Layout:
    """A place from 0 to 1 for each node, and how many rows there are from top to bottom."""

    places: tuple[tuple[float, float], ...]
    rows: int


def laid_out(found: Map, view: View) -> Layout:
    """The places of a map's nodes; the same map is laid out the same way every time."""
    return _circle(found) if view is View.PARTNERS else _columns(found)


def _columns(found: Map) -> Layout:
    """Three columns, each ordered so that lines cross little: a node stands where its neighbours do on the average."""
    near: dict[int, list[int]] = {at: [] for at in range(len(found.nodes))}
    for line in found.lines:
        near[line.one].append(line.other)
        near[line.other].append(line.one)
    middle = [at for at, node in enumerate(found.nodes) if node.kind == PARTNER]
    sides = [at for at, node in enumerate(found.nodes) if node.kind != PARTNER]
    for _ in range(SWEEPS):
        sides = _ordered(sides, near, _heights(middle))
        middle = _ordered(middle, near, {**_heights(sides[::2]), **_heights(sides[1::2])})
    columns = ((LEFT, sides[::2]), (MIDDLE, middle), (RIGHT, sides[1::2]))
    places = {at: (x, y) for x, column in columns for at, y in _heights(column).items()}
    rows = max((len(column) for _, column in columns), default=0)
    return Layout(tuple((x, round(y, 4)) for x, y in (places[at] for at in range(len(found.nodes)))), rows)


def _ordered(column: Sequence[int], near: Mapping[int, Sequence[int]], heights: Mapping[int, float]) -> list[int]:
    def wanted(at: int) -> float:
        own = [heights[other] for other in near[at]]
        return sum(own) / len(own) if own else 1.0

    return sorted(column, key=lambda at: (round(wanted(at), 9), at))


def _heights(column: Sequence[int]) -> dict[int, float]:
    return {at: (row + 0.5) / len(column) for row, at in enumerate(column)}


def _circle(found: Map) -> Layout:
    """Round a circle, each beside the one it shares most people with among those that have no place yet."""
    weight = {frozenset((line.one, line.other)): line.people for line in found.lines}
    left, order = list(range(len(found.nodes))), list[int]()
    while left:
        last = order[-1:] or left[:1]
        order.append(max(left, key=lambda at: (weight.get(frozenset((at, last[0])), 0), -at)))
        left.remove(order[-1])
    turn = {at: 2 * math.pi * number / max(1, len(order)) for number, at in enumerate(order)}
    places = (
        (round(0.5 + math.sin(turn[at]) / 2, 4), round(0.5 - math.cos(turn[at]) / 2, 4)) for at in range(len(order))
    )
    return Layout(tuple(places), max(8, len(order) + 3))
