import random

from toolkit.analysis.searching.quote_places import QuotePlaces
from toolkit.analysis.searching.word_index import read
from toolkit.analysis.searching.word_shelf import TurnPlace, shelved

CHANCE = random.Random(3)
WORDS = [f"ord{number}" for number in range(400)] + ["och", "det", "var"] * 200
TURNS = [" ".join(CHANCE.choices(WORDS, k=60)) for _ in range(300)]


def places():
    material = [
        (number, read(text), [TurnPlace(1, 0, len(text), heard=True, respondent="A", phase=None)])
        for number, text in enumerate(TURNS)
    ]
    return QuotePlaces(shelved(material))


def test_the_turn_that_holds_the_words_comes_first_also_with_a_letter_changed():
    found = places()
    for number, text in enumerate(TURNS[::7]):
        words = text.split()[10:30]
        words[CHANCE.randrange(20)] += "x"
        assert found.likely(" ".join(words))[0] == number * 7


def test_words_that_nobody_says_lead_nowhere():
    assert places().likely("aldrig sagt") == []
    assert places().likely("") == []
