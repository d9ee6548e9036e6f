"""Interviewer turns are matched to the guide when they are surely its question, else not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from toolkit.analysis.texts.language import Language
from toolkit.analysis.texts.questioning import asked
from toolkit.domain.sources.guides import Guide, Question
from toolkit.domain.sources.sources import Source

Make = Callable[..., Source]
GUIDE = Guide(
    "participants",
    "sv",
    (
        Question(
            "expectations", "preconditions", "Vad visste du innan du började, och vad väntade du dig?", (), "before"
        ),
        Question("needs", "needs", "Vad behövde du mest hjälp med när du började?"),
        Question("plan", "solutions", "Hur gjorde ni upp planen, och fick du vara med och bestämma?", (), "during"),
        Question("others", "actors", "Vilka andra har varit viktiga för dig?", ("Vem har hållit ihop kontakterna?",)),
        Question("ending", "followup", "Hur ser du på avslutningen, vad händer efteråt?", (), "ending"),
    ),
)


def keys(source: Make, language: Language, *said: tuple[str, str]) -> list[str | None]:
    made = source(*said)
    return [turn.question for turn in asked(made.turns, made.text, GUIDE, language)]


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Vad behövde du mest hjälp med när du började?", "needs"),
        ("[skratt] Ja. Så vad var det du behövde mest hjälp med då?", "needs"),
        ("Nu spelar den in. Vad väntade du dig?", "expectations"),
        ("Hur gjorde ni upp planen sen?", "plan"),
        ("Och vem har hållit ihop kontakterna?", "others"),
    ],
)
def test_question_is_known_in_other_words(source: Make, swedish: Language, words: str, key: str) -> None:
    assert keys(source, swedish, ("I", words)) == [key]


@pytest.mark.parametrize(
    "words",
    [
        "Mm.",
        "Hur menar du?",
        "Vad hände sedan?",
        "Var du det?",
        "Och viktiga?",
        "Hur var första dagen?",
        "Vill du ha kaffe?",
    ],
)
def test_follow_up_and_small_talk_match_nothing(source: Make, swedish: Language, words: str) -> None:
    assert keys(source, swedish, ("I", words)) == [None]


def test_answers_carry_the_question_until_the_next(source: Make, swedish: Language) -> None:
    made = source(
        ("D01", "Hej."),
        ("I", GUIDE.questions[1].text),
        ("D01", "Att sova."),
        ("I", "Hur menar du?"),
        ("D01", "Nätterna."),
        ("I", "Hur gjorde ni upp planen?"),
        ("D01", "Vi gick ut."),
    )
    turns = asked(made.turns, made.text, GUIDE, swedish)
    assert [turn.question for turn in turns] == [None, "needs", "needs", None, "needs", "plan", "plan"]
    assert [turn.area for turn in turns][2:] == ["needs", None, "needs", "solutions", "solutions"]
    assert turns[6].phase == "during"
    assert turns[4].phase is None


def test_empty_guide_changes_nothing(source: Make, swedish: Language) -> None:
    made = source(("I", "Vad väntade du dig?"))
    assert asked(made.turns, made.text, Guide("team", "sv", ()), swedish) == made.turns
