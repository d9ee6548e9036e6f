"""Lemmas: spoken spellings made standard, our own list before the lexicon, and unknown compounds split."""

from __future__ import annotations

import pytest

from toolkit.analysis.texts.lemmas import Lemmatizer


@pytest.fixture(name="sv", scope="module")
def _sv():
    return Lemmatizer("sv")


@pytest.fixture(name="en", scope="module")
def _en():
    return Lemmatizer("en")


@pytest.mark.parametrize(
    ("word", "standard"),
    [("Nån", "någon"), ("DOM", "de"), ("ja’", "jag"), ("ja'", "jag"), ("Handledaren", "handledaren"), ("", "")],
)
def test_a_spoken_spelling_is_made_standard(sv, word, standard):
    assert sv.standard(word) == standard


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("bussarna", "buss"),
        ("Handledarna", "handledare"),
        ("lärde", "lära"),
        ("nån", "någon"),
        ("skulder", "skuld"),  # our own list before the lexicon
        ("xqzwv", "xqzwv"),
        ("d01", "d01"),
    ],
)
def test_each_form_has_its_lemma_and_an_unknown_word_is_its_own(sv, word, lemma):
    assert sv.lemma(word) == lemma


def test_a_compound_that_the_lexicon_lacks_is_split_and_its_last_part_made_a_lemma(sv):
    lemma, parts = sv.analysis("hyresbidragsbreven")
    assert lemma.endswith("brev")
    assert lemma.startswith("hyresbidrags")
    assert parts[-1] == "brev"
    assert len(parts) == 2


def test_words_with_signs_in_them_and_short_ones_are_not_split(sv):
    assert sv.analysis("bussbuss-1") == ("bussbuss-1", ())
    assert sv.analysis("åöä") == ("åöä", ())


def test_english_has_no_compounds_to_split(en):
    assert en.analysis("busstopsign")[1] == ()
    assert en.lemma("felt") == "feel"
    assert en.lemma("buses") == "bus"


def test_a_word_is_known_by_the_lexicon_or_our_list_in_any_case(sv):
    assert sv.knows("BUSS")
    assert sv.knows("nån")
    assert not sv.knows("hyresbidragsbreven")


def test_asking_again_gives_the_same(sv):
    assert sv.analysis("hyresbidragsbreven") is sv.analysis("hyresbidragsbreven")
    assert [sv.lemma(word) for word in ("bussen", "Bussen", "BUSSEN")] == ["buss"] * 3


@pytest.mark.parametrize(
    ("word", "lemma", "parts"),
    [
        ("praktikbussarna", "praktikbuss", ("praktik", "buss")),
        (
            "Handläggarbytet",
            "handläggarbyte",
            ("handläggare", "byte"),
        ),  # the first part stands as it is, its lemma beside
        ("socialtjänstbesöken", "socialtjänstbesök", ("socialtjänst", "besök")),
        ("arbetsmarknadsmyndighetschefen", "arbetsmarknadsmyndighetschef", ("arbetsmarknad", "myndighetschef")),
        ("ostbuss", "ostbuss", ("ost", "buss")),
        ("glasbil", "glasbil", ()),  # three letters are no last part
    ],
)
def test_a_compound_is_its_first_part_and_the_lemma_of_the_longest_last_part(sv, word, lemma, parts):
    assert sv.analysis(word) == (lemma, parts)


def test_only_swedish_writes_words_together(sv, en):
    assert en.knows("ticket")
    assert en.knows("machine")
    assert en.analysis("ticketmachine") == ("ticketmachine", ())
    assert sv.analysis("d1praktikbuss") == ("d1praktikbuss", ())
