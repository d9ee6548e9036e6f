"""Sentences and figures: text folded, cut at full stops, numbers read in words and digits."""

from __future__ import annotations

import unicodedata
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.report_rules.sentences import NUMERALS, ONE, figures, folded, sentences, tokens, uncounted, value_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  två\u00a0 ord\t\n", "två ord"),
        ("A\u030aby", "Åby"),
        ("sjuk\u00adskriven\u200b", "sjukskriven"),
        ("\ufeff", ""),
        ("", ""),
    ],
)
def test_a_text_is_folded_to_what_is_compared(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once_and_composition_does_not_matter(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded(unicodedata.normalize("NFD", text)) == folded(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Ett", ["Ett"]),
        ("Ett. Två! Tre? Fyra … Fem.", ["Ett.", "Två!", "Tre?", "Fyra …", "Fem."]),
        ("Ett. två.", ["Ett. två."]),
        ("Hon sa ”ja.” Sen gick hon.", ["Hon sa ”ja.”", "Sen gick hon."]),
        ("T.ex. Åby, bl.a. Säter och kl. 12.", ["T.ex. Åby, bl.a. Säter och kl. 12."]),
        ("Se nr. 3 (jfr. Åby).", ["Se nr. 3 (jfr. Åby)."]),
        ("Det var 2014. Åren gick.", ["Det var 2014.", "Åren gick."]),
        ("Ett. (Två.) –Tre. 4 av 5.", ["Ett.", "(Två.)", "–Tre.", "4 av 5."]),
        ("E.g. Mora. Cf. Orsa.", ["E.g. Mora.", "Cf. Orsa."]),
    ],
)
def test_sentences_end_at_full_stops_that_are_no_abbreviation(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="aBÅ.?! ”(3", max_size=40))
def test_no_word_is_lost_between_sentences(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "bare", "counts"),
    [
        ("Flera väntade (7 av 10).", "Flera väntade.", ("7 av 10",)),
        ("Några (3 och 2 av 9) kom (1 of 4).", "Några kom.", ("3 och 2 av 9", "1 of 4")),
        ("Några (3, 2 och 1 av 9).", "Några.", ("3, 2 och 1 av 9",)),
        ("Några (sju av tio).", "Några (sju av tio).", ()),
        ("Några (2014).", "Några (2014).", ()),
        ("", "", ()),
    ],
)
def test_counts_beside_a_sentence_are_parted_from_it(text: str, bare: str, counts: tuple[str, ...]) -> None:
    assert uncounted(text) == (bare, counts)
    assert uncounted(bare) == (bare, ())


@pytest.mark.parametrize(
    ("digits", "value"),
    [
        ("7", Fraction(7)),
        ("1 250", Fraction(1250)),
        ("41,5", Fraction(83, 2)),
        ("41.5", Fraction(83, 2)),
        ("1,250", Fraction(1250)),
        ("1,250,000", Fraction(1250000)),
        ("1,25", Fraction(5, 4)),
        ("2.1.3", Fraction(213)),
    ],
)
def test_the_value_of_a_number_in_digits(digits: str, value: Fraction) -> None:
    assert value_of(digits) == value


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Sju av tio (70 %).", "sv", [("Sju", 7), ("tio", 10), ("70", 70)]),
        ("En deltagare fick 1 250 kronor.", "sv", [("1 250", 1250)]),
        ("One of twenty, 4.5 hours.", "en", [("twenty", 20), ("4.5", Fraction(9, 2))]),
        ("Seven", "sv", []),
        ("Seven", "de", [("Seven", 7)]),
        ("tolv", "sv", [("tolv", 12)]),
        ("tvåa", "sv", []),
        ("År 2014.", "sv", [("2014", 2014)]),
        ("", "sv", []),
    ],
)
def test_the_figures_of_a_sentence_in_order(text: str, language: str, expected: list[tuple[str, object]]) -> None:
    found = figures(text, language)
    assert [(one.text, one.value) for one in found] == expected
    assert all(text[one.start : one.end] == one.text for one in found)


def test_numbers_in_words_are_the_same_in_both_languages() -> None:
    sv, en = NUMERALS["sv"], NUMERALS["en"]
    assert set(en.values()) <= set(sv.values())
    assert [sv[word] for word in ("noll", "tolv", "sjutton", "tjugo", "nittio", "hundra")] == [0, 12, 17, 20, 90, 100]
    assert [en[word] for word in ("zero", "twelve", "seventeen", "twenty", "ninety")] == [0, 12, 17, 20, 90]
    assert set(ONE) & (set(sv) | set(en)) == {"en", "one"}


def test_tokens_are_words_and_numbers_in_small_letters() -> None:
    assert tokens("Åsa’s 4,5 % – t.ex. Af:s sjuk-lön!") == ["åsa’s", "4,5", "t.ex", "af:s", "sjuk-lön"]
    assert tokens("…") == []
