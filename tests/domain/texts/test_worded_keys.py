"""A key may be written as it is or as the screens call it, in the language of messages, and errors tell both."""

import pytest

from toolkit import messages
from toolkit.domain.texts.worded_keys import listed, meant, wrong_key
from toolkit.services.claims.claim_names import STANCES, VALENCE_WORDS

TITLES = {key.value: title for key, title in STANCES.items()}


@pytest.fixture
def _swedish():
    messages.use_language("sv")
    yield
    messages.use_language("en")


@pytest.mark.usefixtures("_swedish")
@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("affirms", "affirms"),
        ("Instämmer", "affirms"),
        ("TOG INTE UPP DET", "did_not_raise"),
        ("did not raise", "did_not_raise"),
        ("instämde", ""),
        ("", ""),
    ],
)
def test_keys_and_swedish_titles_are_taken_whatever_their_letters(written, key):
    assert meant(written, TITLES) == key


@pytest.mark.usefixtures("_swedish")
def test_an_error_names_each_key_with_its_title_and_the_one_that_was_perhaps_meant():
    wrong = wrong_key("hindrarr", VALENCE_WORDS, VALENCE_WORDS)
    assert wrong["near"] == "hinders (hindrar)"
    assert "hinders (hindrar), " in wrong["known"]
    assert "{near}" in wrong["hint"]
    assert "{near}" not in wrong_key("xyz", VALENCE_WORDS, VALENCE_WORDS)["hint"]


def test_a_title_that_says_no_more_than_its_key_is_left_out():
    assert listed(["hinders", "own"], {"hinders": "hinders"}) == "hinders, own"
