"""What comes of a session: which objections wait for an answer, and what should be done by now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from toolkit import messages
from toolkit.domain.reflection.learning import (
    LOOPS,
    OUTCOMES,
    STATUSES,
    Answer,
    Commitment,
    Held,
    Loop,
    Outcome,
    Status,
    Told,
    open_objections,
    overdue,
)
from toolkit.domain.reflection.reflection import Agreed, Response, Session, Sort, State

AT = datetime(2026, 3, 1, tzinfo=UTC)
TODAY = date(2026, 3, 1)
SESSION = Session(
    7, "Mötet", "2026-03-01", "team", "recognise", State.CLOSED, True, (), Agreed(), None, None, "", AT, 1
)
ANSWER = Answer(1, 2, Outcome.ANSWERED, "Nej, för …", None, "KL", AT, 1)
AGREED = Commitment(
    1, 7, None, "Ringa", "teamet", "2026-02-28", Status.OPEN, "", Loop.SINGLE, None, None, None, "", AT, 1
)


def told(step: str, answer: Answer | None = None) -> Told:
    response = Response(2, 7, step, "x", "", None, None, "", "", False, None, None, "KL", AT, 1)
    return Told(response, SESSION, answer)


def test_every_outcome_status_and_loop_can_be_said_in_both_languages() -> None:
    assert (set(OUTCOMES), set(STATUSES), set(LOOPS)) == (set(Outcome), set(Status), set(Loop))
    messages.use_language("sv")
    for title in (*OUTCOMES.values(), *STATUSES.values(), *LOOPS.values()):
        assert messages.tr(title) not in ("", title)


@pytest.mark.parametrize(
    ("status", "due", "late"),
    [
        (Status.OPEN, "2026-02-28", True),
        (Status.OPEN, "2026-03-01", False),  # the day itself is not over
        (Status.OPEN, "", False),
        (Status.DONE, "2026-02-28", False),
        (Status.DROPPED, "2026-02-28", False),
        (Status.CHANGED, "2026-02-28", False),
    ],
)
def test_what_was_agreed_is_overdue_when_its_day_is_over_and_nobody_has_said(
    status: Status, due: str, late: bool
) -> None:
    assert replace(AGREED, status=status, due=due).overdue(TODAY) is late


@pytest.mark.parametrize(
    ("step", "answer", "sort", "waits"),
    [
        ("differently", None, Sort.OBJECTION, True),
        ("differently", ANSWER, Sort.OBJECTION, False),
        ("recognise", None, Sort.RECOGNISED, False),
        ("add", None, Sort.ADDITION, False),
        ("gone", None, Sort.OTHER, False),
    ],
)
def test_only_an_objection_without_an_answer_waits(step: str, answer: Answer | None, sort: Sort, waits: bool) -> None:
    one = told(step, answer)
    assert (one.sort, one.open) == (sort, waits)
    assert open_objections([Held(SESSION, (one,)), Held(SESSION)]) == ([one] if waits else [])


def test_what_was_said_is_told_by_sort_in_its_order() -> None:
    one, two, three = told("differently"), told("recognise"), told("differently", ANSWER)
    held = Held(SESSION, (one, two, three))
    assert held.of(Sort.OBJECTION) == [one, three]
    assert held.of(Sort.OBJECTION, Sort.RECOGNISED) == [one, two, three]
    assert held.of() == []


def test_what_is_overdue_is_told_the_earliest_first() -> None:
    late = [
        replace(AGREED, id=n, due=due) for n, due in ((1, "2026-02-28"), (4, "2026-01-05"), (3, "2026-01-05"), (5, ""))
    ]
    held = [Held(SESSION, agreed=tuple(late[:2])), Held(SESSION, agreed=tuple(late[2:]))]
    assert [one.id for one in overdue(held, TODAY)] == [3, 4, 1]
    assert overdue([], TODAY) == []
