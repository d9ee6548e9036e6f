"""What is typed is read as words, whatever it is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.codings.searches import (
    FARTHEST,
    LONGEST,
    MOST_TERMS,
    NEAR,
    UNSEEN,
    asked,
    folded,
    inside,
    is_lettered,
    is_mark,
)


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


def test_a_word_within_a_word():
    assert inside("handledarkontakt", "kontakt") == [(9, 16)]
    assert inside("aaaaa", "aa") == [(0, 2), (2, 4)]
    assert inside("xax\u0323", "x") == [(0, 1)]


def test_a_folded_text_leads_back_to_the_letters():
    there = folded("Kon\u00adtakt İ")
    assert there.text == "kontakt i\u0307"
    assert there.edges(0, 7) == (0, 8)
    assert there.edges(8, 10) == (9, 10)


@pytest.mark.parametrize(
    ("typed", "cut"),
    [
        ("a" * LONGEST, False),
        ("a" * (LONGEST + 1), True),
        (" ".join("abcdefgh"[:MOST_TERMS]), False),
        (" ".join("abcdefghi"[: MOST_TERMS + 1]), True),
        ("plan " * 20, False),  # the same word again is no other
    ],
)
def test_only_what_is_left_out_makes_a_question_cut(typed, cut):
    assert asked(typed).cut is cut


def test_words_lie_as_far_apart_as_is_asked_within_bounds():
    assert asked("a b").near == NEAR
    assert [asked("a b", near=near).near for near in (0, FARTHEST, FARTHEST + 1)] == [0, FARTHEST, FARTHEST]
    assert (asked("a").inside, asked("a", inside=True).inside) == (False, True)


def test_phrases_stand_before_words_and_what_was_typed_is_composed_and_without_what_nobody_sees():
    assert asked("plan «Ny Kontakt» han\u00addledare").terms == (("ny", "kontakt"), ("plan",), ("handledare",))
    assert asked("a\u030aka").terms == (("åka",),)
    assert asked("\ud800 plan").terms == (("plan",),)


LETTERS = st.text(st.sampled_from("aÅİß é\u0301" + UNSEEN), max_size=20)


@given(LETTERS)
def test_each_letter_of_a_folded_text_leads_back_to_the_one_it_comes_from(text):
    there = folded(text)
    assert not set(there.text) & set(UNSEEN)
    assert there.text == "".join(letter.lower() for letter in text if letter not in UNSEEN)
    for at, small in enumerate(there.text):
        start, end = there.edges(at, at + 1)
        assert end == start + 1
        assert small in text[start].lower()
        assert there.span(at, len(there.text)).start == start


@pytest.mark.parametrize(
    ("letter", "lettered", "mark"),
    [
        ("a", True, False),
        ("å", True, False),
        ("7", True, False),
        ("\u0323", True, True),
        ("-", False, False),
        ("_", False, False),
    ],
)
def test_letters_digits_and_accents_are_part_of_a_word(letter, lettered, mark):
    assert (is_lettered(letter), is_mark(letter)) == (lettered, mark)


@given(st.text("ab\u0323", max_size=12), st.sampled_from(["a", "ab", "ba"]))
def test_a_form_stands_within_a_word_where_no_accent_of_its_own_follows(word, form):
    found = inside(word, form)
    assert all(word[start:end] == form and word[end : end + 1] != "\u0323" for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
    every = [at for at in range(len(word)) if word.startswith(form, at)]
    assert [start for start, _ in found] == [at for at in every if word[at + len(form) :][:1] != "\u0323"]
