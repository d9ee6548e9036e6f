"""What themes are made from: whose words count, when they must be made anew, what to do where there is nothing."""

import shutil
from dataclasses import replace

import pytest

from tests.material import SAID
from tests.services import themes_found
from tests.services.registers_told import NOW, told
from toolkit.analysis.engines import THEMES
from toolkit.domain.codings.scheme_edits import Retire
from toolkit.domain.themes.themes import ThemeDecision
from toolkit.errors import Refused
from toolkit.services.coding import scheme_editing, schemes
from toolkit.services.material import adding
from toolkit.services.projects.project import init, open_project
from toolkit.services.suggesting import suggestions
from toolkit.services.themes import theme_material, themes
from toolkit.services.themes.theme_material import Findings, Material

WELL = "Well, I do not really know what to say about that one."


@pytest.fixture(scope="module")
def project(small_coded, tmp_path_factory):
    return open_project(themes_found.once(tmp_path_factory, small_coded), now=NOW)


@pytest.fixture
def own(project, tmp_path):
    return shutil.copytree(project.folder, tmp_path / "small")


def read(project, *, from_suggestions=False):
    with project.store() as store:
        return theme_material.read(project, store, schemes.current(project, store), from_suggestions=from_suggestions)


def test_the_material_is_the_passages_of_all_whose_words_may_be_used_with_the_themes_kept_of_it(project):
    found = read(project)
    assert len(found.passages) == 18
    assert sorted({one.respondent for one in found.passages}) == sorted({one.person for one in SAID} - {"P07"})
    assert {(one.area, one.group): tuple(sorted(one.people)) for one in found.kept} == themes_found.CELLS
    assert (found.decisions, found.counts, found.joined, found.notes, found.machine) == ([], {}, frozenset(), (), False)
    assert found.is_current(project)
    assert found.whole


def test_findings_are_the_themes_as_decided_with_their_passages(project):
    found = read(project)
    assert found.findings(found.kept) == Findings(
        tuple(found.kept), {one.key: one for one in found.passages}, found.used.scheme, machine=False, engine=THEMES
    )
    theme = next(one for one in found.kept if one.area == "solutions")
    named = ThemeDecision("d1", theme.area, theme.group, frozenset(theme.passages), "Planen")
    bent = replace(found, decisions=[named]).findings(found.kept)
    assert {one.name for one in bent.themes if one.area == "solutions"} == {"Planen"}


def test_a_decision_stands_on_the_passages_that_are_left(project):
    found = read(project)
    theme = next(one for one in found.kept if one.area == "needs" and one.group == "participants")
    some = ThemeDecision("d1", theme.area, theme.group, frozenset([*theme.passages[:2], "gone.txt:1-2"]), "Bussen")
    gone = ThemeDecision("d2", theme.area, theme.group, frozenset(["gone.txt:1-2"]), "Annat")
    stood = replace(found, decisions=[some, gone]).standing()
    assert [(one.id, one.passages) for one in stood] == [("d1", frozenset(theme.passages[:2]))]


def changed(found, **more):
    first, *rest = found.passages
    return replace(found, passages=[replace(first, **more), *rest])


@pytest.mark.parametrize(
    "more",
    [
        {"respondent": "P99"},
        {"group": "team"},
        {"codes": frozenset({"needs/health"})},
        {"asked_area": "actors"},
        {"evidence": ("c999",)},
    ],
)
def test_whatever_of_a_passage_themes_rest_on_asks_for_new_ones_when_it_changes(project, more):
    found = read(project)
    assert not changed(found, **more).is_current(project)
    assert not replace(found, passages=found.passages[:-1]).is_current(project)


def test_the_words_the_scheme_s_content_and_the_language_spoken_ask_for_new_ones_and_decisions_do_not(project):
    found = read(project)
    wanted = found.fingerprint(project)
    assert replace(found, decisions=[ThemeDecision("d", "needs", "team", frozenset())]).fingerprint(project) == wanted
    assert replace(found, used=replace(found.used, sha256="0" * 64)).fingerprint(project) != wanted
    swedish = open_project(project.folder, now=NOW)
    swedish.__dict__["settings"] = replace(project.settings, spoken="sv")
    assert found.fingerprint(swedish) != wanted
    assert not found.is_current(swedish)


def test_themes_that_have_lost_passages_are_not_current(project):
    found = read(project)
    first, *rest = found.kept
    short = replace(found, kept=[replace(first, passages=first.passages[:-1]), *rest])
    assert not short.whole
    assert not short.is_current(project)
    assert replace(found, kept=[]).whole


