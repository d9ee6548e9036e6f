"""What an import of codings did: counted row by row, and told once for each thing to look at."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.codings.codings import Coding
from toolkit.domain.sources.sources import Role, Turn
from toolkit.domain.texts.text import Span
from toolkit.errors import Problem
from toolkit.services.coding.coding_results import ImportResult, voices

NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
R, D = Role.RESPONDENT, Role.RECORD
TURNS = (
    Turn(1, Span(0, 10), Role.INTERVIEWER),
    Turn(2, Span(12, 20), R, respondent="P1"),
    Turn(3, Span(22, 30), R, respondent="P2"),
    Turn(4, Span(32, 40), Role.SEVERAL),
    Turn(5, Span(42, 50), R, respondent="P1"),
    Turn(6, Span(52, 60), Role.UNKNOWN),
    Turn(7, Span(62, 70), D, respondent="P3"),
)


@pytest.mark.parametrize(
    ("span", "heard"),
    [
        ((0, 5), set()),
        ((10, 12), set()),  # between two turns
        ((5, 13), {"P1"}),
        ((12, 20), {"P1"}),
        ((19, 23), {"P1", "P2"}),
        ((20, 22), set()),
        ((13, 45), {"P1", "P2"}),
        ((33, 39), set()),
        ((53, 59), set()),
        ((63, 64), {""}),  # a record is said by nobody, whoever it is about
        ((0, 70), {"P1", "P2", ""}),
        ((70, 99), set()),
    ],
)
def test_who_is_heard_in_a_span(span, heard):
    assert voices(TURNS, Span(*span)) == heard


def test_in_a_source_without_turns_nobody_is_heard():
    assert voices((), Span(0, 5)) == set()


@given(st.integers(0, 75), st.integers(1, 40))
def test_looking_from_the_nearest_turn_hears_the_same_as_looking_at_all(start, length):
    span = Span(start, start + length)
    near = [one for one in TURNS if one.span.shared(span) and one.role in (R, D)]
    assert voices(TURNS, span) == {one.respondent if one.role is R else "" for one in near}


def _coding(start, end):
    return Coding("p.txt", Span(start, end), "x", "needs/work", "KL", NOW)


def test_codings_on_nobody_s_or_several_people_s_words_are_counted_and_told_once():
    result = ImportResult()
    for span in ((0, 5), (33, 39), (13, 19), (19, 23), (13, 45), (14, 46)):
        result.place(_coding(*span), TURNS)
    assert (result.outside, result.split) == (2, 3)
    result.tell("codings.csv")
    assert [one.values["n"] for one in result.problems] == [2, 3]
    assert {one.where for one in result.problems} == {"codings.csv"}
    assert result.failed == []
    assert result.left_out == 0


def test_what_is_not_so_is_not_told():
    result = ImportResult()
    result.place(_coding(13, 19), TURNS)
    result.place(_coding(63, 65), TURNS)
    result.tell("codings.csv")
    assert result.problems == []


def test_rows_left_out_are_those_of_serious_problems_each_with_its_number():
    result = ImportResult()
    result.problems = [
        Problem("a", "one row"),
        Problem("a", "an unknown source", values={"n": 7}),
        Problem("a", "only a note", values={"n": 100}, serious=False),
    ]
    assert [one.message for one in result.failed] == ["one row", "an unknown source"]
    assert result.left_out == 1 + 7
