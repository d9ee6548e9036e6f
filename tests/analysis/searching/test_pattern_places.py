"""Hits of a pattern stand in their turns, in order, and only turns that are allowed are looked at."""

from __future__ import annotations

import numpy as np

from toolkit.analysis.searching.pattern_places import Fits, turns_by_source
from toolkit.analysis.searching.word_index import read
from toolkit.analysis.searching.word_shelf import FAR, TurnPlace, shelved

SHELF = shelved(
    (
        number,
        read("ord " * 10),
        [TurnPlace(at, start, start + 8, True, "A", None) for at, start in enumerate((0, 10, 20))],
    )
    for number in (7, 9)
)


def turns(*allowed):
    return list(turns_by_source(SHELF, np.isin(np.arange(6), allowed)))


def test_turns_come_source_by_source_with_where_they_stand():
    assert turns(0, 2, 4) == [(0, [(0, 0, 8), (2, 20, 28)]), (1, [(4, 10, 18)])]
    assert turns(5) == [(1, [(5, 20, 28)])]
    assert turns() == []


def test_hits_know_their_places_and_edges_in_all_material():
    hits = Fits(SHELF, [(0, 2, 5), (4, 11, 14)])
    assert len(hits) == 2
    assert [hits.places(row) for row in range(2)] == [[(2, 5)], [(11, 14)]]
    begins, ends = hits.edges()
    assert begins.tolist() == [2, (1 << FAR) + 11]
    assert ends.tolist() == [5, (1 << FAR) + 14]


def test_those_that_are_kept_stay_in_order():
    hits = Fits(SHELF, [(0, 2, 5), (1, 11, 14), (4, 11, 14)])
    kept = hits.where(np.asarray([True, False, True]))
    assert [kept.places(row) for row in range(len(kept))] == [[(2, 5)], [(11, 14)]]
    assert kept.turns.tolist() == [0, 4]


def test_no_hits_have_no_edges():
    begins, ends = Fits(SHELF, []).edges()
    assert (begins.tolist(), ends.tolist()) == ([], [])
