"""The same themes before and after: who is placed in which wave, and what is told of those heard both times."""

import shutil

import pytest

from tests.material import LEARN
from tests.services import themes_found
from tests.services.registers_told import NOW, told
from toolkit.domain.themes.theme_waves import ThemeWaves
from toolkit.domain.themes.themes import Theme
from toolkit.errors import Refused
from toolkit.services.material import adding
from toolkit.services.projects.project import open_project
from toolkit.services.themes import theme_waves, themes

WELL = "Well, I do not really know what to say about that one."
AGAIN = {
    "P01": "I have learned to wait a little, asking at once was not always the best thing to do.",
    "P02": "The weather is what I think of most these days.",
    "P03": "I have learned that I can say what I want without being sent away.",
}


@pytest.fixture(scope="module")
def heard(small_coded, tmp_path_factory):
    """P01–P04 are heard before, as the register says; P05 after; P01–P03 again, in sources that say so themselves.

    Of learning P01 spoke well before and not after, P02 before only, P03 after only; P05 was heard once.
    """
    folder = shutil.copytree(small_coded, tmp_path_factory.mktemp("waves") / "small")
    waves = {f"P0{n}": {"wave": "Before"} for n in (1, 2, 3, 4)}
    project = told(folder, **waves, P05={"wave": " efter "}, P06={"wave": "some time"}, P07={"wave": "before"})
    for person, words in AGAIN.items():
        path = folder.parent / f"again_{person.lower()}.txt"
        path.write_text(f"---\nwave: after\n---\nI: {LEARN}\n{person}: {words}\n", "utf-8")
        adding.add(project, [path])
    rows = [("again_p01.txt", AGAIN["P01"], code) for code in ("learning/insight", "valence/hinders")]
    rows += [("again_p03.txt", AGAIN["P03"], code) for code in ("learning/insight", "valence/promotes")]
    project = themes_found.code(folder, *rows, ("p05.txt", WELL, "learning/insight"))
    themes.themes(project)
    return open_project(folder, now=NOW)


def of_area(view, area):
    (one,) = [one for one in view.themes if (one.theme.area, one.theme.group) == (area, "participants")]
    return one


def test_new_people_are_told_apart_from_the_same_people_changed(heard):
    one = of_area(theme_waves.view(heard), "learning")
    assert (one.heard_before, one.heard_after, one.both) == (4, 4, ("P01", "P02", "P03"))
    assert (one.went_on, one.turned, one.ceased, one.began) == (("P01",), ("P01",), ("P02",), ("P03",))
    assert (one.only_before, one.only_after) == ((), ("P05",))
    told_of = theme_waves.record(one)
    assert [told_of[name] for name in ("id", "name", "area", "group")] == [
        *(one.theme.id, one.theme.name, "learning", "participants"),
    ]
    assert {name: n for name, n in told_of.items() if isinstance(n, int)} == {
        "heard_before": 4,
        "heard_after": 4,
        "raised_before": 2,
        "raised_after": 3,
        "new_people": 1,
        "left_people": 0,
        "heard_both_times": 3,
        "went_on": 1,
        "began": 1,
        "ceased": 1,
        "turned": 1,
    }


def test_each_group_is_told_of_its_own_people_and_who_is_in_no_wave_is_counted(heard):
    view = theme_waves.view(heard)
    team = next(one for one in view.themes if one.theme.group == "team")
    assert (team.heard_before, team.heard_after, team.raised_before, team.raised_after) == (0, 0, 0, 0)
    assert view.unplaced == 7  # P06, P08, P09, P10, T1, T2, T3; P07 has withdrawn


def test_one_area_alone_is_shown_when_it_is_asked_for(heard):
    assert {one.theme.area for one in theme_waves.view(heard).themes} == {"needs", "solutions", "learning"}
    assert {one.theme.area for one in theme_waves.view(heard, area="learning").themes} == {"learning"}
    assert theme_waves.view(heard, area="actors").themes == ()


@pytest.mark.slow
def test_nobody_whose_words_may_not_be_used_is_in_any_wave(heard, tmp_path):
    folder = shutil.copytree(heard.folder, tmp_path / "copy")
    project = told(folder, P01={"consent": "withdrawn"})
    themes.themes(project)
    one = of_area(theme_waves.view(open_project(folder, now=NOW)), "learning")
    assert (one.heard_before, one.heard_after, one.both, one.turned) == (3, 3, ("P02", "P03"), ())


def test_of_fewer_than_two_who_were_heard_both_times_no_change_is_told():
    theme = Theme("d1", "needs", "participants", "Bussen", (), (), {})
    none = ((), (), (), ())
    alone = ThemeWaves(theme, 3, 1, ("P02",), (), ("P01",), ("P01",), (), (), ("P01",))
    found = theme_waves.record(alone)
    assert {found[name] for name in ("went_on", "began", "ceased", "turned")} == {None}
    assert (found["heard_both_times"], found["raised_before"], found["raised_after"]) == (1, 2, 1)
    nobody = theme_waves.record(ThemeWaves(theme, 0, 0, (), (), (), *none))
    assert (nobody["heard_both_times"], nobody["turned"]) == (0, None)
    two = theme_waves.record(ThemeWaves(theme, 2, 2, (), (), ("P01", "P02"), *none))
    assert two["turned"] == 0


@pytest.mark.parametrize("waves", [{}, {"P01": "before", "P02": "0"}, {"P03": "later"}, {"P07": "after", "P01": "1"}])
def test_where_nobody_was_heard_both_before_and_after_that_is_said(small_coded, tmp_path_factory, tmp_path, waves):
    folder = shutil.copytree(themes_found.once(tmp_path_factory, small_coded), tmp_path / "copy")
    project = told(folder, **{who: {"wave": wave} for who, wave in waves.items()})
    assert not theme_waves.known(project)
    with pytest.raises(Refused) as refused:
        theme_waves.view(project)
    assert refused.value.sentence == "Nobody is known to have been heard before and after."
    assert "wave: before" in refused.value.hint


def test_waves_are_known_when_some_were_heard_before_and_others_after(heard, small_coded, tmp_path):
    assert theme_waves.known(heard)
    folder = shutil.copytree(small_coded, tmp_path / "copy")
    assert theme_waves.known(told(folder, P01={"wave": "start"}, P02={"wave": "uppföljning"}))
