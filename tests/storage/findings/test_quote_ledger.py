"""The ledger's rows as they are read: the words that stand there now, who says them, and what was printed last."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.storage.material import NOW, place, put, put_source
from tests.storage.withdrawn import put_quote, put_sentences
from toolkit.domain.quotes.quote_edits import Edit, EditKind
from toolkit.domain.quotes.quotes import Quote, Why
from toolkit.domain.texts.text import Span
from toolkit.storage.findings import quotes
from toolkit.storage.tables.schema_reports import draft, draft_sentence, quote

ROWS = (("I", None, "Hur då?"), ("D01", "D01", "Jag 😀 sov dåligt hela vintern."), ("?", None, "Vem vet."))


@pytest.fixture
def key(connection):
    return put_source(connection, "a.txt", ROWS)


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("😀 sov dåligt", "D01"),
        ("Jag 😀 sov dåligt hela vintern.", "D01"),
        ("Vem vet.", None),
        ("Hur då?\nD01: Jag", None),  # nobody says all of it
    ],
)
def test_a_row_is_read_with_its_words_and_who_says_them(connection, key, words, speaker):
    put_quote(connection, key, words, "D01")
    [row] = quotes.each(connection)
    assert (row.source_id, row.source, row.words, row.speaker) == (key, "a.txt", words, speaker)


def test_edits_stand_in_order_of_place_and_come_back_as_they_were(connection, key):
    span = place(connection, key, "sov dåligt hela vintern")
    late = Edit(EditKind.OMIT, Span(span.start + 11, span.start + 16))
    early = Edit(EditKind.MASK, Span(span.start, span.start + 3), "vilade")
    assert quotes.written([late, early]) == quotes.written([early, late])
    new = Quote("a.txt", span, (early, late), "D01", (), Why.TYPICAL)
    [number] = quotes.record(connection, [new], now=NOW, coder="A")
    assert quotes.one(connection, number).edits == (early, late)
    assert quotes.known(connection, key, span, [late, early]) == number
    assert quotes.known(connection, key, span, [early]) is None
    assert quotes.known(connection, key, Span(span.start, span.end - 1), [early, late]) is None


def test_a_drafts_quote_is_the_machines_and_allowed_and_keeps_what_it_was_for(connection, key):
    span = place(connection, key, "sov dåligt")
    new = Quote("a.txt", span, (), "D01", (), Why.STRONG, theme="t1")
    [number] = quotes.record(connection, [new], now=NOW, coder="A")
    row = quotes.one(connection, number)
    assert (row.machine, row.use.value, row.theme, row.claim, row.at) == (True, "allowed", "t1", None, NOW)
    assert quotes.values(replace(new, theme=""), "x", key)["theme"] is None


def test_what_people_decided_leaves_out_what_only_the_machine_entered(connection, key):
    put_quote(connection, key, "sov dåligt", "D01")
    number = put_quote(connection, key, "hela vintern", "D01")
    assert quotes.decided(connection) == frozenset()
    connection.execute(update(quote).where(quote.c.id == number).values(machine=False, use="never"))
    assert quotes.decided(connection) == {("a.txt", "hela vintern", "never")}


def test_what_was_printed_last_is_what_the_newest_draft_holds(connection, key):
    assert quotes.last_printed(connection) == (None, frozenset())
    first, second = put_sentences(connection), put_sentences(connection)
    one, other = (put_quote(connection, key, said, "D01") for said in ("sov dåligt", "hela vintern"))
    connection.execute(update(draft).where(draft.c.id == second).values(at=NOW - timedelta(1)))  # the newest by number
    row = {"block": "b", "chapter": "", "text": "", "digest": "d", "finding": "", "facts": {}, "evidence": []}
    for position, (of, printed) in enumerate([(first, one), (first, other), (second, other), (second, None)]):
        put(connection, draft_sentence, draft_id=of, position=position, quote_id=printed, source_id=key, **row)
    assert quotes.last_printed(connection) == (NOW - timedelta(1), {other})
