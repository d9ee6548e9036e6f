"""Names in Swedish order: å, ä and ö last, capitals and accents of no account but between equals."""

import random
import unicodedata

import pytest

from toolkit.domain.texts.alphabet import alphabetical

ORDERED = {
    "å, ä and ö come last, in that order": ["Arbetsgivare", "Zonterapi", "Åklagare", "Ängslan", "Öppenvård"],
    "capitals are of no account": ["anhöriga", "Barn", "chefen", "Öppenvård", "öppettider"],
    "within a word as well": ["Had", "Hot", "Hål", "Häl", "Höl"],
    "accents are of no account": ["Ida", "Idé", "Iden", "Idö"],
    "ü is y, æ is ä and ø is ö": ["Mus", "Müller", "Myra", "Mål", "Mät", "Mæt", "Möt", "Møt"],
    "a name before the longer one that begins with it": ["Vård", "Vård i hemmet", "Vårdcentral"],
    "figures first": ["1177", "Akuten"],
    "equals by their signs": ["ADA", "Ada", "ada"],
}


@pytest.mark.parametrize("names", ORDERED.values(), ids=ORDERED)
def test_names_stand_in_swedish_order_however_they_came(names):
    shuffled = random.Random(1).sample(names, len(names))
    assert sorted(shuffled, key=alphabetical) == names


def test_a_letter_in_two_parts_is_the_same_letter():
    apart = unicodedata.normalize("NFD", "Åsa")
    assert sorted([apart, "Zara", "Åke"], key=alphabetical) == ["Zara", "Åke", apart]
