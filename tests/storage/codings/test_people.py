"""How much the store holds of each person: codings that touch their words, and quotes."""

from __future__ import annotations

from tests.storage.material import put_coding, put_source
from tests.storage.withdrawn import put_quote
from toolkit.storage.codings import people

ROWS = (
    ("I", None, "Hur var det?"),
    ("D01", "D01", "Jag var rädd."),
    ("D02", "D02", "Det tog tid."),
    ("D01", "D01", "Men de lyssnade."),
)


def test_nobody_has_anything_in_an_empty_project(connection):
    put_source(connection, rows=ROWS)
    assert people.codings(connection) == {}
    assert people.quotes(connection) == {}


def test_a_coding_counts_once_for_each_person_whose_words_it_touches(connection):
    key, other = put_source(connection, rows=ROWS), put_source(connection, "b.txt", (("D01", "D01", "Ja."),))
    put_coding(connection, key, "rädd")
    put_coding(connection, key, "rädd", code="needs")
    put_coding(connection, key, "rädd.\nD02: Det")
    put_coding(connection, key, "Jag var rädd.\nD02: Det tog tid.\nD01: Men")  # two turns of D01
    put_coding(connection, key, "Hur var det?")  # the interviewer's
    put_coding(connection, key, "\nD02: ")  # between two turns
    put_coding(connection, other, "Ja.", coder="B")
    assert people.codings(connection) == {"D01": 5, "D02": 2}


def test_a_coding_of_another_source_at_the_same_place_is_not_theirs(connection):
    put_source(connection, rows=ROWS)
    other = put_source(connection, "b.txt", (("D07", "D07", "Samma ställe i en annan text, långt nog."),))
    put_coding(connection, other, "i en annan text")
    assert people.codings(connection) == {"D07": 1}


def test_quotes_are_counted_by_person(connection):
    key = put_source(connection, rows=ROWS)
    for words, who in (("rädd", "D01"), ("Jag var", "D01"), ("tog tid", "D02")):
        put_quote(connection, key, words, who)
    assert people.quotes(connection) == {"D01": 2, "D02": 1}
