"""Each evaluation question stands in the report, has a section of its own, and an answer in it."""

from __future__ import annotations

from tests.domain.report_rules.written import found, head, page, styled
from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.questions_answered import questions_answered

ONE, TWO = "Hur upplever deltagarna stödet?", "Vilka förbättringar behövs?"
BASIS = Basis("sv", questions=(ONE, TWO))
NOWHERE = "This evaluation question of the project stands nowhere in the report."
NAMED = "This evaluation question is named, and no section answers it."
EMPTY = "Nothing is written under this evaluation question."


def test_a_project_without_questions_asks_for_nothing() -> None:
    assert found(questions_answered, "Text.") == []


def test_questions_with_answers_are_as_they_should_be() -> None:
    said = (head(f"6.1 {ONE}", 2), "Gott.", head(TWO.upper(), 2), head("Mer", 3), "Tid.")
    assert found(questions_answered, *said, basis=BASIS) == []


def test_a_heading_that_says_nearly_the_same_is_the_questions() -> None:
    near = "Hur upplever deltagarna stödet egentligen?"  # four of five words are the same
    far = "Hur upplever arbetsgivarna insatserna?"  # two of four
    basis = Basis("sv", questions=(ONE,))
    assert found(questions_answered, head(near), "Gott.", basis=basis) == []
    assert found(questions_answered, head(far), "Gott.", basis=basis) == [(None, NOWHERE, True)]


def test_a_question_that_stands_nowhere_is_an_alarm_for_the_whole_report() -> None:
    [one] = questions_answered(page(head(ONE), "Gott.", basis=BASIS))
    assert (one.kind, one.paragraph, one.words, one.reason, one.serious) == (Kind.QUESTION, None, TWO, NOWHERE, True)


def test_a_question_that_is_only_named_is_an_alarm_where_others_have_a_section() -> None:
    assert found(questions_answered, head(ONE), "Gott.", f"2. {TWO}", basis=BASIS) == [(2, NAMED, True)]
    assert found(questions_answered, f"1. {ONE}", f"2. {TWO}", basis=BASIS) == [(0, NAMED, False), (1, NAMED, False)]


def test_a_section_without_words_of_its_own_is_a_note() -> None:
    prompts = (styled("[Skriv]", "Spegla Prompt"), styled("Utkast", "Spegla Notice"))
    said = (head(ONE, 2), *prompts, head(TWO, 2), "Tid.")
    assert found(questions_answered, *said, basis=BASIS) == [(0, EMPTY, False)]
    typed = styled("[Skriv vad som väger tyngst] Tiden räcker.", "Spegla Prompt")
    assert found(questions_answered, head(ONE), typed, head(TWO), "Tid.", basis=BASIS) == []
    assert found(questions_answered, head(ONE), "Gott.", head(TWO), basis=BASIS) == [(2, EMPTY, False)]


def test_what_stands_under_the_next_section_is_no_answer() -> None:
    said = (head(ONE, 2), head("Slutord", 1), "Text.", head(TWO, 2), head("Del", 3), "Tid.")
    assert found(questions_answered, *said, basis=BASIS) == [(0, EMPTY, False)]
