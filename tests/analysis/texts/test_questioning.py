"""Interviewer turns are matched to the guide when they are surely its question, else not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from toolkit.analysis.texts.language import Language, language
from toolkit.analysis.texts.questioning import asked
from toolkit.domain.sources.guides import Guide, Question
from toolkit.domain.sources.sources import Role, Source

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


def test_each_wording_said_as_it_is_written_is_its_own_question(source: Make, swedish: Language) -> None:
    wordings = [(question.key, words) for question in GUIDE.questions for words in question.wordings()]
    assert [keys(source, swedish, ("I", words)) for _, words in wordings] == [[key] for key, _ in wordings]


LEAD_IN = "Jag tänkte på bussen och hyran och allt det andra som du berättade om förra veckan när vi sågs i köket"


@pytest.mark.parametrize("and_", ["", "och "])
def test_a_question_is_known_in_the_clause_that_ends_a_long_sentence(source: Make, swedish: Language, and_) -> None:
    others = Question("others", "actors", "Vilka har varit viktiga för dig?")
    guide = Guide("team", "sv", (Question("plan", "solutions", "Hur gjorde ni upp planen?"), others))
    for lead_in, key in ((f"{LEAD_IN}, ", "plan"), (f"{LEAD_IN} ", None)):
        made = source(("I", f"Hej igen. {lead_in}{and_}hur gjorde ni upp planen?"))
        assert [turn.question for turn in asked(made.turns, made.text, guide, swedish)] == [key]


def test_only_the_interviewer_asks(source: Make, swedish: Language) -> None:
    asks = GUIDE.questions[1].text
    assert keys(source, swedish, ("D01", asks), ("D01", "Att sova.")) == [None, None]


def test_who_neither_asked_nor_answered_carries_no_question(source: Make, swedish: Language) -> None:
    made = source(("I", GUIDE.questions[1].text), ("D01", "Att sova."), ("D02", "Att sova."))
    question, unknown, record = made.turns
    turns = (question, replace(unknown, role=Role.UNKNOWN), replace(record, role=Role.RECORD))
    assert [turn.question for turn in asked(turns, made.text, GUIDE, swedish)] == ["needs", None, None]


def test_what_an_earlier_guide_said_goes_and_the_rest_of_the_turn_stays(source: Make, swedish: Language) -> None:
    made = source(("D01", "Hej."), ("I", GUIDE.questions[1].text))
    stale = tuple(replace(turn, question="gone", area="gone", phase="gone", time=4.5) for turn in made.turns)
    first, second = asked(stale, made.text, GUIDE, swedish)
    assert first == replace(stale[0], question=None, area=None, phase=None)
    assert second == replace(stale[1], question="needs", area="needs", phase=None)


def two(text: str, other: str) -> Guide:
    return Guide("team", "sv", (Question("first", "needs", text), Question("second", "actors", other)))


@pytest.mark.parametrize(
    ("guide", "said", "key"),
    [
        (two("Vad minns du av praktiken?", "Vad minns du av praktiken då?"), "Vad minns du av praktiken", None),
        (two("Vad minns du av praktiken?", "Hur bor du nu?"), "Vad minns du av praktiken", "first"),
        (two("Vad minns du av praktiken?", "Hur bor du nu?"), "Praktiken?", None),  # one word says too little
        (two("Hur kom det sig då?", "Hur bor du nu?"), "Hur kom det sig då?", "first"),  # small words, all of them
        (two("Hur kom det sig då?", "Hur bor du nu?"), "Hur kom det dit?", None),
        (two("Hur bor du, och hur ser ekonomin ut?", "Vad minns du?"), "Och hur ser ekonomin ut?", "first"),
        (two("Hur bor du nu? Trivs du i lägenheten?", "Vad minns du?"), "Hur bor du? Trivs du i lägenheten?", "first"),
    ],
    ids=["alike", "clear", "a word", "small words", "few of them", "a clause", "two sentences"],
)
def test_a_question_is_known_where_it_is_surely_the_one(source: Make, swedish: Language, guide, said, key) -> None:
    made = source(("I", said))
    [turn] = asked(made.turns, made.text, guide, swedish)
    assert turn.question == key


def test_of_two_questions_alike_the_one_that_comes_next_is_taken(source: Make, swedish: Language) -> None:
    guide = Guide(
        "team",
        "sv",
        (
            Question("begin", "preconditions", "Hur hörde du talas om verksamheten?"),
            Question("early", "needs", "Vilket stöd fick du av handledaren i början?"),
            Question("plan", "solutions", "Hur gjorde ni upp planen för praktiken?"),
            Question("late", "followup", "Vilket stöd fick du av handledaren i slutet?"),
        ),
    )
    alone = source(("I", "Vilket stöd fick du av handledaren?"))
    assert [turn.question for turn in asked(alone.turns, alone.text, guide, swedish)] == [None]
    after = source(("I", guide.questions[2].text), ("I", "Vilket stöd fick du av handledaren då, i slutet?"))
    assert [turn.question for turn in asked(after.turns, after.text, guide, swedish)] == ["plan", "late"]


def test_an_english_guide_is_read_in_english(source: Make) -> None:
    text = "What help did you need the most, and who gave it?"
    guide = Guide("team", "en", (Question("needs", "needs", text), Question("plan", "solutions", "How did you plan?")))
    made = source(("I", "So, what help did you need most then?"), ("D01", "Sleep."))
    assert [turn.question for turn in asked(made.turns, made.text, guide, language("en"))] == ["needs", "needs"]
