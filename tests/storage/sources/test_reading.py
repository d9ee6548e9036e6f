"""One source by its number, and what a page of reading needs of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.storage.material import NOW, at, place, put, put_coding, put_segment, put_source, put_suggestion
from toolkit.domain.codings.codings import Coding
from toolkit.domain.codings.memos import Memo
from toolkit.domain.sources.sources import Role
from toolkit.errors import NotFound
from toolkit.storage.sources import reading, source_settings, sources
from toolkit.storage.sources.reading import Head, Listed
from toolkit.storage.tables.schema import memo


@pytest.fixture
def key(connection):
    return put_source(connection, "b.txt")


def test_the_head_names_a_source_and_its_words(connection, key):
    whole = sources.by_id(connection, key)
    assert reading.head(connection, key) == Head(key, "b.txt", whole.sha256, 24, 0)
    source_settings.put(connection, key, revision=3)
    assert reading.head(connection, key) == Head(key, "b.txt", f"{whole.sha256}:3", 24, 3)
    with pytest.raises(NotFound, match="no such source any more"):
        reading.head(connection, key + 1)


def test_neighbours_are_those_before_and_after_in_order_of_name(connection, key):
    assert reading.neighbours(connection, "b.txt") == (None, None)
    after, before, far = (put_source(connection, name) for name in ("c.txt", "a.txt", "ö.txt"))
    assert reading.neighbours(connection, "b.txt") == ((before, "a.txt"), (after, "c.txt"))
    assert reading.neighbours(connection, "a.txt") == (None, (key, "b.txt"))
    assert reading.neighbours(connection, "ö.txt") == ((after, "c.txt"), None)
    assert reading.neighbours(connection, "d.txt") == ((after, "c.txt"), (far, "ö.txt"))


def test_a_coders_own_codings_on_exactly_these_words_are_told_by_number(connection, key):
    span, head = place(connection, key, "rädd"), reading.head(connection, key)
    second, first = (put_coding(connection, key, "rädd", code, time=NOW + timedelta(1)) for code in ("z", "a"))
    put_coding(connection, key, "rädd", coder="B")
    put_coding(connection, key, "var rädd")
    put_coding(connection, key, "rädd 😀")
    put_coding(connection, put_source(connection, "c.txt"), "rädd")
    made = [
        Coding("b.txt", span, "rädd", code, "A", NOW, 1, number, 1) for code, number in (("z", second), ("a", first))
    ]
    assert reading.own(connection, head, span, "A") == [replace(one, time=NOW + timedelta(1)) for one in made]
    assert reading.own(connection, head, span, "C") == []


def test_codings_are_found_by_number_those_that_are_there(connection, key):
    other = put_source(connection, "c.txt")
    one, two = put_coding(connection, key, "rädd"), put_coding(connection, other, "lyssnade", coder="B")
    found = reading.some(connection, [two, 99, one])
    assert {number: (source, each.source, each.quote, each.coder) for number, (source, each) in found.items()} == {
        one: (key, "b.txt", "rädd", "A"),
        two: (other, "c.txt", "lyssnade", "B"),
    }
    assert found[one][1].span == place(connection, key, "rädd")
    assert reading.some(connection, []) == {}


def test_memos_are_found_by_number_wherever_they_lie(connection, key):
    row = {"author": "A", "time": NOW}
    on = put(connection, memo, text="på ord", **at(connection, key, "rädd"), **row)
    whole = put(connection, memo, text="på källa", source_id=key, **row)
    code = put(connection, memo, text="på kod", code="needs", **row)
    found = {one.id: (source, one) for source, one in reading.memos(connection, [code, on, whole, 99])}
    assert found == {
        on: (key, Memo("på ord", "A", NOW, "b.txt", place(connection, key, "rädd"), None, 1, on)),
        whole: (key, Memo("på källa", "A", NOW, "b.txt", None, None, 1, whole)),
        code: (None, Memo("på kod", "A", NOW, None, None, "needs", 1, code)),
    }
    assert reading.memos(connection, []) == []


def test_segments_that_share_words_are_told_in_order_of_place(connection, key):
    late = put_segment(connection, key, "lyssnade")
    early = put_segment(connection, key, "Jag var")
    put_segment(connection, put_source(connection, "c.txt"), "Jag var")
    span = place(connection, key, "var rädd 😀, men de lyssna")
    assert reading.segments_within(connection, key, span) == [early, late]
    assert reading.segments_within(connection, key, place(connection, key, " rädd 😀, men de ")) == []
    assert reading.segments_within(connection, key, place(connection, key, "r rädd")) == [early]


ROWS = (("I", None, "Hur?"), ("D01", "D01", "ett två tre"), ("D02", "D02", "fyra fem"), ("D01", "D01", "sex sju"))


def test_the_list_counts_what_is_coded_and_proposed_in_each_source(connection):
    b, a = put_source(connection, "b.txt", ROWS), put_source(connection, "a.txt", ROWS)
    pieces = [
        put_segment(connection, b, said, who)
        for said, who in (("ett två tre", "D01"), ("fyra fem", "D02"), ("sex sju", "D01"))
    ]
    for piece in pieces[:2]:
        put_suggestion(connection, piece)
    put_coding(connection, b, "ett två", coder="A")  # most of the shorter
    put_coding(connection, b, "ett två", code="learning", coder="B")
    put_coding(connection, b, "m\nD01: se", coder="B")  # two of seven: not half of the last, nor of the one before
    put_coding(connection, a, "fyra fem", coder="B")
    assert reading.listed(connection, coder="A") == [
        Listed(a, "a.txt", 14, 4, 1, 0, 0, 0, 0),
        Listed(b, "b.txt", 14, 4, 3, 1, 3, 1, 1),
    ]
    assert [one.untouched for one in reading.listed(connection, coder="A")] == [0, 1]
    assert reading.listed(connection, coder="B", withheld=["D01"])[1] == Listed(b, "b.txt", 14, 4, 3, 2, 1, 0, 1)


def test_the_longest_coding_is_how_far_back_one_must_look(connection):
    key = put_source(connection, "b.txt", ROWS)
    assert reading.longest(connection) == 0
    put_coding(connection, key, "ett")
    put_coding(connection, key, "ett två tre\nD02: fyra fem\nD01: sex s")
    put_segment(connection, key, "sex sju")
    assert reading.longest(connection) == 36
    assert reading.listed(connection, coder="A")[0].coded == 1


def test_voices_are_told_in_order_of_first_turn(connection, key):
    rows = (("D02", "D02", "a"), ("I", None, "b"), ("D01", "D01", "c"), ("D02", "D02", "d"))
    other = put_source(connection, "a.txt", rows)
    whole = sources.by_id(connection, key)
    sources.replace_turns(connection, "b.txt", (whole.turns[0], replace(whole.turns[1], role=Role.RECORD)))
    assert reading.voices(connection) == {other: ["D02", "D01"]}
