"""Outlines are found by their name, their file or what the screens call them."""

from datetime import UTC, datetime

import pytest

from toolkit import messages
from toolkit.errors import NotFound
from toolkit.services.projects.project import init
from toolkit.services.reports import outlines

NOW = datetime(2025, 10, 20, 8, 0, tzinfo=UTC)
OWN = 'key = "ours"\nparts = ["chapters"]\nchapters = ["area", "group"]\n'


@pytest.fixture(name="project", scope="module")
def _project(tmp_path_factory):
    project = init(tmp_path_factory.mktemp("outlines") / "own", language="en", now=NOW)
    (project.folder / "templates" / "ours.toml").write_text(OWN, "utf-8")
    return project


def test_those_of_ones_own_are_there_beside_those_that_came_with_the_program(project):
    assert outlines.names(project) == ["areas", "full", "obstacles", "ours", "partial", "perspectives", "questions"]


@pytest.mark.parametrize(
    ("language", "written", "name"),
    [
        ("en", "full", "full"),
        ("en", "FULL.toml", "full"),
        ("en", "Full report", "full"),
        ("sv", "hela rapporten", "full"),
        ("sv", "per utvärderingsfråga", "questions"),
        ("sv", "ours", "ours"),
        ("sv", "templates/ours.toml", "ours"),
    ],
)
def test_an_outline_is_found_by_what_people_call_it(project, language, written, name):
    messages.use_language(language)
    assert outlines.file_of(project, written).stem == name


def test_one_that_is_not_there_is_told_with_those_that_are_and_the_nearest(project):
    messages.use_language("sv")
    with pytest.raises(NotFound) as refused:
        outlines.file_of(project, "hela")
    assert refused.value.sentence == "Det finns ingen disposition som heter hela."
    assert refused.value.hint.startswith("Menar du full (Hela rapporten)?")
    assert "wording" not in refused.value.hint
