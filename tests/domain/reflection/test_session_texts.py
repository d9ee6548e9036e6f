"""The text that a session becomes: each answered step a question, each response a turn at the place that is told."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.domain.reflection.reflection import FORMATS, Agreed, Response, Session, State
from toolkit.domain.reflection.session_texts import Written, written
from toolkit.domain.sources.sources import ASKING

AT = datetime(2026, 3, 1, tzinfo=UTC)
SESSION = Session(7, "Vårens möte", "2026-03-01", "team", "plus_delta", State.CLOSED, False, (), Agreed(), None, None,
                  "KL", AT, 1)  # fmt: skip


def response(id_: int, text: str, step: str = "plus", who: str = "") -> Response:
    return Response(id_, 7, step, text, who, None, None, "", "", False, None, None, "KL", AT, 1)


def made(*responses: Response) -> Written:
    return written(SESSION, responses, lambda message: f"<{message}>")


def test_steps_stand_in_their_order_and_responses_in_the_order_in_which_they_came() -> None:
    page = made(response(3, "Mer tid", "delta"), response(1, "Tryggt"), response(2, "Lugnt"))
    assert page.text == (
        "Vårens möte\n2026-03-01 · 7\n"
        "\nI: <Plus>. <What do we want to keep?>\n– Tryggt\n– Lugnt\n"
        "\nI: <Delta>. <What do we want to change?>\n– Mer tid\n"
    )
    assert [(turn.label, turn.span.of(page.text)) for turn in page.turns] == [
        (ASKING, "<Plus>. <What do we want to keep?>"),
        (None, "Tryggt"),
        (None, "Lugnt"),
        (ASKING, "<Delta>. <What do we want to change?>"),
        (None, "Mer tid"),
    ]


def test_a_session_where_nothing_was_said_has_its_head_alone() -> None:
    assert made() == Written("Vårens möte\n2026-03-01 · 7\n", (), {})


@pytest.mark.parametrize(
    ("who", "printed", "label"),
    [
        ("", "– ", None),
        ("   ", "– ", None),
        ("Handledare", "Handledare: ", "Handledare"),
        ("D01", "D01: ", "D01"),
        (" Åsa \n Berg ", "Åsa Berg: ", "Åsa Berg"),
        ("Deltagare 2", "Deltagare 2: ", "Deltagare 2"),
        ("Intervjuare", "Intervjuare: ", None),
        ("Flera", "Flera: ", None),
        ("okänd", "okänd: ", None),
    ],
)
def test_nobody_becomes_the_interviewer_by_what_they_call_themselves(who: str, printed: str, label: str | None) -> None:
    page = made(response(1, "Tryggt", who=who))
    assert page.text.splitlines()[-1] == f"{printed}Tryggt"
    assert page.turns[-1].label == label


def test_a_response_without_words_has_no_place() -> None:
    page = made(response(1, " \n"), response(2, "Ja"), response(3, "", who="D01"))
    assert set(page.places) == {2}
    assert len(page.turns) == 2


@settings(max_examples=50)
@given(st.lists(st.text(alphabet="aÅe\u0301 \r\n🙂:", max_size=12), max_size=5))
def test_each_response_stands_where_its_place_says(said: list[str]) -> None:
    page = made(*(response(number, text) for number, text in enumerate(said)))
    for number, (start, end) in page.places.items():
        words = page.text[start:end]
        assert words == words.strip()
        assert words.split() == unicodedata.normalize("NFC", said[number]).split()
    assert len(page.places) == sum(bool(text.strip()) for text in said)


def test_every_format_can_be_written() -> None:
    for form in FORMATS.values():
        session = Session(1, "T", "d", "team", form.key, State.CLOSED, True, (), Agreed(), None, None, "", AT, 1)
        page = written(session, [response(at, "x", step.key) for at, step in enumerate(form.steps)], str)
        assert [turn.label for turn in page.turns] == [ASKING, None] * len(form.steps)
        assert len(page.places) == len(form.steps)


def test_a_response_to_a_step_that_the_format_has_not_is_not_told() -> None:
    assert made(response(1, "x", "recognise")).places == {}
