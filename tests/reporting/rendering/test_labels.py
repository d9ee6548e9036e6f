"""The renderers' own words stand in both languages, with the same places, and nothing else does."""

from __future__ import annotations

from string import Formatter

import pytest

from toolkit.messages import WRITTEN
from toolkit.reporting.rendering.labels import LABELS, labels


def places(text):
    return sorted(place for _, place, _, _ in Formatter().parse(text) if place is not None)


def test_every_language_that_reports_are_written_in_has_every_word():
    assert set(LABELS) == set(WRITTEN)
    assert LABELS["sv"].keys() == LABELS["en"].keys()
    assert all(text.strip() for words in LABELS.values() for text in words.values())


@pytest.mark.parametrize("key", LABELS["en"])
def test_a_word_has_the_same_places_in_each_language(key):
    assert places(LABELS["sv"][key]) == places(LABELS["en"][key])


def test_swedish_quotes_have_the_same_mark_on_both_sides_and_english_ones_a_pair():
    assert (labels("sv")["open"], labels("sv")["close"]) == ("”", "”")
    assert (labels("en")["open"], labels("en")["close"]) == ("“", "”")


@pytest.mark.parametrize("language", ["", "fi", "SV"])
def test_a_language_without_words_is_given_english_ones(language):
    assert labels(language) == LABELS["en"]


def test_no_two_roles_of_a_voice_are_called_the_same():
    for words in LABELS.values():
        roles = [words[key] for key in ("deviating_voice", "qualifying_voice", "typical", "strong", "machine")]
        assert len(set(roles)) == len(roles)
