"""The map of a network: each node once with its title and place, and nobody by name for others."""

from __future__ import annotations

import pytest

from tests.services.networked import networked_once, number_of, opened  # noqa: F401
from tests.services.tied import BUSES, DOCTOR, SUPERVISOR
from toolkit.domain.networks.network_maps import NEED, PARTNER, PERSON, View
from toolkit.services.network import network_maps
from toolkit.services.network.network import seen
from toolkit.services.network.network_maps import drawing


@pytest.fixture
def project(networked_once):  # noqa: F811
    return opened(networked_once)


def titles(made, kind):
    return [one.title for one in made.nodes if one.node.kind == kind]


def test_the_map_of_people_has_every_partner_and_who_tells_of_it(project):
    made = drawing(seen(project), View.PEOPLE)
    assert (made.view, made.cut) == (View.PEOPLE, False)
    assert sorted(titles(made, PARTNER)) == [BUSES, DOCTOR, SUPERVISOR]
    assert titles(made, PERSON) == ["P01", "P02", "P03", "P04", "P08", "P09", "T1"]
    assert {(made.nodes[one.one].title, made.nodes[one.other].title) for one in made.lines} == {
        ("P01", BUSES),
        ("P02", BUSES),
        ("P03", BUSES),
        ("T1", BUSES),
        ("P02", SUPERVISOR),
        ("P04", SUPERVISOR),
        ("P08", DOCTOR),
        ("P09", DOCTOR),
    }


def test_titles_of_people_are_private_and_those_of_organisations_and_needs_are_not(project):
    found = seen(project)
    private = {one.title: one.private for one in drawing(found, View.PEOPLE).nodes}
    assert (private[BUSES], private[DOCTOR], private["P01"]) == (False, True, True)
    needs = drawing(found, View.NEEDS)
    assert {one.private for one in needs.nodes if one.node.kind == NEED} == {False}
    assert set(titles(needs, NEED)) == {found.need("needs/work"), found.need("needs/health")}


@pytest.mark.parametrize("view", list(View))
def test_every_node_has_a_place_of_its_own_within_the_map(project, view):
    made = drawing(seen(project), view)
    assert all(0 <= one.x <= 1 and 0 <= one.y <= 1 for one in made.nodes)
    assert len({(one.x, one.y) for one in made.nodes}) == len(made.nodes)
    assert made.rows >= 1
    assert drawing(seen(project), view) == made


def test_an_audience_never_gets_the_map_of_people(project):
    made = drawing(seen(project, audience="external"), View.PEOPLE)
    assert made.view is View.NEEDS
    assert titles(made, PERSON) == []


@pytest.mark.parametrize(("most", "view", "cut"), [(10, View.PEOPLE, False), (9, View.NEEDS, True)])
def test_a_map_with_too_many_nodes_shows_less_and_says_so(project, monkeypatch, most, view, cut):
    monkeypatch.setattr(network_maps, "MOST", most)
    made = drawing(seen(project), View.PEOPLE)
    assert (made.view, made.cut) == (view, cut)
    assert not drawing(seen(project), View.PARTNERS).cut


def test_partners_that_share_people_are_joined(project):
    made = drawing(seen(project), View.PARTNERS)
    joined = {frozenset((made.nodes[one.one].title, made.nodes[one.other].title)) for one in made.lines}
    assert frozenset((BUSES, SUPERVISOR)) in joined
    assert frozenset((BUSES, DOCTOR)) not in joined
    assert number_of(project, BUSES)
