"""Who has coded what, as lean rows in order: coders, the sources they share, their marks, turns and segments."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import place, put_coding, put_segment, put_source
from toolkit.domain.sources.sources import Role
from toolkit.storage.codings import comparing
from toolkit.storage.sources import sources


@pytest.fixture
def keys(connection):
    b, a = put_source(connection, "b.txt"), put_source(connection, "a.txt")
    put_coding(connection, a, "lyssnade", "needs", "B")
    put_coding(connection, b, "rädd", "needs", "A")
    put_coding(connection, a, "rädd", "solutions", "A")
    put_coding(connection, a, "rädd", "needs", "B")
    put_coding(connection, a, "rädd", "needs", "A")
    put_coding(connection, a, "Jag var rädd", "needs", "C")
    return a, b


def test_coders_are_told_in_the_order_in_which_they_began(connection, keys):
    assert comparing.coders(connection) == [("B", 2, 1), ("A", 3, 2), ("C", 1, 1)]


def test_an_empty_project_has_no_coders(connection):
    put_source(connection)
    assert comparing.coders(connection) == []
    assert comparing.sources_of(connection, ["A"]) == {}
    assert list(comparing.marks(connection, ["A"])) == []


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (["A", "B"], {"a.txt": {"A", "B"}, "b.txt": {"A"}}),
        (["B"], {"a.txt": {"B"}}),
        (["D"], {}),
        ([], {}),
    ],
)
def test_sources_tell_which_of_the_coders_have_coded_them(connection, keys, names, found):
    assert comparing.sources_of(connection, names) == found
    assert list(comparing.sources_of(connection, names)) == sorted(found)


def test_marks_come_in_order_of_source_place_code_and_coder(connection, keys):
    a, b = keys
    found = [
        (source, words, code, coder) for source, _, _, words, code, coder in comparing.marks(connection, ["A", "B"])
    ]
    assert found == [
        (b, "rädd", "needs", "A"),
        (a, "rädd", "needs", "A"),
        (a, "rädd", "needs", "B"),
        (a, "rädd", "solutions", "A"),
        (a, "lyssnade", "needs", "B"),
    ]
    span = place(connection, b, "rädd")
    assert list(comparing.marks(connection, ["A", "B"], only=b)) == [(b, span.start, span.end, "rädd", "needs", "A")]


def test_turns_are_those_of_placed_respondents_with_their_words(connection):
    key = put_source(connection)
    known = sources.by_id(connection, key)
    record = replace(known.turns[2], role=Role.RECORD)
    sources.replace_turns(connection, "d01.txt", (*known.turns[:2], record))
    span = known.turns[1].span
    assert list(comparing.turns(connection)) == [(key, span.start, span.end, "D01", 1, 6)]


def test_segments_are_those_that_somebody_says_in_order_of_place(connection):
    b, a = put_source(connection, "b.txt"), put_source(connection, "a.txt")
    for source_id, said, who, turn in (
        (a, "lång tid", "D02", 2),
        (a, "rädd", "D01", 1),
        (b, "Hur var", "", 0),
        (b, "rädd", "D01", 1),
    ):
        put_segment(connection, source_id, said, who, turn)
    found = [(source, who, turn, words) for source, _, _, who, turn, words in comparing.segments(connection)]
    assert found == [(b, "D01", 1, 0), (a, "D01", 1, 0), (a, "D02", 2, 0)]


def test_many_rows_come_in_parts_and_none_is_lost(connection, monkeypatch):
    monkeypatch.setattr(comparing, "AT_ONCE", 2)
    key = put_source(connection, rows=tuple(("D01", "D01", f"Svar {number}.") for number in range(7)))
    assert [row[4] for row in comparing.turns(connection)] == list(range(7))
    for number in range(5):
        put_coding(connection, key, f"Svar {number}")
    assert [row[3] for row in comparing.marks(connection, ["A"])] == [f"Svar {number}" for number in range(5)]
