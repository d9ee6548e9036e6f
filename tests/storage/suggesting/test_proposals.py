"""What was proposed is counted and told in one order, and how much people have judged since never falls."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select, update

from tests.storage.material import NOW, at, put, put_coding, put_segment, put_source, put_suggestion
from toolkit.domain.codings.segments import Segment
from toolkit.errors import NotFound
from toolkit.storage.suggesting import suggestions
from toolkit.storage.suggesting.suggestions import Counts, Proposals
from toolkit.storage.tables.schema import analysis_state, coding, segment, settlement, suggestion, verdict

ROWS = (("I", None, "Hur var det?"), ("D01", "D01", "Jag sov dåligt. Bussen gick aldrig."))


@pytest.fixture
def two(connection):
    """b.txt, put in first, and a.txt, each with two segments, the later one kept first."""
    keys = {name: put_source(connection, name, ROWS) for name in ("b.txt", "a.txt")}
    for key in keys.values():
        for said in ("Bussen gick aldrig.", "Jag sov dåligt."):
            put_segment(connection, key, said)
    return keys


def segment_of(connection, key, said):
    where = at(connection, key, said)
    return connection.execute(
        select(segment.c.id).where(segment.c.source_id == key, segment.c.start == where["start"])
    ).scalar_one()


def test_segments_come_in_order_of_source_name_and_place(connection, two):
    told = [(one.source, one.text) for one in suggestions.segments(connection)]
    assert told == [(name, said) for name in ("a.txt", "b.txt") for said in ("Jag sov dåligt.", "Bussen gick aldrig.")]
    assert [one.source for one in suggestions.segments(connection, ["b.txt"])] == ["b.txt"] * 2
    with pytest.raises(NotFound):
        list(suggestions.segments(connection, ["x.txt"]))


def test_all_ways_of_asking_tell_the_same_suggestions_in_the_same_order(connection, two):
    sleep = segment_of(connection, two["b.txt"], "Jag sov")
    for code, score in (("needs", 0.4), ("actors", 0.9), ("system", 0.9), ("learning", 0.7)):
        put_suggestion(connection, sleep, code, score)
    put_suggestion(connection, segment_of(connection, two["a.txt"], "Bussen"), "system", 0.2)
    whole = list(suggestions.each(connection))
    assert [[one.code for one in own] for _, own in whole] == [
        [],
        ["system"],
        ["actors", "system", "learning", "needs"],
        [],
    ]
    by_code = [(one.id, [(code, key) for code, key in own]) for one, own in suggestions.codes(connection)]
    assert by_code == [(one.id, [(each.code, each.id) for each in own]) for one, own in whole]
    assert suggestions.of_source(connection, two["b.txt"]) == whole[2:]
    for _, own in whole:
        for one in own:
            assert suggestions.by_id(connection, one.id or 0) == (two[one.source], one)


@pytest.mark.parametrize(("least", "codes"), [(0.4, ["actors", "needs"]), (0.41, ["actors"]), (0.91, [])])
def test_a_suggestion_of_just_the_least_score_is_told(connection, two, least, codes):
    sleep = segment_of(connection, two["a.txt"], "Jag sov")
    for code, score in (("needs", 0.4), ("actors", 0.9)):
        put_suggestion(connection, sleep, code, score)
    _, own = next(suggestions.each(connection, minimum=least))
    assert [one.code for one in own] == codes


def test_suggestions_are_counted_by_code_and_by_engine(connection, two):
    one, other = (segment_of(connection, two["a.txt"], said) for said in ("Jag sov", "Bussen"))
    assert suggestions.counts(connection) == Counts(4, 0, 0)
    assert suggestions.by_code(connection) == suggestions.engines(connection) == {}
    for number, (where, code) in enumerate([(one, "needs"), (one, "system"), (other, "system")]):
        key = put_suggestion(connection, where, code)
        connection.execute(update(suggestion).where(suggestion.c.id == key).values(suggester=f"rules-{number % 2}"))
    assert suggestions.counts(connection) == Counts(segments=4, suggested=2, suggestions=3)
    assert suggestions.by_code(connection) == {"needs": 1, "system": 2}
    assert suggestions.engines(connection) == {"rules-0": 2, "rules-1": 1}


def test_new_proposals_leave_other_sources_and_other_analyses_alone(connection, two):
    key = two["a.txt"]
    for kind in (suggestions.KIND, "words"):
        put(connection, analysis_state, source_id=key, kind=kind, fingerprint="f1")
    put_suggestion(connection, segment_of(connection, key, "Jag sov"))
    kept = put_suggestion(connection, segment_of(connection, two["b.txt"], "Jag sov"))
    suggestions.replace(connection, "a.txt", [], [], fingerprint="f2")
    assert suggestions.fingerprints(connection) == {"a.txt": "f2"}
    rows = connection.execute(select(analysis_state.c.kind, analysis_state.c.fingerprint).order_by("kind"))
    assert [tuple(row) for row in rows] == [(suggestions.KIND, "f2"), ("words", "f1")]
    assert connection.execute(select(suggestion.c.id)).scalars().all() == [kept]
    assert {one.source for one in suggestions.segments(connection)} == {"b.txt"}


def test_proposals_for_many_sources_are_as_if_made_one_by_one(connection, two):
    given_: list[Segment] = [replace(one, id=None) for one in suggestions.segments(connection)]
    made = [
        Proposals(name, own, [[] for _ in own], "f")
        for name in ("b.txt", "a.txt")
        for own in [[one for one in given_ if one.source == name]]
    ]
    suggestions.replace_many(connection, iter(made))
    assert [replace(one, id=None) for one in suggestions.segments(connection)] == given_
    numbers = [one.id for one in suggestions.segments(connection)]
    assert len(set(numbers)) == 4
    assert min(numbers) > 4  # those that were replaced are not given again


DEEDS = st.lists(st.sampled_from(("code", "recode", "uncode", "answer", "settle")), max_size=8)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_each_judgement_made_changed_or_taken_away_counts_once(connection, deeds):
    with connection.begin_nested() as example:
        key = put_source(connection, "d.txt", ROWS)
        before = suggestions.judgements(connection)
        counted = 0
        for number, deed in enumerate(deeds):
            counted += _done(connection, key, deed, number)
            assert suggestions.judgements(connection) - before == counted
        example.rollback()


def _done(connection, key, deed, number):
    """Do one thing; whether there was anything to do it to."""
    row = {"code": f"c{number}", "coder": "A", "time": NOW, **at(connection, key, "sov")}
    if deed == "code":
        return bool(put_coding(connection, key, "sov", f"c{number}"))
    if deed == "answer":
        return bool(put(connection, verdict, decision="rejected", **row))
    if deed == "settle":
        return bool(put(connection, settlement, quote="sov", applies=True, reason="", **row))
    there = select(coding.c.id).where(coding.c.revision == 1).limit(1)  # what was changed of a coding goes with it
    first = connection.execute(there).scalar()
    if first is None:
        return False
    if deed == "recode":
        connection.execute(
            update(coding).where(coding.c.id == first).values(code=f"r{number}", revision=coding.c.revision + 1)
        )
    else:
        connection.execute(delete(coding).where(coding.c.id == first))
    return True
