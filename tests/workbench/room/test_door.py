"""The room's door: a code that is read aloud and typed as people type, and so many devices and no more."""

from __future__ import annotations

import pytest

from toolkit.workbench.room import door as doors
from toolkit.workbench.room.door import LENGTH, MOST_DEVICES, SIGNS, RoomDoor, new_code, plain


def test_codes_have_no_signs_that_look_or_sound_alike():
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == LENGTH and set(code) <= set(SIGNS) for code in codes)
    assert not set(SIGNS) & set("ILO10S5Z2")
    assert len(set(SIGNS)) == len(SIGNS)


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("ABC346", True),
        ("abc346", True),
        (" a b c-3 4\t6 ", True),
        ("ABC-346\n", True),
        ("ABC347", False),
        ("ABC34", False),
        ("ABC3466", False),
        ("", False),
        ("ÅBC346", False),
        ("🙂", False),
    ],
)
def test_a_code_is_right_however_it_is_written(typed, right):
    door = RoomDoor("192.168.7.9", 8080, code="ABC346")
    assert door.is_right(typed) is right


def test_a_plain_code_stays_as_it_is():
    assert all(plain(plain(code)) == plain(code) for code in (new_code(), "a-b c", "", "å"))


def test_another_code_takes_the_place_of_the_old_and_forgets_who_guessed():
    door = RoomDoor("192.168.7.9", 8080, code="ABC346")
    door.tries.wrong = 70
    secret = door.enter()
    door.renew("DEF789")
    assert (door.is_right("ABC346"), door.is_right("DEF789")) == (False, True)
    assert door.tries.wrong == 0
    assert secret in door.devices  # who was in stays in


def test_a_room_takes_so_many_devices_each_with_a_number_of_its_own(monkeypatch):
    assert MOST_DEVICES >= 100  # a class and its guests
    monkeypatch.setattr(doors, "MOST_DEVICES", 3)
    door = RoomDoor("192.168.7.9", 8080)
    secrets = [door.enter() for _ in range(5)]
    assert secrets[3:] == [None, None]
    assert len(set(door.devices.values())) == 3
    assert not set(door.devices) & set(door.devices.values())  # the number that is stored opens nothing


def test_the_room_has_one_name():
    door = RoomDoor("192.168.7.9", 8080)
    assert (door.host, door.origin) == ("192.168.7.9:8080", "http://192.168.7.9:8080")
    assert door.cookie != RoomDoor("192.168.7.9", 8081).cookie
