"""Words are found letter for letter, whole unless asked otherwise, whatever was typed."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.searches import asked, folded, forms_of, occurrences, together


def places(text, words, *, inside=False, forms=None):
    """The words of `text` that are found, for each term."""
    there = folded(text)
    found = occurrences(there.text, asked(words, inside=inside), forms=forms)
    return [[there.span(*place).of(text) for place in each] for each in found]


def windows(text, words):
    there = folded(text)
    found = occurrences(there.text, asked(words))
    return [[there.span(*place).of(text) for place in one] for one in together(found, there.text)]


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("kontakt", (("kontakt",),)),
        ("  Ny   KONTAKT ", (("ny",), ("kontakt",))),
        ('"det var bra"', (("det", "var", "bra"),)),
        ("”det var bra” plan", (("det", "var", "bra"), ("plan",))),
        ("e-post", (("e", "post"),)),
        ("plan plan", (("plan",),)),
        ("(.*)+[a-", (("a",),)),
        ("kontakt* OR NEAR/3", (("kontakt",), ("or",), ("near", "3"))),
        ("", ()),
        ("... !? \x00 \u202e", ()),
        ('"', ()),
    ],
)
def test_what_is_typed_is_read_as_words_and_never_as_a_pattern(typed, terms):
    assert asked(typed).terms == terms


def test_a_question_too_long_is_cut_and_says_so():
    assert asked("a" * 10_000).cut
    assert len(asked(" ".join("abcdefghijkl")).terms) == 8
    assert asked(" ".join("abcdefghijkl")).cut
    assert not asked("kontakt").cut


def test_whole_words_only_but_for_capitals():
    text = "Kontakt, kontakten och KONTAKT. Handledarkontakt; ny-kontakt kontakt2"
    assert places(text, "kontakt") == [["Kontakt", "KONTAKT", "kontakt"]]
    assert len(places(text, "kontakt", inside=True)[0]) == 6


@pytest.mark.parametrize(("typed", "found"), [("å", ["å", "Å"]), ("a", ["a"]), ("for", []), ("för", ["för", "FÖR"])])
def test_swedish_letters_are_letters_of_their_own(typed, found):
    assert places("å a Å för FÖR", typed) == [found]


def test_composed_and_decomposed_letters_are_alike():
    decomposed = unicodedata.normalize("NFD", "åkte")
    assert decomposed != "åkte"
    assert places("Hon åkte hem.", decomposed) == [["åkte"]]


def test_a_letter_with_an_accent_that_stays_apart_is_another_letter():
    assert places("x\u0323 x", "x") == [["x"]]
    assert len(places("x\u0323 x", "x")[0][0]) == 1


def test_what_nobody_sees_does_not_hide_a_word():
    text = "Vi tog kon\u00adtakt. İstanbul och kontakt"
    assert places(text, "kontakt") == [["kon\u00adtakt", "kontakt"]]
    assert places(text, "kon\u00adtakt") == [["kon\u00adtakt", "kontakt"]]


def test_a_phrase_is_its_words_one_after_another():
    text = "Det var bra. det, var  bra! Det var inte bra. Det var bras"
    assert places(text, '"det var bra"') == [["Det var bra", "det, var  bra"]]


def test_other_forms_are_looked_for_where_they_are_given():
    assert places("Vi möttes och möter", "möta", forms=lambda word: ["möter", "möttes"]) == [["möttes", "möter"]]


def test_several_words_are_one_hit_where_they_stand_near_each_other():
    far = " ".join(["ord"] * 16)
    assert windows("jag vet inte, och inte jag heller", "jag inte") == [["jag", "inte"], ["inte", "jag"]]
    assert windows(f"jag {far} inte", "jag inte") == []
    assert windows(f"jag {far} jag kan inte", "jag inte") == [["jag", "inte"]]


def test_forms_share_the_lemma():
    lemma = {"bus": "bus", "buses": "bus", "card": "card"}.get
    assert forms_of(["bus", "buses", "card"], lemma, ["buses"]) == {"buses": ["bus", "buses"]}


@given(st.text(max_size=400), st.text(max_size=60), st.booleans())
def test_no_input_is_wrong_and_all_found_words_are_there(text, typed, inside):
    query = asked(typed, inside=inside)
    there = folded(text)
    for term, found in zip(query.terms, occurrences(there.text, query), strict=True):
        for place in found:
            words = folded(there.span(*place).of(text)).text
            assert words.startswith(term[0])
            assert words.endswith(term[-1])


@given(st.lists(st.sampled_from(["plan", "planen", "å", "a", "PLAN", "planplan", ",", "-"]), max_size=30))
def test_whole_words_are_those_that_a_word_boundary_finds(words):
    text = " ".join(words)
    expected = [match.group() for match in re.finditer(r"\bplan\b", text, re.IGNORECASE)]
    assert places(text, "plan") == [expected]
