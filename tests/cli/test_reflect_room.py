"""`spegla reflect room`: opened deliberately, for a session that is there, from the first step on."""

from __future__ import annotations

import pytest

from tests.cli.unchanged import unchanged
from toolkit.cli.reflect_room import Walk, _walk
from toolkit.domain.reflection.reflection import FORMATS
from toolkit.errors import NotFound


@pytest.mark.parametrize("form", list(FORMATS.values()), ids=list(FORMATS))
def test_enter_goes_through_every_step_and_from_the_last_to_the_first(form):
    walk = Walk(form)
    seen = []
    for _ in form.steps:
        seen.append(walk.where())
        walk.go_on()
    assert seen == [(step.key, 0) for step in form.steps]
    assert walk.where() == seen[0]


def test_a_walk_begins_where_it_is_said_or_at_the_beginning():
    form = next(iter(FORMATS.values()))
    last = form.steps[-1].key
    assert _walk(form, "").where() == (form.steps[0].key, 0)
    assert _walk(form, last).where() == (last, 0)
    with pytest.raises(NotFound) as told:
        _walk(form, "dance")
    assert told.value.sentence == "The format has no step dance."
    assert all(step.key in told.value.hint for step in form.steps)


@pytest.mark.parametrize(
    ("words", "code", "err"),
    [
        (("1",), 2, "--address"),
        (("1", "--address", "127.0.0.1"), 1, "1"),
        (("one", "--address", "127.0.0.1"), 2, ""),
        ((), 2, "SESSION"),
    ],
)
def test_no_room_is_opened_by_mistake(spegla, looked_at, words, code, err):
    with unchanged(looked_at):
        answer = spegla("reflect", "room", *words, "-p", looked_at)
    assert (answer.code, answer.out) == (code, "")
    assert err in answer.err


def test_a_call_without_an_address_names_those_of_this_computer(spegla, looked_at):
    answer = spegla("reflect", "room", "1", "-p", looked_at)
    assert "127.0.0.1" in answer.err or "Take one of these: " in answer.err
