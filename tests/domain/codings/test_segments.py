"""Segments and passages: what a coding counts for, and where a passage stands after a coding moved it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.segments import RECORDS, Passage, Places, Segment, Stretches, belongs, by_source, place_of
from toolkit.domain.sources.cases import GROUPS
from toolkit.domain.texts.text import Span

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda one: Span(one[0], one[0] + one[1]))


def segment(start: int, end: int, source: str = "d01.txt") -> Segment:
    return Segment(source, Span(start, end), "x" * (end - start), 1, "D01")


def passage(start: int, end: int, source: str = "d01.txt", codes: tuple[str, ...] = (), who: str = "D01") -> Passage:
    return Passage(source, Span(start, end), "x", who, "participants", frozenset(codes), frozenset(), ("c1",))


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ((0, 10), (0, 10), True),
        ((0, 10), (5, 25), True),  # half of the shorter
        ((0, 10), (6, 25), False),
        ((0, 100), (40, 42), True),
        ((0, 10), (10, 20), False),
        ((10, 20), (0, 10), False),
        ((0, 3), (2, 4), True),  # one of two
        ((0, 3), (2, 5), False),  # one of three
    ],
)
def test_a_coding_counts_where_half_of_the_shorter_is_shared(
    one: tuple[int, int], other: tuple[int, int], counts: bool
) -> None:
    assert belongs(Span(*one), Span(*other)) is counts
    assert belongs(Span(*other), Span(*one)) is counts


@given(SPANS, SPANS)
def test_belonging_is_the_overlap_of_spans(one: Span, other: Span) -> None:
    assert belongs(one, other) is (one.overlap(other) >= 0.5)


@settings(max_examples=50)
@given(st.lists(st.integers(1, 12), max_size=8), SPANS)
def test_stretches_are_found_as_by_looking_at_each(lengths: list[int], coded: Span) -> None:
    at, segments = 0, []
    for number, length in enumerate(lengths):
        segments.append(segment(at, at + length))
        at += length + number % 2
    found = Stretches([*segments[::-1], segment(0, 99, "other.txt")])
    last = len(segments) - 1
    expected = {last - place for place, one in enumerate(segments) if belongs(one.span, coded)}
    assert set(found.of("d01.txt", coded)) == expected


def test_stretches_of_a_source_nobody_cut_are_none() -> None:
    found = Stretches([segment(0, 10)])
    assert list(found.of("gone.txt", Span(0, 10))) == []
    assert list(Stretches([]).of("d01.txt", Span(0, 10))) == []


def test_the_places_within_sources_come_in_the_order_given() -> None:
    found = Stretches([segment(20, 30), segment(0, 9, "b.txt"), segment(0, 10)])
    assert found.within(["d01.txt"]) == [0, 2]
    assert found.within({"b.txt", "d01.txt"}) == [0, 1, 2]
    assert found.within(["gone.txt"]) == []


@given(st.text(alphabet="ab:-å/. ", max_size=10), SPANS)
def test_a_key_names_its_source_and_span_whatever_signs_a_name_has(name: str, span: Span) -> None:
    assert place_of(passage(span.start, span.end, name).key) == (name, span)


@pytest.mark.parametrize("key", ["d01.txt", "d01.txt:", "d01.txt:5", "d01.txt:a-b", "d01.txt:9-3", ""])
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match=r"invalid literal|not a span"):
        place_of(key)


def test_a_passage_tells_its_codes_by_facet_without_the_facet() -> None:
    one = passage(0, 9, codes=("phase/before", "phase/after", "phases/x", "needs/health", "phase"))
    assert one.of_facet("phase") == {"before", "after"}
    assert one.of_facet("valence") == frozenset()


def test_what_nobody_says_is_a_record_and_no_group_is_called_so() -> None:
    assert passage(0, 9, who="").record
    assert not passage(0, 9).record
    assert RECORDS not in GROUPS


def test_items_come_by_source_in_order_of_position() -> None:
    one, two, three = passage(9, 12), passage(0, 5), passage(0, 3, "a.txt")
    assert by_source([one, two, three]) == {"a.txt": [three], "d01.txt": [two, one]}
    assert list(by_source([one, three])) == ["a.txt", "d01.txt"]
    assert by_source([]) == {}


def test_a_passage_that_stands_is_itself_and_one_that_moved_is_known_by_its_words() -> None:
    places = Places(["d01.txt:0-20", "d01.txt:30-50", "b.txt:0-20"])
    assert places.now("d01.txt:0-20") == ["d01.txt:0-20"]
    assert places.now("d01.txt:2-22") == ["d01.txt:0-20"]
    assert places.now("d01.txt:10-40") == ["d01.txt:0-20", "d01.txt:30-50"]
    assert places.now("d01.txt:20-30") == []
    assert places.now("gone.txt:0-20") == []
    assert Places([]).now("d01.txt:0-20") == []
