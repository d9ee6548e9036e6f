"""Claims and decided stances come back as they were written, change through steps, and follow themes that merge."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.storage.material import NOW, at, put, put_coding, put_source
from tests.storage.withdrawn import put_quote
from toolkit.domain.claims.claims import Claim, ClaimKind, Judged, Stance
from toolkit.errors import ConflictError, NotFound
from toolkit.storage.database import steps
from toolkit.storage.findings import claims
from toolkit.storage.tables.schema_material import factor_link
from toolkit.storage.tables.schema_reflection import answer, commitment, response, session
from toolkit.storage.tables.schema_reports import quote, stance, stance_passage

BY = {"coder": "A", "at": NOW}


@pytest.fixture
def key(connection):
    return put_source(connection)


@pytest.fixture
def step(connection):
    return steps.begin(connection, "claim", coder="KL", command="c1", now=NOW)


def passage(connection, key, said, name="d01.txt"):
    found = at(connection, key, said)
    return f"{name}:{found['start']}-{found['end']}"


def test_claims_come_back_as_they_were_written_the_last_at_the_end(connection, key, step):
    assert not claims.any_written(connection)
    places = (passage(connection, key, "rädd"), passage(connection, key, "lyssnade"))
    full = Claim("{Vem} var rädda", "team", ClaimKind.NEED, "needs", "hinders", ("t2", "t1"), places, ("q1",))
    first = claims.write(step, full)
    second = claims.write(step, replace(Claim("Tid"), position=77, coder="somebody else"))
    assert claims.each(connection) == [
        replace(full, id=first, position=1, coder="KL"),
        Claim("Tid", id=second, position=2, coder="KL"),
    ]
    assert claims.any_written(connection)
    assert claims.by_id(connection, second).text == "Tid"
    with pytest.raises(NotFound, match="no claim 99"):
        claims.by_id(connection, 99)


def test_a_claim_is_changed_as_it_was_seen(connection, key, step):
    number = claims.write(step, Claim("Tid", passages=(passage(connection, key, "rädd"),)))
    seen = claims.by_id(connection, number)
    claims.change(step, replace(seen, text="Lång tid", passages=(), themes=("t",)))
    assert claims.by_id(connection, number) == replace(seen, text="Lång tid", passages=(), themes=("t",), revision=2)
    for stale in (seen, replace(seen, id=None)):
        with pytest.raises(ConflictError):
            claims.change(step, stale)
    with pytest.raises(NotFound):
        claims.change(step, replace(seen, passages=("gone.txt:1-2",)))


def test_claims_are_put_in_order_and_only_those_that_move_are_touched(connection, step):
    a, b, c = (claims.write(step, Claim(name)) for name in "abc")
    claims.place(step, [a, c, b])
    assert [(one.text, one.position, one.revision) for one in claims.each(connection)] == [
        ("a", 1, 1),
        ("c", 2, 2),
        ("b", 3, 2),
    ]


def test_judged_stances_are_kept_one_for_a_person_and_claim(connection, key, step):
    one, other = (claims.write(step, Claim(name)) for name in "ab")
    place = passage(connection, key, "rädd")
    first = Judged(one, "D01", Stance.AFFIRMS, "Sa det rent ut", (place,), revision=0)
    claims.judge(step, first)
    claims.judge(step, Judged(one, "D02", Stance.CONTRADICTS, revision=0))
    claims.judge(step, Judged(other, "D01", Stance.NOT_ASKED, revision=0))
    claims.judge(step, replace(first, stance=Stance.QUALIFIES, passages=(), revision=1))
    assert claims.judged(connection) == {
        one: [
            Judged(one, "D01", Stance.QUALIFIES, "Sa det rent ut", (), "KL", 2, step.now),
            Judged(one, "D02", Stance.CONTRADICTS, "", (), "KL", 1, step.now),
        ],
        other: [Judged(other, "D01", Stance.NOT_ASKED, "", (), "KL", 1, step.now)],
    }
    assert claims.stance_id(connection, one, "D03") is None
    for stale in (replace(first, revision=1), replace(first, respondent="D03", revision=1)):
        with pytest.raises(ConflictError):
            claims.judge(step, stale)


def test_a_stance_tells_the_passages_it_rests_on_in_order_of_place(connection, key, step):
    other = put_source(connection, "a.txt")
    number = claims.write(step, Claim("a"))
    places = (
        passage(connection, key, "lyssnade"),
        passage(connection, key, "rädd"),
        passage(connection, other, "rädd", "a.txt"),
    )
    claims.judge(step, Judged(number, "D01", Stance.AFFIRMS, passages=places, revision=0))
    assert claims.judged(connection)[number][0].passages == (places[2], places[1], places[0])


def hang(connection, key, number):
    """Everything that may hang on a claim, on this one."""
    quoted = put_quote(connection, key, "rädd", "D01")
    connection.execute(quote.update().where(quote.c.id == quoted).values(claim_id=number))
    put(connection, factor_link, **at(connection, key, "rädd"), claim_id=number, **BY)
    held = {"title": "", "day": "2026-03-01", "audience": "team", "format": "recognise", "state": "open"}
    meeting = put(connection, session, **held, present=[], consent={}, **BY)
    row = {"session_id": meeting, "step": "add", "text": "x", "who": "", "device": "", "command": str(number)}
    said = put(connection, response, **row, claim_id=number, **BY)
    put(connection, answer, response_id=said, outcome="claim", reason="", claim_id=number, **BY)
    agreed = {"text": "x", "owner": "", "due": "", "status": "open", "outcome": "", "loop": "single"}
    put(connection, commitment, session_id=meeting, **agreed, claim_id=number, **BY)


def test_a_claim_is_removed_only_as_it_was_seen(connection, step):
    number = claims.write(step, Claim("a"))
    claims.change(step, replace(claims.by_id(connection, number), text="b"))
    with pytest.raises(ConflictError):
        claims.remove(step, number, 1)
    assert [one.text for one in claims.each(connection)] == ["b"]


def test_a_claim_goes_with_what_was_judged_and_what_was_said_of_it_stays_till_it_comes_back(connection, key, step):
    number, other = claims.write(step, Claim("a")), claims.write(step, Claim("b"))
    for each in (number, other):
        claims.judge(
            step, Judged(each, "D01", Stance.AFFIRMS, passages=(passage(connection, key, "rädd"),), revision=0)
        )
    hang(connection, key, number)
    hanging = (quote, response, answer, commitment)
    claims.remove(steps.begin(connection, "remove", coder="KL", command="c2", now=NOW), number, 1)
    assert [one.text for one in claims.each(connection)] == ["b"]
    assert list(claims.judged(connection)) == [other]
    assert connection.execute(select(factor_link.c.id)).first() is None
    assert [connection.execute(select(table.c.claim_id)).scalars().all() for table in hanging] == [[None]] * 4
    steps.reverse(connection, steps.last(connection, "KL", now=NOW, undone=False), command="u", now=NOW)
    assert list(claims.judged(connection)) == [number, other]
    assert len(connection.execute(select(stance_passage)).all()) == 2
    assert [connection.execute(select(table.c.claim_id)).scalar() for table in (factor_link, *hanging)] == [number] * 5


def test_claims_follow_themes_into_the_one_they_were_merged_into(connection, step):
    wanted = (("t1", "t2", "t3"), ("t4", "new", "t1"), ("t5",), ())
    for themes in wanted:
        claims.write(step, Claim("x", themes=themes))
    claims.follow(step, ["t1", "t2"], "new")
    assert [(one.themes, one.revision) for one in claims.each(connection)] == [
        (("new", "t3"), 2),
        (("t4", "new"), 2),
        (("t5",), 1),
        ((), 1),
    ]


def test_what_claims_and_stances_say_is_told_without_numbers(connection, step):
    assert claims.said(connection) == frozenset()
    number = claims.write(step, Claim("a", "team", ClaimKind.NEED))
    claims.judge(step, Judged(number, "D01", Stance.AFFIRMS, revision=0))
    assert claims.said(connection) == {("a", "team", "need"), ("a", "team", "D01", "affirms")}
    assert connection.execute(select(stance.c.coder)).scalar() == "KL"


def test_passages_that_no_placed_respondent_says_are_told(connection):
    rows = (("Flera", None, "ja ja ja"), ("?", None, "mm absolut"), ("D01", "D01", "det var så"), ("?", None, "okodat"))
    key = put_source(connection, "a.txt", rows)
    for said in ("mm absolut", "det var så", "absolut\nD01: det", "ja ja ja"):
        put_coding(connection, key, said)
    keys = [
        passage(connection, key, said, "a.txt")
        for said in ("mm absolut", "det var så", "absolut\nD01: det", "okodat", "ja ja ja")
    ]
    assert claims.voiceless(connection, keys) == [keys[0]]  # the interviewer's words are nobody's evidence either
    assert claims.voiceless(connection, ["b.txt:1-5"]) == []
