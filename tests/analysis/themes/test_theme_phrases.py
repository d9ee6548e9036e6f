"""Noun phrases for headings: in the company that two people use, never a name, never the same root twice."""

from __future__ import annotations

import pytest

from tests.analysis.worded import material, passage, read
from toolkit.analysis.themes.theme_phrases import READ, akin, alike, noun_phrases, spelled


def phrases(found, *lemmas):
    return noun_phrases(found, range(len(found.passages)), [found.lemmas.index(lemma) for lemma in lemmas])


def test_a_noun_stands_in_its_commonest_spelling_and_preferably_in_no_genitive():
    found = read("Bussen bussen går.", "Bussarna dröjer.", "Bussens tider.")
    buss = found.lemmas.index("buss")
    assert spelled(found, range(3), {buss}) == {buss: "bussen"}
    genitive = read("Bussens tider, bussens färger, bussens ljud.", "Men bussen kom.")
    own = genitive.lemmas.index("buss")
    assert spelled(genitive, range(2), {own}) == {own: "bussen"}
    assert spelled(found, range(3), set()) == {}


def test_only_so_many_passages_are_looked_through():
    found = read(*["Hyran steg."] * READ, "Bussen kom.")
    assert spelled(found, range(READ + 1), {found.lemmas.index("buss")}) == {}


def test_names_are_never_spelled():
    found = read("Sen kom Gunvor.", "Jag såg Gunvor.")
    assert spelled(found, range(2), {found.lemmas.index("gunvor")}) == {}
    assert phrases(found, "gunvor") == []


def test_a_phrase_that_two_people_use_stands_for_its_noun():
    twice = read("Det var tider på förskolan.", "Mest tider på förskolan.", "Sen bussen.")
    assert phrases(twice, "tid") == ["tider på förskolan"]
    once = read("Det var stöd från läraren.", "Mest stöd.", "Sen stöd.")
    assert "stöd från läraren" not in phrases(once, "stöd")


def test_what_one_person_alone_repeats_is_no_phrase_when_others_speak_too():
    said = ["Det är stöd från läraren.", "Mycket stöd från läraren.", "Alltid stöd från läraren."]
    one = material(
        [*(passage(n, text, who="D01") for n, text in enumerate(said)), passage(9, "Stöd fick jag.", who="D02")]
    )
    assert phrases(one, "stöd") != ["stöd från läraren"]
    alone = material([passage(n, text, who="D01") for n, text in enumerate(said)])
    assert phrases(alone, "stöd") == ["stöd från läraren"]


def test_nouns_keep_their_order_and_kindred_ones_stand_once():
    found = read("Bussen och hyran.", "Hyran och bussen, busskortet.", "Busskortet gick ut och hyran steg.")
    assert phrases(found, "hyra", "buss") == ["hyran", "bussen"]
    assert phrases(found, "buss", "busskort") == ["bussen"]
    assert phrases(found) == []


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("bussen", "bussarna", True),
        ("praktikplatsen", "praktiken", True),
        ("tider på förskolan", "Förskolan", True),
        ("barnen", "bussen", False),
        ("bil", "bilar", False),  # too short to tell a root
        ("", "bussen", False),
    ],
)
def test_words_of_one_root_are_akin_whichever_comes_first(one, other, expected):
    assert akin(one, other) is expected
    assert akin(other, one) is expected


def test_both_words_of_a_pair_are_definite_or_neither():
    both = read("Sen kom bussen, och barnen.", "Min buss och ett barn.", "Både bussen och barnen.")
    assert alike(both, ("barnen", "buss")) == ("barnen", "bussen")
    assert alike(both, ("bussen", "barnen")) == ("bussen", "barnen")
    lacking = read("Min buss och barnen.", "Ett barn.")
    assert alike(lacking, ("barnen", "buss")) == ("barn", "buss")
    assert alike(lacking, ("tider på förskolan", "buss")) == ("tider på förskolan", "buss")


def test_an_english_pair_is_left_as_it_is():
    found = read("The buses and a child.", "A bus.", code="en")
    assert alike(found, ("buses", "child")) == ("buses", "child")
