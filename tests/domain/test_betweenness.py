"""Who stands between others: by hand, against published values of a known network, and never with too few."""

import pytest

from tests.domain.contacts import AF, CARE, COURSE, FAMILY, FK, GROUP_OF, OMBUD, ties
from toolkit.domain.betweenness import FEW, NOBODY, centrality
from toolkit.domain.networks import Network

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
    # Without P07 the line breaks between Fk and Care: Af and Family stand between one pair each, the others between none.
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
