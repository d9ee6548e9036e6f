"""The words that say how many: each belongs to one rule of the scale, in both languages, and a project's own win."""

from __future__ import annotations

from fractions import Fraction

import pytest

from toolkit.domain.quantities.quantities import QuantityScale, Rule, Word
from toolkit.domain.report_rules.quantity_words import (
    DETERMINERS,
    NEGATIONS,
    NOT_ALL,
    OF,
    SAYING,
    THEM,
    shares_of,
    words_of,
)

SCALE = QuantityScale()
KEYS = {rule.key for rule in SCALE.rules}
LANGUAGES = ["sv", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_belongs_to_a_rule_of_the_scale(language: str) -> None:
    assert set(words_of(SCALE, language).values()) <= KEYS | {"both"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_that_is_not_a_numeral_has_words(language: str) -> None:
    assert set(words_of(SCALE, language).values()) >= KEYS - {"one"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_draft_prints_is_known_when_it_is_read_again(language: str) -> None:
    known = words_of(SCALE, language)
    for rule in SCALE.rules:
        for word in rule.words.get(language, ()):
            if rule.key != "one":
                assert known[tuple(word.word.lower().split())] == rule.key


@pytest.mark.parametrize(
    ("words", "language", "key"),
    [
        ("flertalet", "sv", "most"),
        ("ett flertal", "sv", "several"),
        ("ett fåtal", "sv", "few"),
        ("samtliga", "sv", "all"),
        ("så gott som alla", "sv", "nearly_all"),
        ("enstaka", "sv", "single"),
        ("the great majority", "en", "great_majority"),
        ("a few", "en", "few"),
        ("not a single", "en", "none"),
        ("almost half", "en", "near_half"),
        ("most", "de", "most"),
    ],
)
def test_what_a_word_means(words: str, language: str, key: str) -> None:
    assert words_of(SCALE, language)[tuple(words.split())] == key


def test_a_projects_own_word_wins_and_that_of_one_is_left_to_numerals() -> None:
    own = QuantityScale(
        (Rule("few", 1, {"sv": (Word("Flera Få", "x"),)}), Rule("one", 2, {"sv": (Word("en enda", "x"),)}))
    )
    known = words_of(own, "sv")
    assert known["flera", "få"] == "few"
    assert ("en", "enda") not in known
    assert ("flera", "få") not in words_of(own, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_shares_are_said_in_both_languages(language: str) -> None:
    shares = shares_of(language)
    assert {Fraction(1, 3), Fraction(2, 3), Fraction(1, 4), Fraction(3, 4), Fraction(1, 5)} == set(shares.values())
    assert not set(shares) & set(words_of(SCALE, language))
    assert shares_of("de") == shares_of("en")


@pytest.mark.parametrize(
    ("words", "language", "share"),
    [
        ("en tredjedel", "sv", Fraction(1, 3)),
        ("var tredje", "sv", Fraction(1, 3)),
        ("två tredjedelar", "sv", Fraction(2, 3)),
        ("en fjärdedel", "sv", Fraction(1, 4)),
        ("var fjärde", "sv", Fraction(1, 4)),
        ("tre fjärdedelar", "sv", Fraction(3, 4)),
        ("en femtedel", "sv", Fraction(1, 5)),
        ("var femte", "sv", Fraction(1, 5)),
        ("a third", "en", Fraction(1, 3)),
        ("two thirds", "en", Fraction(2, 3)),
        ("a quarter", "en", Fraction(1, 4)),
        ("one quarter", "en", Fraction(1, 4)),
        ("three quarters", "en", Fraction(3, 4)),
        ("a fifth", "en", Fraction(1, 5)),
    ],
)
def test_what_share_is_said(words: str, language: str, share: Fraction) -> None:
    assert shares_of(language)[tuple(words.split())] == share


def test_every_table_is_there_in_both_languages() -> None:
    for table in (DETERMINERS, NEGATIONS, NOT_ALL, OF, SAYING, THEM):
        assert set(table) == {"sv", "en"}
        assert all(table.values())