def test_a_run_is_kept_with_what_it_was_made_from(project):
    found = read(project)
    run = found.run(project, {"n": 1})
    assert (run.fingerprint, run.seed, run.scheme_version) == (found.fingerprint(project), theme_material.SEED, 1)
    assert found.made_from == run.fingerprint


def test_whoever_withdraws_is_out_of_the_material_and_the_themes_are_not_current(own):
    project = told(own, P01={"consent": "withdrawn"})
    with project.store(write=True) as store:
        found = theme_material.fresh(project, store, from_suggestions=False)
    assert "P01" not in {one.respondent for one in found.passages}
    assert len(found.passages) == 15
    assert not found.is_current(project)
    shown = found.findings(found.kept)
    assert not any(who == "P01" for theme in shown.themes for who in theme.people)


def test_suggestions_are_a_material_of_their_own(suggested):
    project = open_project(suggested, now=NOW)
    with project.store() as store:
        assert theme_material.kept_from_suggestions(store)  # nobody has coded
    found = read(project, from_suggestions=True)
    assert found.machine
    assert all(one.machine for one in found.passages)
    with pytest.raises(Refused) as refused:
        read(project)
    assert refused.value.sentence == "Nothing is coded yet."
    assert "--from-suggestions" in refused.value.hint


def test_what_themes_rest_on_is_told_of_those_that_are_kept(project):
    with project.store() as store:
        assert not theme_material.kept_from_suggestions(store)
        assert theme_material.joined(store) == frozenset()


def test_before_any_theme_what_is_coded_is_what_themes_rest_on(small_coded):
    project = open_project(small_coded, now=NOW)
    with project.store() as store:
        assert not theme_material.kept_from_suggestions(store)
        found, current = themes.as_kept(project, store)
    assert (found.themes, found.machine, len(found.passages), current) == ((), False, 18, False)


def test_without_suggestions_the_next_step_is_to_make_some(tmp_path):
    project = init(tmp_path / "empty", language="en", now=NOW)
    with pytest.raises(Refused) as refused:
        read(project, from_suggestions=True)
    assert (refused.value.sentence, refused.value.hint) == (
        "There are no suggestions to find themes in.",
        "First: spegla suggest",
    )


def test_where_nothing_of_use_was_suggested_it_is_not_told_to_suggest_again(tmp_path):
    project = init(tmp_path / "empty", language="en", now=NOW)
    file = tmp_path / "p01.txt"
    file.write_text("I: Hello?\n\nP01: Yes.\n", "utf-8")
    adding.add(project, [file])
    suggestions.suggest(project)
    with pytest.raises(Refused) as refused:
        read(project, from_suggestions=True)
    assert refused.value.sentence == "The machine proposed nothing that themes can rest on (suggestions: 0)."
    assert "respondents.csv" in refused.value.hint


def test_codings_on_words_that_may_not_be_used_count_for_nothing(suggested):
    project = themes_found.code(suggested, ("p01.txt", "The bus was the worst", "valence/hinders"))
    with pytest.raises(Refused) as refused:
        read(project)
    assert refused.value.sentence == "There are codings, but none that counts."
    assert "names a question area" in refused.value.hint


@pytest.mark.slow
def test_a_code_retired_without_an_heir_is_told_with_what_to_write(own):
    project = open_project(own, now=NOW)
    scheme_editing.edit(project, Retire("learning/insight"), coder="KL", command="retire")
    project = open_project(own, now=NOW)
    (note,) = read(project).notes
    assert note.sentence.endswith("nowhere, for their code is retired with no other in its place: 2 (learning/insight)")
    assert "merged_into" in note.next_step
    assert not note.serious


def test_where_coders_disagree_on_what_hinders_that_is_told(own):
    words = "The bus was the worst of it, it goes twice a day from our village and the last bus home leaves"
    themes_found.code(own, ("p01.txt", words, "valence/promotes"), coder="MS")
    (note,) = read(open_project(own, now=NOW)).notes
    assert note.sentence == "Coders disagree on what promotes and what hinders (passages: 1)."
    assert isinstance(read(open_project(own, now=NOW)), Material)


@pytest.mark.slow
def test_new_passages_are_told_until_themes_are_made_of_them(own):
    codings_before = read(open_project(own, now=NOW)).passages
    project = themes_found.code(own, ("p03.txt", WELL, "learning/insight"))
    found = read(project)
    assert len(found.passages) == len(codings_before) + 1
    assert not found.is_current(project)
    themes.themes(project)
    again = read(open_project(own, now=NOW))
    assert again.is_current(project)
    assert {key.partition(":")[0] for _, _, key in again.joined} == {"p03.txt"}
