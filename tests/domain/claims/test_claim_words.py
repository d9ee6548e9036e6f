import pytest

from toolkit.domain.claims.claim_words import content_words, filled, has_place


@pytest.mark.parametrize(
    ("text", "who", "one", "told"),
    [
        ("{vem} väntade länge", "nästan samtliga deltagare", False, "Nästan samtliga deltagare väntade länge."),
        ("Väntan var lång för {who}.", "one participant", True, "Väntan var lång för one participant."),
        ("{who} {describe/describes} a long wait", "one participant", True, "One participant describes a long wait."),
        ("{who} {describe/describes} a long wait", "most", False, "Most describe a long wait."),
        ("Väntan är för lång!", "", False, "Väntan är för lång!"),
        ("  {vem} väntar …  ", "alla", False, "Alla väntar …"),
        ("Hur länge ska man {behöva/behöver} vänta?", "", False, "Hur länge ska man behöva vänta?"),
        ("{vem} säger ”nej”", "en deltagare", True, "En deltagare säger ”nej”"),
        (r"{vem} \1 {oklart}", "alla", False, r"Alla \1 {oklart}."),
        ("{vem} {kom/kommer} { {/} {0} } {", "alla", False, "Alla kom { {/} {0} } {."),
    ],
)
def test_the_quantity_word_stands_where_the_text_says(text, who, one, told):
    assert filled(text, who, one=one) == told


def test_a_text_may_have_no_place_and_gives_its_longer_words_to_look_for():
    assert not has_place("Väntan är för lång")
    assert has_place("{vem} väntar")
    assert content_words("{vem} {är oroliga/är orolig} för väntan, väntan") == ["oroliga", "väntan"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Väntan och besked", ["väntan", "besked"]),  # six letters tell; five do not
        ("Lång väntan: VÄNTAN", ["väntan"]),
        ("{who} {describes/describe} waiting", ["describes", "waiting"]),  # the first form alone
        ("2025-10-20 är datumet", ["datumet"]),
        ("kort text", []),
    ],
)
def test_words_to_look_for_have_six_letters_at_least(text, words):
    assert content_words(text) == words
