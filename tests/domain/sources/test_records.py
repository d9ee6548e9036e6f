"""Material that nobody says: its paragraphs are turns without a speaker, and a person it is about is reached."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.sources.cases import Register, Respondent
from toolkit.domain.sources.records import paragraphs, recast
from toolkit.domain.sources.sources import Role, Source, Turn
from toolkit.domain.texts.text import Span

REGISTER = Register.of([Respondent("D01", labels=("Åsa", "d_ett")), Respondent("D02")])
LONG = "Det här är en rad som är så lång att den fyller hela bredden på sidan"  # 69 signs, ends in mid-sentence


def source(text: str, kind: str, *turns: Turn, name: str = "fall.txt", **facts: str) -> Source:
    return Source(name, "", text, turns or (Turn(1, Span(0, len(text)), Role.UNKNOWN),), {"kind": kind, **facts},
                  datetime(2026, 3, 1, tzinfo=UTC))  # fmt: skip


def cut(text: str, start: int = 0, *, by_line: bool = False) -> list[str]:
    return [span.of(text) for span in paragraphs(text, start, by_line=by_line)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n \n", []),
        ("Ett.", ["Ett."]),
        ("Ett.\n\nTvå.", ["Ett.", "Två."]),
        ("Ett.\nTvå.", ["Ett.", "Två."]),
        ("Ett och\ntvå.", ["Ett och\ntvå."]),
        ("Ett och\nåtta.", ["Ett och\nåtta."]),
        (f"{LONG}\nSäter till Åby.", [f"{LONG}\nSäter till Åby."]),
        (f"{LONG}.\nSäter till Åby.", [f"{LONG}.", "Säter till Åby."]),
        (f"{LONG}\n\nSäter.", [LONG, "Säter."]),
        ("x" * 60 + "\nSäter.", ["x" * 60 + "\nSäter."]),
        ("x" * 59 + "\nSäter.", ["x" * 59, "Säter."]),
        ("Kort rad\nSäter.", ["Kort rad", "Säter."]),
        (f"{LONG}\n- punkt", [LONG, "- punkt"]),
        ("Listan:\na) ett\nb) två\n1. tre\n• fyra", ["Listan:", "a) ett", "b) två", "1. tre", "• fyra"]),
        ("  Indraget.  \n\n---\n\n***\nSlut.", ["Indraget.", "Slut."]),
        ("🙂\n\nOrd.", ["Ord."]),
    ],
)
def test_a_paragraph_is_the_lines_that_were_only_broken(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


def test_by_line_each_line_stands_for_itself() -> None:
    assert cut("Ett och\ntvå\n\ntre", by_line=True) == ["Ett och", "två", "tre"]


def test_what_stands_above_is_no_paragraph() -> None:
    assert cut("Datum: idag\nEtt.\nTvå.", 12) == ["Ett.", "Två."]


@given(st.text(alphabet="aBå .-\n1)🙂", max_size=80), st.booleans())
def test_no_word_is_lost_or_told_twice(text: str, by_line: bool) -> None:
    spans = list(paragraphs(text, by_line=by_line))
    assert all(one.end <= other.start for one, other in pairwise(spans))
    inside = {place for span in spans for place in range(span.start, span.end)}
    lost = "".join(sign for at, sign in enumerate(text) if at not in inside)
    assert not any(sign.isalnum() for sign in lost)


@pytest.mark.parametrize("kind", ["interview", "focus_group", "survey"])
def test_of_what_people_say_nothing_changes(kind: str) -> None:
    turn = Turn(4, Span(0, 3), Role.RESPONDENT, "SA", "D01", time=3.0)
    assert recast(source("Ett.\n\nTvå.", kind, turn), REGISTER) == (turn,)


@pytest.mark.parametrize(
    ("kind", "role"),
    [("observation", Role.RECORD), ("document", Role.RECORD), ("case", Role.RECORD), ("factors", Role.UNKNOWN)],
)
def test_of_what_nobody_says_each_paragraph_is_a_turn_without_speaker(kind: str, role: Role) -> None:
    text = "Rubrik: x\nEtt.\n\nTvå."
    turns = recast(source(text, kind, Turn(1, Span(10, 21), Role.UNKNOWN)), REGISTER)
    assert [(turn.number, turn.span.of(text), turn.role, turn.respondent) for turn in turns] == [
        (1, "Ett.", role, None),
        (2, "Två.", role, None),
    ]


def test_a_source_without_turns_has_none_afterwards() -> None:
    bare = Source("a.txt", "", "Ett.", (), {"kind": "observation"}, datetime(2026, 3, 1, tzinfo=UTC))
    assert recast(bare, REGISTER) == ()


@pytest.mark.parametrize(
    ("named", "whom"), [("D01", "D01"), (" åsa ", "D01"), ("D99", "D99"), ("", None), ("D01, D02", None)]
)
def test_a_case_tells_whom_it_is_about_so_that_consent_reaches_it(named: str, whom: str | None) -> None:
    [turn] = recast(source("Hon kom.", "case", respondent=named), REGISTER)
    assert (turn.role, turn.respondent) == (Role.RECORD, whom)
    [other] = recast(source("Hon kom.", "observation", respondent=named), REGISTER)
    assert other.respondent is None


@pytest.mark.parametrize(
    ("name", "named", "whose"),
    [("x.txt", "D02", "D02"), ("d_ett.txt", "", "D01"), ("d02.docx", "", "D02"), ("d77.txt", "", "D77"),
     ("d01.txt", "D02", "D02")],
)  # fmt: skip
def test_a_narrative_is_one_persons_from_end_to_end(name: str, named: str, whose: str) -> None:
    turns = recast(source("Ett.\n\nTvå.", "narrative", name=name, respondent=named), REGISTER)
    assert [(turn.role, turn.respondent) for turn in turns] == [(Role.RESPONDENT, whose)] * 2


def test_a_text_that_was_corrected_keeps_its_turns_as_they_are_cut() -> None:
    text = "Ett.\n\nTvå."
    turns = recast(source(text, "document", Turn(1, Span(0, 10), Role.UNKNOWN)), REGISTER, whole=False)
    assert [turn.span for turn in turns] == [Span(0, 10)]


def test_what_is_said_at_a_session_is_a_persons_only_where_the_register_has_the_person() -> None:
    text = "Fråga\nett\ntvå\ntre\n[…]\n"
    turns = (
        Turn(1, Span(0, 5), Role.INTERVIEWER, "I"),
        Turn(2, Span(6, 9), Role.RESPONDENT, "D01", "D01"),
        Turn(3, Span(10, 13), Role.RESPONDENT, "Handledare", "Handledare"),
        Turn(4, Span(14, 17), Role.UNKNOWN),
        Turn(5, Span(18, 21), Role.RESPONDENT, "D01", "D01"),
    )
    found = recast(source(text, "reflection", *turns), REGISTER)
    assert [(turn.role, turn.respondent) for turn in found] == [
        (Role.INTERVIEWER, None),
        (Role.RESPONDENT, "D01"),
        (Role.RECORD, None),
        (Role.RECORD, None),
        (Role.UNKNOWN, None),  # taken back: nothing is left to code
    ]


def test_notes_from_a_session_without_questions_are_records() -> None:
    [turn] = recast(source("Vi talade.", "reflection"), REGISTER)
    assert (turn.role, turn.respondent) == (Role.RECORD, None)
