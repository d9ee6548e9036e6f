"""A room while it is open: so many answers, so many dots, three hours, and a farewell that every device can hear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from toolkit.errors import Refused
from toolkit.services.packs.room import RoomView, Sent
from toolkit.workbench.room.door import RoomDoor
from toolkit.workbench.room.opened import FAREWELL, FRESH, HOURS, MOST_ANSWERS, SENDING, Room

STEPS = RoomView.__dataclass_fields__  # what a session shows


@dataclass
class Line:
    """A session in memory: it counts how often it was looked at, and keeps what it is given."""

    seen: RoomView
    looks: int = 0
    kept: list[str] = field(default_factory=list)
    keeps: bool = True

    def view(self) -> RoomView:
        self.looks += 1
        return self.seen

    def take(self, sent: Sent) -> bool:
        if self.keeps:
            self.kept.append(sent.command)
        return self.keeps

    def dots(self, device: str, given: Mapping[int, int]) -> Mapping[int, int]:
        return {number: n for number, n in given.items() if n}


@dataclass(frozen=True)
class Step:
    key: str = "ideas"
    dots: int = 3


def seen(**more):
    values = dict.fromkeys(STEPS) | {"open": True, "steps": (Step("talk", 0), Step())}
    return RoomView(**{**values, **more})


@pytest.fixture
def room():
    clock = [0.0]
    made = Room(Line(seen()), RoomDoor("127.0.0.1", 8080), "en", lambda: ("ideas", 0), clock=lambda: clock[0])
    made.moment = clock
    return made


def sent(command="c1", device="d1"):
    return Sent(device, command, "ideas", "More time", "", 0)


def test_the_store_is_asked_once_a_moment_however_many_devices_ask(room):
    for _ in range(30):
        room.now()
    assert room.session.looks == 1
    room.moment[0] += FRESH
    room.now()
    assert room.session.looks == 2
    room.forget()
    room.now()
    assert room.session.looks == 3


def test_a_room_closes_with_its_session_and_lives_on_to_say_so(room):
    room.session.seen = seen(open=False)
    room.now()
    assert not room.is_open
    closed = room.closed_at
    room.moment[0] += FAREWELL / 2
    room.shut()  # again is harmless
    assert room.closed_at == closed
    assert not room.is_over
    room.moment[0] += FAREWELL / 2
    assert room.is_over


def test_a_room_ends_by_itself_after_three_hours(room):
    assert room.left == HOURS * 3600
    room.moment[0] += HOURS * 3600 - 1
    assert (room.is_open, room.left) == (True, 1)
    room.moment[0] += 1
    assert (room.is_open, room.left, room.is_over) == (False, 0, False)
    room.moment[0] += FAREWELL
    assert room.is_over


def test_an_answer_is_kept_once_however_often_it_comes(room):
    assert all(room.take(sent()) for _ in range(3))
    assert set(room.session.kept) == {"c1"}
    assert room.answers["d1"] == 1
    assert room.unkept == 0


def test_what_was_not_kept_is_counted_for_the_host_and_not_told_to_the_device(room):
    room.session.keeps = False
    assert room.take(sent())
    assert (room.unkept, room.answers["d1"]) == (1, 1)


def test_a_device_sends_so_many_answers_and_the_same_ones_again(room):
    assert all(room.take(sent(f"c{n}")) for n in range(MOST_ANSWERS))
    assert not room.take(sent("one too many"))
    assert room.take(sent("c0"))
    assert room.take(sent("other", device="d2"))
    assert "one too many" not in room.session.kept
    assert room.answers == {"d1": MOST_ANSWERS, "d2": 1}


def test_who_sends_too_fast_waits_and_nobody_else(room):
    at_once, rate = SENDING
    assert [room.may_send("d1") for _ in range(int(at_once) + 1)] == [True] * int(at_once) + [False]
    assert room.may_send("d2")
    room.moment[0] += 1 / rate
    assert [room.may_send("d1"), room.may_send("d1")] == [True, False]


@pytest.mark.parametrize("given", [{1: 3}, {1: 1, 2: 2}, {1: 0}, {}])
def test_dots_are_given_as_many_as_there_are(room, given):
    assert room.dot("d1", given) == {number: n for number, n in given.items() if n}
    assert room.given["d1"] == room.dot("d1", given)


@pytest.mark.parametrize("given", [{1: 4}, {1: 2, 2: 2}, {1: -1}, {1: 4, 2: -1}])
def test_more_dots_than_there_are_leave_those_given_before(room, given):
    room.dot("d1", {1: 2})
    with pytest.raises(Refused, match="more dots than you have"):
        room.dot("d1", given)
    assert room.given["d1"] == {1: 2}
