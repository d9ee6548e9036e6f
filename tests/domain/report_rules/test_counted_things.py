"""Totals of interviews, questions and other things are those of the data, and the same all through."""

from __future__ import annotations

import pytest

from tests.domain.report_rules.written import Said, cell, found, page, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.counted_things import counted_things, totals

COUNTS = {"interviews": frozenset({28, 12}), "questions": frozenset({3}), "areas": frozenset({6})}
BASIS = Basis("sv", counts=COUNTS)
NOT_THERE = "“{}” stands nowhere in the data; there: {}."
OTHERWISE = "“{}” contradicts “{}” earlier in the report."


def told(*said: Said, basis: Basis = BASIS) -> list[tuple[int | None, str, bool]]:
    return found(counted_things, *said, basis=basis)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Vi gjorde 28 intervjuer och tolv gruppsamtal.", "sv", [("interviews", 28)]),
        ("Vi gjorde 28 enskilda djupintervjuer.", "sv", [("interviews", 28)]),
        ("Sju av tio personer svarade.", "sv", []),
        ("7 av 10 personer svarade.", "sv", []),
        ("Två av de fyra samtalen.", "sv", []),
        ("Sex frågeområden, tre teman, 1 250 kodningar.", "sv", [("areas", 6), ("themes", 3), ("codings", 1250)]),
        ("4,5 intervjuer", "sv", []),
        ("Twelve interviews with nine people.", "en", [("interviews", 12), ("people", 9)]),
        ("Twelve interviews.", "de", [("interviews", 12)]),
        ("40 kodade ställen ur 12 utskrifter", "sv", [("passages", 40), ("sources", 12)]),
        ("", "sv", []),
    ],
)
def test_the_things_that_a_text_counts(text: str, language: str, expected: list[tuple[str, int]]) -> None:
    assert list(totals(text, language)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Utvärderingen bygger på 28 intervjuer.", []),
        ("Tolv intervjuer gjordes under våren.", []),
        ("Sju intervjuer gjordes under våren.", []),  # a part of them: the data need not know it
        ("Utvärderingen bygger på 30 intervjuer.", [(0, NOT_THERE.format("30 intervjuer", "12, 28"), True)]),
        ("Trettio intervjuer gjordes.", [(0, NOT_THERE.format("Trettio intervjuer", "12, 28"), False)]),
        ("Analysen följer sju frågeområden.", [(0, NOT_THERE.format("sju frågeområden", "6"), True)]),
        ("Vi fann nio teman.", []),
    ],
)
def test_a_total_that_the_data_do_not_have_is_an_alarm(text: str, expected: list[tuple[int | None, str, bool]]) -> None:
    assert told(text) == expected


def test_totals_that_contradict_each_other_are_told_where_the_second_stands() -> None:
    said = ("Sammanlagt nio teman.", "Sammanlagt nio teman.", "Sammanlagt tio teman.", "Tio teman till.")
    assert told(*said) == [(2, OTHERWISE.format("tio teman", "nio teman"), True)]


def test_quotes_cells_and_what_was_drafted_are_left_alone() -> None:
    wrong = "Utvärderingen bygger på 30 intervjuer."
    basis = Basis("sv", counts=COUNTS, drafted=(Drafted(wrong),))
    assert told(styled(wrong, "Quote"), cell(wrong)) == []
    assert told(wrong, basis=basis) == []
    assert told(wrong.replace("bygger", "vilar, bygger"), basis=basis) == []  # the count itself is the draft's


def test_of_many_known_totals_the_largest_three_are_told() -> None:
    basis = Basis("sv", counts={"interviews": frozenset({1, 2, 3, 4})})
    [one] = counted_things(page("Totalt 9 intervjuer.", basis=basis))
    assert one.values["known"] == "2, 3, 4"


def test_english_totals_are_known() -> None:
    basis = Basis("en", counts=COUNTS)
    assert told("The report rests on thirty interviews.", basis=basis) == [
        (0, NOT_THERE.format("thirty interviews", "12, 28"), True)
    ]
