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


@pytest.mark.parametrize(
    ("said", "noun", "phrase"),
    [
        ("Jag minns första dagen.", "dag", "första dagen"),
        ("Det är gul bussen.", "buss", "bussen"),
        ("Det var den stora bussen.", "buss", "bussen"),
        ("Bussen är gul, bussen.", "buss", "bussen"),
    ],
    ids=["ordinal", "adjective without an article", "word that adds nothing", "a comma between"],
)
def test_which_word_before_a_noun_is_part_of_its_phrase(said, noun, phrase):
    assert phrases(read(*[said] * 3), noun) == [phrase]


def test_an_adjective_after_an_article_is_part_of_the_phrase_and_a_name_never():
    assert phrases(read(*["Jag fick ett ekonomiskt bistånd."] * 2), "bistånd") == ["ekonomiskt bistånd"]
    assert phrases(read(*["Sen kom min Gunvor buss."] * 2), "buss") == ["buss"]


@pytest.mark.parametrize(
    ("texts", "phrase"),
    [
        (["Mest tider på förskolan."] * 2 + ["Tider."] * 3, "tider på förskolan"),  # two of five
        (["Mest tider på förskolan."] * 2 + ["Tider."] * 4, "tider"),
        (["Mest tider på förskolan."] * 2 + ["Mest tider hos läkaren."] * 3, "tider hos läkaren"),  # the commoner
        (["Mest tider hos tandläkaren."] * 2 + ["Mest tider på förskolan."] * 2, "tider hos tandläkaren"),  # the longer
    ],
    ids=["usual", "seldom", "commoner", "longer"],
)
def test_the_phrase_that_a_noun_usually_stands_in_stands_for_it(texts, phrase):
    assert phrases(read(*texts), "tid") == [phrase]


def test_two_nouns_are_no_phrase_across_the_end_of_a_passage_or_without_a_link():
    assert phrases(read(*["Det var tider på.", "Förskolan."] * 2), "tid") == ["tider"]
    assert phrases(read(*["Det var tider och förskolan."] * 3), "tid") == ["tider"]


def test_an_english_noun_before_another_is_part_of_its_phrase():
    texts = ["The education plan was late.", "Our education plan was fine.", "An education plan, and the education."]
    assert phrases(read(*texts, code="en"), "plan") == ["education plan"]
