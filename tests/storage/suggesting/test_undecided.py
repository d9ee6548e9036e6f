"""What a coder has still to decide: neither coded nor answered by the coder, nor settled by anybody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from tests.storage.material import NOW, at, place, put, put_coding, put_segment, put_source, put_suggestion
from toolkit.domain.codings.codings import Suggestion
from toolkit.storage.suggesting import undecided
from toolkit.storage.suggesting.undecided import Asker, Waiting, Wanted
from toolkit.storage.tables.schema import settlement, suggestion, verdict

ROWS = (
    ("D01", "D01", "ett två tre fyra"),
    ("D02", "D02", "fem sex sju åtta"),
    ("D01", "D01", "nio tio elva tolv"),
)
CODES = ("needs/health", "needs/work", "needs")
ME = Asker("A", CODES)


@pytest.fixture
def key(connection):
    return put_source(connection, "a.txt", ROWS)


def proposed(connection, key, said, *codes, respondent="D01"):
    """A segment of these words with a suggestion of each code (and its score); gives the segment's number."""
    number = put_segment(connection, key, said, respondent)
    for code, score in codes or (("needs/health", 0.8),):
        put_suggestion(connection, number, code, score)
    return number


def answer(connection, key, said, decision="rejected", **more):
    own = {"code": "needs/health", "decision": decision, "coder": "A", "time": NOW, **more}
    put(connection, verdict, **at(connection, key, said), **own)


def settle(connection, key, said, code="needs/health"):
    own = {"quote": said, "code": code, "applies": False, "reason": "", "coder": "C", "time": NOW}
    put(connection, settlement, **at(connection, key, said), **own)


def left(connection, key, asker=ME):
    """The open suggestions: words and code; both ways of asking must agree."""
    found = undecided.of_source(connection, asker, key)
    first, total = undecided.first(connection, asker, Wanted(limit=100))
    assert {one.id for one in first if one.source_id == key} == {one.id for one in found}
    assert total == len(first)
    words = undecided.texts(connection, [one.id for one in found])
    return [(words[one.id], each.code) for one in found for each in one.suggestions]


def test_suggestions_are_told_in_order_of_place_the_highest_score_first(connection, key):
    late = proposed(connection, key, "nio tio")
    early = proposed(connection, key, "ett två", ("needs/work", 0.4), ("needs/health", 0.9))
    (one, two) = undecided.of_source(connection, ME, key)
    assert (one.id, two.id, one.source, one.source_id, one.span) == (
        early,
        late,
        "a.txt",
        key,
        place(connection, key, "ett två"),
    )
    assert [(each.code, each.score, each.source, each.span) for each in one.suggestions] == [
        ("needs/health", 0.9, "a.txt", one.span),
        ("needs/work", 0.4, "a.txt", one.span),
    ]
    assert not one.skipped
    assert undecided.of_source(connection, ME, key, [late]) == [two]
    assert undecided.of_source(connection, ME, key, []) == []


@pytest.mark.parametrize(
    ("words", "code", "coder", "open_"),
    [
        ("ett två tre fyra", "needs/health", "A", False),
        ("ett", "needs/health", "A", False),  # all of the shorter
        ("två tre fyra\nD02: fem sex sju åtta", "needs/health", "A", False),
        ("e fyra\nD02: fem sex sju åtta", "needs/health", "A", True),  # six of sixteen: less than half of the shorter
        ("tre fyra\nD02: fem sex sju", "needs/health", "A", False),  # eight of sixteen
        ("fem sex", "needs/health", "A", True),
        ("ett två tre fyra", "needs/health", "B", True),
        ("ett två tre fyra", "needs/work", "A", True),
        ("ett två tre fyra", "needs/health/sleep", "A", False),  # a code below it is it, more exactly
        ("ett två tre fyra", "needs", "A", True),
        ("ett två tre fyra", "needs/healthy", "A", True),
    ],
)
def test_a_coding_decides_a_suggestion_of_its_code_or_one_above_it(connection, key, words, code, coder, open_):
    proposed(connection, key, "ett två tre fyra")
    put_coding(connection, key, words, code, coder)
    assert bool(left(connection, key)) is open_


@pytest.mark.parametrize(
    ("words", "decision", "said", "open_"),
    [
        ("ett två tre fyra", "rejected", {"code": "needs/health", "coder": "A"}, False),
        ("ett två tre fyra", "corrected", {"code": "needs/health", "coder": "A"}, False),
        ("ett två tre fyra", "skipped", {"code": "needs/health", "coder": "A"}, True),
        ("ett två", "rejected", {"code": "needs/health", "coder": "A"}, False),
        ("fem sex", "rejected", {"code": "needs/health", "coder": "A"}, True),
        ("ett två tre fyra", "rejected", {"code": "needs/health", "coder": "B"}, True),
        ("ett två tre fyra", "rejected", {"code": "needs/health/sleep", "coder": "A"}, True),
        ("ett två tre fyra", "rejected", {"code": "needs", "coder": "A"}, True),
    ],
)
def test_an_answer_decides_a_suggestion_of_its_code(connection, key, words, decision, said, open_):
    proposed(connection, key, "ett två tre fyra")
    answer(connection, key, words, decision, **said)
    assert bool(left(connection, key)) is open_


