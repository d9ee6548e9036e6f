"""The index finds what reading letter by letter finds, in texts of hostile letters too."""

import re
import unicodedata
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain import plain_search
from toolkit.analysis.searching import word_index, word_search
from toolkit.analysis.searching.word_shelf import TurnPlace, shelved
from toolkit.domain.codings.searches import asked, normalise

LETTERS = "aåäkoEÅK \n.-_\u00ad\u200b\u0301\u0327İßΣσ😀1"
TEXTS = st.text(LETTERS, max_size=60).map(normalise)
WORDS = st.lists(
    st.sampled_from(["a", "å", "ak", "k", "ko", "a k", '"a k"', '"k a å"', "i", "1", "σ", "ss"]), min_size=1, max_size=4
)


def shelf_of(texts, turns):
    return shelved(
        (
            number,
            word_index.unpack(word_index.pack(word_index.read(text))),
            [TurnPlace(at, *place, True, "P", None) for at, place in enumerate(own)],
        )
        for number, (text, own) in enumerate(zip(texts, turns, strict=True))
    )


def by_index(texts, turns, query, forms=None):
    shelf = shelf_of(texts, turns)
    hits = word_search.searched(shelf, query, np.ones(len(shelf.turns.first), bool), forms=forms)
    begins, ends = hits.edges()
    found = []
    for row in range(len(hits)):
        turn = int(hits.turns[row])
        places = hits.places(row)
        source = int(shelf.turns.source[turn])
        found.append((source, int(shelf.turns.number[turn]), places))
        assert int(begins[row]) == (source << 32) + places[0][0]
        assert int(ends[row]) == (source << 32) + max(end for _, end in places)
    return found


def by_reading(texts, turns, query, forms=None):
    return [
        (number, *hit)
        for number, (text, own) in enumerate(zip(texts, turns, strict=True))
        for hit in plain_search.hits(text, own, query, (lambda word: forms.get(word, ())) if forms else None)
    ]


def cut(text, edges):
    """Turns of the text: every second stretch between the edges."""
    places = sorted({min(edge, len(text)) for edge in edges})
    return [(a, b) for a, b in list(pairwise(places))[::2] if a < b]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.tuples(TEXTS, st.lists(st.integers(0, 60), max_size=8)), min_size=1, max_size=3),
    WORDS,
    st.booleans(),
    st.integers(0, 3),
)
def test_the_index_finds_what_reading_finds(material, words, inside, near):
    texts, turns = [text for text, _ in material], [cut(text, edges) for text, edges in material]
    query = asked(" ".join(words), inside=inside, near=near)
    assert by_index(texts, turns, query) == by_reading(texts, turns, query)
    forms = {"a": ["å", "ak"], "k": ["ko", "k"]}
    assert by_index(texts, turns, query, forms) == by_reading(texts, turns, query, forms)


def places(text, words, *, inside=False, forms=None):
    """The words of a text, all one turn, that are found."""
    text = normalise(text)
    return [
        text[start:end]
        for _, _, found in by_index([text], [[(0, len(text))]], asked(words, inside=inside), forms)
        for start, end in found
    ]


def windows(text, words):
    return [
        [text[start:end] for start, end in found] for _, _, found in by_index([text], [[(0, len(text))]], asked(words))
    ]


def test_whole_words_only_but_for_capitals():
    text = "Kontakt, kontakten och KONTAKT. Handledarkontakt; ny-kontakt kontakt2"
    assert places(text, "kontakt") == ["Kontakt", "KONTAKT", "kontakt"]
    assert len(places(text, "kontakt", inside=True)) == 6


@pytest.mark.parametrize(("typed", "found"), [("å", ["å", "Å"]), ("a", ["a"]), ("for", []), ("för", ["för", "FÖR"])])
def test_swedish_letters_are_letters_of_their_own(typed, found):
    assert places("å a Å för FÖR", typed) == found


def test_composed_and_decomposed_letters_are_alike():
    decomposed = unicodedata.normalize("NFD", "åkte")
    assert decomposed != "åkte"
    assert places("Hon åkte hem.", decomposed) == ["åkte"]


def test_a_letter_with_an_accent_that_stays_apart_is_another_letter():
    assert places("x\u0323 x", "x") == ["x"]
    assert len(places("x\u0323 x", "x")[0]) == 1


def test_what_nobody_sees_does_not_hide_a_word():
    text = "Vi tog kon\u00adtakt. İstanbul och kontakt"
    assert places(text, "kontakt") == ["kon\u00adtakt", "kontakt"]
    assert places(text, "kon\u00adtakt") == ["kon\u00adtakt", "kontakt"]


def test_a_phrase_is_its_words_one_after_another():
    text = "Det var bra. det, var  bra! Det var inte bra. Det var bras"
    assert places(text, '"det var bra"') == ["Det var bra", "det, var  bra"]


def test_other_forms_are_looked_for_where_they_are_given():
    assert places("Vi möttes och möter", "möta", forms={"möta": ["möter", "möttes"]}) == ["möttes", "möter"]


def test_several_words_are_one_hit_where_they_stand_near_each_other():
    far = " ".join(["ord"] * 16)
    assert windows("jag vet inte, och inte jag heller", "jag inte") == [["jag", "inte"], ["inte", "jag"]]
    assert windows(f"jag {far} inte", "jag inte") == []
    assert windows(f"jag {far} jag kan inte", "jag inte") == [["jag", "inte"]]


@given(st.lists(st.sampled_from(["plan", "planen", "å", "a", "PLAN", "planplan", ",", "-"]), max_size=30))
def test_whole_words_are_those_that_a_word_boundary_finds(words):
    text = " ".join(words)
    expected = [match.group() for match in re.finditer(r"\bplan\b", text, re.IGNORECASE)]
    assert places(text, "plan") == expected


def test_near_counts_the_words_between():
    text = "jag a b c inte"
    for near, count in ((2, 0), (3, 1)):
        assert len(by_index([text], [[(0, len(text))]], asked("jag inte", near=near))) == count


@pytest.mark.parametrize(
    "data", [b"", b"abc", b"\xff" * 40, word_index.pack(word_index.read("En bil, två bilar"))[:-3]]
)
def test_bytes_that_are_no_words_are_refused(data):
    with pytest.raises(ValueError):  # noqa: PT011 - of any kind
        word_index.unpack(data)
