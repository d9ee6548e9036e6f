"""Saturation: how much that is new the later interviews of a group bring, and how far that hangs on their order.

Guest, G., Namey, E. & Chen, M. (2020), A simple method to assess and report thematic saturation in qualitative
research, PLoS ONE 15(5): e0232076: what a run of interviews adds, by what the first ones (the base) held. A run begins
at every interview after the base, so that runs of two overlap by one: 5 and 6, then 6 and 7.
"""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass

from toolkit.messages import N_

ORDERS, SEED = 1000, 1
LOW, MIDDLE, HIGH = 0.05, 0.5, 0.95
FEW = N_("Cannot be judged: it takes {needed} interviews, and there are fewer.")
EMPTY = N_("Cannot be judged: nothing was found in the first interviews.")


@dataclass(frozen=True, slots=True)
class Rule:
    """How many interviews are the base, how many make a run, and what share of the base counts as nothing new."""

    base: int = 4
    run: int = 2
    threshold: float = 0.05

    @property
    def least(self) -> int:
        """How many interviews it takes to judge at all."""
        return self.base + self.run


@dataclass(frozen=True, slots=True)
class Orders:
    """After how many interviews, run included, saturation came in other orders of the same interviews.

    `reached` is the share of orders in which it came at all; a bound is None where it did not come that soon.
    """

    drawn: int
    reached: float
    low: int | None
    middle: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Saturation:
    """What each interview added; `after` is how many came before the first run without news, None when none did.

    `last` is the share of news in the last run. `reason` says why it cannot be judged; then there is no `orders`.
    """

    added: tuple[int, ...]
    found: int
    base: int = 0
    after: int | None = None
    last: float | None = None
    orders: Orders | None = None
    reason: str = ""


def saturation(interviews: Sequence[Set[Hashable]], rule: Rule) -> Saturation:
    """Saturation of interviews, given in their order as what was found in each."""
    masks = _masks(interviews)
    added = _added(masks)
    found = sum(added)
    if len(masks) < rule.least:
        return Saturation(added, found, reason=FEW)
    base = sum(added[: rule.base])
    if not base:
        return Saturation(added, found, reason=EMPTY)
    last = sum(added[-rule.run :]) / base
    return Saturation(added, found, base, _after(added, rule), last, _orders(masks, rule))


def _masks(interviews: Sequence[Set[Hashable]]) -> list[int]:
    bit: dict[Hashable, int] = {}
    return [sum(1 << bit.setdefault(one, len(bit)) for one in found) for found in interviews]


def _added(masks: Sequence[int]) -> tuple[int, ...]:
    seen = 0
    added = []
    for mask in masks:
        added.append((mask & ~seen).bit_count())
        seen |= mask
    return tuple(added)


def _after(added: Sequence[int], rule: Rule) -> int | None:
    """After how many interviews the first run came that added no more than the threshold; runs overlap."""
    base = sum(added[: rule.base])
    runs = range(rule.base, len(added) - rule.run + 1) if base else ()
    return next((first for first in runs if sum(added[first : first + rule.run]) <= rule.threshold * base), None)


def _orders(masks: Sequence[int], rule: Rule) -> Orders:
    draw = random.Random(SEED)  # noqa: S311 (no secret)
    shuffled = list(masks)
    ends: list[float] = []
    for _ in range(ORDERS):
        draw.shuffle(shuffled)
        after = _after(_added(shuffled), rule)
        ends.append(float("inf") if after is None else after + rule.run)
    ends.sort()
    low, middle, high = (ends[min(ORDERS - 1, int(share * ORDERS))] for share in (LOW, MIDDLE, HIGH))
    reached = sum(end < float("inf") for end in ends) / ORDERS
    bounds = (None if one == float("inf") else int(one) for one in (low, middle, high))
    return Orders(ORDERS, reached, *bounds)