def test_what_is_settled_is_settled_for_everybody(connection, key):
    proposed(connection, key, "ett två", ("needs/health", 0.8), ("needs/work", 0.7))
    settle(connection, key, "ett två tre")
    for coder in ("A", "B"):
        assert left(connection, key, Asker(coder, CODES)) == [("ett två", "needs/work")]


def test_codes_out_of_use_and_withheld_people_are_not_asked_about(connection, key):
    proposed(connection, key, "ett två", ("needs/health", 0.8), ("old", 0.9))
    proposed(connection, key, "fem sex", respondent="D02")
    assert left(connection, key, Asker("A", CODES, ("D02",))) == [("ett två", "needs/health")]
    assert left(connection, key, Asker("A", ("old",))) == [("ett två", "old")]
    assert left(connection, key, Asker("A", ())) == []


def test_what_was_judged_under_a_code_that_another_took_over_is_judged(connection, key):
    for said in ("ett två", "fem sex", "nio tio", "elva tolv"):
        proposed(connection, key, said)
    put_coding(connection, key, "ett två", "old.code/å")
    answer(connection, key, "fem sex", code="old.code/å")
    settle(connection, key, "nio tio", "old.code/å")
    assert len(left(connection, key)) == 4
    merged = Asker("A", CODES, merged=(("old.code/å", "needs/health"),))
    assert left(connection, key, merged) == [("elva tolv", "needs/health")]


def test_judgements_in_another_source_at_the_same_place_decide_nothing(connection, key):
    other = put_source(connection, "b.txt", ROWS)
    proposed(connection, key, "ett två")
    put_coding(connection, other, "ett två")
    answer(connection, other, "ett två")
    settle(connection, other, "ett två")
    assert left(connection, key) == [("ett två", "needs/health")]


def test_those_put_off_come_last_and_of_them_the_one_longest_ago_first(connection, key):
    one, two, three = (proposed(connection, key, said) for said in ("ett två", "fem sex", "nio tio"))
    answer(connection, key, "ett två", "skipped", time=NOW + timedelta(hours=2))
    answer(connection, key, "fem sex", "skipped", time=NOW + timedelta(hours=1))
    answer(connection, key, "fem sex", "skipped", time=NOW)
    found, total = undecided.first(connection, ME, Wanted())
    assert ([each.id for each in found], total) == ([three, two, one], 3)
    assert [each.skipped for each in found] == [False, True, True]
    others, _ = undecided.first(connection, Asker("B", CODES), Wanted())
    assert [(each.id, each.skipped) for each in others] == [(one, False), (two, False), (three, False)]


def test_a_segment_is_put_off_only_when_all_its_suggestions_are(connection, key):
    proposed(connection, key, "ett två", ("needs/health", 0.8), ("needs/work", 0.7))
    answer(connection, key, "ett två", "skipped")
    (one,) = undecided.of_source(connection, ME, key)
    assert not one.skipped
    answer(connection, key, "ett två", "skipped", code="needs/work")
    (one,) = undecided.of_source(connection, ME, key)
    assert one.skipped


@pytest.fixture
def four(connection, key):
    """Segments in two sources, b.txt before a.txt by number and after by name."""
    other = put_source(connection, "0.txt", ROWS)
    return {
        "sure": proposed(connection, key, "ett två", ("needs/health", 0.95)),
        "doubtful": proposed(connection, key, "fem sex", ("needs/health", 0.52), ("needs/work", 0.1)),
        "middling": proposed(connection, key, "nio tio", ("needs/health", 0.7)),
        "elsewhere": proposed(connection, other, "ett två", ("needs/health", 0.625)),
    }


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("text", ["elsewhere", "sure", "doubtful", "middling"]),
        ("certain", ["sure", "middling", "elsewhere", "doubtful"]),
        ("uncertain", ["doubtful", "elsewhere", "middling", "sure"]),
    ],
)
def test_the_first_come_in_the_wanted_order_and_all_are_counted(connection, key, four, order, expected):
    names = {number: name for name, number in four.items()}
    found, total = undecided.first(connection, ME, Wanted(order))
    assert ([names[one.id] for one in found], total) == (expected, 4)
    found, total = undecided.first(connection, ME, Wanted(order, limit=2))
    assert ([names[one.id] for one in found], total) == (expected[:2], 4)
    own = [name for name in expected if name != "elsewhere"]
    found, total = undecided.first(connection, ME, Wanted(order, source_id=key))
    assert ([names[one.id] for one in found], total) == (own, 3)


