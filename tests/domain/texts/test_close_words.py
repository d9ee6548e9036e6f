"""A name that is none leads to the one that was meant, or to nothing."""

import pytest

from toolkit.domain.texts.close_words import closest

KNOWN = ("Socialtjänsten", "Arbetsförmedlingen", "did_not_raise", "Tid att lyssna till slut")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Socialtjansten", "Socialtjänsten"),
        ("arbetsförmedling", "Arbetsförmedlingen"),
        ("did not raise", "did_not_raise"),
        ("lyssna", "Tid att lyssna till slut"),
        ("ti", ""),
        ("Fritidsgården", ""),
        ("", ""),
    ],
)
def test_the_nearest_is_found_however_it_is_written(written, meant):
    assert closest(written, KNOWN) == meant
