"""Words that only one respondent ever says: by them they could be known again."""

from __future__ import annotations

import pytest

from toolkit.analysis.searching.word_index import read
from toolkit.analysis.searching.word_shelf import TurnPlace, shelved
from toolkit.analysis.searching.word_spread import only_one


def shelf(*said):
    """Each text is a source of its own, said by whom (None: nobody), heard or not."""
    return shelved(
        (number, read(text), [TurnPlace(1, 0, len(text), heard, who, None)])
        for number, (who, text, heard) in enumerate(said)
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({"volvo"}, {"volvo": "D01"}),
        ({"buss"}, {}),
        ({"volvo", "buss", "glass", "finns-inte"}, {"volvo": "D01", "glass": "D02"}),
        (set(), {}),
    ],
)
def test_a_word_that_one_says_is_found_with_who_it_is(words, found):
    material = shelf(("D01", "Volvo och buss, Volvo", True), ("D02", "Buss och glass", True))
    assert only_one(material, words) == found


@pytest.mark.parametrize("word", ["volvo", "volvos"])
def test_a_word_and_its_genitive_are_one(word):
    assert only_one(shelf(("D01", "Volvos lokal", True), ("D02", "på Volvo", True)), {word}) == {}
    assert only_one(shelf(("D01", "Volvos lokal", True), ("D02", "inget", True)), {word}) == {word: "D01"}


def test_what_nobody_or_the_interviewer_says_counts_no_person():
    material = shelf(("D01", "Volvo", True), (None, "Volvo", True), ("I", "Volvo", False))
    assert only_one(material, {"volvo"}) == {"volvo": "D01"}
    assert only_one(shelf((None, "Volvo", True)), {"volvo"}) == {}


def test_without_material_nobody_says_anything():
    assert only_one(shelved([]), {"volvo"}) == {}
    assert only_one(shelf(("D01", "", True)), {"volvo"}) == {}
