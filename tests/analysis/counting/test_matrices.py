"""Matrices are checked against counting by hand, cell by cell."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.counting.matrices import area_counts, crossed
from toolkit.domain.codings.matrices import Count, Dimension, Matrix
from toolkit.domain.codings.segments import Passage
from toolkit.domain.texts.text import Span

AREAS = ("needs", "learning", "actors")
GROUPS = ("participants", "team")


def passage(number, respondent="D01", group="participants", areas=("needs",), beside=()):
    codes = frozenset(f"{area}/x" for area in areas) | frozenset(beside)
    return Passage("d.txt", Span(number, number + 1), "x", respondent, group, codes, frozenset(areas), (f"c{number}",))


@st.composite
def passages(draw):
    people = {f"P{n}": draw(st.sampled_from([*GROUPS, None, "others"])) for n in range(4)}
    made = []
    for number in range(draw(st.integers(0, 12))):
        person = draw(st.sampled_from(sorted(people)))
        areas = draw(st.sets(st.sampled_from(AREAS), min_size=1))
        beside = draw(st.sets(st.sampled_from(["phase/before", "phase/after", "valence/hinders", "valence/promotes"])))
        made.append(passage(number, person, people[person], areas, beside))
    return made


def sides(one, dimension):
    """The keys of a passage, written down once more."""
    facet = {c.partition("/")[2] for c in one.codes if c.startswith(f"{dimension}/")}
    found = {
        "area": one.areas,
        "code": {code for code in one.codes if code.split("/")[0] in AREAS},
        "phase": facet,
        "valence": facet,
        "group": {one.group or ""},
        "respondent": {one.respondent},
    }[dimension.value]
    return found or {""}


@settings(max_examples=60, deadline=None)
@given(passages(), st.sampled_from(Dimension), st.sampled_from(Dimension), st.sampled_from(Count))
def test_every_cell_is_what_counting_by_hand_gives(made, down, across, count):
    matrix = crossed(made, (down, across), count=count)
    assert set(matrix.rows) == {key for one in made for key in sides(one, down)}
    assert set(matrix.columns) == {key for one in made for key in sides(one, across)}
    for row, column in product(matrix.rows, matrix.columns):
        inside = [one for one in made if row in sides(one, down) and column in sides(one, across)]
        expected = len({one.respondent for one in inside}) if count is Count.RESPONDENTS else len(inside)
        assert matrix.at(row, column) == expected


@settings(max_examples=40, deadline=None)
@given(passages(), st.dictionaries(st.sampled_from(["P0", "P1", "Q9"]), st.frozensets(st.sampled_from(AREAS))))
def test_reached_are_those_asked_and_those_who_spoke(made, asked):
    groups = {one.respondent: one.group or "" for one in made}
    counts = area_counts(made, asked=asked, groups=groups, areas=AREAS)
    for area, group in product(AREAS, (*GROUPS, "others", "")):
        spoke = {one.respondent for one in made if area in one.areas and (one.group or "") == group}
        put = {person for person, areas in asked.items() if area in areas and groups.get(person, "") == group}
        assert counts.reached.at(area, group) == len(spoke | put)
        assert counts.respondents.at(area, group) == len(spoke)
        assert counts.passages.at(area, group) == sum(area in one.areas and (one.group or "") == group for one in made)


def test_named_keys_stand_in_their_order_and_what_is_not_coded_stands_last():
    made = [passage(1, areas=("zeal",)), passage(2, group=None), passage(3, areas=("actors",), group="team")]
    matrix = crossed(made, (Dimension.AREA, Dimension.GROUP), rows=("needs", "learning"), columns=("team",))
    assert matrix.rows == ("needs", "learning", "actors", "zeal")
    assert matrix.columns == ("team", "participants", "")
    assert matrix.values == ((0, 0, 1), (0, 0, 0), (1, 0, 0), (0, 1, 0))


def test_without_passages_every_cell_is_nought():
    empty = crossed([], (Dimension.AREA, Dimension.GROUP), rows=AREAS, columns=GROUPS)
    assert empty == Matrix(AREAS, GROUPS, ((0, 0), (0, 0), (0, 0)))
    assert crossed([], (Dimension.CODE, Dimension.PHASE)) == Matrix((), (), ())


@pytest.mark.parametrize("count", Count)
def test_out_come_plain_numbers(count):
    matrix = crossed([passage(1), passage(2)], (Dimension.AREA, Dimension.GROUP), count=count)
    assert [type(n) for row in matrix.values for n in row] == [int]
