"""Betweenness: which partners stand between others, with the ranks that they take when any one person is left out.

Two partners are linked when somebody tells of both. A partner's betweenness is the share of all pairs of the others
whose shortest ways pass through it (Freeman 1977; computed as Brandes 2001). With few people such a figure hangs on
who happened to be asked (Costenbader & Valente 2003), so it is given only with enough of both, and never without the
span of its rank when each person in turn is left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from toolkit.messages import N_

LEAST_PEOPLE, LEAST_PARTNERS = 10, 5
"""Fewer people or partners than this, and nothing is said of who stands between others."""
FEW = N_("Cannot be said: it takes {people} people and {partners} partners, and there are fewer.")
NOBODY = N_("No partner stands between others: people who tell of one tell of the others too.")
Ways = Mapping[int, Set[int]]


@dataclass(frozen=True, slots=True)
class Between:
    """A partner's share of the others' shortest ways, its rank, and its best and worst with one person left out."""

    partner: int
    share: float
    rank: int
    best: int
    worst: int

    @property
    def firm(self) -> bool:
        """Whether the rank is the same whoever is left out."""
        return self.best == self.worst


@dataclass(frozen=True, slots=True)
class Centrality:
    """The partners that stand between others, the most first; or the reason why it cannot be said."""

    ranked: tuple[Between, ...] = ()
    reason: str = ""
    needed: tuple[int, int] = (LEAST_PEOPLE, LEAST_PARTNERS)


def centrality(people_of: Mapping[int, Set[str]]) -> Centrality:
    """Who stands between others, from who tells of each partner."""
    everyone = frozenset().union(*people_of.values())
    if len(everyone) < LEAST_PEOPLE or len(people_of) < LEAST_PARTNERS:
        return Centrality(reason=FEW)
    shares = _shares(_ways(people_of))
    if not any(shares.values()):
        return Centrality(reason=NOBODY)
    ranks, spans = _ranks(shares), _spans(people_of, everyone)
    every = (Between(one, share, ranks[one], *spans[one]) for one, share in shares.items() if share)
    return Centrality(tuple(sorted(every, key=lambda one: (one.rank, one.partner))))


def _ways(people_of: Mapping[int, Set[str]]) -> dict[int, frozenset[int]]:
    """Which partners each one shares somebody with."""
    linked: dict[int, set[int]] = {one: set() for one in sorted(people_of)}
    for one, other in combinations(linked, 2):
        if not people_of[one].isdisjoint(people_of[other]):
            linked[one].add(other)
            linked[other].add(one)
    return {one: frozenset(others) for one, others in linked.items()}


def _spans(people_of: Mapping[int, Set[str]], everyone: Set[str]) -> dict[int, tuple[int, int]]:
    """The best and worst rank of each partner; who is told of by nobody left is last."""
    known: dict[tuple[tuple[int, frozenset[int]], ...], dict[int, int]] = {}
    seen: dict[int, list[int]] = {one: [] for one in people_of}
    for person in sorted(everyone):
        left = {one: own - {person} for one, own in people_of.items() if own - {person}}
        ways = _ways(left)
        key = tuple(ways.items())
        if key not in known:
            known[key] = _ranks(_shares(ways))
        for one, own in seen.items():
            own.append(known[key].get(one, len(people_of)))
    return {one: (min(own), max(own)) for one, own in seen.items()}


def _ranks(shares: Mapping[int, float]) -> dict[int, int]:
    """1 for the greatest share; equal shares have equal ranks."""
    rounded = {one: round(share, 9) for one, share in shares.items()}
    ordered = sorted(rounded.values(), reverse=True)
    return {one: ordered.index(share) + 1 for one, share in rounded.items()}


def _shares(ways: Ways) -> dict[int, float]:
    """By partner: the share of the pairs of others that it stands between."""
    sums = dict.fromkeys(ways, 0.0)
    for start in ways:
        for one, part in _passing(ways, start).items():
            sums[one] += part
    pairs = (len(ways) - 1) * (len(ways) - 2)  # each pair is met from both ends
    return {one: total / pairs if pairs else 0.0 for one, total in sums.items()}


def _passing(ways: Ways, start: int) -> dict[int, float]:
    """How much of the shortest ways from `start` to all others passes through each."""
    order, counts, before = _shortest(ways, start)
    passing = dict.fromkeys(order, 0.0)
    for one in reversed(order):
        for previous in before[one]:
            passing[previous] += counts[previous] / counts[one] * (1 + passing[one])
    passing.pop(start)
    return passing


def _shortest(ways: Ways, start: int) -> tuple[Sequence[int], dict[int, int], dict[int, list[int]]]:
    """Those reached from `start`, nearest first; how many shortest ways lead to each, and over whom."""
    far, counts, before = {start: 0}, {start: 1}, {start: list[int]()}
    order, waiting = list[int](), deque([start])
    while waiting:
        one = waiting.popleft()
        order.append(one)
        for other in sorted(ways[one]):
            if other not in far:
                far[other], counts[other], before[other] = far[one] + 1, 0, []
                waiting.append(other)
            if far[other] == far[one] + 1:
                counts[other] += counts[one]
                before[other].append(one)
    return order, counts, before
