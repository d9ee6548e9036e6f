"""How codes are used: by whom, on whose words and where; codings on nobody's words are no use of a code."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage.material import place, put_coding, put_source
from toolkit.domain.sources.sources import Role
from toolkit.storage.codings import scheme_use
from toolkit.storage.codings.scheme_use import Held, Use
from toolkit.storage.sources import sources

ROWS = (
    ("I", None, "Hur var det?"),
    ("D01", "D01", "Jag var rädd."),
    ("D02", "D02", "Det tog tid."),
    ("?", None, "Mm ja."),
)


@pytest.fixture
def key(connection):
    return put_source(connection, "b.txt", ROWS)


def test_codings_are_counted_by_coder_in_order_of_name(connection, key):
    put_coding(connection, key, "rädd", "x", "KL")
    put_coding(connection, key, "rädd", "y", "KL")
    put_coding(connection, key, "rädd", "y", "B")
    put_coding(connection, key, "rädd", "z", "A")
    found = scheme_use.by_coder(connection, iter(["x", "y"]))
    assert list(found.items()) == [("B", 1), ("KL", 2)]
    assert scheme_use.by_coder(connection, []) == {}


def test_uses_tell_the_first_turn_and_everybody_whose_words_they_hold(connection, key):
    one = put_coding(connection, key, "rädd", "x")
    both = put_coding(connection, key, "Jag var rädd.\nD02: Det tog tid.\n?: Mm", "x")
    put_coding(connection, key, "Hur var det?", "x")  # the interviewer's
    put_coding(connection, key, "\nD02: ", "x")  # right between two turns
    put_coding(connection, key, "Mm ja.", "x")  # nobody knows who
    put_coding(connection, key, "rädd", "y")
    other = put_source(connection, "a.txt", (("D09", "D09", "Ja."),))
    first = put_coding(connection, other, "Ja.", "x", "B")
    found = scheme_use.uses(connection, ["x"])
    assert [use.id for use in found] == [first, both, one]
    assert found[1].respondents == ("D01", "D02")
    assert (found[1].turn, found[1].source_id) == (1, key)
    assert found[2] == Use(one, 1, "A", key, "b.txt", place(connection, key, "rädd"), "rädd", 1, ("D01",))
    assert [use.id for use in scheme_use.uses(connection, ["x"], source_id=other)] == [first]
    assert scheme_use.uses(connection, []) == []


def test_a_person_who_speaks_twice_in_a_coding_is_named_once(connection):
    rows = (("D02", "D02", "ett"), ("D01", "D01", "två"), ("D02", "D02", "tre"))
    key = put_source(connection, "a.txt", rows)
    put_coding(connection, key, "ett\nD01: två\nD02: tre", "x")
    (use,) = scheme_use.uses(connection, ["x"])
    assert (use.respondents, use.turn) == (("D02", "D01"), 0)


def test_codings_are_counted_by_coder_and_by_whose_words_they_lie_on(connection, key):
    for coder in ("A", "B"):
        put_coding(connection, key, "rädd", "x", coder)
        put_coding(connection, key, "Hur var det?", "x", coder)
    put_coding(connection, key, "Jag", "y")
    put_coding(connection, key, "rädd.\nD02: Det", "y")
    assert scheme_use.spoken(connection, ["x", "y"]) == {
        ("A", ("D01",)): 2,
        ("A", ("D01", "D02")): 1,
        ("B", ("D01",)): 1,
    }
    assert scheme_use.spoken(connection, ["z"]) == {}


def test_a_case_description_is_nobodys_words(connection, key):
    whole = sources.by_id(connection, key)
    about = [replace(one, role=Role.RECORD, respondent="D01") for one in whole.turns]
    sources.replace_turns(connection, "b.txt", about)
    put_coding(connection, key, "rädd", "x")
    assert scheme_use.uses(connection, ["x"]) == []
    assert scheme_use.spoken(connection, ["x"]) == {}
    assert scheme_use.sources_of(connection, ["x"]) == [key]


def test_sources_in_which_codes_are_used_come_in_order_of_name(connection, key):
    a, c = put_source(connection, "a.txt", ROWS), put_source(connection, "c.txt", ROWS)
    for source_id, code in ((key, "x"), (a, "y"), (c, "z"), (a, "x")):
        put_coding(connection, source_id, "rädd", code)
    assert scheme_use.sources_of(connection, ["x", "y"]) == [a, key]


def test_codings_are_held_by_number_and_by_place(connection, key, monkeypatch):
    span = place(connection, key, "rädd")
    numbers = [put_coding(connection, key, "rädd", code, coder) for code, coder in (("x", "A"), ("x", "B"), ("y", "A"))]
    elsewhere = put_coding(connection, key, "tid", "x")
    monkeypatch.setattr(scheme_use, "_AT_ONCE", 2)
    found = scheme_use.held(connection, [*numbers, 99])
    assert set(found) == set(numbers)
    assert found[numbers[1]] == Held(numbers[1], key, span.start, span.end, "x", "B")
    tid = place(connection, key, "tid")
    assert scheme_use.held_of(connection, "x", "A") == {
        (key, span.start, span.end): numbers[0],
        (key, tid.start, tid.end): elsewhere,
    }
    assert scheme_use.held(connection, []) == {}
