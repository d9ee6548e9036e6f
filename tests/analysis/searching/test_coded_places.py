"""Which places share words with a coding, of which code and by whom; held against looking at each."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.analysis.searching.coded_places import coded_places
from toolkit.analysis.searching.word_index import read
from toolkit.analysis.searching.word_shelf import FAR, shelved

SHELF = shelved([(7, read(""), []), (9, read(""), [])])
ROWS = [(7, 0, 10, "needs", "A"), (7, 5, 8, "needs/health", "B"), (9, 0, 4, "actors", "A"), (8, 0, 99, "needs", "A")]


def touched(rows, places, **asked):
    above = {7: 0, 9: 1 << FAR}
    begins = np.asarray([above[source] + start for source, start, _ in places], np.int64)
    ends = np.asarray([above[source] + end for source, _, end in places], np.int64)
    return coded_places(SHELF, rows).touch((begins, ends), **asked).tolist()


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((7, 0, 1), True),
        ((7, 9, 20), True),
        ((7, 10, 20), False),  # what touches the end shares no word
        ((9, 0, 1), True),
        ((9, 4, 9), False),
        ((7, 50, 60), False),
    ],
)
def test_a_place_is_touched_by_a_coding_that_shares_words_with_it(place, expected):
    assert touched(ROWS, [place]) == [expected]


def test_a_long_coding_that_began_early_still_reaches():
    rows = [(7, 0, 100, "needs", "A"), (7, 5, 6, "needs", "A"), (7, 7, 8, "needs", "A")]
    assert touched(rows, [(7, 50, 60)]) == [True]


def test_only_codings_of_the_code_and_of_the_coder_that_are_asked_for_count():
    places = [(7, 0, 3), (7, 6, 7), (9, 1, 2)]
    assert touched(ROWS, places, code=lambda code: code.startswith("needs/")) == [False, True, False]
    assert touched(ROWS, places, coder="B") == [False, True, False]
    assert touched(ROWS, places, code=lambda code: code == "needs", coder="B") == [False, False, False]
    assert touched(ROWS, places, coder="C") == [False, False, False]


def test_codings_of_sources_that_are_not_on_the_shelf_are_left_out_and_none_is_no_error():
    assert len(coded_places(SHELF, ROWS).begin) == 3
    assert touched([], [(7, 0, 9)]) == [False]
    assert touched(ROWS, []) == []


@given(
    st.lists(
        st.tuples(st.sampled_from([7, 9]), st.integers(0, 30), st.integers(1, 12), st.sampled_from("xy")), max_size=8
    ),
    st.lists(st.tuples(st.sampled_from([7, 9]), st.integers(0, 30), st.integers(1, 12)), max_size=6),
)
def test_it_is_as_if_each_coding_were_looked_at(codings, places):
    rows = [(source, start, start + length, code, "A") for source, start, length, code in codings]
    asked = [(source, start, start + length) for source, start, length in places]
    expected = [
        any(own[0] == one[0] and own[3] == "x" and own[1] < one[2] and one[1] < own[2] for own in rows) for one in asked
    ]
    assert touched(rows, asked, code=lambda code: code == "x") == expected
