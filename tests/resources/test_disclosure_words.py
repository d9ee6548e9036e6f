"""The word lists of the gate: in small letters, in both languages, and never a word in two lists that exclude."""

from __future__ import annotations

from dataclasses import fields

import pytest

from toolkit.domain.texts.rare_words import WordLists
from toolkit.resources.disclosure_words import word_lists

LANGUAGES = ["sv", "en"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_list_holds_words_in_small_letters(language: str) -> None:
    lists = word_lists(language)
    for one in fields(WordLists):
        listed = getattr(lists, one.name)
        assert listed, one.name
        assert all(word and word == word.lower().strip() for word in listed), one.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_that_is_a_word_is_a_name_and_no_title_is_one(language: str) -> None:
    lists = word_lists(language)
    assert set(lists.ordinary_names) <= set(lists.first_names)
    assert not set(lists.titles) & set(lists.months)
    assert len(lists.months) >= 10  # in English "may" and "march" are words of their own
    assert not set(lists.numbers) & set(lists.months)


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [
        ("sv", "months", {"januari", "december"}),
        ("sv", "first_names", {"anna"}),
        ("en", "months", {"january", "december"}),
        ("sv", "numbers", {"tolv"}),
        ("en", "numbers", {"twelve"}),
    ],
)
def test_the_plainest_words_are_there(language: str, name: str, words: set[str]) -> None:
    assert words <= set(getattr(word_lists(language), name))


def test_a_language_without_lists_has_the_english_ones_and_each_is_read_once() -> None:
    assert word_lists("de") == word_lists("en")
    assert word_lists("sv") is word_lists("sv")
