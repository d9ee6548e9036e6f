"""What is typed is read as words, whatever it is."""

import pytest

from toolkit.domain.codings.searches import asked, folded, inside


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
