"""Passages sorted into named themes: the likest first, never the theme they stand in, with what speaks for each."""

import shutil

import pytest

from tests.material import SAID
from tests.services import themes_found
from tests.services.registers_told import NOW
from toolkit.services.material.hands import Hand
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_board, theme_deeds, theme_sorting, themes
from toolkit.services.themes.theme_deeds import Seen
from toolkit.services.themes.theme_sorting import BEST, Best, Proposal

NEEDS = ("needs", "participants")
WELL = "Well, I do not really know what to say about that one."
HEALTH = [one.person for one in SAID if "needs/health" in one.codes and one.person != "P07"]


def cards(project, cell=NEEDS):
    (column,) = theme_board.columns(project, cell[0], group=cell[1])
    return column.cards


@pytest.fixture(scope="module")
def parted(small_coded, tmp_path_factory):
    """The participants' needs parted by a person into the way to work and the nights."""
    folder = shutil.copytree(
        themes_found.once(tmp_path_factory, small_coded), tmp_path_factory.mktemp("sorted") / "small"
    )
    project = open_project(folder, now=NOW)
    (card,) = cards(project)
    keys = [key for key in card.theme.passages if key.partition(".")[0].upper() in HEALTH]
    seen = Seen(*NEEDS, {card.theme.id: card.version})
    theme_deeds.split(project, seen, keys=keys, name="Nights", hand=Hand("KL", "split"))
    return open_project(folder, now=NOW)


def themes_of(project):
    found = {card.theme.name: card.theme for card in cards(project)}
    nights = found.pop("Nights")
    (work,) = found.values()
    return work, nights


def test_a_passage_is_offered_the_other_themes_with_the_codes_that_it_has_in_common_with_them(parted):
    work, nights = themes_of(parted)
    keys = [*work.passages, *nights.passages]
    found = theme_sorting.best(parted, *NEEDS, keys)
    assert found.keys() == set(keys)
    assert {tuple(one.theme for one in found[key]) for key in work.passages} == {(nights.id,)}
    assert {tuple(one.theme for one in found[key]) for key in nights.passages} == {(work.id,)}
    p01 = next(key for key in work.passages if key.startswith("p01"))
    (best,) = found[p01]
    assert best.name == "Nights"
    assert best.because.startswith("same codes: ")  # most nights hinder too, and are of before
    assert "Health" not in best.because


def test_what_speaks_for_a_theme_is_told_without_words_of_anybody_who_withdrew(parted):
    found = theme_sorting.best(parted, *NEEDS, [key for theme in themes_of(parted) for key in theme.passages])
    said = " ".join(one.because for every in found.values() for one in every)
    assert "SECRET" not in said
    assert all(one.because for every in found.values() for one in every)


@pytest.mark.parametrize(
    ("cell", "keys"),
    [
        (NEEDS, []),
        (NEEDS, ["p01.txt:0-5", "gone.txt:1-2"]),
        (("actors", "participants"), None),
        (("needs", "team"), None),
        (("needs", "employers"), None),
    ],
)
def test_passages_that_are_not_there_or_of_another_place_are_offered_nothing(parted, cell, keys):
    own = list(themes_of(parted)[0].passages) if keys is None else keys
    assert theme_sorting.best(parted, *cell, own) == {}


def test_where_a_passage_stands_in_the_only_theme_there_is_no_other(parted):
    (card,) = cards(parted, ("solutions", "participants"))
    found = theme_sorting.best(parted, "solutions", "participants", card.theme.passages)
    assert set(found.values()) == {()}
    assert theme_sorting.apart(parted, "solutions", "participants") == []


@pytest.mark.slow
def test_a_passage_in_the_wrong_theme_is_found_to_stand_apart(parted, tmp_path):
    folder = shutil.copytree(parted.folder, tmp_path / "small")
    project = open_project(folder, now=NOW)
    work, nights = themes_of(project)
    astray = next(key for key in nights.passages if key.startswith("p08"))
    before = theme_sorting.apart(project, *NEEDS)
    versions = {card.theme.id: card.version for card in cards(project)}
    theme_deeds.move(project, Seen(*NEEDS, versions), keys=[astray], to=work.id, hand=Hand("KL", "move"))
    now = theme_sorting.apart(open_project(folder, now=NOW), *NEEDS)
    assert astray in now
    assert astray not in before
    (best,) = theme_sorting.best(open_project(folder, now=NOW), *NEEDS, [astray])[astray]
    assert (best.theme, best.name) == (nights.id, "Nights")
    assert "Health" in best.because


@pytest.mark.slow
def test_what_waits_in_a_pile_has_its_best_themes(parted, tmp_path):
    folder = shutil.copytree(parted.folder, tmp_path / "small")
    assert theme_sorting.waiting(parted) == []
    words = ("p10.txt", WELL, "needs/housing")
    project = themes_found.code(folder, words)
    themes.themes(project)
    fresh = open_project(folder, now=NOW)
    piles = [card.theme for card in cards(fresh) if card.theme.pile]
    proposals = theme_sorting.waiting(fresh)
    assert [one.key for one in proposals] == [key for pile in piles for key in pile.passages]
    for one in proposals:
        assert (one.area, one.group) == NEEDS
        assert 0 < len(one.best) <= BEST
        assert {best.name for best in one.best} <= {theme.name for theme in themes_of_all(fresh)}


def themes_of_all(project):
    return [card.theme for card in cards(project) if not card.theme.pile]


def test_a_proposal_is_a_flat_record_with_the_group_as_it_is_called(parted):
    best = (Best("d1", "Nights", "same codes: Health"), Best("d2", "Å", "is written like the passages there"))
    assert theme_sorting.record(parted, Proposal("p01.txt:1-5", *NEEDS, best)) == {
        "passage": "p01.txt:1-5",
        "area": "needs",
        "group": "participants",
        "group_title": "Participants",
        "best": [
            {"theme": "d1", "name": "Nights", "because": "same codes: Health"},
            {"theme": "d2", "name": "Å", "because": "is written like the passages there"},
        ],
    }
    assert theme_sorting.record(parted, Proposal("x", "needs", "", ()))["best"] == []
