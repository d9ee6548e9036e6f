"""Wishes that a scheme cannot have are refused with their reason, and keys are made of titles."""

import pytest

from toolkit.domain.codings.scheme_edits import Add, Merge, Move, Rename, Retire, Split, TakeBack, check, key_of
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
