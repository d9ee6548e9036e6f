"""Where the nodes of a map stand: in three columns or a circle, none upon another, the same every time."""

from __future__ import annotations

from math import dist

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.contacts import GROUP_OF, ties
from toolkit.domain.networks.network_layout import Layout, laid_out
from toolkit.domain.networks.network_maps import PARTNER, PERSON, Line, Map, Node, View, mapped
from toolkit.domain.networks.networks import Network
from toolkit.domain.networks.partners import Effect

NETWORK = Network(ties(), GROUP_OF)


def drawn(partners: int, people: int, pairs: list[tuple[int, int]]) -> Map:
    nodes = [Node(PARTNER, str(n), 1) for n in range(partners)] + [Node(PERSON, f"P{n}", 1) for n in range(people)]
    return Map(tuple(nodes), tuple(Line(one, other, Effect.UNSAID, 1, (1,)) for one, other in pairs))


@pytest.mark.parametrize("view", list(View))
def test_the_same_map_is_laid_out_the_same_way_every_time(view: View) -> None:
    found = mapped(NETWORK, view)
    assert laid_out(found, view) == laid_out(found, view)
    assert len(laid_out(found, view).places) == len(found.nodes)


@pytest.mark.parametrize("view", [View.PEOPLE, View.NEEDS])
def test_partners_stand_in_the_middle_and_the_others_on_both_sides(view: View) -> None:
    found = mapped(NETWORK, view)
    layout = laid_out(found, view)
    columns: dict[float, list[str]] = {0.0: [], 0.5: [], 1.0: []}
    for node, (x, _) in zip(found.nodes, layout.places, strict=True):
        columns[x].append(node.kind)
    assert set(columns[0.5]) == {PARTNER}
    assert PARTNER not in columns[0.0] + columns[1.0]
    assert 0 <= len(columns[0.0]) - len(columns[1.0]) <= 1
    assert layout.rows == max(map(len, columns.values()))


def test_a_node_stands_where_its_neighbours_do() -> None:
    """Two partners, each with two people of its own: no lines cross."""
    layout = laid_out(drawn(2, 4, [(2, 0), (4, 0), (3, 1), (5, 1)]), View.PEOPLE)
    heights = [y for _, y in layout.places]
    upper = heights[0] < heights[1]
    for one, other in ((2, 3), (2, 5), (4, 3), (4, 5)):
        if layout.places[one][0] == layout.places[other][0]:
            assert (heights[one] < heights[other]) is upper


def test_in_a_circle_each_stands_beside_the_one_it_shares_most_with() -> None:
    found = drawn(4, 0, [])
    strong = Line(0, 2, Effect.UNSAID, 5, (1,))
    layout = laid_out(Map(found.nodes, (strong,)), View.PARTNERS)
    quarter = 0.5**0.5  # of four, those beside each other stand a quarter of the circle apart
    assert dist(layout.places[0], layout.places[2]) == pytest.approx(quarter, abs=1e-3)
    assert dist(layout.places[1], layout.places[3]) == pytest.approx(quarter, abs=1e-3)
    assert (0.5, 0.0) in layout.places
    assert layout.rows == 8
    assert laid_out(drawn(9, 0, []), View.PARTNERS).rows == 12


@pytest.mark.parametrize("view", list(View))
def test_an_empty_map_has_no_places(view: View) -> None:
    assert laid_out(Map(), view) == Layout((), 8 if view is View.PARTNERS else 0)


@settings(max_examples=40)
@given(st.integers(1, 6), st.integers(0, 7), st.data())
def test_no_two_nodes_stand_upon_each_other_and_none_outside(partners: int, people: int, data: st.DataObject) -> None:
    pairs = (
        st.tuples(st.integers(partners, partners + people - 1), st.integers(0, partners - 1))
        if people
        else st.nothing()
    )
    layout = laid_out(drawn(partners, people, data.draw(st.lists(pairs, max_size=8)) if people else []), View.PEOPLE)
    assert len(set(layout.places)) == partners + people
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in layout.places)
    circle = laid_out(drawn(partners, 0, []), View.PARTNERS)
    assert all(abs(dist(place, (0.5, 0.5)) - 0.5) < 1e-3 for place in circle.places)
    assert len(set(circle.places)) == partners
