"""How like a passage is to what the scheme writes of each code: by lemma, by parts of compounds, by nearly the same."""

from __future__ import annotations

import numpy as np
import pytest

from toolkit.analysis.suggesting.likeness import Likeness, grams, held_kinds
from toolkit.domain.codings.schemes import AREA, Code, Facet, Scheme


def code(path, text, **more):
    return Code(path, AREA, {"sv": ""}, {"sv": text}, **more)


CODES = [
    code("needs", "Bostad och inkomst."),
    code("needs/health", "Sömn, huvudvärk och läkare."),
    code("actors", "Kommunen, regionen och arbetsförmedlingen."),
    code("empty", ""),
]
SCHEME = Scheme("s", 1, {"sv": "s"}, (Facet(AREA, {}),), {one.path: one for one in CODES})
AT = {one.path: place for place, one in enumerate(CODES)}


@pytest.fixture(name="likeness")
def _likeness(swedish):
    return Likeness(SCHEME, swedish)


@pytest.fixture(name="read")
def _read(likeness, swedish):
    return lambda *texts: likeness.read(swedish.read(texts))


def test_a_passage_is_like_the_code_whose_words_it_holds_in_any_form(read):
    scores = read("Läkaren frågade om sömnen").scores[0]
    assert scores.argmax() == AT["needs/health"]
    assert scores[AT["actors"]] == 0
    assert scores[AT["empty"]] == 0


def test_words_of_a_code_count_in_part_for_the_code_above_it(read):
    scores = read("Läkaren frågade om sömnen").scores[0]
    assert 0 < scores[AT["needs"]] < scores[AT["needs/health"]]


def test_likeness_lies_between_nothing_and_one_and_small_words_count_nothing(read):
    scores = read("", "och på i jag", "Sömn, huvudvärk, läkare", "bussen går aldrig").scores
    assert ((scores >= 0) & (scores <= 1)).all()
    assert not scores[[0, 1, 3]].any()


def test_more_other_words_make_a_passage_less_like(read):
    short, long = read("sömnen", "sömnen bussen skolan hyran tvätten").scores[:, AT["needs/health"]]
    assert short > long > 0


def test_how_often_a_word_stands_makes_no_difference(read):
    once, twice = read("sömn buss", "sömn buss sömn sömn").scores
    assert np.allclose(once, twice)


def test_a_part_of_a_compound_counts_in_part(read):
    whole, part = read("bostad", "bostadsbidragskrångel").scores[:, AT["needs"]]
    assert whole > part >= 0


def test_a_word_of_nearly_the_same_letters_is_akin(read):
    same, akin, other = read("arbetsförmedlingen", "arbetsförmedlinge", "trädgården").scores[:, AT["actors"]]
    assert same > akin > other == 0


def test_a_passage_does_not_depend_on_the_others(read):
    alone = read("Läkaren frågade om sömnen").scores[0]
    beside = read("Kommunen och regionen", "Läkaren frågade om sömnen").scores[1]
    assert np.allclose(alone, beside)


def test_the_words_that_speak_most_are_told_once_each_and_no_more_than_asked_for(read, swedish):
    text = "Mera sömn och sömn, sedan läkare och huvudvärk."
    found = read("Bussen gick.", text)
    tokens = swedish.read(["Bussen gick.", text])
    told = [swedish.types[tokens.types[place]] for place in found.words(1, AT["needs/health"], most=5)]
    assert sorted(each.lower() for each in told) == ["huvudvärk", "läkare", "sömn"]
    assert len(found.words(1, AT["needs/health"], most=2)) == 2
    assert found.words(0, AT["needs/health"], most=2) == []


def test_a_scheme_without_words_is_like_nothing(swedish):
    empty = Scheme("s", 1, {"sv": "s"}, (Facet(AREA, {}),), {"empty": CODES[3]})
    assert not Likeness(empty, swedish).read(swedish.read(["Läkaren"])).scores.any()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("å", [" å "]),
        ("bo", [" bo", "bo ", " bo "]),
        ("", []),
        ("aaaa", [" aa", "aaa", "aa ", " aaa", "aaaa", "aaa ", " aaaa", "aaaa "]),
    ],
)
def test_the_different_runs_of_three_to_five_letters_of_a_word(word, expected):
    assert grams(word) == expected


def test_a_text_holds_each_of_its_words_once(swedish):
    tokens = swedish.read(["sömn och sömn", "", "och"])
    kinds, place = tokens.kinds()
    held = held_kinds(tokens, place, len(kinds)).toarray()
    assert held.shape == (3, len(kinds))
    assert held.sum(axis=1).tolist() == [2.0, 0.0, 1.0]
    assert set(held.ravel().tolist()) == {0.0, 1.0}
