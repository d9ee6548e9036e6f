"""Saturation of a project's groups: interviews in the order in which they were made, counted by hand."""

import pytest

from tests.services import themes_found
from tests.services.registers_told import NOW, told
from toolkit import messages
from toolkit.domain.comparing.saturation import Orders, Rule, Saturation
from toolkit.errors import Refused, UsageError
from toolkit.services.comparing import saturation
from toolkit.services.comparing.saturation import GroupSaturation, News
from toolkit.services.projects.project import init, open_project
from toolkit.services.themes import themes

SMALL = Rule(base=2, run=2)


@pytest.fixture(scope="module")
def project(small_coded, tmp_path_factory):
    return open_project(themes_found.once(tmp_path_factory, small_coded), now=NOW)


def groups(project, *asked):
    return {one.group: one for one in saturation.of_groups(project, *asked).groups}


def test_the_codes_that_each_interview_brought_are_counted_in_the_order_of_the_interviews(project):
    """P01 brings needs/work, plan_pace, insight; P02 proposals; P05 needs/health; the others nothing; P07 withdrew."""
    found = groups(project, News.CODES, SMALL)
    participants = found["participants"]
    assert (participants.interviews, participants.title) == (8, "Participants")
    assert participants.judged.added == (3, 1, 0, 0, 1, 0, 0, 0)
    assert (participants.judged.found, participants.judged.base) == (5, 4)
    assert participants.judged.after == 2  # the third and fourth brought nothing
    assert (found["team"].interviews, found["team"].judged.added) == (1, (1,))  # valence and phase are no area codes
    assert list(found) == ["participants", "team"]


def test_who_has_no_group_is_told_last(small):
    found = groups(told(small, P01={"group": ""}, P02={"group": ""}), News.CODES, SMALL)
    assert list(found) == ["participants", "team", None]
    assert found[None].interviews == 2
    assert found["participants"].judged.added == (2, 0, 1, 0, 0, 0)


def test_the_day_at_the_head_of_an_interview_comes_before_the_order_in_which_files_were_added(small, tmp_path):
    from toolkit.services.material import adding

    early, undated = tmp_path / "early.txt", tmp_path / "undated.txt"
    early.write_text("Date: 2024-01-01\n\nI: Well?\nP09: I learned to rest when I had to.\n", "utf-8")
    undated.write_text("I: Well?\nP10: I had no place to live in that winter.\n", "utf-8")
    adding.add(open_project(small, now=NOW), [undated, early])
    project = themes_found.code(
        *(small, ("early.txt", "I learned to rest", "learning/insight"), ("undated.txt", "no place", "needs/housing"))
    )
    added = groups(project, News.CODES, SMALL)["participants"].judged.added
    assert added == (1, 2, 1, 0, 0, 1, 0, 0, 0, 1)  # the earliest first, the one without a day last


def test_themes_are_counted_in_coded_interviews_and_not_in_words_that_may_not_be_used(project, small):
    found = saturation.of_groups(project, News.THEMES, SMALL)
    participants = next(one for one in found.groups if one.group == "participants")
    assert participants.judged.added == (3, 0, 0, 0, 0, 0, 0, 0)  # P01 is in all three
    assert (found.news, found.machine, found.rule) == (News.THEMES, False, SMALL)
    bare = saturation.of_groups(open_project(small, now=NOW), News.THEMES, SMALL)
    assert {one.judged.found for one in bare.groups} == {0}  # no themes were made


def test_after_a_withdrawal_themes_are_met_in_the_others_interviews(project, tmp_path):
    import shutil

    folder = shutil.copytree(project.folder, tmp_path / "copy")
    found = groups(told(folder, P01={"consent": "withdrawn"}), News.THEMES, SMALL)["participants"]
    assert (found.interviews, found.judged.added) == (7, (3, 0, 0, 0, 0, 0, 0))


def test_themes_of_suggestions_are_told_as_such(suggested):
    project = open_project(suggested, now=NOW)
    themes.themes(project, from_suggestions=True)
    one = themes_found.code(suggested, ("p01.txt", "The bus was the worst", "needs/work"))
    found = saturation.of_groups(one, News.THEMES, SMALL)
    assert found.machine
    assert not saturation.of_groups(one, News.CODES, SMALL).machine


@pytest.mark.parametrize("rule", [Rule(base=0), Rule(run=0), Rule(threshold=1.0), Rule(threshold=-0.01), Rule(base=-3)])
def test_a_rule_that_judges_nothing_is_refused(project, rule):
    with pytest.raises(UsageError, match="Base and run are whole numbers from 1"):
        saturation.of_groups(project, News.CODES, rule)


@pytest.mark.parametrize("rule", [Rule(1, 1, 0), Rule(1, 1, 0.99), None])
def test_the_smallest_rule_and_the_usual_one_judge(project, rule):
    found = saturation.of_groups(project, News.CODES, rule)
    assert found.rule == (rule or Rule(4, 2, 0.05))
    assert found.groups[0].judged.after is not None


def test_where_nothing_is_coded_the_next_step_is_told(tmp_path):
    with pytest.raises(Refused) as refused:
        saturation.of_groups(init(tmp_path / "empty", language="en", now=NOW))
    assert refused.value.sentence
    assert refused.value.hint


def test_a_reflexive_project_has_no_such_figures(small):
    path = small / "project.toml"
    path.write_text(path.read_text("utf-8").replace('mode = "measured"', 'mode = "reflexive"'), "utf-8")
    with pytest.raises(Refused) as refused:
        saturation.of_groups(open_project(small, now=NOW))
    assert "what an interview opens up" in refused.value.sentence


def sentences(judged, rule=SMALL):
    return list(saturation.verdict(GroupSaturation("team", "Team", 8, judged), rule))


ORDERS = Orders(1000, 0.734, 4, 6, None)


def test_a_group_that_cannot_be_judged_has_the_reason_alone():
    few = "Cannot be judged: it takes {needed} interviews, and there are fewer."
    assert sentences(Saturation((1,), 1, reason=few)) == [few.format(needed=4)]


def test_the_verdict_tells_when_it_came_and_what_other_orders_say():
    judged = Saturation((3, 1, 0, 0), 4, base=4, after=2, last=0.0, orders=ORDERS)
    assert sentences(judged) == [
        "Saturated at 4 interviews: the last 2 of them brought next to nothing new.",
        "In other orders of the same interviews it takes 6 (4 to more); 73 % of 1000 get there.",
    ]


@pytest.mark.parametrize("language", ["en", "sv"])
def test_the_verdict_tells_what_the_last_ones_still_brought(language):
    messages.use_language(language)
    judged = Saturation((3, 1, 2, 2), 8, base=4, after=None, last=1.0, orders=ORDERS)
    first, second = sentences(judged)
    assert "100 %" in first
    assert "73 %" in second
    assert ("Not saturated" in first) is (language == "en")
