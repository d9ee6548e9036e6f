"""For whom something is told: known by name, insiders only with feedback allowed, outsiders only on a legal basis."""

import pytest

from tests.material import BASIS
from tests.services.met import NOW
from toolkit.domain.sources.consents import Purpose
from toolkit.errors import NotFound, Refused
from toolkit.services.projects import audiences
from toolkit.services.projects.project import open_project

INSIDE = ("team", "steering", "network", "participants", "employers")


@pytest.fixture
def project(small_coded):
    return open_project(small_coded, now=NOW)


def test_an_audience_is_found_by_its_name(project):
    assert [audiences.audience(project, key).key for key in ("external", *INSIDE)] == ["external", *INSIDE]


@pytest.mark.parametrize("key", ["", "External", "laget", "team "])
def test_an_unknown_audience_is_refused_with_those_there_are(project, key):
    with pytest.raises(NotFound) as refused:
        audiences.audience(project, key)
    assert all(name in refused.value.hint for name in ("external", *INSIDE))


@pytest.mark.parametrize("key", INSIDE)
def test_insiders_are_told_only_what_may_come_back_to_them(project, key):
    assert audiences.told(project, key).purpose is Purpose.FEEDBACK


@pytest.mark.parametrize("key", ["external", "", None, "nobody we know"])
def test_to_others_and_to_nobody_the_project_is_as_it_is(project, key):
    assert audiences.told(project, key) is project


def test_nothing_goes_to_readers_outside_without_a_legal_basis(small):
    settings = small / "project.toml"
    settings.write_text(settings.read_text("utf-8").removeprefix(BASIS), "utf-8")
    project = open_project(small, now=NOW)
    with pytest.raises(Refused) as refused:
        audiences.refuse_without_basis(project, audiences.audience(project, "external"))
    assert "external" in refused.value.sentence
    assert 'legal_basis = "6.1 e"' in refused.value.hint
    for key in INSIDE:
        audiences.refuse_without_basis(project, audiences.audience(project, key))


def test_with_a_legal_basis_it_may_go_to_anybody(project):
    for key in ("external", *INSIDE):
        audiences.refuse_without_basis(project, audiences.audience(project, key))
