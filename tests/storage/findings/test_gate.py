"""Answers at the disclosure gate are kept for an audience, and what reports let out counted is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete

from tests.storage.material import NOW, put, put_source
from toolkit.domain.identifiers.gate import Answer, Answered, Kind
from toolkit.storage.findings import gate
from toolkit.storage.tables.schema import source
from toolkit.storage.tables.schema_reports import draft, draft_sentence

KEEP = Answered("a" * 64, "team", Kind.IDENTIFIER, Answer.KEEP, "Känd i orten", "KL", NOW)
OMIT = Answered("b" * 64, "team", Kind.LONG_QUOTE, Answer.OMIT, "", "KL", NOW + timedelta(hours=1))


def test_answers_come_back_for_their_audience_the_latest_first(connection):
    masked = replace(KEEP, key="c" * 64, kind=Kind.MOSAIC, answer=Answer.MASK)
    elsewhere = replace(KEEP, audience="board")
    gate.record(connection, [masked, KEEP, OMIT, elsewhere])
    assert gate.answers(connection, "team") == [OMIT, KEEP, masked]
    assert gate.answers(connection, "board") == [elsewhere]
    assert gate.answers(connection, "public") == []


def test_a_new_answer_takes_the_place_of_the_earlier_one_for_the_same_audience_only(connection):
    gate.record(connection, [KEEP, replace(KEEP, audience="board")])
    changed = replace(KEEP, answer=Answer.MASK, reason="", coder="B", at=NOW + timedelta(days=1))
    gate.record(connection, [changed])
    assert gate.answers(connection, "team") == [changed]
    assert gate.answers(connection, "board") == [replace(KEEP, audience="board")]


def test_answers_are_taken_back_and_counted(connection):
    gate.record(connection, [KEEP, OMIT, replace(KEEP, audience="board")])
    assert gate.forget(connection, "team", [KEEP.key, "d" * 64]) == 1
    assert gate.forget(connection, "team", []) == 0
    assert gate.answers(connection, "team") == [OMIT]
    assert len(gate.answers(connection, "board")) == 1


def test_an_answer_goes_with_the_source_that_it_concerns(connection):
    key = put_source(connection)
    gate.record(connection, [replace(KEEP, source_id=key), OMIT])
    assert gate.answers(connection, "team")[1].source_id == key
    connection.execute(delete(source))
    assert gate.answers(connection, "team") == [OMIT]


def a_draft(connection, audience=None):
    return put(connection, draft, at=NOW, outline="full", files=[], findings={}, audience=audience)


def test_only_drafts_that_were_let_out_are_told_the_latest_first(connection):
    first, _, last = (a_draft(connection, audience) for audience in ("team", None, "board"))
    assert gate.let_out(connection) == [(last, "board"), (first, "team")]


def test_what_sentences_counted_is_told_in_order_by_finding_or_claim(connection):
    key = a_draft(connection, "team")
    sentences = (
        (3, "f1", {"k": 3, "n": 9, "group": "participants"}),
        (1, "f2", {"k": 0, "n": 4, "group": "team", "claim": 7}),
        (2, "f3", {"group": "team"}),
        (4, "", {"k": 1, "n": 2, "group": "team"}),
        (5, "", {"k": 5, "n": 6, "group": "team", "claim": 8}),
    )
    for position, finding, facts in sentences:
        own = {"block": "b", "chapter": "", "text": "", "digest": "d", "evidence": []}
        put(connection, draft_sentence, draft_id=key, position=position, finding=finding, facts=facts, **own)
    assert gate.counted(connection, key) == [
        ("claim-7", "team", 0, 4),
        ("f1", "participants", 3, 9),
        ("claim-8", "team", 5, 6),
    ]
    assert gate.counted(connection, key + 1) == []
