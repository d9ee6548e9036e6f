"""The turns in which a quote may stand: those that hold its rare words, whatever their order, the likeliest first."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.analysis.searching import quote_places
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


def of(*turns):
    """The places of these turns, each in a source of its own."""
    material = [
        (number, read(text), [TurnPlace(1, 0, len(text), heard=True, respondent="A", phase=None)])
        for number, text in enumerate(turns)
    ]
    return QuotePlaces(shelved(material))


TALK = (
    "bussen gick aldrig på kvällen",
    "bussen kom",
    "bussen och hyran och hyran och hyran",
    "hyran och bussen gick aldrig på kvällen",
)


@pytest.mark.parametrize(
    ("quote", "turns"),
    [
        ("bussen gick aldrig på kvällen", [0, 3]),
        ("hyran gick aldrig på kvällen", [3, 0]),  # the whole before a part
        ("hyran", [2, 3]),  # as much of each: the first first; said thrice tells no more than once
        ("BUSSEN, KOM!", [1, 0, 2, 3]),
        ("kom hem", [1]),
    ],
)
def test_a_turn_is_likely_as_far_as_it_holds_what_the_words_tell(quote, turns):
    assert of(*TALK).likely(quote) == turns


def test_no_more_turns_are_told_than_asked_for():
    found = of(*["samma ord"] * 9)
    assert found.likely("samma ord") == [0, 1, 2, 3, 4, 5]
    assert found.likely("samma ord", most=2) == [0, 1]


@settings(max_examples=30)
@given(st.permutations(TALK[3].split()), st.integers(0, 3))
def test_neither_the_order_of_the_words_nor_their_repetition_matters(words, again):
    found = of(*TALK)
    assert found.likely(" ".join([*words, *words[:again]])) == found.likely(TALK[3]) == [3, 0, 2]


def test_of_a_long_quote_the_rarest_words_are_looked_for(monkeypatch):
    monkeypatch.setattr(quote_places, "RAREST", 2)
    found = of("alla säger detta alltid", "alla säger detta också", "alla säger rast nu", "alla säger lunch då")
    assert found.likely("alla säger detta rast lunch") == [2, 3]


def test_beside_enough_words_one_that_is_said_everywhere_is_left_out(monkeypatch):
    found = of(*["överallt"] * 9, "ett två tre fyra fem", "ett två tre fyra överallt")
    monkeypatch.setattr(quote_places, "LIKELY", 0)
    assert len(found.likely("ett två tre fyra överallt", most=20)) == 11
    monkeypatch.setattr(quote_places, "PLACES", 10)
    assert found.likely("ett två tre fyra överallt", most=20) == [9, 10]
    assert len(found.likely("tre fyra överallt", most=20)) == 11  # of too few words none is left out


def test_a_turn_of_a_source_with_several_is_told_by_its_own_number():
    text = "bussen gick hyran steg"
    turns = [TurnPlace(number, *place, True, "A", None) for number, place in enumerate([(0, 11), (12, 22)])]
    found = QuotePlaces(shelved([(7, read(text), turns)]))
    assert (found.likely("bussen gick"), found.likely("hyran steg")) == ([0], [1])
