"""Who speaks in a source: respondents only, each once, in the order of their first turns."""

from __future__ import annotations

from datetime import UTC, datetime

from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span


def source(*turns: tuple[Role, str | None]) -> Source:
    made = tuple(Turn(n, Span(n, n + 1), role, None, who) for n, (role, who) in enumerate(turns))
    return Source("a.txt", "", "x" * 20, made, {}, datetime(2026, 3, 1, tzinfo=UTC))


def test_only_those_who_speak_as_respondents_are_respondents() -> None:
    spoken = source(
        (Role.INTERVIEWER, None),
        (Role.RESPONDENT, "D02"),
        (Role.RESPONDENT, "D01"),
        (Role.RESPONDENT, "D02"),
        (Role.RECORD, "D03"),  # whom a text is about does not speak
        (Role.SEVERAL, "D04"),
        (Role.UNKNOWN, "D05"),
        (Role.RESPONDENT, None),
        (Role.RESPONDENT, ""),
    )
    assert spoken.respondents() == ("D02", "D01")
    assert source().respondents() == ()
