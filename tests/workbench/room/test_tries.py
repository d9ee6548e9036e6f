"""Guessing is rationed by address and in all; a right code is never held up by those before it."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.workbench.room import tries as rations
from toolkit.workbench.room.tries import ALL, MOST_CALLERS, OWN, Tries, ration


def wrong():
    return False


def right():
    return True


@pytest.fixture
def tries():
    clock = [0.0]
    made = Tries(clock=lambda: clock[0])
    made.moment = clock
    return made


def test_one_address_may_be_wrong_so_often_and_then_waits(tries):
    most = int(OWN[0])
    assert [tries.judge("a", wrong) for _ in range(most)] == [False] * most
    assert tries.judge("a", wrong) is None
    assert tries.judge("a", right) is None  # not even looked at
    assert tries.judge("b", wrong) is False  # another address is not held up
    tries.moment[0] += 3.1  # one more try every three seconds
    assert tries.judge("a", right) is True
    assert tries.wrong == most + 1


def test_right_codes_cost_nothing(tries):
    assert all(tries.judge("a", right) for _ in range(1000))
    assert tries.wrong == 0


def test_many_addresses_guess_no_faster_than_all_may(tries):
    answers = [tries.judge(f"10.0.0.{n}", wrong) for n in range(300)]
    assert answers.count(False) == int(ALL[0])
    assert answers.count(None) == 300 - int(ALL[0])
    assert tries.judge("192.168.1.1", right) is None
    tries.moment[0] += 0.6
    assert tries.judge("192.168.1.1", right) is True


def test_no_more_addresses_are_remembered_than_there_is_room_for(tries, monkeypatch):
    monkeypatch.setattr(rations, "ALL", (1e9, 1e9))
    many = Tries(clock=lambda: 0.0)
    for n in range(MOST_CALLERS + 50):
        many.judge(str(n), wrong)
    assert len(many._own) == MOST_CALLERS
    assert str(MOST_CALLERS + 49) in many._own
    assert "0" not in many._own


@given(st.lists(st.floats(0, 10), max_size=60))
def test_a_ration_never_gives_more_than_it_held_and_earned(pauses):
    one, now, used = ration(5, 0.5, 0.0), 0.0, 0
    for pause in pauses:
        now += pause
        if one.ready(now):
            one.left -= 1
            used += 1
    assert used <= 5 + 0.5 * now + 1e-6
    assert 0 <= one.left <= 5


def test_a_ration_is_full_again_when_nothing_was_used_for_long():
    one = ration(2, 1.0, 0.0)
    assert one.full
    one.left -= 2
    assert not one.ready(0.5)
    assert one.ready(1.0)
    assert not one.full
    assert one.ready(100.0)
    assert one.full
    assert next(count()) == 0
