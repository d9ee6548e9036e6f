"""Betweenness: which partners stand between others, with the ranks that they take when any one person is left out.

Two partners are linked when somebody tells of both. A partner's betweenness is the share of all pairs of the others
whose shortest ways pass through it (Freeman 1977; computed as Brandes 2001, for all starts at once). With few people
such a figure hangs on who happened to be asked (Costenbader & Valente 2003), so it is given only with enough of both,
and never without the span of its rank when each person in turn is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from toolkit.domain.networks.betweenness import FEW, LEAST_PARTNERS, LEAST_PEOPLE, NOBODY, Between, Centrality

Numbers = NDArray[np.float64]
Ranks = NDArray[np.int64]


def centrality(people_of: Mapping[int, Set[str]]) -> Centrality:
    """Who stands between others, from who tells of each partner."""
    everyone = frozenset[str]().union(*people_of.values())
    if len(everyone) < LEAST_PEOPLE or len(people_of) < LEAST_PARTNERS:
        return Centrality(reason=FEW)
    told = _told(people_of, everyone)
    with threadpool_limits(limits=1):  # matrices so small are slower by far where several threads share them
        shares = _shares(told.T @ told)
        ranks, best, worst = _spans(told, shares)
    if not shares.any():
        return Centrality(reason=NOBODY)
    every = (
        Between(one, *place)
        for one, *place in zip(
            sorted(people_of), shares.tolist(), ranks.tolist(), best.tolist(), worst.tolist(), strict=True
        )
        if place[0]
    )
    return Centrality(tuple(sorted(every, key=lambda one: (one.rank, one.partner))))


def _told(people_of: Mapping[int, Set[str]], everyone: Set[str]) -> Numbers:
    """Who (rows, in order) tells of which partner (columns, in order)."""
    rows = [[who in people_of[one] for one in sorted(people_of)] for who in sorted(everyone)]
    return np.array(rows, dtype=np.float64)


def _spans(told: Numbers, shares: Numbers) -> tuple[Ranks, Ranks, Ranks]:
    """The rank of each partner, its best and its worst; who is told of by nobody left is last.

    Without a person who alone links no two partners the network is the same, and is not computed anew.
    """
    together = told.T @ told
    ranks = _ranks(shares)
    best, worst = ranks.copy(), ranks.copy()
    for person in told:
        own = np.flatnonzero(person)
        if (together[np.ix_(own, own)] > 1).all():
            continue
        left = together - np.outer(person, person)
        without = np.where(left.diagonal() > 0, _ranks(_shares(left)), len(ranks))
        best, worst = np.minimum(best, without), np.maximum(worst, without)
    return ranks, best, worst


def _ranks(shares: Numbers) -> Ranks:
    """1 for the greatest share; equal shares have equal ranks."""
    rounded = shares.round(9)
    greater = len(shares) - np.searchsorted(np.sort(rounded), rounded, side="right")
    return greater.astype(np.int64) + 1


def _shares(together: Numbers) -> Numbers:
    """By partner: the share of the pairs of others that it stands between, from how many people tell of each two."""
    ways = (together > 0).astype(np.float64)
    np.fill_diagonal(ways, 0)
    levels = _levels(ways)
    counts = np.maximum(sum(levels), 1)
    passing = np.zeros_like(ways)
    for nearer, level in zip(reversed(levels[:-1]), reversed(levels[1:]), strict=True):
        passing += ((level > 0) * (1 + passing) / counts) @ ways * nearer
    np.fill_diagonal(passing, 0)  # a way's own start
    pairs = (len(ways) - 1) * (len(ways) - 2)  # each pair is met from both ends
    shares: Numbers = passing.sum(axis=0) / max(pairs, 1)
    return shares


def _levels(ways: Numbers) -> list[Numbers]:
    """How many shortest ways lead from each (rows) to each, by how far they are apart: none, one step, two …"""
    levels = [np.eye(len(ways))]
    seen = levels[0] > 0
    while levels[-1].any():
        levels.append((levels[-1] @ ways) * ~seen)
        seen |= levels[-1] > 0
    return levels[:-1]
