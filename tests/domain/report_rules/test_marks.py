"""Marks pair off, and a report keeps to one kind of quotation marks."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import found, head, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.found import Kind
from toolkit.domain.report_rules.marks import broken_marks, unpaired_bracket

LONE, ALONE = "A quotation mark has no partner.", "The bracket “{}” has no partner."


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("", None),
        ("Allt väl.", None),
        ("(a) och [b (c)]", None),
        ("Tre saker: a) tid, b) pengar och 12) tålamod", None),
        ("a) tid (mycket) :) ;-( :-)", None),
        ("(se a)", None),
        ("Stödet (som gavs", 7),
        ("Stödet som gavs)", 15),
        ("(a]", 2),
        ("([a)]", 3),
        ("(a) (b", 4),
        ("123) ja", 3),
        ("(x) y]", 5),
    ],
)
def test_the_first_bracket_without_partner(text: str, at: int | None) -> None:
    assert unpaired_bracket(text) == at


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hon sa ”ja” (två gånger).", []),
        ("Hon sa ”ja.", [LONE]),
        ("Stödet (som gavs.", [ALONE.format("(")]),
        ("Hon sa ”ja (då.", [LONE, ALONE.format("(")]),
        ("”Ett ”två ”tre.", [LONE]),
    ],
)
def test_what_does_not_pair_off_is_told_once_for_each_paragraph(text: str, expected: list[str]) -> None:
    assert found(broken_marks, text) == [(0, reason, True) for reason in expected]


def test_a_paragraph_as_it_was_drafted_and_the_list_of_contents_are_left_alone() -> None:
    basis = Basis("sv", drafted=(Drafted("Stödet (som gavs."),))
    assert found(broken_marks, "Stödet (som gavs.", basis=basis) == []
    assert found(broken_marks, styled("Stödet (som gavs.", "TOC 1")) == []


def test_marks_of_another_kind_than_most_are_told_once_for_each_kind() -> None:
    said = ["Ett ”a”, ”b” och ”c”.", "Två »d« och »e«.", "Tre »f«.", "Fyra “g”."]
    told = page(*said)
    first, second = broken_marks(told)
    assert (first.paragraph, first.values) == (1, {"marks": "»«", "n": 3, "usual": "””"})
    assert (second.paragraph, second.values) == (3, {"marks": "“”", "n": 1, "usual": "””"})
    assert {first.kind, second.kind} == {Kind.MARKS}


def test_straight_marks_are_told_with_how_many_there_are_and_are_never_the_usual_ones() -> None:
    told = list(broken_marks(page('Ett "a" och "b".', 'Två "c".', "Tre ”d”.")))
    assert [(one.paragraph, one.values) for one in told] == [(0, {"n": 3})]
    assert [one.values for one in broken_marks(page('Ett "a".'))] == [{"n": 1}]


def test_one_kind_all_through_is_as_it_should_be() -> None:
    assert found(broken_marks, head("Om ”vägen in”"), "Ett ”a”.") == []
    assert found(broken_marks) == []
