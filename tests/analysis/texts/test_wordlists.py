"""The lists of words that speech is full of: in small letters, and not against each other."""

from __future__ import annotations

import pytest

from toolkit.analysis.texts.wordlists import WORDS
from toolkit.messages import WRITTEN

LISTS = ("stop", "fillers", "answers", "aside", "abbreviations", "hesitations")


def test_every_language_that_is_understood_has_every_list():
    assert set(WORDS) == set(WRITTEN)
    for words in WORDS.values():
        assert all(getattr(words, name) for name in (*LISTS, "variants", "lemmas"))


@pytest.mark.parametrize("language", sorted(WORDS))
def test_all_words_are_in_small_letters_and_without_blanks(language):
    words = WORDS[language]
    every = [each for name in LISTS for each in getattr(words, name)]
    every += [each for table in (words.variants, words.lemmas) for pair in table.items() for each in pair]
    assert all(each == each.lower().strip() and each for each in every)


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_spoken_form_leads_to_a_written_one_in_one_step(language):
    variants = WORDS[language].variants
    assert all(written != spoken for spoken, written in variants.items())
    assert [written for written in variants.values() if variants.get(written, written) != written] == []


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_lemma_is_its_own_lemma(language):
    lemmas = WORDS[language].lemmas
    assert {lemma: lemmas[lemma] for lemma in lemmas.values() if lemmas.get(lemma, lemma) != lemma} == {}


@pytest.mark.parametrize("language", sorted(WORDS))
def test_a_hesitation_is_a_filler(language):
    assert WORDS[language].hesitations <= WORDS[language].fillers | WORDS[language].stop


def test_words_of_evaluation_are_no_stop_words():
    assert WORDS["sv"].stop.isdisjoint({"behöva", "bättre", "tidigare", "hjälpa", "stöd", "arbete", "oro"})
    assert WORDS["en"].stop.isdisjoint({"need", "help", "support", "work"} - {"need"})
