"""What each kind of material may be used for, and how a kind is known from a source's facts."""

from __future__ import annotations

import pytest

from toolkit import messages
from toolkit.domain.sources.source_kinds import (
    RULES,
    TALK,
    Kind,
    Protection,
    kind_of,
    nobody_speaks,
    shown_kind,
    unquoted,
)


def test_every_kind_has_rules_and_a_title_in_both_languages() -> None:
    assert set(RULES) == set(Kind)
    messages.use_language("sv")
    assert all(messages.tr(rules.title) not in ("", rules.title) for rules in RULES.values())


def kinds(name: str) -> set[str]:
    return {kind.value for kind in Kind if getattr(kind.rules, name)}


def test_what_each_kind_may_be_used_for() -> None:
    assert kinds("counts_people") == {"interview", "focus_group", "survey", "narrative"}
    assert kinds("record") == {"observation", "case", "document", "reflection"}
    assert set(Kind) - kinds("codable") == {"factors"}
    assert set(Kind) - kinds("quotable") == {"observation", "case", "reflection"}


def test_case_descriptions_are_kept_most_carefully() -> None:
    assert [kind for kind in Kind if kind.rules.protection is Protection.HIGHEST] == [Kind.CASE]
    assert set(Kind) - kinds("goes_out") == {"case"}
    assert set(Kind) - kinds("told") == {"case"}
    assert set(Kind) - kinds("shown_in_presentation") == {"case", "reflection"}


@pytest.mark.parametrize(
    ("facts", "voices", "kind"),
    [
        ({}, (), Kind.INTERVIEW),
        ({}, ("D01",), Kind.INTERVIEW),
        ({}, ("D01", "D02"), Kind.FOCUS_GROUP),
        ({"kind": "case"}, ("D01", "D02"), Kind.CASE),
        ({"kind": "interview"}, ("D01", "D02"), Kind.INTERVIEW),  # somebody said so
        ({"kind": " Focus Group "}, (), Kind.FOCUS_GROUP),
        ({"kind": "focus-group"}, (), Kind.FOCUS_GROUP),
        ({"kind": "ENKÄT"}, (), Kind.SURVEY),
        ({"kind": "Fallbeskrivning"}, (), Kind.CASE),
        ({"kind": "okänt", "method": "observation"}, (), Kind.OBSERVATION),
        ({"survey": "named", "method": "intervju"}, (), Kind.SURVEY),
        ({"kind": "document", "survey": "named"}, (), Kind.DOCUMENT),
        ({"method": "Intervju med observation"}, (), Kind.INTERVIEW),
        ({"method": "Observation vid intervju"}, (), Kind.OBSERVATION),
        ({"method": "Gruppintervju"}, (), Kind.FOCUS_GROUP),
        ({"method": "enskilt samtal"}, ("D01", "D02"), Kind.FOCUS_GROUP),
        ({"method": "Verksamhetsplan 2014"}, (), Kind.DOCUMENT),
        ({"method": "faktorlista"}, (), Kind.FACTORS),
        ({"method": "egen text"}, (), Kind.NARRATIVE),
        ({"method": "fältanteckningar"}, (), Kind.OBSERVATION),
        ({"method": "telefon"}, (), Kind.INTERVIEW),
    ],
)
def test_a_kind_is_known_from_what_is_said_else_from_how_many_speak(
    facts: dict[str, str], voices: tuple[str, ...], kind: Kind
) -> None:
    assert kind_of(facts, voices) is kind


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_is_known_by_its_own_name(kind: Kind) -> None:
    assert kind_of({"kind": kind.value}) is kind


@pytest.mark.parametrize(
    ("kind", "facts", "nothing"),
    [
        (Kind.REFLECTION, {}, True),
        (Kind.REFLECTION, {"quotable": "no"}, True),
        (Kind.REFLECTION, {"quotable": "yes"}, False),
        (Kind.INTERVIEW, {}, False),
        (Kind.CASE, {}, False),
    ],
)
def test_a_session_is_quoted_only_as_those_present_agreed(kind: Kind, facts: dict[str, str], nothing: bool) -> None:
    assert unquoted(kind, facts) is nothing


@pytest.mark.parametrize(
    ("kind", "nobody"),
    [("interview", False), ("focus_group", False), ("survey", False), ("narrative", True), ("document", True),
     ("case", True), ("reflection", True), ("factors", True), ("observation", True)],
)  # fmt: skip
def test_in_which_texts_there_are_no_speakers_labels(kind: str, nobody: bool) -> None:
    assert nobody_speaks({"kind": kind}) is nobody


@pytest.mark.parametrize(
    ("stored", "facts", "voices", "shown"),
    [
        ("interview", {}, ("D01",), Kind.INTERVIEW),
        ("interview", {}, ("D01", "D02"), Kind.FOCUS_GROUP),
        ("interview", {"method": "gruppintervju"}, (), Kind.FOCUS_GROUP),
        ("interview", {"kind": "case"}, (), Kind.INTERVIEW),  # what was stored is no case: its rules did not apply
        ("case", {"kind": "interview"}, ("D01", "D02"), Kind.CASE),
        ("focus_group", {}, (), Kind.FOCUS_GROUP),
    ],
)
def test_what_a_source_is_called(stored: str, facts: dict[str, str], voices: tuple[str, ...], shown: Kind) -> None:
    assert shown_kind(stored, facts, voices) is shown
    assert set(TALK) == {Kind.INTERVIEW, Kind.FOCUS_GROUP}
