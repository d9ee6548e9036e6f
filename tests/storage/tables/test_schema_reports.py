"""The tables of claims, quotes and drafts: one stance a person, and no words of people with a quoted sentence."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from tests.storage.material import NOW, at, count, put, put_source
from tests.storage.withdrawn import put_quote, put_sentences
from toolkit.storage.tables.schema_reports import (
    claim,
    claim_passage,
    draft,
    draft_block,
    draft_sentence,
    quote,
    stance,
    stance_passage,
)

CLAIM = {
    "text": "x",
    "kind": "finding",
    "group": "",
    "themes": [],
    "questions": [],
    "position": 1,
    "coder": "A",
    "at": NOW,
}
STANCE = {"respondent": "D01", "stance": "affirms", "reason": "", "coder": "A", "at": NOW}


def test_a_person_has_one_stance_on_a_claim_and_it_goes_with_the_claim(connection):
    key = put_source(connection)
    one, other = (put(connection, claim, **CLAIM) for _ in range(2))
    judged = [put(connection, stance, claim_id=each, **STANCE) for each in (one, other)]
    put(connection, stance_passage, stance_id=judged[0], **at(connection, key, "rädd"))
    put(connection, claim_passage, claim_id=one, **at(connection, key, "rädd"))
    with pytest.raises(IntegrityError), connection.begin_nested():
        put(connection, stance, claim_id=one, **STANCE)
    quoted = put_quote(connection, key, "rädd", "D01")
    connection.execute(quote.update().values(claim_id=one))
    connection.execute(delete(claim).where(claim.c.id == one))
    assert connection.execute(select(stance.c.id)).scalars().all() == [judged[1]]
    assert count(connection, stance_passage) == count(connection, claim_passage) == 0
    assert connection.execute(select(quote.c.id, quote.c.claim_id)).one() == (quoted, None)


def test_the_same_words_with_the_same_edits_stand_once_in_the_ledger(connection):
    key = put_source(connection)
    put_quote(connection, key, "rädd", "D01")
    with pytest.raises(IntegrityError), connection.begin_nested():
        put_quote(connection, key, "rädd", "D01")
    connection.execute(quote.update().values(edits=[["cut", 1, 2, ""]]))
    put_quote(connection, key, "rädd", "D01")
    assert count(connection, quote) == 2


def test_a_draft_takes_its_paragraphs_and_sentences_along(connection):
    first, second = put_sentences(connection, ["c1"], []), put_sentences(connection, ["c1"])
    put(connection, draft_block, draft_id=first, block="b", number=1, position=1, kind="text", digest="d")
    connection.execute(delete(draft).where(draft.c.id == first))
    assert connection.execute(select(draft_sentence.c.draft_id)).scalars().all() == [second]
    assert count(connection, draft_block) == 0
