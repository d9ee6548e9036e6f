"""Memos and settlements come back as they were kept, by source and by code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.domain.codings.memos import Memo
from toolkit.domain.comparing.settlements import Settlement
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.codings import memos, settlements
from toolkit.storage.database import steps
from toolkit.storage.sources import sources


@pytest.fixture
def source(put):
    put("a.txt")
    return put("b.txt")


@pytest.fixture
def number(store, source):
    with store.reading() as connection:
        return sources.id_of(connection, source.name)


def begun(change, now, command):
    return steps.begin(change.connection, "keep", coder="A", command=command, now=now)


def keep(store, now, table, *made, command="c1"):
    values = {"memo": memos.values, "settlement": settlements.values}[table]
    with store.writing("keep", now=now) as change:
        step = begun(change, now, command)
        return [step.insert(table, values(change.connection, one)) for one in made]


def test_memos_are_found_by_their_place(store, source, number, now):
    span = source.turns[1].span
    on_passage = Memo("On words", "A", now, source.name, span)
    on_source = Memo("On all", "B", now, source.name)
    on_code = Memo("On the code", "A", now, code="needs")
    keys = keep(store, now, "memo", on_passage, on_source, on_code)
    kept = [replace(one, id=key) for one, key in zip((on_passage, on_source, on_code), keys, strict=True)]
    with store.reading() as connection:
        assert memos.of_source(connection, number) == [kept[1], kept[0]]
        assert memos.of_codes(connection) == [kept[2]]
        assert memos.counts(connection) == {number: 2}
        assert memos.by_id(connection, keys[0]) == (number, kept[0])
        assert memos.by_id(connection, keys[2]) == (None, kept[2])
        with pytest.raises(NotFound):
            memos.by_id(connection, 99)


def test_a_memo_on_nothing_or_two_things_is_refused(store, source, number, now):
    for place in ({}, {"source_id": number, "code": "needs"}, {"source_id": number, "start": 3}):
        with pytest.raises(ConflictError), store.writing("keep", now=now) as change:
            begun(change, now, "c").insert("memo", {"text": "x", "author": "A", "time": now, **place})


def test_settlements_hold_the_words_and_stand_once(store, source, number, now):
    span = source.turns[1].span
    settled = Settlement(source.name, span, "", "needs", False, "Reason", "A", now)
    (key,) = keep(store, now, "settlement", settled)
    kept = replace(settled, quote=span.of(source.text), id=key)
    with store.reading() as connection:
        assert settlements.each(connection) == settlements.of_source(connection, number) == [kept]
        assert settlements.by_id(connection, key) == kept
        with pytest.raises(NotFound):
            settlements.by_id(connection, 99)
    with pytest.raises(ConflictError):
        keep(store, now, "settlement", settled, command="c2")
