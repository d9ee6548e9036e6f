"""What groups are called: as the project says in the reader's language, else as everybody says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.services.stepped import NOW
from toolkit.domain.codings.segments import RECORDS
from toolkit.domain.sources.projects import ProjectSettings
from toolkit.messages import use_language
from toolkit.services.projects.names import GROUP_TITLES, group
from toolkit.services.projects.project import Project

OWN = {
    "participants": {"sv": "Klienter", "en": "Clients"},
    "team": {"sv": "Arbetslaget"},
    "steering": {},
}


@pytest.fixture
def project(small_coded):
    made = Project(small_coded, NOW)
    settings: ProjectSettings = made.settings
    made.__dict__["settings"] = replace(settings, groups=OWN)
    return made


@pytest.mark.parametrize(
    ("language", "key", "title"),
    [
        ("en", "participants", "Clients"),
        ("sv", "participants", "Klienter"),
        ("en", "team", "Arbetslaget"),
        ("en", "steering", "Steering group"),
        ("sv", "steering", "Styrgrupp"),
        ("en", "employers", "Employers"),
        ("en", "grannar", "grannar"),
        ("en", RECORDS, "Observations and documents"),
        ("en", None, "No group"),
        ("en", "", "No group"),
        ("sv", None, "Utan grupp"),
    ],
)
def test_a_group_is_called_as_the_project_says_else_as_everybody_says(project, language, key, title):
    use_language(language)
    assert group(project, key) == title


def test_each_group_has_a_title_of_its_own_in_both_languages(project):
    project.__dict__["settings"] = replace(project.settings, groups={})
    told = {}
    for language in ("sv", "en"):
        use_language(language)
        told[language] = [group(project, key) for key in GROUP_TITLES]
        assert len(set(told[language])) == len(GROUP_TITLES)
    assert [one for one in told["sv"] if one in told["en"]] == ["Team"]
