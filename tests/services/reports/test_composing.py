"""What a report is composed of, counted by hand: themes, sources, counts, and what the project says in its own way."""

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tests.services.recorded import with_records
from tests.services.registers_told import told
from tests.services.themed import NOW, themed_once  # noqa: F401
from toolkit.domain.identifiers.identifier_groups import Decided, Decision
from toolkit.domain.reports.report import Heading, Paragraph
from toolkit.domain.sources.source_kinds import Kind
from toolkit.domain.themes.theme_board import loose_id
from toolkit.errors import NotFound
from toolkit.services.projects.project import open_project
from toolkit.services.reports import composing
from toolkit.services.themes import themes
from toolkit.storage.sources import identifier_decisions
from toolkit.storage.sources.sources import SourceRow

OWN = """
description = "Support on the way to work."
evaluation_questions = [
    {key = "way", text = "What stands in the way?"},
    {key = "help", text = "What helps?"},
]

[groups]
team = { sv = "Coacher", en = "Coaches" }
participants = { sv = "Deltagare" }

[phases]
before = { en = "Getting ready", sv = "Inför" }
after = { sv = "Sedan" }

[group_phases.team]
during = { en = "At work" }

[[quantities]]
key = "nearly_all"
words = ["well-nigh all"]
"""
WORDING = """
[groups.participants]
chapter = "What those who came say"
"""


@pytest.fixture(scope="module")
def project(themed_once):  # noqa: F811
    return open_project(themed_once, now=NOW)


@pytest.fixture(scope="module")
def found(project):
    with project.store() as store:
        return themes.as_kept(project, store)[0]


@pytest.fixture(scope="module")
def material(project, found):
    with project.store() as store:
        return composing.material(project, store, found)


@pytest.fixture(scope="module")
def own(themed_once, tmp_path_factory):  # noqa: F811
    """The same project with names, questions and a wording of its own."""
    folder = shutil.copytree(themed_once, tmp_path_factory.mktemp("own") / "p")
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "wording.en.toml").write_text(WORDING, "utf-8")
    (folder / "project.toml").write_text(f'law.legal_basis = "6.1 e"\nname = "Ways"\nlanguage = "en"\n{OWN}', "utf-8")
    return open_project(folder, now=NOW)


def remade(project, found):
    with project.store() as store:
        return composing.material(project, store, found)


def test_a_report_tells_the_themes_sources_and_people_that_are_there(material):
    assert [(one.area, one.group, len(one.passages)) for one in material.themes] == [
        ("needs", "participants", 8), ("needs", "team", 2), ("solutions", "participants", 6),
        ("learning", "participants", 2),
    ]  # fmt: skip
    assert (material.aside, material.loose, material.unsorted, material.machine) == (0, 0, 0, False)
    assert len(material.passages) == 18
    assert [one.name for one in material.sources] == [*(f"p{n:02}.txt" for n in range(1, 11)), "team.txt"]
    assert len(material.respondents) == 13
    assert (material.today, material.unquoted, material.held) == (date(2026, 5, 4), frozenset(), ())


def test_areas_are_counted_by_group_without_whoever_withdrew(material):
    cells = {
        (row, column): (material.counts.respondents.at(row, column), material.counts.reached.at(row, column))
        for row in ("needs", "solutions", "learning", "actors")
        for column in ("participants", "team")
    }
    assert cells == {
        ("needs", "participants"): (8, 9), ("needs", "team"): (2, 3),
        ("solutions", "participants"): (6, 9), ("solutions", "team"): (0, 3),
        ("learning", "participants"): (2, 7), ("learning", "team"): (0, 3),
        ("actors", "participants"): (0, 0), ("actors", "team"): (0, 3),
    }  # fmt: skip
    assert "P07" not in material.asked
    assert material.asked["P09"] == {"needs", "solutions"}


def test_only_a_group_with_a_guide_is_known_to_have_been_asked(material):
    assert material.unguided == {"", "team", "referrers", "steering", "employers", "partners"}


def test_what_is_set_aside_loose_or_unsorted_is_counted_and_not_told(project, found):
    first, second, third, fourth = found.themes
    loose = replace(third, id=loose_id(third.area, third.group), aside=True)
    changed = replace(found, themes=(first, replace(second, aside=True), loose, replace(fourth, pile=True)))
    material = remade(project, changed)
    assert [one.id for one in material.themes] == [first.id]
    assert (material.aside, material.loose, material.unsorted) == (1, 6, 2)
    assert len(material.passages) == 18
    again = replace(fourth, id="again", pile=True)  # the same two passages wait within another area
    (known,) = first.passages[:1]
    told_too = replace(fourth, pile=True, passages=(*fourth.passages, known))  # one stands in a theme already
    assert remade(project, replace(found, themes=(first, again, told_too))).unsorted == 2


