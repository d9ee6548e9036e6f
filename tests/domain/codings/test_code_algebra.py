"""Lines of codes and conditions are read from left to right, in Swedish words too."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.codings.code_algebra import MOST, REACH, Condition, How, Line, parsed
from toolkit.errors import UsageError


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a", Line(("a",))),
        ("a or b", Line(("a", "b"))),
        ("a/x and b", Line(("a/x",), (Condition("b"),))),
        ("a not b", Line(("a",), (Condition("b", negated=True),))),
        ("a NOT near b", Line(("a",), (Condition("b", How.NEAR, negated=True),))),
        ("a then:3 b case c", Line(("a",), (Condition("b", How.THEN, reach=3), Condition("c", How.CASE)))),
        ("a och b inte person c", Line(("a",), (Condition("b"), Condition("c", How.CASE, negated=True)))),
        ("a sedan:2 b", Line(("a",), (Condition("b", How.THEN, reach=2),))),
        ("a OR b eller c", Line(("a", "b", "c"))),
        ("a OR b not c", Line(("a", "b"), (Condition("c", negated=True),))),
        ("a Then:9999 b", Line(("a",), (Condition("b", How.THEN, reach=9999),))),
        ("a then b", Line(("a",), (Condition("b", How.THEN, reach=REACH),))),
        ("a utan sedan:4 b", Line(("a",), (Condition("b", How.THEN, negated=True, reach=4),))),
        ("  a   nära\tb ", Line(("a",), (Condition("b", How.NEAR),))),
        ("Needs/Health case a", Line(("Needs/Health",), (Condition("a", How.CASE),))),
    ],
)
def test_lines(text, line):
    assert parsed(text) == line


@pytest.mark.parametrize(
    "text", ["", "and", "a and", "a b", "a or", "not a", "a and not b", "a and b or c", "a not not b"]
)
def test_what_is_no_line_is_refused(text):
    with pytest.raises(UsageError):
        parsed(text)


@given(st.text(max_size=80))
def test_nothing_typed_breaks_it(text):
    with suppress(UsageError):
        parsed(text)


@pytest.mark.parametrize(
    "text",
    [
        "a or or b",
        "a or near",
        "a or then:3",
        "or b",
        "a not or b",
        "a near",
        "a then:12345 b",
        "a then: b",
        "a and then b",
    ],
)
def test_where_a_code_must_stand_no_other_word_does(text):
    with pytest.raises(UsageError):
        parsed(text)


def test_a_line_has_twelve_conditions_at_most():
    assert len(parsed("a" + " and b" * MOST).conditions) == MOST == 12
    with pytest.raises(UsageError):
        parsed("a" + " and b" * (MOST + 1))


CODES = st.sampled_from(["needs", "needs/health", "valence/hinders", "phase/före"])
CONDITIONS = st.builds(Condition, CODES, st.sampled_from(How), st.booleans())


def written(one):
    """A condition as a person may type it."""
    return f"{'inte ' * one.negated}{one.how.value} {one.code}"


@settings(max_examples=50)
@given(st.lists(CODES, min_size=1, max_size=4), st.lists(CONDITIONS, max_size=MOST))
def test_a_line_that_is_written_out_is_read_as_it_was_meant(codes, conditions):
    text = " ".join([" or ".join(codes), *map(written, conditions)])
    assert parsed(text) == Line(tuple(codes), tuple(conditions))
