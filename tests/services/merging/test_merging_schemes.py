"""Two schemes put together: their new codes come in, other wordings are told, and each version has its number."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace

import pytest

from tests.services.two_sides import APART, LATER, sides
from toolkit.services.merging.merging_plan import Plan, Side
from toolkit.services.merging.merging_schemes import Joined, join, numbers
from toolkit.services.projects.project import init, open_project
from toolkit.storage.projects import merging
from toolkit.storage.projects.merging import Fork

CODE = """
      - key: {key}
        title: {{sv: "{sv}", en: "{en}"}}
        definition: {{sv: "Det hör hit.", en: "{told}"}}
        includes: {{en: ["the bus", "the rent"]}}"""
LAST = """
  - key: valence
    title: {sv: "Valens", en: "Valence"}
    codes:
      - {key: hinders, title: {sv: "Förhindrar", en: "Hinders"}, definition: {sv: "Hinder.", en: "Hindrance."}}
"""
NEEDS = CODE.format(key="needs", sv="Behov", en="Needs", told="What is needed.")
LEARNING = CODE.format(key="learning", sv="Lärande", en="Learning", told="What is learned.")


def scheme(*codes, version=1, last=LAST):
    """A scheme of these areas."""
    head = f'key: six_areas\nversion: {version}\ntitle: {{sv: "Två", en: "Two"}}\nfacets:'
    return f'{head}\n  - key: area\n    title: {{sv: "Område", en: "Area"}}\n    codes:{"".join(codes)}{last}'


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """A project without sources, and with a scheme of one area."""
    folder = tmp_path_factory.mktemp("schemes") / "ours"
    init(folder, language="en", now=APART)
    (folder / "coding_schemes" / "six_areas.yaml").write_text(scheme(NEEDS), "utf-8")
    return folder


@pytest.fixture
def small(bare, tmp_path):
    return shutil.copytree(bare, tmp_path / "ours")


@pytest.fixture
def copy(bare, tmp_path):
    return shutil.copytree(bare, tmp_path / "copy")


def written(folder, text):
    (folder / "coding_schemes" / "six_areas.yaml").write_text(text, "utf-8")


def joined(ours, theirs):
    with sides(ours, theirs) as (here, there):
        plan = Plan(Fork(APART, 1))
        return join(here, there, plan), plan


def test_the_same_scheme_brings_and_tells_nothing(bare):
    made, plan = joined(bare, bare)
    assert not made.changed
    assert made.before == made.after == scheme(NEEDS)
    assert (plan.new_codes, plan.different_codes) == ([], [])


def test_codes_that_only_theirs_has_come_in_with_their_children_and_the_version_rises(small, copy):
    child = """
        codes:
          - {key: insight, title: {sv: "Insikt", en: "Insight"}, definition: {sv: "Ny insikt.", en: "Å 👩"}}"""
    written(copy, scheme(NEEDS, LEARNING + child, version=4))
    written(small, scheme(NEEDS, version=2))
    made, plan = joined(small, copy)
    assert plan.new_codes == ["learning", "learning/insight"]
    assert made.changed
    assert made.before == scheme(NEEDS, version=2)
    assert made.scheme.version == 3
    assert list(made.scheme.codes) == ["needs", "learning", "learning/insight", "valence/hinders"]
    assert made.scheme.codes["learning/insight"].definition["en"] == "Å 👩"
    assert made.sha256 == hashlib.sha256(made.after.encode()).hexdigest()
    assert (small / "coding_schemes" / "six_areas.yaml").read_text("utf-8") == scheme(NEEDS, version=2)
    back, told = joined(copy, small)
    assert (back.changed, told.new_codes) == (False, [])


def test_the_version_is_one_that_no_state_of_ours_ever_had(small, copy):
    with open_project(small, now=LATER).store(write=True) as store, store.writing("test", now=LATER) as change:
        merging.put_scheme(change.connection, row(9, "d"))
    written(copy, scheme(NEEDS, LEARNING))
    assert joined(small, copy)[0].scheme.version == 10
    written(small, scheme(NEEDS, version=20))
    with sides(small, copy) as (here, there):
        known = Side(here.project, here.connection, replace(here.scheme, version=9))
        assert join(known, there, Plan(Fork(APART, 1))).scheme.version == 21


def row(version, sign, content="å: 1"):
    return {"version": version, "sha256": sign * 64, "content": content, "at": LATER}


@pytest.mark.parametrize(
    ("old", "new", "what", "told"),
    [
        ('en: "Needs"', 'en: "Wants"', "title", ("en: Needs\nsv: Behov", "en: Wants\nsv: Behov")),
        ("What is needed.", "Other.", "definition", ("sv: Det hör hit.", "en: Other.\nsv: Det hör hit.")),
        ('"the rent"]', '"the rents"]', "includes", ("en: the bus · the rent", "en: the bus · the rents")),
        ("        includes", "        retired: true\n        includes", "retired", ("false", "true")),
    ],
    ids=["title", "definition", "includes", "retired"],
)
def test_a_code_worded_otherwise_there_is_told_by_what_differs_and_ours_stands(small, copy, old, new, what, told):
    written(copy, scheme(NEEDS).replace(old, new, 1))
    made, plan = joined(small, copy)
    assert not made.changed
    ((path, name, own, other),) = plan.different_codes
    assert (path, name, other) == ("needs", what, told[1])
    assert own.endswith(told[0])


def test_an_older_state_of_our_own_scheme_is_no_other_wording(small, copy):
    before = scheme(NEEDS)
    written(small, scheme(NEEDS.replace("What is needed.", "Other words."), version=2))
    assert [what for _, what, *_ in joined(small, copy)[1].different_codes] == ["definition"]
    known = hashlib.sha256(before.encode()).hexdigest()
    with open_project(small, now=LATER).store(write=True) as store, store.writing("test", now=LATER) as change:
        merging.put_scheme(change.connection, {**row(1, "a", before), "sha256": known})
    assert joined(small, copy)[1].different_codes == []


def test_codes_whose_facet_is_not_here_stay_there(small, copy):
    written(copy, scheme(NEEDS, last=LAST.replace("valence", "weather")))
    made, plan = joined(small, copy)
    assert plan.new_codes == []
    assert not made.changed


def test_a_file_that_did_not_change_is_not_changed():
    scheme = object()
    assert not Joined(scheme, "a", "a").changed
    assert Joined(scheme, "a", "b").changed


def test_versions_that_anything_rests_on_are_known_by_content_and_new_ones_get_the_next_number(small, copy):
    project, other = open_project(small, now=LATER), open_project(copy, now=LATER)
    with other.store(write=True) as store, store.writing("test", now=LATER) as change:
        for version, sign in ((3, "a"), (7, "b"), (8, "c"), (9, "d")):
            merging.put_scheme(change.connection, row(version, sign))
    with project.store(write=True) as store, store.writing("test", now=LATER) as change, sides(small, copy) as (_, its):
        ours = Side(project, change.connection, project.scheme_file)
        merging.put_scheme(change.connection, row(5, "a"))
        assert numbers(ours, its, {3, 7, 9}) == {3: 5, 7: 6, 9: 7}
        kept = {one["version"]: one["sha256"][0] for one in merging.scheme_rows(change.connection)}
        assert kept == {5: "a", 6: "b", 7: "d"}
        assert numbers(ours, its, {7}) == {7: 6}
        assert numbers(ours, its, set()) == {}
        assert len(merging.scheme_rows(change.connection)) == 3