@pytest.mark.parametrize(
    ("people", "more", "name"),
    [
        (("P05", "P06"), {}, "Health and sense of security"),
        (("P05", "P06", "P01"), {}, "Sleep"),
        (("P05", "P06"), {"named": True}, "Sleep"),
    ],
    ids=["nobody may be quoted", "one may be", "a person named it"],
)
def test_a_name_made_of_words_that_may_not_be_quoted_gives_way_to_the_code(project, found, people, more, name):
    keys = tuple(key for key, one in found.passages.items() if one.respondent in people and "needs" in one.areas)
    theme = replace(
        found.themes[0], name="Sleep", words=("sleep",), passages=keys, spread=dict.fromkeys(people, 1), **more
    )
    told = remade(project, replace(found, themes=(theme,))).themes[0]
    if name == "Sleep":
        assert (told.name, told.words) == ("Sleep", ("sleep",))
    else:
        assert told.name == found.scheme.codes["needs/health"].titled("en")
        assert told.words == ()


def test_the_code_that_names_a_theme_is_the_one_given_most_of_its_area_and_of_equals_the_narrower(project, found):
    theme = replace(found.themes[0], spread={"P05": 1, "P06": 1})
    keys = [key for key, one in found.passages.items() if one.respondent in ("P05", "P06") and "needs" in one.areas]
    for codes, best in (
        (({"needs", "needs/work"}, {"needs/work", "needs"}), "needs/work"),
        (({"needs", "needs/work"}, {"needs"}), "needs"),
        (({"needs/health", "valence/hinders"}, {"needs/work", "needs/health", "valence/hinders"}), "needs/health"),
        (({"solutions/plan_pace", "needs/work"}, {"solutions/plan_pace"}), "needs/work"),
    ):
        held = {key: replace(found.passages[key], codes=frozenset(own)) for key, own in zip(keys, codes, strict=True)}
        changed = replace(found, passages=found.passages | held)
        told = composing._tellable(project, changed, replace(theme, passages=tuple(keys)))
        assert told.name == found.scheme.codes[best].titled("en"), best


@pytest.mark.parametrize(
    ("facts", "day", "minutes", "method"),
    [
        ({"date": "2025-03-11", "method": "individual", "minutes": "45"}, date(2025, 3, 11), 45, "individual"),
        ({"date": "spring", "minutes": "about 45"}, None, None, ""),
        ({"minutes": "-5"}, None, None, ""),
        ({"minutes": "4²"}, None, None, ""),
        ({}, None, None, ""),
    ],
    ids=["told", "in words", "below nothing", "no number", "nothing"],
)
def test_of_a_source_only_facts_that_can_be_read_are_told(facts, day, minutes, method):
    row = SourceRow("notes.txt", datetime(2025, 1, 1, tzinfo=UTC), facts, 120, 9, ("P01", "P02"), 74, Kind.OBSERVATION)
    fact = composing._fact(row)
    assert (fact.day, fact.minutes, fact.method) == (day, minutes, method)
    assert (fact.name, fact.words, fact.respondents, fact.kind) == ("notes.txt", 74, ("P01", "P02"), Kind.OBSERVATION)


def test_the_runs_that_a_report_rests_on_are_named_with_their_seed(project, found, suggested_once):
    with project.store() as store:
        (run,) = composing._runs(store, found)
    assert (run.name, run.version, run.seed) == ("themes", found.engine, themes.SEED)
    from toolkit.storage.suggesting import suggestions as stored

    with open_project(suggested_once, now=NOW).store() as store:
        runs = list(composing._runs(store, replace(found, machine=True)))
        plain = list(composing._runs(store, found))
        with store.reading() as connection:
            engines = sorted(stored.engines(connection))
    assert [one.version for one in runs] == [found.engine, *engines]
    assert {one.name for one in runs[1:]} == {"suggestions"}
    assert engines
    assert [one.name for one in plain] == ["themes"]


