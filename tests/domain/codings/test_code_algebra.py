"""Lines of codes and conditions are read from left to right, in Swedish words too."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.codings.code_algebra import Condition, How, Line, parsed
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
