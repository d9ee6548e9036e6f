"""What a project calls its phases, and that two projects never share a setting."""

from __future__ import annotations

import pytest

from toolkit.domain.sources.audiences import USUAL
from toolkit.domain.sources.cases import GROUPS
from toolkit.domain.sources.projects import ProjectSettings

SETTINGS = ProjectSettings(
    "Åby",
    phases={"before": {"sv": "inför", "en": "ahead"}, "after": {"sv": "sedan"}},
    group_phases={"employers": {"before": {"sv": "innan praktiken", "en": ""}}},
)


@pytest.mark.parametrize(
    ("phase", "language", "group", "label"),
    [
        ("before", "sv", "", "inför"),
        ("before", "sv", "team", "inför"),
        ("before", "sv", "employers", "innan praktiken"),
        ("before", "en", "employers", "ahead"),
        ("after", "sv", "employers", "sedan"),
        ("after", "en", "", None),
        ("during", "sv", "", None),
    ],
)
def test_a_phase_is_called_as_its_group_does_else_as_the_project_does(
    phase: str, language: str, group: str, label: str | None
) -> None:
    assert SETTINGS.phase_label(phase, language=language, group=group) == label


def test_a_project_that_says_nothing_has_the_usual_groups_and_audiences() -> None:
    usual = ProjectSettings("A")
    assert tuple(usual.groups) == GROUPS
    assert usual.audiences == dict(USUAL)
    assert (usual.language, usual.spoken, usual.reflexive, usual.law.legal_basis) == ("sv", "", False, "")
    assert usual.groups is not ProjectSettings("B").groups
    assert usual.audiences is not USUAL
