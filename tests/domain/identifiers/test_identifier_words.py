"""What the lists of one language say of a word: name, workplace, sensitive, and numbers that are said."""

from __future__ import annotations

import pytest

from toolkit.domain.identifiers.identifier_words import IdentifierWords, bare, spoken_number

WORDS = IdentifierWords(
    first_names=frozenset({"anna", "lars", "per", "åsa"}),
    ordinary_names=frozenset({"per"}),
    workplace_ends=("skolan", "bolaget"),
    ordinary_workplaces=frozenset({"förskolan", "aktiebolaget"}),
    sensitive=frozenset({"diabetes"}),
    sensitive_stems=("asyl", "fibromyalg"),
    digits=("noll", "ett", "två", "tre", "fyra", "fem", "sju", "åtta"),
    tens=("tjugo", "sjuttio"),
)
NONE = IdentifierWords()


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("anna", ("anna",)),
        ("annas", ("annas", "anna")),
        ("lars", ("lars", "lar")),
        ("anna's", ("anna's", "anna")),
        ("åsa’s", ("åsa’s", "åsa")),
        ("lars’", ("lars’", "lars")),
        ("s", ("s", "")),
        ("", ("",)),
    ],
)
def test_a_word_is_itself_first_and_then_what_it_is_the_genitive_of(word: str, forms: tuple[str, ...]) -> None:
    assert bare(word) == forms


@pytest.mark.parametrize("word", ["anna", "annas", "åsa’s", "lars", "lars'", "per"])
def test_a_first_name_is_known_with_its_genitive(word: str) -> None:
    assert WORDS.is_name(word)


@pytest.mark.parametrize("word", ["anno", "", "larsson", "nna"])
def test_another_word_is_no_first_name(word: str) -> None:
    assert not WORDS.is_name(word)
    assert not NONE.is_name(word)


def test_a_name_that_is_a_word_is_no_sure_name() -> None:
    assert WORDS.sure_names == {"anna", "lars", "åsa"}


@pytest.mark.parametrize(
    ("word", "sensitive"),
    [("diabetes", True), ("diabetesen", False), ("asylsökande", True), ("fibromyalgi", True), ("lasyl", False)],
)
def test_sensitive_matters_are_told_by_word_or_by_how_a_word_begins(word: str, sensitive: bool) -> None:
    assert WORDS.is_sensitive(word) is sensitive
    assert not NONE.is_sensitive(word)


@pytest.mark.parametrize("word", ["nordskolan", "nordskolans", "åbolaget"])
def test_a_certain_workplace_is_told_by_its_end(word: str) -> None:
    assert WORDS.is_workplace(word)


@pytest.mark.parametrize("word", ["skolan", "skolans", "förskolan", "förskolans", "aktiebolaget", "skola", ""])
def test_a_workplace_as_such_is_none(word: str) -> None:
    assert not WORDS.is_workplace(word)
    assert not NONE.is_workplace(word)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("det är åtta fem noll tre ett då", "åtta fem noll tre ett"),
        ("Noll, sju-noll ett två", "Noll, sju-noll ett två"),
        ("tjugofem sjuttio ett två tre", "tjugofem sjuttio ett två tre"),
    ],
)
def test_five_numbers_in_a_row_are_a_number_that_is_said(text: str, said: str) -> None:
    pattern = spoken_number(WORDS)
    assert pattern is not None
    found = pattern.search(text)
    assert found is not None
    assert found.group() == said


@pytest.mark.parametrize(
    "text", ["ett två tre fyra", "ett och två och tre och fyra och fem", "femton ett två tre fyra"]
)
def test_four_numbers_are_counting(text: str) -> None:
    pattern = spoken_number(WORDS)
    assert pattern is not None
    assert pattern.search(text) is None


def test_a_language_without_number_words_looks_for_none() -> None:
    assert spoken_number(NONE) is None


def test_lists_are_told_apart_by_which_they_are() -> None:
    assert IdentifierWords() != IdentifierWords()
    assert len({NONE, NONE}) == 1
