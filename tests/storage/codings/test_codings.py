from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.codings import Coding, Decision, Verdict
from toolkit.domain.sources.sources import Source
from toolkit.domain.texts.text import Span, normalise
from toolkit.errors import MisplacedQuote, NotFound
from toolkit.storage.codings import codings
from toolkit.storage.sources import sources

AWKWARD = st.text(st.sampled_from("aå😀👩\u200d⚕️e\u0301\n\r\ufeff\u00ad\x00 "), min_size=1, max_size=30)


def add(store, now, *new):
    with store.writing("import", now=now) as change:
        return codings.add(change.connection, new)


def listed(store, **wanted):
    with store.reading() as connection:
        return codings.each(connection, **wanted)


def test_codings_come_back_in_order_with_ids(store, put, coded, now):
    b, a = put("b.txt"), put("a.txt")
    new = [coded(b, 2), coded(b, 1), coded(a, 1, code="phase/before"), coded(a, 1)]
    assert add(store, now, *new) == (4, 0)
    found = listed(store)
    assert [replace(one, id=None) for one in found] == [new[3], new[2], new[1], new[0]]
    assert sorted(one.id for one in found) == [1, 2, 3, 4]


def test_the_codings_of_one_source_or_with_certain_ids_are_found(store, put, coded, now):
    b, a = put("b.txt"), put("a.txt")
    add(store, now, coded(b, 2), coded(b, 1), coded(a, 1), coded(a, 2, coder="B"))
    all_of = {one.id: one for one in listed(store)}
    with store.reading() as connection:
        number = sources.id_of(connection, "a.txt")
        assert codings.of_source(connection, number) == listed(store, source="a.txt")
        assert [one.coder for one in codings.of_source(connection, number, coder="B")] == ["B"]
        assert codings.of_source(connection, 99) == []
        assert codings.by_ids(connection, [3, 1, 77, 3]) == [all_of[1], all_of[3]]


def test_known_codings_are_not_added_again_not_even_within_a_batch(store, put, coded, now):
    source = put()
    first = coded(source)
    assert add(store, now, first, first) == (1, 1)
    later = replace(first, time=now + timedelta(days=1), scheme_version=9)
    assert add(store, now, later, coded(source, coder="B"), coded(source, 2)) == (2, 1)
    assert replace(listed(store, coder="A")[0], id=None) == first


def test_words_that_do_not_stand_at_their_span_are_refused_with_the_whole_batch(store, put, coded, now):
    source = put()
    right = coded(source)
    moved = replace(right, span=Span(right.span.start + 1, right.span.end + 1))
    beyond = replace(right, span=Span(10_000, 10_005), quote="rädd")
    for wrong in (moved, beyond):
        with pytest.raises(MisplacedQuote) as caught:
            add(store, now, coded(source, 2), wrong)
        assert "rädd" not in str(caught.value)
    with pytest.raises(NotFound):
        add(store, now, replace(right, source="x.txt"))
    assert listed(store) == []


def test_codings_are_found_by_coder_code_and_source(store, put, coded, now):
    a, b = put("a.txt"), put("b.txt")
    add(store, now, coded(a), coded(a, 2, code="phase/before"), coded(b, coder="B"))
    assert [one.source for one in listed(store, coder="B")] == ["b.txt"]
    assert [one.code for one in listed(store, code="phase/before")] == ["phase/before"]
    assert len(listed(store, source="a.txt")) == 2
    assert listed(store, source="a.txt", coder="B") == []
    with pytest.raises(NotFound):
        listed(store, source="x.txt")
    with store.reading() as connection:
        assert codings.coders(connection) == {"A": 2, "B": 1}


def test_removed_ids_are_never_given_again(store, put, coded, now):
    source = put()
    add(store, now, coded(source), coded(source, 2))
    with store.writing("remove", now=now) as change:
        assert codings.remove(change.connection, [2, 2, 77]) == 1
        assert codings.remove(change.connection, []) == 0
    add(store, now, coded(source, 2))
    assert [one.id for one in listed(store)] == [1, 3]


def test_a_time_comes_back_as_the_same_moment_and_one_without_zone_is_refused(store, put, coded, now):
    source = put()
    local = datetime(2026, 7, 1, 1, 2, 3, 456, tzinfo=timezone(timedelta(hours=2)))
    add(store, now, replace(coded(source), time=local))
    (found,) = listed(store)
    assert found.time == local
    assert found.time.tzinfo is UTC
    with pytest.raises(Exception, match="without a time zone"):
        add(store, now, replace(coded(source, 2), time=datetime(2026, 1, 1)))


def test_verdicts_are_kept_once_oldest_first(store, put, now):
    source = put()
    late = Verdict(source.name, source.turns[1].span, "needs", Decision.ACCEPTED, "A", now)
    early = replace(late, decision=Decision.REJECTED, time=now - timedelta(hours=1))
    with store.writing("judge", now=now) as change:
        assert codings.add_verdicts(change.connection, [late, early]) == (2, 0)
        assert codings.add_verdicts(change.connection, [late, replace(late, coder="B")]) == (1, 1)
    with store.reading() as connection:
        assert codings.verdicts(connection) == [early, late, replace(late, coder="B")]
    with pytest.raises(MisplacedQuote), store.writing("judge", now=now) as change:
        codings.add_verdicts(change.connection, [replace(late, span=Span(5, 10_000))])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(raw=AWKWARD, data=st.data())
def test_positions_and_words_survive_every_kind_of_character(store, now, raw, data):
    text = normalise(raw) + "!"
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    original = text.encode()
    source = Source("s.txt", hashlib.sha256(original).hexdigest(), text, (), {}, now)
    coding = Coding("s.txt", span, span.of(text), "needs", "A", now)
    with store.writing("try", now=now) as change:
        sources.add(change.connection, source, original=original, words=0)
        codings.add(change.connection, [coding])
        assert replace(codings.each(change.connection)[0], id=None) == coding
        assert list(codings.misplaced(change.connection)) == []
        assert sources.text(change.connection, "s.txt") == text
        sources.remove(change.connection, "s.txt")


def test_what_was_coded_since_is_later_than_a_moment_or_in_a_source_that_came_later(store, put, coded, now):
    a = put("a.txt")
    before, after = now - timedelta(days=9), now + timedelta(days=9)
    add(store, now, replace(coded(a, 1), time=before), replace(coded(a, 2), time=after))
    with store.reading() as connection:
        assert codings.coded_since(connection, now) == {"c2": after}
        assert codings.coded_since(connection, before) == {"c1": now, "c2": after}  # the source came in at `now`
        assert codings.coded_since(connection, after) == {}
