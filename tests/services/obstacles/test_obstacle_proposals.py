"""Obstacles that the material speaks of: themes whose passages hinder at a level; nothing is stored by looking."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import run
from tests.material import SAID
from tests.services.themed import NOW, hand, themed_once  # noqa: F401
from tests.services.two_sides import in_database
from toolkit.domain.reflection.obstacles import Level, Obstacle
from toolkit.errors import NotFound, UsageError
from toolkit.services.obstacles import obstacle_deeds
from toolkit.services.obstacles.obstacle_proposals import Proposed, numbered, of, proposed
from toolkit.services.projects.project import open_project

THEME = Proposed("Buses", "participants", Level.SOCIETY, 3, ("k1", "k2"), theme="t1")
CLAIM = Proposed("Most ride", "participants", Level.SOCIETY, 3, ("k1",), claim=4)


def level(folder, code, *people):
    """Code what these people said of their needs at a level of the system."""
    for person in people:
        words = next(one.words for one in SAID if (one.person, one.area) == (person, "needs"))
        in_database(
            folder,
            "INSERT INTO coding (source_id, start, end, quote, code, coder, time, scheme_version, revision) "
            f"SELECT source_id, start, end, quote, 'level/{code}', coder, time, scheme_version, 1 FROM coding "
            f"WHERE code = 'valence/hinders' AND source_id = {int(person[1:])} "
            f"AND end - start = {len(words)}",
        )


@pytest.fixture
def folder(themed_once, tmp_path):  # noqa: F811
    return shutil.copytree(themed_once, tmp_path / "project")


def test_a_theme_makes_an_obstacle_of_its_name_and_passages_and_takes_other_words():
    assert THEME.obstacle() == Obstacle("Buses", Level.SOCIETY, themes=("t1",), passages=("k1", "k2"))
    assert THEME.obstacle("No bus", Level.ORGANISATION) == Obstacle(
        "No bus", Level.ORGANISATION, themes=("t1",), passages=("k1", "k2")
    )


def test_a_claim_makes_an_obstacle_only_in_words_of_ones_own_and_is_its_own_evidence():
    assert CLAIM.obstacle("No bus") == Obstacle("No bus", Level.SOCIETY, claims=(4,))
    with pytest.raises(UsageError, match="words of your own") as refused:
        CLAIM.obstacle()
    assert "--text" in refused.value.hint


def test_where_no_passage_names_a_level_nothing_is_proposed(themed_once):  # noqa: F811
    project = open_project(themed_once, now=NOW)
    assert proposed(project) == ()
    assert of(project, theme="none") is None
    with pytest.raises(NotFound, match="no proposal 1") as refused:
        numbered(project, 1)
    assert "spegla obstacles propose" in refused.value.hint


def test_a_theme_is_proposed_at_the_level_that_most_of_its_hindering_passages_name(folder):
    level(folder, "society", "P01", "P02", "P04")
    level(folder, "organisation", "P01")
    project = open_project(folder, now=NOW)
    found = proposed(project)
    assert found
    assert {one.level for one in found} == {Level.SOCIETY}
    assert sum(one.people for one in found) == 3
    keys = [key for one in found for key in one.passages]
    assert {key.partition(":")[0] for key in keys} == {"p01.txt", "p02.txt", "p04.txt"}
    assert len(keys) == len(set(keys))
    assert all(one.theme and one.claim is None and not one.machine for one in found)
    assert [numbered(project, number) for number in range(1, len(found) + 1)] == list(found)
    assert of(project, theme=found[0].theme) == found[0]
    for number in (0, -1, len(found) + 1):
        with pytest.raises(NotFound):
            numbered(project, number)


def test_the_most_widely_shared_comes_first(folder):
    level(folder, "society", "P01", "P02", "P04", "P05", "P06", "P08")
    found = proposed(open_project(folder, now=NOW))
    people = [one.people for one in found]
    assert people == sorted(people, reverse=True)


def test_obstacles_that_rest_on_it_already_are_named_and_looking_stores_nothing(folder):
    level(folder, "society", "P01", "P02", "P04")
    project = open_project(folder, now=NOW)
    first = proposed(project)[0]
    assert first.known == ()
    number = obstacle_deeds.write(project, first.obstacle(), hand())
    again = of(project, theme=first.theme)
    assert again.known == (number,)
    assert again.passages == first.passages


def test_a_claim_that_hinders_stands_before_themes_and_in_place_of_its_own(folder):
    level(folder, "society", "P01", "P02", "P04")
    project = open_project(folder, now=NOW)
    first = proposed(project)[0]
    wanted = ("claims", "add", "{who} tell of it", "--theme", first.theme, "--group", first.group)
    assert run([*wanted, "--coder", "KL", "-p", str(folder)]) == 0
    found = proposed(open_project(folder, now=NOW))
    assert (found[0].claim, found[0].theme, found[0].level) == (1, None, Level.SOCIETY)
    assert first.theme not in [one.theme for one in found]
    assert of(open_project(folder, now=NOW), claim=1) == found[0]
