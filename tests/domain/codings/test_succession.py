"""Which finding goes on from which: by evidence in common, each old one into one new one, the surest first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.codings.succession import ENOUGH, renamed_blocks, successors


def ids(text: str) -> frozenset[str]:
    return frozenset(text)


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        ({}, {}, {}),
        ({"f1": "abc"}, {"f1": "xyz"}, {}),  # the same key goes on as itself
        ({"f1": "abc"}, {"f2": "abc"}, {"f1": "f2"}),
        ({"f1": "ab"}, {"f2": "abcd"}, {"f1": "f2"}),  # 2 of 4 is enough
        ({"f1": "ab"}, {"f2": "abcde"}, {}),  # 2 of 5 is not
        ({"f1": "ab"}, {"f2": "xy"}, {}),
        ({"f1": ""}, {"f2": ""}, {}),
        ({"f1": "abc", "f2": "abcd"}, {"f3": "abcd"}, {"f2": "f3"}),
        ({"f1": "abcd"}, {"f2": "abc", "f3": "abcd"}, {"f1": "f3"}),
        ({"f1": "ab", "f2": "cd"}, {"f4": "ab", "f3": "cd"}, {"f1": "f4", "f2": "f3"}),
        ({"f2": "ab", "f1": "ab"}, {"f4": "ab", "f3": "ab"}, {"f1": "f3", "f2": "f4"}),
    ],
)
def test_an_old_finding_goes_on_in_the_new_one_that_rests_on_most_of_the_same(
    before: dict[str, str], now: dict[str, str], expected: dict[str, str]
) -> None:
    old, new = ({key: ids(text) for key, text in each.items()} for each in (before, now))
    assert successors(old, new) == expected


EVIDENCE = st.dictionaries(
    st.sampled_from(["f1", "f2", "f3", "f4"]), st.frozensets(st.sampled_from("abcd")), max_size=4
)


@given(EVIDENCE, EVIDENCE)
def test_nobody_inherits_twice_and_each_shares_enough(
    before: dict[str, frozenset[str]], now: dict[str, frozenset[str]]
) -> None:
    found = successors(before, now)
    assert len(set(found.values())) == len(found)
    for old, new in found.items():
        assert old not in now
        assert new not in before
        assert len(before[old] & now[new]) >= ENOUGH * len(before[old] | now[new])


def test_blocks_of_a_kind_go_on_in_their_order() -> None:
    before = [("f1", "sentence", "a1"), ("f1", "sentence", "a1"), ("f1", "quote", "q1"), ("f1", "heading", "a2"),
              ("f2", "sentence", "b1"), ("", "sentence", "c1")]  # fmt: skip
    now = [("f9", "paragraph", "x1"), ("f9", "quote", "y1"), ("f9", "sentence", "x2"), ("f9", "quote", "y2")]
    assert renamed_blocks(before, now, {"f1": "f9"}) == {"a1": "x1", "a2": "x2", "q1": "y1"}


def test_a_block_that_has_nothing_to_go_on_in_is_not_renamed() -> None:
    assert renamed_blocks([("f1", "quote", "q1")], [("f9", "sentence", "x1")], {"f1": "f9"}) == {}
    assert renamed_blocks([("f1", "quote", "q1")], [("f9", "quote", "y1")], {}) == {}
    assert renamed_blocks([], [], {"f1": "f9"}) == {}