def test_a_project_says_its_questions_groups_phases_and_quantities_in_its_own_words(own, found):
    material = remade(own, found)
    assert (material.title, material.description) == ("Ways", "Support on the way to work.")
    assert material.questions == ("What stands in the way?", "What helps?")
    assert material.question_texts == {"way": "What stands in the way?", "help": "What helps?"}
    assert set(material.groups) == {"team", "participants"}
    assert material.group_names == {"team": {"name": "Coaches", "chapter": "Coaches"}}
    assert material.phase_names == {
        "before": "Getting ready",
        "team.before": "Getting ready",
        "team.during": "At work",
    }
    assert [one.word for one in material.scale.rule(8, 9, "en").words["en"]] == ["well-nigh all"]


def test_without_words_of_its_own_a_project_speaks_as_usual(material):
    assert (material.group_names, material.phase_names, material.questions) == ({}, {}, ())
    assert "nearly all" in [one.word for one in material.scale.rule(8, 9, "en").words["en"]]


def test_that_names_were_masked_is_known_by_what_stands_in_for_them(project, found, tmp_path):
    def masked(decision, replacement):
        now = open_project(shutil.copytree(project.folder, tmp_path / decision), now=NOW)
        one = Decided("d1", "name", decision, replacement, "KL", NOW)
        with now.store(write=True) as store, store.writing("decide", now=NOW) as change:
            identifier_decisions.put(change.connection, [one])
        with now.store() as store:
            return composing.material(now, store, found).masked

    assert masked(Decision.MASK, "[the coach]")
    assert not masked(Decision.KEEP, "")


def test_the_outline_is_the_projects_own_else_ours_with_or_without_its_ending(project, own):
    usual, name = composing.plan_of(project, "perspectives")
    assert name == "perspectives"
    assert composing.plan_of(project, "perspectives.toml") == (usual, name)
    other = composing.plan_of(project, "full")[0]
    assert other != usual
    templates = own.folder / "templates"
    templates.mkdir(exist_ok=True)
    shutil.copyfile(composing.places.packaged("templates") / "full.toml", templates / "perspectives.toml")
    try:
        assert composing.plan_of(own, "perspectives") == (other, "perspectives")
    finally:
        (templates / "perspectives.toml").unlink()


@pytest.mark.parametrize("outline", ["nothing", "../project"])
def test_an_outline_that_is_not_there_is_told_with_those_that_are(project, outline):
    with pytest.raises(NotFound) as refused:
        composing.plan_of(project, outline)
    assert "perspectives (By perspective)" in refused.value.hint


def test_a_report_is_written_in_the_projects_own_wording_and_groups(own, found):
    with own.store() as store:
        report, name = composing.composed(own, store, found, "perspectives")
    texts = [each.text for block in report.blocks if isinstance(block, Paragraph) for each in block.sentences]
    assert (name, report.language, report.title) == ("perspectives", "en", "Ways")
    assert any("well-nigh all participants" in text.lower() for text in texts)
    assert not any("nearly all" in text.lower() for text in texts)
    assert "What those who came say" in [block.text for block in report.blocks if isinstance(block, Heading)]


def test_whoever_withdrew_since_the_themes_were_found_is_in_no_count(project, found, tmp_path):
    later = told(shutil.copytree(project.folder, tmp_path / "p"), NOW, P01={"consent": "withdrawn"})
    counts = remade(later, found).counts
    assert (counts.respondents.at("needs", "participants"), counts.reached.at("needs", "participants")) == (7, 8)
    assert counts.passages.at("learning", "participants") == 1


def test_observations_lists_and_documents_stand_beside_what_people_say(small, spegla):
    with_records(small, spegla)
    project = told(small, NOW, P02={"consent": "withdrawn"})
    themes.themes(project)
    with project.store() as store:
        found = themes.as_kept(project, store)[0]
        material = composing.material(project, store, found)
    assert {one.source for one in material.records.values()} == {"notes.txt", "plan.txt"}
    assert [set(one.passages) for one in material.record_themes] == [set(material.records)]
    assert not any(one.record for one in material.passages.values())
    assert not {one.id for one in material.record_themes} & {one.id for one in material.themes}
    kinds = {one.name: one.kind for one in material.sources}
    assert (kinds["notes.txt"], kinds["plan.txt"]) == (Kind.OBSERVATION, Kind.DOCUMENT)
    assert "case.txt" not in kinds  # it is about P02
    ((title, factors),) = [(one.title, one.factors) for one in material.factor_lists]
    assert (title, factors[0].factor.text) == ("The team's own list", "A coach who has time")
