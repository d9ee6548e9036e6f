"""What stands on the wall: house rules first, each session its own, and time that runs on whatever is shown."""

from __future__ import annotations

import pytest

from toolkit.workbench.stages import Stages


@pytest.fixture
def stages():
    clock = [100.0]
    made = Stages(clock=lambda: clock[0])
    made.moment = clock
    return made


def test_the_house_rules_stand_there_until_somebody_chooses(stages):
    assert stages.told(7) == {"step": "", "finding": 0, "tally": False, "seconds": 0, "left": 0.0}


def test_each_session_has_its_own_wall(stages):
    stages.show(1, step="ideas", finding=3, tally=True)
    assert (stages.of(1).step, stages.of(1).finding, stages.of(1).tally) == ("ideas", 3, True)
    assert stages.of(2).step == ""


def test_time_runs_on_while_other_things_are_shown_and_stops_at_nothing(stages):
    stages.give_time(1, 60)
    stages.moment[0] += 20.04
    stages.show(1, step="dots", finding=0, tally=False)
    assert (stages.told(1)["seconds"], stages.told(1)["left"]) == (60, 40.0)
    stages.moment[0] += 100
    assert stages.told(1)["left"] == 0.0
    assert stages.told(1)["step"] == "dots"


def test_time_is_taken_away_and_given_anew_from_now_on(stages):
    stages.give_time(1, 60)
    stages.give_time(1, 0)
    stages.moment[0] -= 10  # even where the clock says that it would still run
    assert stages.told(1)["left"] == 0.0
    stages.give_time(1, 30)
    assert stages.told(1)["left"] == 30.0
