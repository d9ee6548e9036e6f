"""A percentage has its base beside it, is what its fraction gives, and is of ten people or more."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.domain.report_rules.written import cell, found, head, styled
from toolkit.domain.report_rules.basis import Basis, Drafted
from toolkit.domain.report_rules.percentages import percentages

BASELESS = "A percentage without its base: of how many?"
BASIS = Basis("sv", values=frozenset({Fraction(30), Fraction(83, 2)}))


def few(n: int) -> str:
    return f"A percentage of fewer than ten people ({n}) says more than there is."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Av dem mår 65 procent bättre.", [BASELESS]),
        ("Av dem mår 65 % bättre.", [BASELESS]),
        ("About 65 per cent feel better.", [BASELESS]),
        ("Av dem mår 64,7 procent (11 av 17) bättre.", []),
        ("Av dem mår 65 procent (11 av 17) bättre.", []),
        ("Av dem mår 66 procent (11 av 17) bättre.", ["11 of 17 is not 66 %."]),
        ("Av dem mår 64,9 procent (11 av 17) bättre.", ["11 of 17 is not 64,9 %."]),
        ("Elva av sjutton, 65 procent, mår bättre.", []),
        ("11/17 (65 %) mår bättre.", []),
        ("70 % (7 av 10) mår bättre.", []),
        ("90 % (10 av 10) mår bättre.", ["10 of 10 is not 90 %."]),
        ("67 % (6 av 9) mår bättre.", [few(9)]),
        ("50 % (6 av 9) mår bättre.", ["6 of 9 is not 50 %.", few(9)]),
        ("65 % (n = 17) mår bättre.", []),
        ("65 % (n=7) mår bättre.", [few(7)]),
        ("65 % av de 17 mår bättre.", []),
        ("11 av 17 svarade. Av dem mår 65 % bättre.", []),
        ("65 % och 12 % och 3 %.", [BASELESS]),
        ("65 % (11 av 17) och 35 % (6 av 17).", []),
        ("65 % (11 av 17) och 53 % (6 av 17).", ["6 of 17 is not 53 %."]),
        ("65 % (11 av 17) och 12 % utan.", []),  # which of them has no fraction cannot be told
        ("Mellan 10–20 % gick vidare.", []),
        ("Målet är att 80 procent ska må bättre.", []),
        ("Hon arbetade 50 procent av heltid.", []),
        ("Minst 80 % bör bli klara.", []),
        ("30 % gick till arbete och 41,5 % till studier.", []),
        ("7 av 10 kom.", []),
        ("procent", []),
        ("", []),
    ],
)
def test_a_sentence_with_a_percentage(text: str, said: list[str]) -> None:
    assert found(percentages, text, basis=BASIS) == [(0, each, True) for each in said]


def test_quotes_headings_quoted_words_and_drafted_text_are_left_alone() -> None:
    basis = Basis("sv", drafted=(Drafted("65 % mår bättre."),))
    said = (styled("65 % av oss", "Quote"), head("65 % bättre"), "Hon sa ”jag är 65 % bättre” då.", "65 % mår bättre.")
    assert found(percentages, *said, basis=basis) == []


def test_a_table_of_percentages_is_told_once() -> None:
    told = found(percentages, cell("Ja"), cell("65 %", row=2), cell("35 %", row=3), "Text.", cell("20 %", table=2))
    assert told == [(1, BASELESS, True), (4, BASELESS, True)]


@pytest.mark.parametrize(
    "said",
    [
        (cell("Andel (n = 17)"), cell("65 %")),
        (cell("65 %"), cell("Antal")),
        (styled("Tabell 1. Andelar, n = 17", "Caption"), cell("65 %")),
        (cell("65 %"), styled("n = 17", "Spegla Note")),
    ],
)
def test_a_table_names_its_base_in_a_cell_in_its_caption_or_in_its_note(said: tuple[object, ...]) -> None:
    assert found(percentages, *said) == []  # type: ignore[arg-type]


def test_a_paragraph_after_a_table_is_no_note_of_it() -> None:
    assert found(percentages, cell("65 %"), "Av 17 svarade alla.") == [(0, BASELESS, True)]
    assert found(percentages, styled("n = 17", "Caption"), "Text.", cell("65 %")) == [(2, BASELESS, True)]
