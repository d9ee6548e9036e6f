"""The only one of a kind: which words point at one person, and which only sound so."""

import pytest

from toolkit.domain.texts.head_nouns import head_nouns
from toolkit.domain.texts.only_one import only_one
from toolkit.resources.disclosure_words import word_lists


def found(text, language):
    return only_one(text, head_nouns(language), word_lists(language))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Den enda handledaren i teamet säger så.", "Den enda handledaren"),
        ("Så säger den ende läraren.", "den ende läraren"),
        ("Den enda kvinnliga coachen är nöjd.", "Den enda kvinnliga coachen"),
        ("Enda kvinnan i gruppen säger ifrån.", "Enda kvinnan"),
        ("Teamets enda man är nöjd.", "enda man"),
        ("Myndigheten är företrädd av en enda handläggare.", "enda handläggare"),
        ("Den ende som har bytt yrke är nöjd.", "Den ende som"),
        ("Hon är den enda i teamet med den erfarenheten.", "den enda i teamet"),
        ("Ingen enda deltagare nämner det.", ""),
        ("Inte en enda deltagare nämner det.", ""),
        ("Det enda målet med känt utfall är nått.", ""),
        ("Det enda som saknas är handledare.", ""),
        ("Två teman bärs av en enda person.", ""),
        ("De enda handledarna är fyra.", ""),
    ],
)
def test_swedish_words_for_the_only_one(text, words):
    assert found(text, "sv") == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The only supervisor says so.", "The only supervisor"),
        ("So says the only female coach.", "the only female coach"),
        ("The team’s only woman is content.", "only woman"),
        ("The only one who has left is content.", "The only one who"),
        ("The office is represented by a single case officer.", "a single case officer"),
        ("It is hard for a single mother.", ""),
        ("Two themes rest on a single voice.", ""),
        ("The only way forward is a coach.", ""),
        ("The only way coaches work is slow.", ""),
        ("Only coaches say so.", ""),
    ],
)
def test_english_words_for_the_only_one(text, words):
    assert found(text, "en") == words
