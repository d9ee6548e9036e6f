"""Themes at the terminal: what is known of each, and before and after."""

from __future__ import annotations

import pytest

from toolkit import messages
from toolkit.cli import theme_lines
from toolkit.domain.themes.theme_waves import ThemeWaves
from toolkit.domain.themes.themes import Theme
from toolkit.services.themes.themes import Shown, ThemeView

PLACE = ("Needs", "Participants")


def theme(key="t1", people=("P01", "P02"), **more):
    passages = tuple(f"a.txt:{n}-{n + 1}" for n in range(len(people)))
    spread = {who: people.count(who) for who in dict.fromkeys(people)}
    values = {"area": "needs", "group": "participants", "name": "The bus", "words": ("bus", "late")}
    return Theme(key, passages=passages, spread=spread, **{**values, **more})


def listed(*themes, new=()):
    shown = (Shown(one, *((one.area, one.group) if one.area != "needs" else PLACE), (), new) for one in themes)
    return theme_lines.listed(ThemeView(tuple(shown), machine=False))


@pytest.mark.parametrize(
    ("made", "marks"),
    [
        (theme(), "2 passages, 2 respondents"),
        (theme(people=("P01",)), "1 passage, 1 respondent, one voice"),
        (theme(people=("P01", "P01")), "2 passages, 1 respondent, one voice"),
        (theme(people=("P01", "")), "2 passages, 1 respondent, one voice"),
        (theme(stability=0.9, chance=0.01), "2 passages, 2 respondents, stability 0.90, stable"),
        (theme(stability=0.5, chance=0.2), "2 passages, 2 respondents, stability 0.50, unsure"),
        (theme(stability=0.5, chance=0.9), "2 passages, 2 respondents, stability 0.50, no more than chance"),
        (theme(stability=0.5), "2 passages, 2 respondents, stability 0.50"),
        (theme(named=True, aside=True), "2 passages, 2 respondents, named by you, set aside"),
        (theme(pile=True), "2 passages, 2 respondents, not yet sorted"),
    ],
)
def test_a_theme_is_told_with_what_is_known_of_it(made, marks):
    lines = listed(made)
    assert lines[:2] == ["", "Participants · Needs"]
    assert "  [t1] The bus" in lines
    assert f"      {marks}; bus, late" in lines
    assert lines[-1] == "The names are proposals. Change one with: spegla themes rename THEME NAME"


def test_what_is_new_in_a_theme_is_counted():
    assert "2 passages, 2 respondents, 1 new; bus, late" in listed(theme(), new=("a.txt:0-1",))[3]


def test_each_group_and_area_has_a_head_and_only_those_without_structure_say_so():
    unsure, sure = theme(stability=0.5, chance=0.9), theme("t2", area="learning", stability=0.9, chance=0.0)
    unknown = theme("t3", area="actors")
    lines = listed(unsure, sure, unknown)
    assert [line for line in lines if line and not line.startswith((" ", "The"))] == [
        "Participants · Needs", "participants · learning", "participants · actors",
    ]  # fmt: skip
    assert lines.count("  No stable structure as finely parted as this.") == 1
    assert lines.index("  No stable structure as finely parted as this.") == 2


def test_no_themes_are_no_lines_but_how_names_are_changed():
    assert listed() == ["", "The names are proposals. Change one with: spegla themes rename THEME NAME"]


def waves(both, began=(), ceased=(), turned=(), went_on=()):
    told = {"both": both, "began": began, "ceased": ceased, "turned": turned, "went_on": went_on}
    counts = {"heard_before": 5, "heard_after": 4}
    lone = {"only_before": ("P08", "P09"), "only_after": ("P10",)}
    return ThemeWaves(theme=theme(), **counts, **lone, **told)


def test_a_theme_before_and_after_keeps_new_people_apart():
    lines = theme_lines.waves(waves(("P01", "P02", "P03"), began=("P01",), ceased=("P03",), went_on=("P02",)))
    assert lines == [
        "[t1] The bus",
        "  before: 4 of 5; after: 3 of 4",
        "  new people: 1; people heard only before: 2",
        "  heard both times: 3; of them raised it both times: 1, only after: 1, only before: 1, turned: 0",
        "",
    ]


@pytest.mark.parametrize("both", [(), ("P01",)])
def test_of_one_person_no_change_is_told(both):
    lines = theme_lines.waves(waves(both, began=both))
    assert lines[3] == "  Too few were heard both times for a change to be told."
    assert "P01" not in "".join(lines)


def test_numbers_are_swedish_in_swedish():
    messages.use_language("sv")
    assert "stabilitet 0,90" in listed(theme(stability=0.9, chance=0.01))[3]
