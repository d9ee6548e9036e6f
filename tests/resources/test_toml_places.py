"""Where a value stands in a TOML text: told only when it is found once, so that a wrong line is never named."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.resources.expectations import KEY
from toolkit.resources.toml_places import places

TEXT = '''\
name = "A"
  spaced = 1

[law]
legal_basis = "x"
"quoted key" = 2

[groups.team]
sv = "laget"

[[goals]]
text = "Ett"
[[goals]]
text = """
name = "inte jag"
"""
target = 3
inner.deep = 4
'''


@pytest.mark.parametrize(
    ("loc", "position"),
    [
        (("name",), (1, 1)),
        (("spaced",), (2, 3)),
        (("law",), (4, 2)),
        (("law", "legal_basis"), (5, 1)),
        (("law", "quoted key"), (6, 1)),
        (("law", "unknown"), (4, 2)),
        (("groups", "team", "sv"), (9, 1)),
        (("groups", "team", "sv", KEY), (9, 1)),
        (("goals", 0), (11, 3)),
        (("goals", 0, "text"), (12, 1)),
        (("goals", 1, "target"), (17, 1)),
        (("goals", 1, "inner", "deep"), (18, 1)),
        (("goals", 1, "gone", 4), (13, 3)),
        (("groups", "employers"), None),
        (("gone",), None),
        ((KEY,), None),
        ((), None),
    ],
)
def test_the_place_of_a_value_or_of_what_holds_it(loc: tuple[int | str, ...], position: tuple[int, int] | None) -> None:
    assert places(TEXT)(loc) == position


def test_what_is_found_twice_is_not_told() -> None:
    assert places("a = 1\na = 2\n")(("a",)) is None
    assert places("[a]\nb = 1\n[a]\nb = 2\n")(("a", "b")) is None


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_text_of_several_lines_hides_what_looks_like_a_key_and_keeps_the_lines(quotes: str) -> None:
    text = f"a = {quotes}\n[x]\nb = 1\n{quotes}\nc = 2\n"
    assert places(text)(("b",)) is None
    assert places(text)(("x",)) is None
    assert places(text)(("c",)) == (5, 1)


def test_comments_and_empty_texts_have_no_places() -> None:
    assert places("# a = 1\n#[b]\n")(("a",)) is None
    assert places("")(("a",)) is None


NAMES = st.sampled_from(["a", "b", "c-d", "e_f"])


@settings(max_examples=25)
@given(st.dictionaries(NAMES, st.dictionaries(NAMES, st.integers(0, 9), min_size=1), max_size=4))
def test_every_value_of_a_plain_file_is_found_on_its_line(tables: dict[str, dict[str, int]]) -> None:
    lines: list[str] = []
    expected = {}
    for table, values in tables.items():
        lines.append(f"[{table}]")
        for key, value in values.items():
            lines.append(f"{key} = {value}")
            expected[table, key] = (len(lines), 1)
    text = "\n".join(lines)
    assert tomllib.loads(text) == tables
    assert {loc: places(text)(loc) for loc in expected} == expected
