"""The formats of a session: each step once, in words of both languages, and dots only where they are placed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from toolkit import messages
from toolkit.domain.reflection.reflection import FORMATS, Agreed, Session, Sort, State

EVERY = list(FORMATS.values())


@pytest.mark.parametrize("form", EVERY, ids=lambda form: form.key)
def test_each_step_is_found_by_its_key_and_stands_once(form) -> None:
    keys = [step.key for step in form.steps]
    assert len(set(keys)) == len(keys) > 0
    assert [form.step(key) for key in keys] == list(form.steps)
    assert form.step("gone") is None
    assert FORMATS[form.key] is form


@pytest.mark.parametrize("form", EVERY, ids=lambda form: form.key)
def test_titles_and_prompts_are_there_in_swedish_and_prompts_are_whole_sentences(form) -> None:
    messages.use_language("sv")
    for text in (form.title, *(each for step in form.steps for each in (step.title, step.prompt))):
        assert messages.tr(text) not in ("", text) or text in ("Plus", "Delta")  # which are the same in Swedish
    assert all(step.prompt[-1] in "?." and step.title[-1] not in "?." for step in form.steps)


def test_every_sort_but_other_can_be_said_at_some_step() -> None:
    assert {step.sort for form in EVERY for step in form.steps} == set(Sort)


def test_objections_are_made_only_where_findings_are_looked_at() -> None:
    for form in EVERY:
        assert form.about_findings is any(step.sort is Sort.OBJECTION for step in form.steps)


def test_dots_are_placed_at_one_step_of_one_format() -> None:
    assert [(form.key, step.key, step.dots) for form in EVERY for step in form.steps if step.dots] == [
        ("priorities", "dots", 3)
    ]


def test_a_session_knows_its_format_and_nobody_is_quoted_unless_it_was_agreed() -> None:
    at = datetime(2026, 3, 1, tzinfo=UTC)
    session = Session(1, "T", "d", "team", "stop", State.OPEN, True, (), Agreed(), None, None, "", at, 1)
    assert session.form is FORMATS["stop"]
    assert (Agreed().quote, Agreed().at_once) == (False, False)
