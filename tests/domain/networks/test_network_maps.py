"""Maps of the network of `contacts.py`, counted by hand, with all lines or those of enough people."""

from __future__ import annotations

import pytest

from tests.domain.contacts import AF, CARE, COURSE, FAMILY, FK, GROUP_OF, OMBUD, ties
from toolkit.domain.networks.network_maps import NEED, PARTNER, PERSON, Map, Node, View, mapped
from toolkit.domain.networks.networks import Network
from toolkit.domain.networks.partners import Effect

NETWORK = Network(ties(), GROUP_OF)
NAMES = {AF: "AF", FK: "FK", CARE: "CARE", FAMILY: "FAMILY", COURSE: "COURSE", OMBUD: "OMBUD"}


def lines(found: Map) -> dict[tuple[str, str], tuple[Effect, int]]:
    """The lines by what they join."""

    def name(node: Node) -> str:
        return NAMES[int(node.key)] if node.kind == PARTNER else node.key

    return {(name(found.nodes[one.one]), name(found.nodes[one.other])): (one.effect, one.people) for one in found.lines}


@pytest.mark.parametrize("view", list(View))
def test_partners_come_first_those_told_of_by_most_people_before_others(view: View) -> None:
    nodes = mapped(NETWORK, view).nodes[:6]
    assert [(node.kind, int(node.key), node.people) for node in nodes] == [
        (PARTNER, AF, 7),
        (PARTNER, FK, 4),
        (PARTNER, CARE, 3),
        (PARTNER, FAMILY, 2),
        (PARTNER, COURSE, 2),
        (PARTNER, OMBUD, 1),
    ]


def test_each_person_has_a_line_to_each_partner_told_of() -> None:
    found = mapped(NETWORK, View.PEOPLE)
    people = [node for node in found.nodes if node.kind == PERSON]
    assert [(node.key, node.people) for node in people] == [(who, 1) for who in sorted(GROUP_OF)]
    assert len(found.lines) == 7 + 4 + 3 + 2 + 2 + 1
    told = lines(found)
    assert told["P01", "AF"] == (Effect.BOTH, 1)
    assert told["P02", "AF"] == (Effect.HELPS, 1)
    assert told["P07", "FK"] == (Effect.BOTH, 1)
    [first] = [
        one for one in found.lines if found.nodes[one.one].key == "P01" and found.nodes[one.other].key == str(AF)
    ]
    assert first.ties == (1, 2)


def test_needs_are_joined_with_the_partners_told_of_for_them() -> None:
    found = mapped(NETWORK, View.NEEDS)
    assert {node.key: node.people for node in found.nodes if node.kind == NEED} == {
        "needs/health": 4,  # P05, P07, P08, P09
        "needs/income": 4,
        "needs/work": 7,
    }
    assert lines(found) == {
        ("needs/health", "CARE"): (Effect.HELPS, 3),
        ("needs/health", "AF"): (Effect.UNSAID, 1),
        ("needs/health", "FAMILY"): (Effect.HELPS, 1),
        ("needs/income", "FK"): (Effect.HINDERS, 4),
        ("needs/work", "AF"): (Effect.HELPS, 5),
        ("needs/work", "COURSE"): (Effect.HELPS, 2),
        ("needs/work", "FAMILY"): (Effect.HELPS, 1),
        ("needs/work", "OMBUD"): (Effect.HELPS, 1),
    }


def test_partners_are_joined_where_somebody_tells_of_both() -> None:
    found = mapped(NETWORK, View.PARTNERS)
    assert lines(found) == {
        ("AF", "FK"): (Effect.UNSAID, 3),
        ("AF", "OMBUD"): (Effect.UNSAID, 1),
        ("FK", "CARE"): (Effect.UNSAID, 1),
        ("CARE", "FAMILY"): (Effect.UNSAID, 1),
        ("FAMILY", "COURSE"): (Effect.UNSAID, 1),
    }
    assert found.lines[0].ties == (1, 2, 3, 4, 8, 9, 10)


@pytest.mark.parametrize("view", list(View))
def test_behind_what_is_shown_stand_enough_people(view: View) -> None:
    found = mapped(NETWORK, view, least=3)
    assert [int(node.key) for node in found.nodes if node.kind == PARTNER] == [AF, FK, CARE]
    if view is not View.PEOPLE:
        assert all(line.people >= 3 for line in found.lines)
    needs = {node.key: node.people for node in found.nodes if node.kind == NEED}
    assert needs == ({"needs/health": 3, "needs/income": 4, "needs/work": 5} if view is View.NEEDS else {})
    assert len(found.lines) == {View.PEOPLE: 14, View.NEEDS: 3, View.PARTNERS: 1}[view]


@pytest.mark.parametrize("view", list(View))
def test_a_network_of_nobody_is_an_empty_map(view: View) -> None:
    assert mapped(Network((), {}), view) == Map()
    assert mapped(Network(ties(), {}), view) == Map()


@pytest.mark.parametrize("view", list(View))
def test_every_line_joins_two_nodes_that_are_there(view: View) -> None:
    for least in range(6):
        found = mapped(NETWORK, view, least=least)
        assert all(line.one != line.other and max(line.one, line.other) < len(found.nodes) for line in found.lines)
        assert all(line.ties for line in found.lines)
