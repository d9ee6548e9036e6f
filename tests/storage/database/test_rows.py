"""Rows of any table are read, put, changed and removed as plain values, with the words that stand at their span."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.storage.material import NOW, at, count, put, put_coding, put_source
from tests.storage.withdrawn import put_quote
from toolkit.errors import ConflictError, MisplacedQuote
from toolkit.storage.database import rows
from toolkit.storage.database.rows import KINDS, PASSAGES
from toolkit.storage.sources import sources
from toolkit.storage.tables.columns import utc_text
from toolkit.storage.tables.schema import coding, memo, theme_decision_passage
from toolkit.storage.tables.schema_reflection import answer, commitment, dot, partner, response, session, tie
from toolkit.storage.tables.schema_reports import claim, quote, stance

BY = {"coder": "A", "at": NOW}
SAID = {"text": "x", "kind": "finding", "group": "", "themes": [], "questions": [], "position": 1}
DECISION = {"id": "t1", "area": "needs", "group": "team", "name": None, "position": 1, "aside": False}


@pytest.fixture
def key(connection):
    return put_source(connection)


def coded(connection, key, said, **more):
    return {**at(connection, key, said), "code": "n", "coder": "A", "time": NOW, "scheme_version": 1, **more}


@pytest.mark.parametrize("said", ["rädd 😀, men", "Hur", "\n", "ringde."])
def test_a_row_with_a_span_holds_the_words_that_stand_there_whatever_it_was_given(connection, said):
    key = put_source(connection, "a.txt", (("D01", "D01", "Hur rädd 😀, men sa\u030a ringde."),))
    start = sources.text_of(connection, key).index(said)
    values = {"source_id": key, "start": start, "end": start + len(said), "code": "n", "coder": "A", "quote": "wrong"}
    number = rows.put(connection, KINDS["coding"], {**values, "time": NOW, "scheme_version": 1})
    assert connection.execute(select(coding.c.quote)).scalar() == said
    assert rows.words_at(connection, key, start, start + len(said)) == said
    assert rows.read(connection, KINDS["coding"], number) == {
        **{name: value for name, value in values.items() if name != "quote"},
        "id": number,
        "time": utc_text(NOW),
        "scheme_version": 1,
        "revision": 1,
    }


@pytest.mark.parametrize(("start", "end"), [(0, 10_000), (9_000, 9_001), (4, 4), (5, 4), (-3, 2), (-5, -2)])
def test_a_span_that_the_text_does_not_have_is_refused_without_its_words(connection, key, start, end):
    with pytest.raises(MisplacedQuote, match="beyond the text") as caught:
        rows.words_at(connection, key, start, end)
    assert "rädd" not in caught.value.sentence
    assert "mark the words anew" in caught.value.hint
    with pytest.raises(ConflictError):
        rows.words_at(connection, key + 1, 0, 1)


def test_what_is_read_can_be_put_again_and_is_what_json_knows(connection, key):
    number = rows.put(connection, KINDS["coding"], coded(connection, key, "rädd"))
    row = rows.read(connection, KINDS["coding"], number)
    assert json.loads(json.dumps(row)) == row
    rows.remove(connection, KINDS["coding"], number)
    assert rows.read(connection, KINDS["coding"], number) is None
    assert rows.put(connection, KINDS["coding"], row) == number
    assert rows.read(connection, KINDS["coding"], number) == row


def test_a_change_gives_some_columns_others_and_leaves_the_rest(connection, key):
    one, other = (rows.put(connection, KINDS["coding"], coded(connection, key, said)) for said in ("rädd", "lyssnade"))
    before = rows.read(connection, KINDS["coding"], other)
    rows.change(connection, KINDS["coding"], one, {"code": "learning", "time": utc_text(NOW + timedelta(1))})
    row = rows.read(connection, KINDS["coding"], one)
    assert (row["code"], row["coder"], row["time"]) == ("learning", "A", utc_text(NOW + timedelta(1)))
    rows.change(connection, KINDS["coding"], one, at(connection, key, "lång tid"))
    assert connection.execute(select(coding.c.quote).where(coding.c.id == one)).scalar() == "lång tid"
    rows.change(connection, KINDS["coding"], one, {})
    assert rows.read(connection, KINDS["coding"], other) == before


def test_passages_are_put_read_in_order_of_place_and_replaced(connection, key):
    spans = [[key, 30, 40], [key, 3, 9], [key, 3, 5]]
    assert rows.put(connection, KINDS[rows.DECISION], {**DECISION, PASSAGES: spans}) == "t1"
    rows.put(connection, KINDS[rows.DECISION], {**DECISION, "id": "t2", PASSAGES: [[key, 1, 2]]})
    found = rows.read(connection, KINDS[rows.DECISION], "t1")
    assert found == {**DECISION, PASSAGES: sorted(spans)}
    rows.change(connection, KINDS[rows.DECISION], "t1", {"name": "Tid"})
    assert rows.read(connection, KINDS[rows.DECISION], "t1")[PASSAGES] == sorted(spans)
    rows.change(connection, KINDS[rows.DECISION], "t1", {PASSAGES: [[key, 7, 8]]})
    assert rows.read(connection, KINDS[rows.DECISION], "t1")[PASSAGES] == [[key, 7, 8]]
    rows.change(connection, KINDS[rows.DECISION], "t1", {PASSAGES: []})
    assert rows.read(connection, KINDS[rows.DECISION], "t1")[PASSAGES] == []
    rows.remove(connection, KINDS[rows.DECISION], "t1")
    assert count(connection, theme_decision_passage) == 1


def test_many_rows_are_given_as_they_are_read_with_numbers_never_given_before(connection, key):
    first = put_coding(connection, key, "Jag var")
    rows.remove(connection, KINDS["coding"], first)
    new = [{**coded(connection, key, said), "quote": said} for said in ("rädd", "lyssnade", "lång tid")]
    made = rows.put_many(connection, KINDS["coding"], new)
    assert [one["id"] for one in made] == [first + 1, first + 2, first + 3]
    assert made == [rows.read(connection, KINDS["coding"], one["id"]) for one in made]
    assert connection.execute(select(coding.c.quote).order_by(coding.c.id)).scalars().all() == [
        "rädd",
        "lyssnade",
        "lång tid",
    ]
    assert rows.put_many(connection, KINDS["coding"], []) == []
    assert put_coding(connection, key, "innan") == first + 4


def test_many_memos_have_their_own_numbers(connection):
    new = [{"text": text, "author": "A", "time": NOW, "code": "n"} for text in ("a", "b")]
    made = rows.put_many(connection, KINDS["memo"], new)
    assert [(one["id"], one["text"], one["revision"]) for one in made] == [(1, "a", 1), (2, "b", 1)]
    assert count(connection, memo) == 2


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_a_table_of_its_name_and_rows_that_are_not_there_are_none(connection, name):
    kind = KINDS[name]
    assert kind.table.name == name
    assert rows.read(connection, kind, "none" if name == rows.DECISION else 7) is None
    assert kind.quoted is (name in ("coding", "settlement"))
    assert kind.revised is (name not in ("verdict", rows.DECISION))
    assert (kind.passages is not None) is (name in ("theme_decision", "claim", "stance", "obstacle"))


def test_a_claim_holds_more_when_anybody_judged_on_it_or_chose_a_quote_for_it(connection, key):
    number = put(connection, claim, **SAID, **BY)
    quoted = put_quote(connection, key, "rädd", "D01")
    connection.execute(quote.update().values(claim_id=number))
    assert not rows.holds_more(connection, "claim", number)  # the machine chose it
    connection.execute(quote.update().where(quote.c.id == quoted).values(machine=False))
    assert rows.holds_more(connection, "claim", number)
    assert not rows.holds_more(connection, "claim", number + 1)
    other = put(connection, claim, **SAID, **BY)
    put(connection, stance, claim_id=other, respondent="D01", stance="affirms", reason="", **BY)
    assert rows.holds_more(connection, "claim", other)
    assert not rows.holds_more(connection, "quote", quoted)


def test_a_partner_holds_more_when_a_passage_tells_of_it(connection, key):
    one, other = (put(connection, partner, name=name, kind="person", names=[], **BY) for name in "ab")
    told = {"respondent": "D01", "need": "", "phase": "", "effect": "helps", "time": "now"}
    put(connection, tie, **at(connection, key, "rädd"), partner_id=one, **told, **BY)
    assert (rows.holds_more(connection, "partner", one), rows.holds_more(connection, "partner", other)) == (True, False)


@pytest.mark.parametrize("hanging", ["answer", "commitment", "dot", None])
def test_a_response_holds_more_when_it_was_answered_agreed_on_or_given_dots(connection, hanging):
    held = {"title": "", "day": "2026-03-01", "audience": "team", "format": "recognise", "state": "open"}
    meeting = put(connection, session, **held, present=[], consent={}, **BY)
    said = {"session_id": meeting, "step": "add", "text": "x", "who": "", "device": "", **BY}
    one, other = (put(connection, response, command=command, **said) for command in "ab")
    agreed = {"text": "x", "owner": "", "due": "", "status": "open", "outcome": "", "loop": "single"}
    if hanging == "answer":
        put(connection, answer, response_id=one, outcome="answered", reason="", **BY)
    if hanging == "commitment":
        put(connection, commitment, session_id=meeting, response_id=one, **agreed, **BY)
    if hanging == "dot":
        put(connection, dot, response_id=one, device="", dots=1)
    assert rows.holds_more(connection, "response", one) is (hanging is not None)
    assert not rows.holds_more(connection, "response", other)


def test_the_refusals_say_that_nothing_was_changed_and_what_to_do():
    for error in (rows.gone(), rows.changed()):
        assert "Nothing was changed." in error.sentence
        assert "how it is now" in error.hint
    assert rows.gone().sentence != rows.changed().sentence
