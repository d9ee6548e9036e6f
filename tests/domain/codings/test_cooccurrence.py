"""Codes that share words, counted by hand."""

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.cooccurrence import Coded, counted
from toolkit.domain.texts.text import Span


def coded(start, end, held, touching="", *, who="P1", source=1):
    own = frozenset(held.split())
    return Coded(source, Span(start, end), who, own, own | frozenset(touching.split()))


def numbers(stretches, rows, columns):
    return {pair: (one.passages, len(one.people)) for pair, one in counted(stretches, rows, columns).items()}


def test_the_same_words_under_two_codes():
    found = numbers(
        [coded(0, 10, "a b"), coded(20, 30, "a"), coded(0, 9, "a b", who="P2", source=2)], ["a"], ["a", "b"]
    )
    assert found == {("a", "a"): (3, 2), ("a", "b"): (2, 2)}


def test_stretches_that_overlap_are_one_passage_of_both_codes():
    stretches = [coded(0, 50, "a", "b"), coded(40, 90, "b", "a"), coded(200, 250, "a b")]
    assert numbers(stretches, ["a"], ["b"]) == {("a", "b"): (2, 1)}
    assert numbers(stretches, ["b"], ["a"]) == {("b", "a"): (2, 1)}


def test_a_stretch_that_holds_neither_counts_for_neither():
    assert numbers([coded(0, 50, "c", "a b")], ["a"], ["b"]) == {}


def test_the_same_place_in_another_source_is_another_passage():
    assert numbers([coded(0, 50, "a b"), coded(10, 60, "a b", source=2)], ["a"], ["b"]) == {("a", "b"): (2, 1)}


def test_stretches_that_only_meet_are_two_and_a_long_one_holds_all_that_begin_within_it():
    assert numbers([coded(0, 50, "a b"), coded(50, 90, "a b")], ["a"], ["b"]) == {("a", "b"): (2, 1)}
    assert numbers([coded(0, 50, "a b"), coded(49, 90, "a b")], ["a"], ["b"]) == {("a", "b"): (1, 1)}
    within = [coded(0, 90, "a b"), coded(10, 20, "a b"), coded(80, 99, "a b"), coded(98, 120, "a b")]
    assert numbers(within, ["a"], ["b"]) == {("a", "b"): (1, 1)}


def test_after_a_pause_the_next_passage_has_its_own_end():
    apart = [coded(0, 90, "a b"), coded(100, 110, "a b"), coded(110, 120, "a b")]
    assert numbers(apart, ["a"], ["b"]) == {("a", "b"): (3, 1)}


def test_a_code_and_itself_are_all_its_passages_and_none_that_only_touch_it():
    stretches = [coded(0, 50, "a"), coded(40, 90, "a"), coded(80, 120, "b", "a")]
    assert numbers(stretches, ["a"], ["a"]) == {("a", "a"): (2, 1)}


def test_a_code_that_no_word_has_is_with_none():
    assert numbers([coded(0, 10, "b")], ["a", "b"], ["b", "c"]) == {("b", "b"): (1, 1)}


def test_what_nobody_says_is_a_passage_of_no_person():
    stretches = [coded(0, 10, "a b", who=""), coded(20, 30, "a b", who="P1"), coded(40, 50, "a b", who="P2")]
    assert numbers(stretches, ["a"], ["b"]) == {("a", "b"): (3, 2)}


CODES = st.frozensets(st.sampled_from("abc"), max_size=3)
STRETCHES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 15), CODES, CODES, st.sampled_from(["P1", "P2", ""])), max_size=10
)


@settings(max_examples=50)
@given(STRETCHES)
def test_with_whom_a_code_shares_words_does_not_depend_on_which_stands_in_the_row(rows):
    stretches = [
        Coded(1, Span(at, at + length), who, held, held | touching)
        for at, length, held, touching, who in sorted(rows, key=lambda one: one[:2])
    ]
    found = numbers(stretches, "abc", "abc")
    assert all(found[one, other] == found[other, one] for one, other in found)
    for (one, other), (passages, people) in found.items():
        assert 0 < passages <= len(rows)
        assert people <= 2
        assert one != other or passages == sum(one in stretch.held for stretch in stretches)


def test_a_long_passage_of_one_source_swallows_none_of_the_next():
    apart = [coded(0, 500, "a b"), coded(0, 10, "a b", source=2), coded(20, 30, "a b", source=2)]
    assert numbers(apart, ["a"], ["b"]) == {("a", "b"): (3, 1)}
