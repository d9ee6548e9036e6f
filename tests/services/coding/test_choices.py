"""What can be chosen, counted by hand; it is asked of the store once, and again when anything has changed."""

from datetime import UTC, datetime

import pytest

from tests.services.registers_told import told
from toolkit import messages
from toolkit.domain.texts.text import Span
from toolkit.services.coding import choices, finding_codes
from toolkit.services.material import sources
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import init, open_project

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


def test_groups_phases_coders_and_sources_are_there_to_choose_from(small_coded):
    found = choices.choices(open_project(small_coded, now=NOW))
    assert found.groups == (("participants", "Participants"), ("team", "Team"))
    assert [key for key, _ in found.phases] == ["before", "during", "ending", "after"]
    assert found.coders == ("KL",)
    assert found.sources == tuple(enumerate([*(f"p{n:02}.txt" for n in range(1, 11)), "team.txt"], 1))
    assert found.withheld == 1  # P07


def test_codes_stand_under_their_area_or_facet_by_title(small_coded):
    found = choices.choices(open_project(small_coded, now=NOW))
    work, needs, before = (found.titles[path] for path in ("needs/work", "needs", "phase/before"))
    assert (needs.above, needs.area, needs.facet, needs.top) == (needs.title, "needs", "area", True)
    assert (work.above, work.area, work.facet, work.top) == (needs.title, "needs", "area", False)
    assert (before.above, before.area, before.facet) == (dict(found.facets)["phase"], "", "phase")
    headings = found.code_groups()
    own = [one.path for one in dict(headings)[needs.title]]
    assert (own[0], {path.partition("/")[0] for path in own}) == ("needs", {"needs"})
    assert sum(len(own) for _, own in headings) == len(found.codes)
    assert len({title for title, _ in headings}) == len(headings)


def test_what_the_register_says_is_a_choice_where_people_differ_and_are_few(small_coded):
    found = choices.choices(open_project(small_coded, now=NOW))
    assert found.variables["organisation"] == ("College", "Office")
    assert len(found.variables["age"]) == 12  # not that of who withdrew
    assert "37" not in found.variables["age"]


def test_a_variable_that_all_have_alike_or_nearly_everyone_otherwise_is_no_choice(small, monkeypatch):
    alike = {person: {"organisation": "Office"} for person in ("T1", "T2", "T3")}
    monkeypatch.setattr(choices, "MOST_VALUES", 11)
    assert choices.choices(told(small, **alike)).variables == {}
    monkeypatch.setattr(choices, "MOST_VALUES", 12)
    assert set(choices.choices(told(small, T3={"age": "53"})).variables) == {"age"}


def test_a_group_without_anybody_who_may_be_heard_is_no_choice(small):
    project = told(small, **{person: {"consent": "refused"} for person in ("T1", "T2", "T3")})
    found = choices.choices(project)
    assert (found.groups, found.withheld) == ((("participants", "Participants"),), 4)


def test_phases_are_called_as_the_project_calls_them(small):
    settings = small / "project.toml"
    settings.write_text(f'{settings.read_text("utf-8")}\n[phases]\nbefore = {{ en = "Getting ready" }}\n', "utf-8")
    phases = dict(choices.choices(open_project(small, now=NOW)).phases)
    assert phases["before"] == "Getting ready"
    assert phases["after"] == "After"


def test_what_was_asked_least_lately_is_forgotten_first(small_coded, tmp_path, monkeypatch):
    monkeypatch.setattr(choices, "KEPT", 1)
    first, other = open_project(small_coded, now=NOW), init(tmp_path / "p", language="en", now=NOW)
    before = choices.choices(first)
    assert choices.choices(first) is before
    choices.choices(other)
    assert choices.choices(first) is not before
    assert choices.choices(first) == before
