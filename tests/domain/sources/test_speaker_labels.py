"""Speaker labels as printed: folded, parted from asides, and several names told apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.sources.speaker_labels import folded, joins, like_an_id, members, parted


@pytest.mark.parametrize(
    ("label", "low"), [(" Anna \u00a0 Berg\n", "anna berg"), ("ÅSA", "åsa"), ("", ""), ("Straße", "strasse")]
)
def test_a_label_is_compared_without_case_and_width_of_blanks(label: str, low: str) -> None:
    assert folded(label) == low
    assert folded(low) == low


@pytest.mark.parametrize(
    ("label", "base", "aside"),
    [
        ("Bo", "Bo", ""),
        ("Bo (suckar)", "Bo", "suckar"),
        ("Bo [suckar djupt]", "Bo", "suckar djupt"),
        ("Bo | tolk", "Bo", "tolk"),
        ("Bo (Åsa) [skrattar]", "Bo", "Åsa skrattar"),
        ("Bo (a) (b) (c)", "Bo (a)", "b c"),
        ("D21, fortsätter", "D21", ""),
        ("D21, FORTS.", "D21", ""),
        ("D21, cont", "D21", ""),
        ("D21, Bo", "D21, Bo", ""),
        ("(suckar)", "(suckar)", ""),
        ("Bo ()", "Bo", ""),
        ("Bo (a", "Bo (a", ""),
        ("Bo (" + "a" * 61 + ")", "Bo (" + "a" * 61 + ")", ""),
        ("", "", ""),
    ],
)
def test_an_aside_is_parted_from_the_label(label: str, base: str, aside: str) -> None:
    assert parted(label) == (base, aside)


@given(st.text(alphabet="Bo (å)[]|,forts.\n", max_size=30))
def test_what_is_parted_begins_as_the_label_does(label: str) -> None:
    base, aside = parted(label)
    assert label.startswith(base)
    assert bool(base) is bool(label)
    assert all(word in label for word in aside.split())


@pytest.mark.parametrize(
    ("label", "several"),
    [
        ("Anna", ()),
        ("", ()),
        ("Anna och Björn", ("anna", "björn")),
        ("Anna and Bo", ("anna", "bo")),
        ("Anna + Bo & Åsa / D1, D2", ("anna", "bo", "åsa", "d1", "d2")),
        ("Deltagare 1 + 2", ("deltagare 1", "deltagare 2")),
        ("D1 och 2", ("d1", "d2")),
        ("Anna och 2", ("anna", "2")),
        ("Anna och", ()),
        ("+", ()),
        ("Roland", ()),
        ("Anna OCH Bo", ("anna", "bo")),
    ],
)
def test_the_names_that_one_label_joins(label: str, several: tuple[str, ...]) -> None:
    assert members(label) == several


@pytest.mark.parametrize(
    ("label", "joined"),
    [("Anna och Bo", True), ("Anna och Bo (skratt)", True), ("Anna och Eva", False), ("Anna", False), ("", False)],
)
def test_a_label_joins_only_those_who_speak(label: str, joined: bool) -> None:
    assert joins(label, {"anna", "bo"}) is joined


@pytest.mark.parametrize(
    ("label", "like"),
    [("D01", True), ("ABC123", True), ("Å1", True), ("SA", True), ("ÅÖ", True), ("Sa", False), ("S", False),
     ("ABCD1", False), ("D1234", False), ("d01", False), ("SAM", False), ("", False)],
)  # fmt: skip
def test_what_has_the_form_of_a_pseudonym_is_no_name(label: str, like: bool) -> None:
    assert like_an_id(label) is like
