"""Wishes that a scheme cannot have are refused with their reason, and keys are made of titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.codings.scheme_edits import (
    Add,
    Merge,
    Move,
    Rename,
    Retire,
    Split,
    TakeBack,
    beside,
    check,
    key_of,
    known,
    under,
)
from toolkit.domain.codings.schemes import Code, Facet, Scheme
from toolkit.errors import NotFound, Refused


def made(path, facet="area", **more):
    return path, Code(path, facet, {"en": path.title()}, **more)


SCHEME = Scheme(
    "s",
    1,
    {"en": "S"},
    (Facet("area", {"en": "Area"}), Facet("phase", {"en": "Phase"})),
    dict(
        [
            made("needs"),
            made("needs/health"),
            made("needs/health/sleep"),
            made("needs/work"),
            made("needs/old", retired=True, merged_into="needs/work"),
            made("needs/old/part", retired=True),
            made("actors"),
            made("phase/before", "phase"),
            made("phase/before/early", "phase"),
        ]
    ),
)


@pytest.mark.parametrize(
    "wish",
    [
        Add("area", {"en": "Seventh"}),
        Add("needs", {"en": "  "}),
        Add("needs", {"en": "NEEDS/work"}),
        Add("needs/old", {"en": "New"}),
        Rename("needs/work", "en", " "),
        Move("needs", "actors"),
        Move("needs/health", "needs"),
        Move("needs/health", "needs/health/sleep"),
        Move("needs/health", "phase/before"),
        Move("needs/health", "needs/old"),
        Move("needs/old", "actors"),
        Move("phase/before", "phase"),
        Merge("needs/work", "needs/work"),
        Merge("actors", "needs"),
        Retire("needs"),
        Retire("needs/old"),
        Split("needs/work", ({"en": "A"}, {"en": "a"})),
        TakeBack("needs/work"),
        TakeBack("needs/old/part"),
    ],
)
def test_what_cannot_be_is_refused(wish):
    with pytest.raises(Refused):
        check(SCHEME, wish)


@pytest.mark.parametrize(
    "wish",
    [
        Add("phase", {"en": "After"}),
        Add("needs/health", {"en": "Food"}),
        Move("needs/health", "actors"),
        Move("phase/before/early", "phase"),
        Merge("needs/health", "needs"),
        Split("needs", ({"en": "A"}, {"en": "B"})),
        TakeBack("needs/old"),
    ],
)
def test_what_can_be_passes(wish):
    check(SCHEME, wish)


def test_an_unknown_code_is_not_found():
    with pytest.raises(NotFound):
        check(SCHEME, Retire("needs/none"))


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("Sömn & oro", "somn_oro"),
        ("Åk hem", "ak_hem"),
        ("Health", "health_2"),
        ("2020 års plan", "code_2020_ars_plan"),
        ("日本", "code"),
        ("x" * 90, "x" * 40),
    ],
)
def test_keys_are_plain_and_unique(title, key):
    assert key_of(title, ["health"]) == key


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        (Add("area", {"en": "Seventh"}), "The question areas are six; put the code under one of them."),
        (Add("needs", {"en": "  ", "sv": ""}), "A code needs a title."),
        (Add("needs", {"en": "new", "sv": "NEEDS/work"}), "There is a code with this title here already."),
        (Add("needs/old", {"en": "New"}), "“needs/old” is retired: no code can be put under it."),
        (Rename("needs/work", "en", " "), "A code needs a title."),
        (Move("needs", "actors"), "The six question areas stay: the whole analysis rests on them."),
        (Move("needs/health", "needs"), "The code stands there already."),
        (Move("phase/before", "phase"), "The code stands there already."),
        (Move("needs/health", "needs/health/sleep"), "A code cannot go into itself or into a code under it."),
        (Merge("needs/work", "needs/work"), "A code cannot go into itself or into a code under it."),
        (
            Move("needs/work", "phase/before"),
            "A code stays within its facet: codings of the two answer other questions.",
        ),
        (Move("needs/health", "needs/old"), "“needs/old” is retired: choose a code that is in use."),
        (Retire("needs/old"), "“needs/old” is retired already."),
        (TakeBack("needs/work"), "“needs/work” is in use already."),
        (TakeBack("needs/old/part"), "The code above it is retired; take that one back first."),
    ],
)  # fmt: skip
def test_a_refusal_says_why(wish, reason):
    with pytest.raises(Refused) as refused:
        check(SCHEME, wish)
    assert str(refused.value) == reason


@pytest.mark.parametrize(
    "wish",
    [
        Add("needs/health", {"en": "Actors"}),  # the title stands at another place
        Add("needs", {"en": "Needs/Old"}),  # a retired code has it
        Add("needs", {"sv": "Ny", "en": " "}),  # one language is enough
        Rename("needs/old", "en", "Older"),
        Move("needs/health/sleep", "needs"),
        Merge("needs/health/sleep", "needs/health"),
        Merge("needs/work", "needs"),
        Retire("needs/health"),
        Split("needs/health", ({"en": "Body"}, {"en": "Mind"})),
    ],
)
def test_what_only_looks_like_what_cannot_be_passes(wish):
    check(SCHEME, wish)


@pytest.mark.parametrize(
    "wish", [Add("needs/none", {"en": "A"}), Move("needs/work", "none"), Merge("needs/work", "area")]
)
def test_a_goal_that_the_scheme_has_not_is_not_found_and_named(wish):
    with pytest.raises(NotFound) as found:
        check(SCHEME, wish)
    assert str(found.value).startswith("The scheme has no code ")
    assert found.value.hint == "See the codes with spegla scheme."


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("needs", "needs"),
        ("needs/health", "needs"),
        ("needs/health/sleep", "needs/health"),
        ("phase/before", "phase"),
        ("phase/before/early", "phase/before"),
    ],
)
def test_new_neighbours_stand_beside_a_code_and_under_an_area(path, place):
    assert beside(known(SCHEME, path)) == place


def test_codes_in_use_under_a_code_are_those_below_it_at_any_depth():
    assert [one.path for one in under(SCHEME, "needs")] == ["needs/health", "needs/health/sleep", "needs/work"]
    assert [one.path for one in under(SCHEME, "needs/health")] == ["needs/health/sleep"]
    assert under(SCHEME, "needs/old") == []
    assert under(SCHEME, "need") == []


@given(st.text(max_size=60), st.lists(st.sampled_from(["code", "code_2", "a", "a_2"]), unique=True))
def test_whatever_the_title_the_key_is_new_and_plain(title, taken):
    key = key_of(title, taken)
    assert re.fullmatch(r"[a-z][a-z0-9_]*", key)
    assert key not in taken
    assert not key.endswith("_")
    assert key_of(key, []) == key


def test_a_key_that_is_taken_gets_the_next_free_number():
    assert key_of("Hälsa", ["halsa", "halsa_2", "halsa_4"]) == "halsa_3"
    assert key_of("Blåbärsø", []) == "blabarso"
    assert key_of("ord " + "x" * 35 + " y z", []) == "ord_" + "x" * 35
