"""Codes that share words, counted by hand."""

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
