"""What a person can wish of the sorting: finer, coarser, all anew; told first, and kept for the next time."""

import shutil

import pytest

from tests.material import codings_table
from tests.services import themes_found
from tests.services.registers_told import NOW
from toolkit import messages
from toolkit.errors import NotFound, UsageError
from toolkit.services.coding import codings
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_wishes, themes
from toolkit.services.themes.theme_renewal import Wish
from toolkit.services.themes.theme_wishes import Change, Direction, Granularity

NEEDS, SOLUTIONS, LEARNING = (("needs", "participants"), ("solutions", "participants"), ("learning", "participants"))
TEAM = ("needs", "team")


@pytest.fixture(scope="module")
def project(small_coded, tmp_path_factory):
    return open_project(themes_found.once(tmp_path_factory, small_coded), now=NOW)


@pytest.mark.parametrize(
    ("granularity", "counts"),
    [
        (Granularity.FEW, {NEEDS: 1, SOLUTIONS: 1, LEARNING: 1, TEAM: 1}),
        (Granularity.MIDDLE, {NEEDS: None, SOLUTIONS: None, LEARNING: None, TEAM: None}),
        # of eight and of six passages two themes can be made, of two passages one
        (Granularity.MANY, {NEEDS: 2, SOLUTIONS: 2, LEARNING: 1, TEAM: 1}),
    ],
)
def test_everything_is_sorted_anew_as_finely_as_wished(project, granularity, counts):
    assert theme_wishes.all_of(project, granularity) == Wish(anew=True, counts=counts)


def test_sorting_all_anew_as_it_was_asks_for_no_number(project):
    assert theme_wishes.all_of(project, None) == Wish(anew=True, counts={})


@pytest.mark.parametrize(
    ("cell", "direction", "count"),
    [
        (NEEDS, Direction.FINER, 2),
        (LEARNING, Direction.FINER, 1),  # two passages are never parted
        (NEEDS, Direction.COARSER, 1),
    ],
)
def test_one_place_is_parted_into_a_theme_more_or_fewer_and_never_into_none(project, cell, direction, count):
    assert theme_wishes.parted(project, *cell, direction) == Wish(counts={cell: count})


@pytest.mark.parametrize("cell", [("actors", "participants"), ("needs", "employers"), ("", "")])
def test_a_place_without_themes_cannot_be_parted(project, cell):
    with pytest.raises(NotFound) as refused:
        theme_wishes.parted(project, *cell, Direction.FINER)
    assert refused.value.sentence == "There are no themes of that area and group."


def test_a_wish_is_said_in_words(project):
    assert theme_wishes.of_words(project, "finer", *NEEDS) == Wish(counts={NEEDS: 2})
    assert theme_wishes.of_words(project, "few", "", "") == theme_wishes.all_of(project, Granularity.FEW)
    for how, area, group in (
        ("finer", "", ""),
        ("many", "needs", "participants"),
        ("so-so", "", ""),
        ("", "needs", ""),
    ):
        with pytest.raises(UsageError) as refused:
            theme_wishes.of_words(project, how, area, group)
        assert refused.value.hint == "For example: spegla themes part finer needs participants"


def test_what_would_change_is_told_and_nothing_is_changed(project):
    before = themes.themes(open_project(project.folder, now=NOW)).shown
    change = theme_wishes.change(project, theme_wishes.parted(project, *NEEDS, Direction.FINER))
    assert (change.before, change.after, change.sorted_in, change.machine) == (4, 5, 0, False)
    assert 0 < change.moved < 8  # the larger part goes on as the theme it was
    same = theme_wishes.change(project, Wish())
    assert (same.moved, same.sorted_in, same.before, same.after) == (0, 0, 4, 4)
    assert themes.themes(open_project(project.folder, now=NOW)).shown == before


@pytest.mark.slow
def test_what_is_told_is_what_happens(project, tmp_path):
    folder = shutil.copytree(project.folder, tmp_path / "small")
    own = open_project(folder, now=NOW)

    def homes():
        found = themes.themes(open_project(folder, now=NOW)).shown
        return {(one.theme.area, one.theme.group, key): one.theme.id for one in found for key in one.theme.passages}

    before = homes()
    wish = theme_wishes.parted(own, *NEEDS, Direction.FINER)
    change = theme_wishes.change(own, wish)
    themes.themes(own, wish=wish)
    after = homes()
    assert len(set(after.values())) == change.after
    assert sum(after[place] != home for place, home in before.items()) == change.moved
    back = theme_wishes.parted(open_project(folder, now=NOW), *NEEDS, Direction.COARSER)
    assert back == Wish(counts={NEEDS: 1})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            Change(0, 0, 4, 4),
            "0 passages move to other themes. Themes now: 4; then: 4. What you decided stays as it is.",
        ),
        (
            Change(1, 1, 4, 5),
            "1 passage moves to another theme. 1 new passage is sorted. Themes now: 4; then: 5. "
            "What you decided stays as it is.",
        ),
        (
            Change(12, 3, 10, 2),
            "12 passages move to other themes. 3 new passages are sorted. Themes now: 10; then: 2. "
            "What you decided stays as it is.",
        ),
    ],
)
def test_a_change_is_told_in_words_with_the_numbers(change, told):
    assert change.told() == told
    messages.use_language("sv")
    assert change.told() != told
    assert [word for word in ("12", "10") if word in told] == [word for word in ("12", "10") if word in change.told()]


def test_what_themes_rest_on_is_known(project, suggested):
    assert not theme_wishes.machine(project)
    own = open_project(suggested, now=NOW)
    themes.themes(own, from_suggestions=True)
    assert theme_wishes.machine(own)
    assert theme_wishes.change(own, Wish()).machine


def test_as_soon_as_somebody_has_coded_themes_of_suggestions_are_of_an_earlier_day(suggested):
    own = open_project(suggested, now=NOW)
    themes.themes(own, from_suggestions=True)
    assert not themes.superseded(own)
    assert not outdated(own)
    (own.folder / "codings.csv").write_text(codings_table(), "utf-8")
    codings.import_codings(own, own.folder / "codings.csv", coder="A")
    assert themes.superseded(own)
    assert outdated(own)
    assert theme_wishes.machine(own)
    assert not theme_wishes.machine(own, anew=True)
    assert not theme_wishes.change(own, Wish(anew=True)).machine
    themes.themes(own)
    assert not themes.superseded(own)
    assert not outdated(own)


def outdated(project):
    with project.store() as store:
        return themes.outdated(project, store)
