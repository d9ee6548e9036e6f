"""The project's own names, known in the ways they come to be written, and never in what is an ordinary word."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from toolkit.domain.identifiers.own_names import OwnNames, folded, one_apart, sound

LETTERS = st.text(alphabet="abcdeirsåö", min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("word", "low"),
    [("Åsa", "åsa"), ("A\u030asa", "åsa"), ("RENÉE", "renee"), ("Anna’s", "anna's"), ("Müller", "muller"),
     ("Ström", "ström"), ("", ""), ("🙂", "🙂")],
)  # fmt: skip
def test_a_word_is_grouped_without_case_and_accents_but_with_its_swedish_letters(word: str, low: str) -> None:
    assert folded(word) == low


@given(st.text(max_size=12))
@example("㏆")
def test_folding_twice_is_folding_once_and_composition_does_not_matter(word: str) -> None:
    assert folded(folded(word)) == folded(word)
    assert folded(unicodedata.normalize("NFD", word)) == folded(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kjell", "Kell"), ("Hjalmar", "Jalmar"), ("Maria", "Marya"), ("Alex", "Aleks"), ("Linquist", "Linkuist"),
     ("Ann-Sofi", "Annsofy"), ("Aaron", "Aron")],
)  # fmt: skip
def test_names_that_sound_alike_are_one(one: str, other: str) -> None:
    if one == "Kjell":
        assert sound(one) != sound(other)  # kj is no j: the letters themselves are heard
    else:
        assert sound(one) == sound(other)


NAMES = OwnNames([("Åsa Bergström", "D01"), ("Anna-Karin", "D02"), ("Li", "D03"), ("Bo", "D04"), ("D05", "D05")])


@pytest.mark.parametrize(
    ("written", "whose"),
    [
        ("Åsa", "D01"),
        ("åsas", "D01"),
        ("ÅSA", "D01"),
        ("Bergström", "D01"),
        ("Bergströms", "D01"),
        ("Bergstrøm", "D01"),
        ("Berkström", "D01"),
        ("Bergstöm", "D01"),
        ("Bregström", "D01"),
        ("Anna-Karin", "D02"),
        ("Annakarin", "D02"),
        ("Karins", "D02"),
        ("Anna’s", "D02"),
        ("Li", None),
        ("Bo", None),
        ("D05", None),
        ("Olle", None),
        ("", None),
    ],
)
def test_whose_name_a_word_is(written: str, whose: str | None) -> None:
    assert NAMES.whose(written) == whose
    assert NAMES.whose(written) == whose  # and so the second time, from memory


def test_a_letter_misheard_counts_only_where_it_is_asked_for() -> None:
    assert NAMES.whose("Berkström", near=False) is None
    assert NAMES.whose("Bergströhm", near=True) == "D01"
    assert NAMES.whose("Berkström", near=True) == "D01"


def test_a_short_name_has_no_near_ones() -> None:
    assert NAMES.whose("Ása", near=True) == NAMES.whose("Asa", near=True) == "D01"
    assert NAMES.whose("Esa", near=True) is None


def test_an_ordinary_word_is_nobodys_name() -> None:
    own = OwnNames([("Deltagare Sten", "D01")], ordinary={"deltagare", "stena", "sken"})
    assert own.whose("Deltagare") is None
    assert own.whose("Sten") == "D01"
    assert own.whose("Sken") is None
    assert OwnNames([("Deltagare 3", "D01")], ordinary={"deltagare"}).whose("deltagare") is None


def test_a_name_that_two_have_is_told_as_the_firsts() -> None:
    own = OwnNames([("Anna Holm", "D01"), ("Anna Berg", "D02")])
    assert own.whose("Anna") == "D01"
    assert (own.whose("Holm"), own.whose("Berg")) == ("D01", "D02")


def test_a_project_without_names_finds_none() -> None:
    assert not OwnNames([])
    assert not OwnNames([("D01", "D01"), ("Å", "D02")])
    assert NAMES
    assert OwnNames([]).whose("Anna") is None


@given(LETTERS, st.integers(0, 8), st.sampled_from("abcå"))
def test_one_letter_put_in_taken_out_or_exchanged_is_one_apart(word: str, at: int, letter: str) -> None:
    at = min(at, len(word) - 1)
    changed = (word[:at] + letter + word[at:], word[:at] + word[at + 1 :], word[:at] + letter + word[at + 1 :])
    turned = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    for other in (*changed, turned, word):
        assert one_apart(word, other)
        assert one_apart(other, word)


@pytest.mark.parametrize(("one", "other"), [("anna", "anders"), ("ab", "abcd"), ("abcd", "badc"), ("abc", "xby")])
def test_two_letters_are_too_many(one: str, other: str) -> None:
    assert not one_apart(one, other)
    assert not one_apart(other, one)


@pytest.mark.parametrize(
    ("words", "spelt"),
    [("Åsa", True), ("Åsas", True), ("ÅSA Berg", True), ("Asså", False), ("Åssa", False), ("Karl", False), ("", False)],
)
def test_a_name_that_only_sounds_so_is_not_spelt_so(words: str, spelt: bool) -> None:
    assert NAMES.spelt(words) is spelt
