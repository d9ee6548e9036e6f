"""What a search goes through: texts, turns and codings as bare rows, in order, of the sources that are asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import NOW, at, place, put, put_coding, put_source
from toolkit.storage.sources import searching, sources
from toolkit.storage.sources.searching import CodingRow, TurnRow
from toolkit.storage.tables.schema import memo, settlement


@pytest.fixture
def two(connection):
    """b.txt, put in first, and a.txt."""
    return put_source(connection, "b.txt"), put_source(connection, "a.txt", (("D07", "D07", "Jag var rädd då."),))


def test_texts_come_in_order_of_name(connection, two):
    b, a = two
    found = list(searching.texts(connection))
    assert [(key, name) for key, name, _ in found] == [(a, "a.txt"), (b, "b.txt")]
    assert found[0][2] == "a.txt\nD07: Jag var rädd då.\n"
    assert list(searching.texts(connection, source_id=b)) == [found[1]]
    assert list(searching.texts(connection, source_id=99)) == []


def test_turns_tell_place_and_voice_in_order_and_times_where_there_are_any(connection, two):
    b, _ = two
    whole = sources.by_id(connection, b)
    sources.replace_turns(connection, "b.txt", [replace(whole.turns[2], time=None, phase=None), *whole.turns[:2]])
    spans = [one.span for one in whole.turns]
    assert searching.turns(connection, b) == [
        TurnRow(0, spans[0].start, spans[0].end, "interviewer", "I", None, "before"),
        TurnRow(1, spans[1].start, spans[1].end, "respondent", "D01", "D01", "before"),
        TurnRow(2, spans[2].start, spans[2].end, "respondent", "D02", "D02", None),
    ]
    assert searching.times(connection, b) == {0: 0.0, 1: 1.5}
    assert searching.turns(connection, 99) == []


def test_codings_are_told_by_source_in_order_of_place(connection, two):
    b, a = two
    for key, said, code in ((b, "lyssnade", "n"), (b, "rädd", "n"), (a, "Jag", "m"), (b, "Jag", "n")):
        put_coding(connection, key, said, code)
    words = {
        key: [sources.text_of(connection, key)[one.start : one.end] for one in rows]
        for key, rows in searching.codings(connection, [b, a, 99]).items()
    }
    assert words == {b: ["Jag", "rädd", "lyssnade"], a: ["Jag"]}
    span = place(connection, a, "Jag")
    assert searching.codings(connection, [a]) == {a: [CodingRow(span.start, span.end, "m", "A")]}
    assert searching.codings(connection, []) == {}
    assert (a, span.start, span.end, "m", "A") in searching.coding_places(connection)
    assert len(searching.coding_places(connection)) == 4


def settle(connection, key, said):
    row = {"quote": said, "code": "n", "applies": True, "reason": "", "coder": "C", "time": NOW}
    put(connection, settlement, **at(connection, key, said), **row)


def test_sources_are_found_by_what_is_coded_in_them(connection, two):
    b, a = two
    c, d = put_source(connection, "c.txt"), put_source(connection, "d.txt")
    for key, code in ((b, "needs/health"), (b, "learning"), (a, "needs/work"), (c, "other")):
        put_coding(connection, key, "rädd", code)
    settle(connection, c, "rädd")
    assert d not in searching.coded_sources(connection)
    assert searching.coded_sources(connection) == [a, b, c]
    needs = ["needs", "needs/health", "needs/work"]
    assert searching.coded_sources(connection, codes=[needs]) == [a, b, c]  # c: something was settled there
    assert searching.coded_sources(connection, codes=[needs, ["learning"]]) == [b, c]
    assert searching.coded_sources(connection, codes=[[]]) == [c]
    assert searching.coded_sources(connection, source_id=a) == [a]
    assert searching.coded_sources(connection, source_id=d) == []
    assert searching.coded_sources(connection, respondent="D07") == [a]
    assert searching.coded_sources(connection, codes=[["learning"]], respondent="D02") == [b, c]


def test_a_coders_own_codings_are_told_by_place_in_the_order_they_were_made(connection, two):
    b, a = two
    one, two_ = (put_coding(connection, b, "rädd", code) for code in ("z", "y"))
    three = put_coding(connection, a, "rädd", "z")
    put_coding(connection, b, "rädd", "z", "B")
    put_coding(connection, b, "rädd", "x")
    spans = {key: place(connection, key, "rädd") for key in two}
    assert searching.own_codings(connection, "A", ["z", "y"]) == {
        (b, spans[b].start, spans[b].end): [("z", one, 1), ("y", two_, 1)],
        (a, spans[a].start, spans[a].end): [("z", three, 1)],
    }
    assert searching.own_codings(connection, "A", []) == {}


def test_words_are_quoted_in_the_order_asked_for(connection, two):
    b, a = two
    asked = [(key, place(connection, key, said)) for key, said in ((b, "rädd 😀"), (a, "Jag"), (b, "lyssnade"))]
    places = [(key, span.start, span.end) for key, span in asked]
    assert searching.quotes(connection, [*places, (99, 0, 3)]) == ["rädd 😀", "Jag", "lyssnade", ""]
    assert searching.quotes(connection, []) == []


def test_a_signature_changes_with_any_coding_of_the_source_and_only_with_these(connection, two):
    b, a = two
    assert searching.signatures(connection) == {}
    put_coding(connection, b, "rädd")
    put_coding(connection, a, "rädd", coder="B")
    first = searching.signatures(connection)
    assert list(first) == ["a.txt", "b.txt"]
    assert list(searching.signatures(connection, coder="A")) == ["b.txt"]
    put_coding(connection, b, "rädd", coder="B")
    second = searching.signatures(connection)
    assert (second["a.txt"], second["b.txt"] != first["b.txt"]) == (first["a.txt"], True)
    connection.exec_driver_sql("UPDATE coding SET code = 'other' WHERE coder = 'B'")
    third = searching.signatures(connection)
    assert all(third[name] != second[name] for name in third)
    assert searching.signatures(connection, coder="A")["b.txt"] == first["b.txt"]


def test_notes_on_passages_are_told_by_source(connection, two):
    b, a = two
    for place_ in (at(connection, b, "rädd"), {"source_id": a}, {"code": "needs"}, at(connection, b, "Jag")):
        put(connection, memo, text="m", author="A", time=NOW, **place_)
    spans = [place(connection, b, said) for said in ("rädd", "Jag")]
    assert searching.memo_spans(connection, [a, b]) == {b: [(one.start, one.end) for one in spans]}
    assert searching.memo_spans(connection, [a]) == {}


def test_more_sources_than_sqlite_takes_at_once_are_asked_for_in_parts(connection, two, monkeypatch):
    monkeypatch.setattr(searching, "_AT_ONCE", 1)
    b, a = two
    for key in (b, a):
        put_coding(connection, key, "rädd")
        put(connection, memo, text="m", author="A", time=NOW, **at(connection, key, "rädd"))
    spans = [place(connection, key, "rädd") for key in (a, b)]
    assert set(searching.codings(connection, [b, a, b])) == set(searching.memo_spans(connection, [a, b])) == {a, b}
    places = [(key, span.start, span.end) for key, span in zip((a, b), spans, strict=True)]
    assert searching.quotes(connection, places) == ["rädd", "rädd"]
    many = range(1, 3_000)
    assert set(searching.codings(connection, many)) == {a, b}
