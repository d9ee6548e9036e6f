"""What can be chosen is asked of the store once, and again when anything has changed."""

from datetime import UTC, datetime

import pytest

from toolkit import messages
from toolkit.domain.texts.text import Span
from toolkit.services.coding import choices, finding_codes
from toolkit.services.material import sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project

NOW = datetime(2025, 10, 20, tzinfo=UTC)


@pytest.fixture
def project(small):
    return open_project(small, now=NOW)


def test_it_is_asked_once(project):
    assert choices.choices(project) is choices.choices(project)


def test_a_new_coder_and_a_source_that_goes_are_seen(project):
    before = choices.choices(project)
    key = {name: key for key, name in before.sources}["p01.txt"]
    text = project_text(project, key)
    at = text.index("bus")
    finding_codes.code_many(project, [(key, Span(at, at + 3))], ["solutions"], hand=Hand("NN", "c1"))
    assert set(choices.choices(project).coders) == {*before.coders, "NN"}
    sources.remove(project, "p01.txt")
    after = choices.choices(project)
    assert "p01.txt" not in {name: key for key, name in after.sources}


def project_text(project, key):
    from toolkit.storage.sources import sources as stored

    with project.store() as store, store.reading() as connection:
        return stored.text_of(connection, key)


def test_a_changed_register_is_seen(project):
    before = choices.choices(project)
    register = project.folder / "interviews" / "respondents.csv"
    register.write_text(register.read_text("utf-8").replace("P05,participants,,given", "P05,participants,,refused"))
    assert choices.choices(open_project(project.folder, now=NOW)).withheld == before.withheld + 1


def test_each_language_has_its_titles(project):
    there = messages.current_language()
    try:
        messages.use_language("sv")
        swedish = choices.choices(project)
        messages.use_language("en")
        assert choices.choices(project).facets != swedish.facets
    finally:
        messages.use_language(there)
