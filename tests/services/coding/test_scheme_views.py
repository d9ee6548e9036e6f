"""The scheme as a screen shows it: counts up the tree, one code with its people, and nothing of who withdrew."""

import shutil
from collections import Counter

import pytest

from tests.material import SAID
from tests.services.registers_told import NOW, told
from toolkit import messages
from toolkit.domain.codings.scheme_edits import Merge, Retire
from toolkit.domain.codings.schemes import AREAS
from toolkit.errors import NotFound
from toolkit.services.coding import codings, scheme_editing, scheme_views
from toolkit.services.coding.scheme_views import EXAMPLES
from toolkit.services.projects.project import open_project

GIVEN = Counter(code for one in SAID for code in one.codes)


@pytest.fixture(scope="module")
def project(small_coded):
    return open_project(small_coded, now=NOW)


@pytest.fixture(scope="module")
def tree(project):
    messages.use_language("en")
    return scheme_views.tree(project)


def node(tree, path):
    return tree.node(scheme_views.key(path))


def test_every_code_stands_once_in_its_facet_under_its_own(tree, project):
    def walked(nodes):
        for one in nodes:
            yield one
            yield from walked(one.under)

    every = [one for branch in tree.branches for one in walked(branch.codes)]
    assert [one.code.path for one in every if one.code.path in AREAS] == list(AREAS)
    assert sorted(one.code.path for one in every) == sorted(project.scheme_file.codes)
    assert {one.key for one in every} == tree.nodes.keys()
    assert all(child.code.parent == one.code.path for one in every for child in one.under)
    assert [branch.key for branch in tree.branches] == [facet.key for facet in project.scheme_file.facets]


def test_a_code_counts_its_own_codings_and_those_under_it(tree):
    counted = {one.code.path: one.count for one in tree.nodes.values()}
    assert {path: n for path, n in counted.items() if n} == dict(GIVEN)
    needs = sum(n for path, n in GIVEN.items() if path.startswith("needs/"))
    assert (node(tree, "needs").count, node(tree, "needs").whole) == (0, needs) == (0, 11)
    assert node(tree, "needs/work").whole == GIVEN["needs/work"] == 4
    branch = next(branch for branch in tree.branches if branch.key == "valence")
    assert sum(one.whole for one in branch.codes) == len(SAID)


def test_areas_are_fixed_and_only_other_facets_grow_at_their_top(tree):
    assert {one.code.path for one in tree.nodes.values() if one.fixed} == set(AREAS)
    assert {branch.key for branch in tree.branches if not branch.grows} == {"area"}
    assert node(tree, "needs/work").area == "needs"
    assert node(tree, "phase/before").area == ""


@pytest.mark.parametrize(("language", "title"), [("en", "Work and occupation"), ("sv", None)])
def test_codes_are_called_as_in_the_reader_s_language(project, language, title):
    messages.use_language(language)
    found = node(scheme_views.tree(project), "needs/work").title
    assert found == (title or project.scheme_file.codes["needs/work"].title["sv"])


def test_a_short_name_holds_no_words_and_names_one_code(tree):
    assert len(tree.nodes) == len({one.code.path for one in tree.nodes.values()})
    assert all(len(key) == 12 and not set(key) - set("0123456789abcdef") for key in tree.nodes)
    assert scheme_views.key("needs/å") == scheme_views.key("needs/å") != scheme_views.key("needs/a")
    with pytest.raises(NotFound) as refused:
        tree.node("needs/work")
    assert refused.value.hint == "Choose another in the tree."


@pytest.mark.slow
def test_a_merged_code_counts_as_its_heir_and_nothing_twice(small):
    scheme_editing.edit(open_project(small, now=NOW), Merge("needs/health", "needs/work"), coder="KL", command="m")
    project = open_project(small, now=NOW)
    tree = scheme_views.tree(project)
    both = GIVEN["needs/work"] + GIVEN["needs/health"]
    assert (node(tree, "needs/work").count, node(tree, "needs").whole) == (both, 11)
    assert node(tree, "needs/health").count == GIVEN["needs/health"]  # told where it stands, added to nothing above
    found = scheme_views.detail(project, "needs/work")
    assert (found.coders, found.people, found.withheld) == ((("KL", both - 1),), 8, 1)


@pytest.mark.slow
def test_what_has_a_retired_code_is_counted_in_nothing_above_it(small):
    scheme_editing.edit(open_project(small, now=NOW), Retire("needs/health"), coder="KL", command="r")
    tree = scheme_views.tree(open_project(small, now=NOW))
    assert node(tree, "needs").whole == 11 - GIVEN["needs/health"]
    assert tree.own
    assert tree.version == 2


def test_a_code_in_use_is_told_with_coders_people_groups_and_passages_of_different_people(project):
    found = scheme_views.detail(project, "solutions/plan_pace")
    assert found.coders == (("KL", 6),)
    assert (found.people, found.groups, found.withheld) == (6, (("Participants", 6),), 1)
    assert len(found.examples) == EXAMPLES
    assert len({one.respondent for one in found.examples}) == EXAMPLES
    words = {one.words for one in SAID if one.area == "solutions" and one.person != "P07"}
    assert {one.text for one in found.examples} <= words
    both = scheme_views.detail(project, "valence/promotes")
    assert dict(both.groups) == {"Participants": 6, "Team": 1}


def test_a_code_that_nobody_has_used_has_nothing(project):
    found = scheme_views.detail(project, "needs/housing")
    assert (found.coders, found.groups, found.people, found.examples, found.withheld) == ((), (), 0, (), 0)
    assert scheme_views.sortable(project, "needs/housing", "KL") == ([], 0)


def test_words_that_may_not_be_used_are_counted_as_withheld_and_shown_nowhere(small):
    project = told(small, P02={"consent": "refused"}, P05=None, P07={"labels": "p05"})
    found = scheme_views.detail(project, "solutions/plan_pace")
    assert (found.coders, found.people, found.withheld) == ((("KL", 4),), 4, 3)
    assert {one.respondent for one in found.examples} == {"P01", "P03", "P04", "P06"}
    own, others = scheme_views.sortable(project, "solutions/plan_pace", "KL")
    assert ([one.passage.respondent for one in own], others) == (["P01", "P03", "P04", "P06"], 0)


def test_a_coder_sorts_their_own_and_hears_how_many_others_have(small_coded, tmp_path):
    folder = shutil.copytree(small_coded, tmp_path / "small")
    project = open_project(folder, now=NOW)
    codings.import_codings(project, folder / "codings.csv", coder="MS")
    own, others = scheme_views.sortable(project, "needs/work", "MS")
    assert [one.passage.respondent for one in own] == ["P01", "P02", "P03", "P04"]
    assert (others, {one.revision for one in own}) == (4, {1})
    assert not {one.id for one in own} & {one.id for one in scheme_views.sortable(project, "needs/work", "KL")[0]}
    assert scheme_views.sortable(project, "needs/work", "nobody")[1] == 8
    assert scheme_views.detail(project, "needs/work").coders == (("KL", 4), ("MS", 4))
