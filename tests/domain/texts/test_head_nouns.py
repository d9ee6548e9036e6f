"""Which words stand for people that a report counts, in which forms, and of which group."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.cases import GROUPS
from toolkit.domain.texts.head_nouns import ANYBODY, SOME_PEOPLE, head_nouns

SWEDISH = head_nouns("sv")


@pytest.mark.parametrize(
    ("word", "group"),
    [
        ("deltagare", "participants"),
        ("DELTAGARNA", "participants"),
        ("projektdeltagare", "participants"),
        ("arbetsplatserna", "employers"),
        ("intervjuade", ANYBODY),
        ("kvinnor", SOME_PEOPLE),
        ("myndigheter", None),
        ("projektmyndighet", None),
        ("handläggare", "partners"),
        ("", None),
    ],
)
def test_the_group_that_a_word_counts(word: str, group: str | None) -> None:
    assert SWEDISH.group_of(word) == group


@pytest.mark.parametrize(
    ("word", "definite"),
    [("deltagarna", True), ("Deltagarnas", True), ("deltagaren", True), ("deltagare", False), ("myndigheterna", False)],
)
def test_whether_a_form_says_the_by_itself(word: str, definite: bool) -> None:
    assert SWEDISH.definite(word) is definite
    assert not head_nouns("en").definite("participants")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_group_of_the_method_has_nouns_and_no_noun_counts_two_groups(language: str) -> None:
    groups = head_nouns(language).groups
    assert set(groups.values()) == {ANYBODY, SOME_PEOPLE, *GROUPS}
    alone = [head_nouns(language, groups=[group]).groups for group in GROUPS]
    said = [form for own in alone for form, group in own.items() if group in GROUPS]
    assert len(said) == len(set(said))
    assert all(form == form.lower() for form in groups)


def test_only_the_nouns_of_a_projects_groups_count_and_those_of_anybody() -> None:
    nouns = head_nouns("sv", groups=["team"])
    assert nouns.group_of("handledare") == "team"
    assert nouns.group_of("deltagare") is None
    assert nouns.group_of("projektdeltagare") is None
    assert nouns.group_of("intervjuade") == ANYBODY
    assert nouns.group_of("kvinnor") == SOME_PEOPLE


def test_a_projects_own_nouns_win() -> None:
    nouns = head_nouns("sv", [("Ungdomar", "participants"), ("unga vuxna", "participants")])
    assert nouns.group_of("ungdomar") == "participants"
    assert nouns.group_of("unga-vuxna") == nouns.group_of("unga vuxna") == "participants"
    assert head_nouns("en", [("The young people", "participants")]).group_of("young-people") == "participants"


def test_a_language_without_nouns_has_the_english_ones() -> None:
    assert head_nouns("de").group_of("participants") == "participants"
    assert head_nouns("de").group_of("xparticipants") is None
