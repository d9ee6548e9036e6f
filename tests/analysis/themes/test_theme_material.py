"""All passages with their words: in one order, by cell and group, and with no person's name among what may be shown."""

from __future__ import annotations

import random

import numpy as np
import pytest

from tests.analysis.worded import material, passage, read

BUS = ("Bussen går sällan, säger Gunvor.", "Min buss dröjer och Gunvor väntar.", "Utan bussen kommer Gunvor inte hit.")


def test_passages_stand_by_source_and_place_each_once_whichever_order_they_come_in():
    items = [passage(number, f"Bussen nummer {number} dröjer.") for number in range(6)]
    one = material(items)
    mixed = random.Random(1).sample(items, 6)
    other = material([*mixed, *mixed])
    assert [each.key for each in one.passages] == [each.key for each in other.passages] == [each.key for each in items]
    assert one.forms == other.forms
    assert np.allclose(one.text, other.text)


def test_cells_are_the_passages_of_an_area_and_a_group():
    found = material([
        passage(0, "Bussen dröjer."),
        passage(1, "Hyran steg.", codes=("needs", "actors")),
        passage(2, "Bussen går.", group="team"),
        passage(3, "Hyran.", group=None),
    ])  # fmt: skip
    assert found.cells == {
        ("needs", "participants"): [0, 1],
        ("actors", "participants"): [1],
        ("needs", "team"): [2],
        ("needs", ""): [3],
    }


def test_groups_are_counted_apart_and_together():
    found = material([passage(0, "Bussen bussen."), passage(1, "Bussen.", group="team"), passage(2, "Hyran.")])
    buss, hyra = found.lemmas.index("buss"), found.lemmas.index("hyra")
    assert [found.groups[group][buss] for group in ("participants", "team")] == [2.0, 1.0]
    assert (found.whole[buss], found.whole[hyra]) == (3.0, 1.0)
    assert (sum(found.groups.values()) == found.whole).all()


def test_each_person_is_one_voice():
    found = material([passage(0, "a", who="D1"), passage(1, "b", who="D2"), passage(2, "c", who="D1")])
    assert found.voice.tolist() == [0, 1, 0]


def test_names_of_people_may_not_be_shown_and_words_may():
    found = read(*BUS)
    may = dict(zip(found.forms, found.nameless.tolist(), strict=True))
    assert not may["gunvor"]
    assert may["bussen"]
    assert may["buss"]


@pytest.mark.parametrize("name", ["Arbetsförmedlingen", "Hyresgården", "Soc"])
def test_what_the_scheme_names_is_no_persons_name(name):
    found = read(f"Sen ringde {name} igen.", f"Jag frågade {name} då.")
    assert found.nameless[found.forms.index(name.lower())]


def test_a_short_beginning_with_a_star_tells_nothing():
    """The cue "fk*" would make names of everything that begins so."""
    found = read("Sen ringde Fkarl igen.", "Jag frågade Fkarl då.")
    assert not found.nameless[found.forms.index("fkarl")]


def test_a_passage_says_a_word_in_any_of_its_forms():
    found = read("Bussarna dröjer.", "Hyran steg.", "Min buss kom, bussen gick.")
    assert [found.says(row, "bussen") for row in range(3)] == [True, False, True]
    assert [found.says(row, "Buss") for row in range(3)] == [True, False, True]
    assert not found.says(0, "okänt")
    assert not found.says(0, "och")


def test_vague_words_are_known():
    found = read("Varje dag kom bussen.")
    assert found.vague(found.lemmas.index("dag"))
    assert not found.vague(found.lemmas.index("buss"))
    assert found.noun[found.lemmas.index("dag")] == 0.0


def test_a_heading_takes_the_definite_form_that_the_material_uses():
    found = read(*BUS)
    assert found.for_heading("buss", share=0.3) == "bussen"
    assert found.for_heading("buss", share=5) is None
    assert found.for_heading("okänt", share=0.3) is None
    assert found.definite("bussen")
    assert not found.definite("buss")
    assert not found.definite("okänt")
    assert found.indefinite("bussen") == "buss"
    assert read("Bussen går.").indefinite("bussen") is None
    assert found.indefinite("okänt") is None


def test_an_english_heading_takes_the_plural():
    found = read("The bus is late.", "All buses are late, the bus too.", code="en")
    assert found.for_heading("bus", share=0.3) == "buses"
    assert read("The bus is late.", code="en").for_heading("bus", share=0.3) is None


def test_a_name_is_no_heading():
    assert read(*BUS).noun[read(*BUS).lemmas.index("gunvor")] == 0.0


def test_without_passages_there_is_no_material_and_no_error():
    found = material([])
    assert (found.passages, found.cells, found.groups) == ((), {}, {})
    assert found.counts.shape[0] == 0
