"""The lists that naming themes rests on: for both languages, in small letters, and none against another."""

from __future__ import annotations

import pytest

from toolkit.analysis.themes import theme_word_lists as lists
from toolkit.messages import WRITTEN

EVERY = {name: table for name, table in vars(lists).items() if name.isupper()}


@pytest.mark.parametrize("name", EVERY)
def test_each_list_has_words_for_every_language_in_small_letters(name):
    assert set(EVERY[name]) == set(WRITTEN)
    for words in EVERY[name].values():
        assert words
        assert all(word == word.lower() and not any(map(str.isspace, word)) for word in words)


@pytest.mark.parametrize("language", WRITTEN)
def test_no_word_stands_both_before_nouns_and_before_verbs(language):
    assert lists.BEFORE_NOUN[language].isdisjoint(lists.BEFORE_VERB[language])


@pytest.mark.parametrize("language", WRITTEN)
def test_what_begins_a_phrase_is_not_what_adds_nothing_to_one(language):
    assert lists.ORDINALS[language].isdisjoint(lists.NO_QUALIFIERS[language])


@pytest.mark.parametrize("language", WRITTEN)
def test_what_joins_two_nouns_is_no_noun_of_its_own(language):
    assert lists.LINKS[language].isdisjoint(lists.VAGUE[language])


def test_words_that_carry_a_theme_are_not_vague():
    assert lists.VAGUE["sv"].isdisjoint({"buss", "barn", "hyra", "sömn", "handledare", "skola"})
    assert lists.VAGUE["en"].isdisjoint({"bus", "child", "rent", "sleep", "school"})