def test_one_reads_on_from_a_place_and_then_from_the_beginning(connection, key, four):
    names = {number: name for name, number in four.items()}
    where = undecided.place_of(connection, four["sure"])
    assert where == ("a.txt", place(connection, key, "ett två").start)
    found, _ = undecided.first(connection, ME, Wanted(after=where))
    assert [names[one.id] for one in found] == ["doubtful", "middling", "elsewhere", "sure"]
    assert undecided.place_of(connection, 999) is None


def test_nothing_is_told_where_nothing_is_open(connection, key):
    assert undecided.first(connection, ME, Wanted()) == ([], 0)
    assert undecided.of_source(connection, ME, key) == []
    assert undecided.waiting(connection, ME, doubt=0.1, sure=0.9) == []
    assert undecided.texts(connection, []) == {}


def test_a_long_judgement_reaches_segments_far_from_where_it_begins(connection, key):
    proposed(connection, key, "nio tio")
    answer(connection, key, "ett två tre fyra\nD02: fem sex sju åtta\nD01: nio tio elva", "rejected")
    put_coding(connection, key, "elva")
    assert left(connection, key) == []


def test_what_waits_is_counted_by_source_with_the_doubtful_and_the_sure(connection, key, four):
    found = {one.source_id: one for one in undecided.waiting(connection, ME, doubt=0.125, sure=0.7)}
    assert found.pop(key) == Waiting(key, segments=3, doubtful=1, sure=2)
    (elsewhere,) = found.values()
    assert (elsewhere.segments, elsewhere.doubtful, elsewhere.sure) == (1, 0, 0)  # exactly as far as doubt goes
    answer(connection, key, "fem sex")
    found = {one.source_id: one for one in undecided.waiting(connection, ME, doubt=0.5, sure=0.7)}
    assert found[key] == Waiting(key, segments=3, doubtful=3, sure=2)


def test_answers_are_counted_by_code(connection, key):
    answer(connection, key, "ett två")
    answer(connection, key, "fem sex", "skipped")
    answer(connection, key, "ett två", code="needs/work")
    answer(connection, key, "ett två", coder="B")
    assert undecided.answered(connection, "A") == {"needs/health": 2, "needs/work": 1}
    assert undecided.answered(connection, "C") == {}


def test_suggestions_are_found_by_number(connection, key):
    proposed(connection, key, "fem sex")
    connection.execute(update(suggestion).values(because="ordet fem"))
    (number,) = connection.execute(suggestion.select()).scalars()
    span = place(connection, key, "fem sex")
    known = Suggestion("a.txt", span, "needs/health", 0.8, "ordet fem", "rules", number)
    assert undecided.by_id(connection, [number, number + 1]) == {number: (key, known)}


def test_a_coders_answers_that_share_words_are_told_the_oldest_first(connection, key):
    answer(connection, key, "två tre", time=NOW + timedelta(1))
    answer(connection, key, "ett två", "skipped", code="needs/work")
    answer(connection, key, " fyra")  # right beside it
    answer(connection, key, "ett två", coder="B")
    found = undecided.verdicts_on(connection, key, place(connection, key, "två tre"), "A")
    assert found == [
        ("needs/work", "skipped", place(connection, key, "ett två")),
        ("needs/health", "rejected", place(connection, key, "två tre")),
    ]


def test_the_words_of_just_the_wanted_segments_are_told(connection, key):
    one, other = (proposed(connection, key, said) for said in ("fem sex", "ett två"))
    assert undecided.texts(connection, [one]) == {one: "fem sex"}
    assert undecided.texts(connection, [other, one, 999]) == {one: "fem sex", other: "ett två"}


def test_a_score_below_a_half_is_as_doubtful_as_one_as_far_above(connection, key):
    low = proposed(connection, key, "ett två", ("needs/health", 0.25))
    high = proposed(connection, key, "fem sex", ("needs/health", 0.8125))
    found, _ = undecided.first(connection, ME, Wanted("uncertain"))
    assert [one.id for one in found] == [low, high]
    (waits,) = undecided.waiting(connection, ME, doubt=0.3, sure=0.9)
    assert (waits.segments, waits.doubtful, waits.sure) == (2, 1, 0)


def test_what_a_coder_did_in_one_source_hides_nothing_in_the_others(connection, key):
    other = put_source(connection, "b.txt", ROWS)
    for number in (key, other):
        proposed(connection, number, "ett två")
        proposed(connection, number, "nio tio")
    put_coding(connection, key, "ett två")
    answer(connection, key, "nio tio", "skipped")
    assert left(connection, key) == [("nio tio", "needs/health")]
    assert len(left(connection, other)) == 2
    assert {one.source_id: one.segments for one in undecided.waiting(connection, ME, doubt=0, sure=1)} == {
        key: 1,
        other: 2,
    }
