"""Passages of a cell held against the themes that stand in it, by their keys."""

from __future__ import annotations

import pytest

from tests.analysis.worded import material, passage
from toolkit.analysis.themes.theme_likeness import Held
from toolkit.domain.themes.themes import Theme, spread_of

BUS = [
    f"Bussen dröjer och förskolan stänger, bussen går sällan {word}." for word in ("idag", "igår", "jämt", "ofta", "nu")
]
RENT = [f"Hyran steg och pengarna räcker inte till hyran {word}." for word in ("idag", "igår", "jämt", "ofta", "nu")]
PASSAGES = [passage(number, text) for number, text in enumerate([*BUS, *RENT])]
KEYS = [each.key for each in PASSAGES]


def theme(id_, *places, more=()):
    own = [PASSAGES[place] for place in places]
    return Theme(id_, "needs", "participants", id_, (), (*(each.key for each in own), *more), spread_of(own))


@pytest.fixture(name="found", scope="module")
def _found():
    return material(PASSAGES)


def held(found, *themes):
    return Held(found, ("needs", "participants"), themes)


def test_a_passage_is_likest_to_the_theme_that_speaks_of_the_same(found):
    made = held(found, theme("bus", 0, 1, 2, 3), theme("rent", 5, 6, 7, 8))
    assert [row[0] for row in made.ranked([KEYS[4], KEYS[9]])] == [0, 1]
    assert all(sorted(row) == [0, 1] for row in made.ranked(KEYS))


def test_it_joins_its_own_theme_or_none_and_never_the_other(found):
    made = held(found, theme("bus", 0, 1, 2, 3), theme("rent", 5, 6, 7, 8))
    assert set(made.joined(KEYS[:5])) <= {0, None}
    assert set(made.joined(KEYS[5:])) <= {1, None}
    assert 0 in made.joined(KEYS[:5])
    assert 1 in made.joined(KEYS[5:])


def test_a_passage_in_the_wrong_theme_stands_apart(found):
    made = held(found, theme("bus", 0, 1, 2, 3), theme("rent", 5, 6, 7, 8, 4))
    assert made.apart() == [KEYS[4]]
    assert held(found, theme("bus", 0, 1, 2), theme("rent", 5, 6, 7)).apart() == []


def test_keys_of_passages_that_are_not_in_the_cell_are_left_out(found):
    made = held(found, theme("bus", 0, 1, 2, 3, more=("borta.txt:0-9",)), theme("rent", 5, 6, 7, 8))
    assert made.apart() == []
    assert [row[0] for row in made.ranked([KEYS[4]])] == [0]
