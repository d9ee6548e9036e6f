"""A project's own wording stands where it says the same kind of thing; what would break a draft is refused."""

from __future__ import annotations

import pytest

from toolkit.errors import BadSetting
from toolkit.messages import use_language
from toolkit.reporting.material.own_wording import laid_over

USUAL = {
    "title": "Rapport om {name}",
    "lead": "Kapitlet bygger på {number} samtal.",
    "plain": "Ett stycke utan plats.",
    "sentences": {
        "raised": {"one": ["{who} nämner det."], "many": ["{who} talar om det.", "{who} tar upp det ({number})."]}
    },
    "asked": ["Vad?", "Hur?"],
    "number": 3,
}


def refusal(own, name="wording.sv.toml"):
    with pytest.raises(BadSetting) as caught:
        laid_over(USUAL, own, name=name)
    return caught.value


def test_without_a_word_of_its_own_the_usual_wording_stands():
    assert laid_over(USUAL, {}) == USUAL
    assert laid_over({}, {"mine": "x {y"}) == {"mine": "x {y"}
    assert laid_over({}, {}) == {}


def test_key_by_key_the_projects_own_stands_in_the_place_of_the_usual():
    own = {"plain": "Åh.", "sentences": {"raised": {"many": ["{number} säger det."]}}, "extra": {"a": "{b}"}}
    found = laid_over(USUAL, own)
    assert found["plain"] == "Åh."
    assert found["title"] == USUAL["title"]
    assert found["sentences"]["raised"] == {"one": ["{who} nämner det."], "many": ["{number} säger det."]}
    assert found["extra"] == {"a": "{b}"}
    assert USUAL["plain"] == "Ett stycke utan plats."


def test_a_place_that_a_neighbour_has_may_stand():
    assert laid_over(USUAL, {"plain": "{name} {number}"})["plain"] == "{name} {number}"


@pytest.mark.parametrize(
    ("own", "path"),
    [
        ({"title": ["Rapport"]}, "title"),
        ({"asked": "Vad?"}, "asked"),
        ({"sentences": "x"}, "sentences"),
        ({"sentences": {"raised": []}}, "sentences.raised"),
        ({"sentences": {"raised": {"one": {}}}}, "sentences.raised.one"),
        ({"number": "tre"}, "number"),
        ({"plain": 3}, "plain"),
    ],
)
def test_another_kind_of_value_is_refused_by_its_path(own, path):
    error = refusal(own)
    assert error.sentence == (
        f"wording.sv.toml: “{path}” must be of the same kind as in the usual wording (a text, a list or a table)."
    )
    assert error.hint == "Copy the line from the wording file that came with the program."


@pytest.mark.parametrize(
    ("own", "path", "places"),
    [
        ({"title": "Om {annat}"}, "title", "{name}, {number}"),
        ({"title": "Om {name"}, "title", "{name}, {number}"),
        ({"title": "Om }"}, "title", "{name}, {number}"),
        ({"title": "Om {}"}, "title", "{name}, {number}"),
        ({"asked": ["Vad?", "{who}?"]}, "asked", "{name}, {number}"),
        ({"sentences": {"raised": {"one": ["{name}"]}}}, "sentences.raised.one", "{number}, {who}"),
    ],
)
def test_a_place_that_cannot_be_filled_there_is_refused_with_those_that_can(own, path, places):
    error = refusal(own)
    assert f"“{path}” has a place in braces that Spegla cannot fill there" in error.sentence
    assert error.hint == f"Here it may have: {places}. A brace that is to be printed is written twice."
    use_language("sv")
    assert path in error.sentence
    assert "has a place" not in error.sentence


def test_a_brace_written_twice_is_printed_and_no_place():
    assert laid_over(USUAL, {"plain": "{{inte}} {name}"})["plain"] == "{{inte}} {name}"


def test_where_no_neighbour_has_a_place_the_hint_says_so():
    with pytest.raises(BadSetting) as caught:
        laid_over({"a": "x"}, {"a": "{b}"}, name="w.toml")
    assert "Here it may have: –." in caught.value.hint


def test_a_usual_text_with_a_lone_brace_lets_its_neighbours_say_anything():
    assert laid_over({"a": "x {", "b": "y"}, {"b": "{z}"})["b"] == "{z}"
