"""What is new in themes is new until somebody has looked, there or everywhere; looking changes nothing else."""

import shutil

import pytest

from tests.services import themes_found
from tests.services.registers_told import NOW
from toolkit.errors import Refused
from toolkit.services.comparing import assignments
from toolkit.services.projects.blinding import for_eyes
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_looking, theme_material, themes

WELL = "Well, I do not really know what to say about that one."


@pytest.fixture
def project(small_coded, tmp_path_factory, tmp_path):
    """Themes to which three passages have come since they were made: two of learning, one of solutions."""
    folder = shutil.copytree(themes_found.once(tmp_path_factory, small_coded), tmp_path / "small")
    rows = [("p03.txt", WELL, "learning/insight"), ("p04.txt", WELL, "learning/insight")]
    made = themes_found.code(folder, *rows, ("p08.txt", WELL, "solutions/plan_pace"))
    themes.themes(made)
    return open_project(folder, now=NOW)


def new(project):
    with project.store() as store:
        return sorted((area, group, key.partition(":")[0]) for area, group, key in theme_material.joined(store))


NEW = [
    ("learning", "participants", "p03.txt"),
    ("learning", "participants", "p04.txt"),
    ("solutions", "participants", "p08.txt"),
]


def test_whoever_looks_at_one_place_has_seen_what_is_new_there_alone(project):
    assert new(project) == NEW
    assert theme_looking.look(project, area="learning", group="team") == 0
    assert theme_looking.look(project, area="needs") == 0
    assert new(project) == NEW
    assert theme_looking.look(project, area="learning", group="participants") == 2
    assert new(project) == NEW[2:]
    assert theme_looking.look(project, area="learning", group="participants") == 0


def test_whoever_looks_everywhere_has_seen_all_and_themes_stay(project):
    with project.store() as store, store.reading() as connection:
        from toolkit.storage.findings import themes as stored

        before = stored.each(connection)
    assert theme_looking.look(project) == 3
    assert (new(project), theme_looking.look(project)) == ([], 0)
    with project.store() as store, store.reading() as connection:
        assert stored.each(connection) == before


def test_whoever_codes_blind_cannot_say_that_it_was_seen(project):
    assignments.assign(project, "MS", ["p01.txt"])
    with pytest.raises(Refused, match="blind"):
        theme_looking.look(for_eyes(open_project(project.folder, now=NOW), "MS"))
    assert new(project) == NEW
