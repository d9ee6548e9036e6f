"""Who stands between others: by hand, against published values of a known network, and never with too few."""

from itertools import combinations
from random import Random
from time import process_time

import pytest

from tests.domain.contacts import AF, CARE, COURSE, FAMILY, FK, GROUP_OF, OMBUD, ties
from toolkit.analysis.counting.betweenness import centrality
from toolkit.domain.networks.betweenness import FEW, NOBODY
from toolkit.domain.networks.networks import Network

KITE = {
    "Andre": "Beverly Carol Diane Fernando",
    "Beverly": "Andre Diane Ed Garth",
    "Carol": "Andre Diane Fernando",
    "Diane": "Andre Beverly Carol Ed Fernando Garth",
    "Ed": "Beverly Diane Garth",
    "Fernando": "Andre Carol Diane Garth Heather",
    "Garth": "Beverly Diane Ed Fernando Heather",
    "Heather": "Fernando Garth Ike",
    "Ike": "Heather Jane",
    "Jane": "Ike",
}
"""Krackhardt's kite (1990), whose betweenness is printed in textbooks."""


def test_the_hand_built_network():
    # Ombud – Af – Fk – Care – Family – Course is a line of six: a place stands between (left × right) of its 10 pairs.
    found = centrality(Network(ties(), GROUP_OF).people_of)
    assert {one.partner: one.share for one in found.ranked} == pytest.approx({AF: 0.4, FK: 0.6, CARE: 0.6, FAMILY: 0.4})
    assert [(one.partner, one.rank) for one in found.ranked] == [(FK, 1), (CARE, 1), (AF, 3), (FAMILY, 3)]


def test_the_span_of_a_rank_when_one_person_is_left_out():
    spans = {one.partner: (one.best, one.worst) for one in centrality(Network(ties(), GROUP_OF).people_of).ranked}
    # Without P07 the line breaks between Fk and Care: Af and Family stand between one pair each, nobody else does.
    assert spans[FK] == (1, 3)
    assert spans[CARE] == (1, 3)
    assert spans[AF][0] == 1
    assert not any(one.firm for one in centrality(Network(ties(), GROUP_OF).people_of).ranked)


def test_krackhardts_kite():
    names = list(KITE)
    people = {n: frozenset(f"{min(a, b)}{max(a, b)}" for a, b in pairs(n, names)) for n in range(len(names))}
    found = {names[one.partner]: one.share for one in centrality(people).ranked}
    assert found == pytest.approx(
        {
            "Heather": 0.388889,
            "Fernando": 0.231481,
            "Garth": 0.231481,
            "Ike": 0.222222,
            "Diane": 0.101852,
            "Andre": 0.023148,
            "Beverly": 0.023148,
        },
        abs=1e-6,
    )


def pairs(number, names):
    """A person for each link, who tells of both its ends."""
    return [(names[number], other) for other in KITE[names[number]].split()]


def test_too_few_people_or_partners_is_said():
    few = {partner: frozenset({"P01", f"P{partner}"}) for partner in range(1, 9)}
    assert centrality({1: frozenset({"P01"})}).reason == FEW
    assert centrality({}).reason == FEW
    assert centrality(few).reason == FEW  # nine people
    assert centrality({**few, 9: frozenset({"P01", "P9"})}).reason == NOBODY  # all share P01
    assert COURSE not in {one.partner for one in centrality(Network(ties(), GROUP_OF).people_of).ranked}
    assert OMBUD not in {one.partner for one in centrality(Network(ties(), GROUP_OF).people_of).ranked}


@pytest.mark.parametrize("seed", range(20))
def test_ranks_with_one_person_left_out_are_those_of_the_people_who_are_left(seed):
    drawn = Random(seed)
    people = {
        n: frozenset(f"P{p:02}" for p in range(14) if drawn.random() < 0.2) or frozenset({"P00"}) for n in range(8)
    }
    found = centrality(people)
    whole = ranks(people)
    assert {one.partner: one.rank for one in found.ranked} == {
        n: rank for n, rank in whole.items() if n in {one.partner for one in found.ranked}
    }
    left = [
        ranks({n: own - {who} for n, own in people.items() if own - {who}})
        for who in frozenset().union(*people.values())
    ]
    for one in found.ranked:
        without = [each.get(one.partner, len(people)) for each in left]
        assert (one.best, one.worst) == (min(without), max(without))


def ranks(people):
    """The ranks, counted way by way."""
    near = {n: {m for m in people if m != n and people[n] & people[m]} for n in people}
    shares = dict.fromkeys(people, 0.0)
    for start, end in combinations(people, 2):
        ways = shortest(near, start, end)
        for way in ways:
            for one in way[1:-1]:
                shares[one] += 1 / len(ways)
    return {n: 1 + sum(other > share + 1e-9 for other in shares.values()) for n, share in shares.items()}


def shortest(near, start, end):
    """All shortest ways from one to another."""
    ways = [[start]]
    while ways and not any(way[-1] == end for way in ways):
        seen = {one for way in ways for one in way}
        ways = [[*way, one] for way in ways for one in near[way[-1]] - seen]
    return [way for way in ways if way[-1] == end]


def test_a_thousand_people_and_a_hundred_and_fifty_partners_take_seconds():
    drawn = Random(1)
    people = {
        n: frozenset(f"P{drawn.randrange(1000):03}" for _ in range(1 + 5000 // (10 * (n + 1)))) for n in range(150)
    }
    began = process_time()
    assert centrality(people).ranked
    assert process_time() - began < 30  # 2 s where this was written; computed start by start it took minutes
